"""The cabinet's contract, on a real database, as a browser would call it."""
