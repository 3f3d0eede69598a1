"""``python -m backend.cli``: the console command where it is not on the path."""

from backend.cli.main import main

main()
