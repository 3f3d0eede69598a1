"""The parts of storage that need no database."""
