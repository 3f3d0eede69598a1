"""Corrections on a real database."""
