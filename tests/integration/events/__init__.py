"""Events on their way to endpoints."""
