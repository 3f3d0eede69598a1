"""Calls to others."""
