"""The REST doors, one router package for each audience."""
