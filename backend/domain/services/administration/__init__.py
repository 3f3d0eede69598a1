"""Administration: accounts and integrators are set up and changed by the operator's staff."""
