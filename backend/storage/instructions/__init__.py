"""The queue of what platforms are told of their subscribers' acts."""
