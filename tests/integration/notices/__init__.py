"""Notices on PostgreSQL, a real mail server and a real gateway."""
