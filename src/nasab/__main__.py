"""`python -m nasab`: the command line."""

from __future__ import annotations

from nasab.cli import main

if __name__ == "__main__":
    main()
