"""The partner contract over the real decisions, in memory."""
