"""The contract for the operator's staff. So far: billing runs."""
