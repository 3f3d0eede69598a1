"""Notices: decided and worded."""
