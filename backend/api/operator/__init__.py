"""The contract for the operator's staff: one router a noun, and one table of who may do what."""
