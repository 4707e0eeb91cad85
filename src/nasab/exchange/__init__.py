"""Lists in and out: spreadsheets, KoboToolbox and Primero exports, PFIF; and tables that are safe to open."""

from __future__ import annotations

from nasab.exchange import outputs
from nasab.exchange.headers import HeaderUse
from nasab.exchange.reading import Reading, read
from nasab.exchange.written import harmless, write_csv

__all__ = ["HeaderUse", "Reading", "harmless", "outputs", "read", "write_csv"]
