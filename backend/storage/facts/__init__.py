"""Facts: which are wanted, how they reach who wants them, and when they are forgotten."""
