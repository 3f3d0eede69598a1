"""Calls over real sockets."""
