"""The cabinet as a browser gets it: addresses, caching, compression, rules."""
