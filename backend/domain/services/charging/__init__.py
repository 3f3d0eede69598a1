"""Charging: a batch of commands is loaded, decided one after another in memory, stored at once.

Owns: the decisions about taking, keeping and giving back money, and their order of checks.
Does not own: how rows are read and written (``backend.storage``), monthly billing, VAT.
"""
