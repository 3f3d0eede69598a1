"""The cabinet's reading, one account at a time and without locks; and acts by their keys."""
