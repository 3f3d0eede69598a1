"""What the staff looks for: operations, raw exchanges, charges, corrections, subscriptions."""
