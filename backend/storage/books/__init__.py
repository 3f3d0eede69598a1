"""Bookings: what another billing is asked, written down before it is, and driven to an end."""
