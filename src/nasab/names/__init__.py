"""Personal names across Arabic, Cyrillic and Latin: their letters, their parts, and whether two spellings are one name."""

from __future__ import annotations

from nasab.names.scripts import Script, fold, script

__all__ = ["Script", "fold", "script"]
