"""Values and decisions, without a database."""
