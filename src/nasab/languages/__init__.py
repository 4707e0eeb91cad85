"""What a language says, and does not say, about where a child is from.

Some children speak only Chechen, and are not from Russia: Chechens live in Pankisi, Kayseri, Amman,
Strasbourg and Vienna.  So a language is evidence of the family's language, and through it weak
evidence of places; it is never a nationality.
"""

from __future__ import annotations

from nasab.languages.agreement import agreement, is_lingua_franca
from nasab.languages.known import KNOWN, Language, name
from nasab.languages.share import UNKNOWN_SHARE, share
from nasab.languages.written import parse

__all__ = ["KNOWN", "UNKNOWN_SHARE", "Language", "agreement", "is_lingua_franca", "name", "parse", "share"]
