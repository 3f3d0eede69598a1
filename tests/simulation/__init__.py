"""Long random lives of accounts, against an oracle that was written a second time."""
