"""The sandbox against a real Vitrina over a real PostgreSQL."""
