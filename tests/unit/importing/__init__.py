"""Reading files of accounts and payments."""
