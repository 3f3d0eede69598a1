"""What happens without being asked: a scheduler only wakes it, the database says what is due."""
