"""What portals are given: the guide, the examples and generated clients, all of them run."""
