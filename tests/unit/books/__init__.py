"""The contract with another billing, without a database."""
