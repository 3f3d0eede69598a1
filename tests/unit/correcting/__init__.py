"""Corrections decided in memory."""
