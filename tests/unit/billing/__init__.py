"""Billing's pure core: periods, parts of prices, tax, texts, lines."""
