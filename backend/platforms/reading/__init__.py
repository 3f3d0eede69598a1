"""Reading what a platform tells: bytes that anybody could have written, into plain facts."""
