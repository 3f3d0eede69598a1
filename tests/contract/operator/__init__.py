"""The staff's contract, on a real database."""
