"""The catalogue on PostgreSQL: read by every process, changed by the operator, then frozen."""
