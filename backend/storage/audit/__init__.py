"""The audit's SQL: records in, and the chain that seals them."""
