"""The hot path's SQL: whole batches in, whole batches out."""
