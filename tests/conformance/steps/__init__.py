"""The steps of the scenarios, by theme."""
