"""Ways to reach a person: mail, and gateways to SMS and messengers."""
