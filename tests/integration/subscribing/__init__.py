"""Subscribing on PostgreSQL."""
