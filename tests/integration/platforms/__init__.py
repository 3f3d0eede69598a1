"""Calls to a platform that is really there, on this machine, and behaves in every way."""
