"""The command line: `nasab match | check | explain | simulate | evaluate | demo`.

Each command is a module that loads what it needs when it runs, so that `nasab --help` is quick.
Everything a person typed or gave that cannot be used ends in one message and exit status 2.
"""

from __future__ import annotations

from nasab.cli.main import main

__all__ = ["main"]
