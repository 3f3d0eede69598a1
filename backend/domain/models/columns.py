"""Column types that the tables share, so that one thing has one type everywhere."""

from sqlalchemy import ARRAY, BigInteger, DateTime, Text

Kopecks = BigInteger
"""A sum in kopecks."""
Words = Text
"""A string of any length; its form is checked at the edge and by CHECK constraints."""
WordList = ARRAY(Text)
Instant = DateTime(timezone=True)
"""A moment in UTC."""
