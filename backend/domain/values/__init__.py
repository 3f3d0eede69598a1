"""Values: money, codes, identifiers, periods and statuses. Immutable, no I/O."""
