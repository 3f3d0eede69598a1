"""Programs for those who work on Vitrina; none of them is part of the product."""
