"""What reports are counted from, and the counting: plain SQL over one snapshot of the database."""
