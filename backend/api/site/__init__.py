"""What is built for browsers: pages, their files, and what a browser may do with them."""

from backend.api.site.door import CABINET, DESK, Site, SiteDoor, front

__all__ = ["CABINET", "DESK", "Site", "SiteDoor", "front"]
