"""The staff gives a charge back, whole or in part; above a limit it takes two people."""
