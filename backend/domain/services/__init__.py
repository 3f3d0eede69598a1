"""Services: one verb and noun each. They decide and write through ports; they never commit."""
