"""How the storefront side of a platform knows that a request comes from us."""
