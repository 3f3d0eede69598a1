"""The portals' contract, in process."""
