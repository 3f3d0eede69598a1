"""Calls to others: bounded in time, size and number, whatever is at the other end."""
