"""The built cabinet: a page, its files, and what a browser may do with them."""

from backend.api.site.door import SiteDoor

__all__ = ["SiteDoor"]
