"""How fast Vitrina charges, as ratios to what PostgreSQL alone can do on the same machine.

``make bench`` prints a table. Nothing here asserts a time: machines differ, ratios less so.
"""
