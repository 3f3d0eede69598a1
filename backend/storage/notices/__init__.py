"""Notices: written when something has happened, sent after it, and kept with every attempt."""
