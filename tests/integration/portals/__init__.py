"""Portals over a real database."""
