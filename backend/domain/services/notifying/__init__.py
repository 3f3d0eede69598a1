"""Notices: what a subscriber is told of what happened, in which words, when and by which way."""
