"""The contract of the browser cabinet: what a subscriber sees and does, always the own account."""
