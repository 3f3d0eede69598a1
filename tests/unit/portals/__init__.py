"""Portals: what needs no database."""
