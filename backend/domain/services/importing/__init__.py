"""Files of accounts and payments: read line by line, each row decided for itself.

A row is a line: what is broken in one, an open quote included, cannot swallow the next. What is
wrong with the file as a whole (its encoding, its header) is found before anything is done.
"""
