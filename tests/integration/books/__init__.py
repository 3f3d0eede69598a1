"""Money that another billing keeps: exactly once across the two."""
