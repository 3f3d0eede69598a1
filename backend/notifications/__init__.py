"""Ways out to subscribers: mail, and the operator's gateway to SMS and messengers."""
