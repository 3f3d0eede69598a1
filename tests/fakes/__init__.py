"""Stand-ins for ports: working implementations in memory, not mocks."""
