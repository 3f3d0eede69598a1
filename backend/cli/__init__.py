"""The console command: one file per noun.

Exit codes: 0 done · 1 refused, or a rule is broken · 2 the command or a setting is wrong ·
3 the database or the server cannot be reached.
"""

from backend.cli.main import main

__all__ = ["main"]
