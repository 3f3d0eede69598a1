"""The catalogue: what is sold, for how much, by which text and tax. No charge ever changes."""
