"""Facts: what the books write of themselves, and how it reaches who wants to hear."""
