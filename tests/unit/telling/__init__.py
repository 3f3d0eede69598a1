"""What events say, and what follows from attempts."""
