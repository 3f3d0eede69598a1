"""The VITRINA_* variables, parsed and typed."""
