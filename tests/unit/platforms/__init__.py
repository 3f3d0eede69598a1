"""The storefront side of the platforms."""
