"""Double Metaphone, after Lawrence Philips's published description (C/C++ Users Journal, June 2000).

Primero indexes Latin names with it.  Written from the published rules, with the Slavic, Germanic, Spanish and Italian
branches; codes are cut to four letters, as the search engine does by default.
"""

from __future__ import annotations

from functools import cache

__all__ = ["double_metaphone"]

LENGTH = 4
_VOWELS = frozenset("AEIOUY")


@cache
def double_metaphone(word: str) -> tuple[str, str]:
    """The two codes of a word in Latin letters; the second equals the first where there is one reading only."""
    text = "".join(letter for letter in word.upper() if letter.isalpha())
    if not text.isascii() or not text:
        return "", ""
    coder = _Coder(text)
    coder.run()
    return "".join(coder.first)[:LENGTH], "".join(coder.second)[:LENGTH]


class _Coder:
    """One pass over a word."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.first: list[str] = []
        self.second: list[str] = []
        self.slavic = any(part in text for part in ("W", "K", "CZ", "WITZ"))

    def add(self, first: str, second: str | None = None) -> None:
        """Append to both codes."""
        self.first.append(first)
        self.second.append(first if second is None else second)

    def at(self, start: int, *parts: str) -> bool:
        """Whether one of the parts stands at this place."""
        return start >= 0 and any(self.text.startswith(part, start) for part in parts)

    def vowel(self, at: int) -> bool:
        """Whether a vowel stands at this place."""
        return 0 <= at < len(self.text) and self.text[at] in _VOWELS

    def run(self) -> None:
        """Read the word from its beginning to its end."""
        at = 1 if self.at(0, "GN", "KN", "PN", "WR", "PS") else 0
        if self.at(0, "X"):
            self.add("S")
            at = 1
        while at < len(self.text) and (len("".join(self.first)) < LENGTH or len("".join(self.second)) < LENGTH):
            at += self.step(at)

    def step(self, at: int) -> int:
        """Code the letter at this place; how many letters were used."""
        letter = self.text[at]
        if letter in _VOWELS:
            if at == 0:
                self.add("A")
            return 1
        simple = {"B": "P", "F": "F", "K": "K", "L": "L", "M": "M", "N": "N", "Q": "K", "R": "R", "V": "F"}
        if letter in simple:
            self.add(simple[letter])
            double = self.at(at + 1, letter) or (letter == "M" and self.at(at - 1, "UMB") and at + 2 == len(self.text))
            return 2 if double else 1
        return getattr(self, f"_{letter.lower()}")(at)  # type: ignore[no-any-return]

    def _c(self, at: int) -> int:
        if self.at(at, "CH"):
            if (
                (at == 0 and (self.at(1, "HARAC", "HARIS", "HOR", "HYM", "HIA", "HEM")) and not self.at(0, "CHORE"))
                or self.at(0, "VAN ", "VON ", "SCH")
                or self.at(at - 2, "ORCHES", "ARCHIT", "ORCHID")
                or self.at(at + 2, "T", "S")
                or (at == 0 and self.at(2, "L", "R", "N", "M", "B", "H", "F", "V", "W"))
            ):
                self.add("K")
            elif at > 0:
                self.add(*(("K",) if self.at(0, "MC") else ("X", "K")))
            else:
                self.add("X")
            return 2
        if self.at(at, "CZ") and not self.at(at - 2, "WICZ"):
            self.add("S", "X")
            return 2
        if self.at(at + 1, "CIA"):
            self.add("X")
            return 3
        if self.at(at, "CC") and not (at == 1 and self.at(0, "M")):
            if self.at(at + 2, "I", "E", "H") and not self.at(at + 2, "HU"):
                self.add("KS" if (at == 1 and self.at(0, "A")) or self.at(at - 1, "UCCEE", "UCCES") else "X")
                return 3
            self.add("K")
            return 2
        if self.at(at, "CK", "CG", "CQ"):
            self.add("K")
            return 2
        if self.at(at, "CI", "CE", "CY"):
            self.add("S", "X" if self.at(at, "CIO", "CIE", "CIA") else "S")
            return 2
        self.add("K")
        return 2 if self.at(at + 1, "C", "K", "Q") and not self.at(at + 1, "CE", "CI") else 1

    def _d(self, at: int) -> int:
        if self.at(at, "DG"):
            if self.at(at + 2, "I", "E", "Y"):
                self.add("J")
                return 3
            self.add("TK")
            return 2
        self.add("T")
        return 2 if self.at(at, "DT", "DD") else 1

    def _g(self, at: int) -> int:
        if self.at(at + 1, "H"):
            if at > 0 and not self.vowel(at - 1):
                self.add("K")
            elif at == 0:
                self.add("J" if self.at(2, "I") else "K")
            elif not (self.at(at - 2, "B", "H", "D") or self.at(at - 3, "B", "H", "D") or self.at(at - 4, "B", "H")):
                if at > 2 and self.at(at - 1, "U") and self.at(at - 3, "C", "G", "L", "R", "T"):
                    self.add("F")
                elif at > 0 and not self.at(at - 1, "I"):
                    self.add("K")
            return 2
        if self.at(at + 1, "N"):
            if at == 1 and self.vowel(0) and not self.slavic:
                self.add("KN", "N")
            elif not self.at(at + 2, "EY") and not self.slavic:
                self.add("N", "KN")
            else:
                self.add("KN")
            return 2
        if self.at(at + 1, "LI") and not self.slavic:
            self.add("KL", "L")
            return 2
        if at == 0 and self.at(1, "Y", "ES", "EP", "EB", "EL", "EY", "IB", "IL", "IN", "IE", "EI", "ER"):
            self.add("K", "J")
            return 2
        german = self.at(at + 1, "ER", "Y") and not self.at(0, "DANGER", "RANGER", "MANGER")
        if german and not (self.at(at - 1, "E", "I") or self.at(at - 1, "RGY", "OGY")):
            self.add("K", "J")
            return 2
        if self.at(at + 1, "E", "I", "Y") or self.at(at - 1, "AGGI", "OGGI"):
            if self.at(0, "SCH") or self.at(at + 1, "ET"):
                self.add("K")
            else:
                self.add("J", "J" if self.at(at + 1, "IER") else "K")
            return 2
        self.add("K")
        return 2 if self.at(at + 1, "G") else 1

    def _h(self, at: int) -> int:
        if (at == 0 or self.vowel(at - 1)) and self.vowel(at + 1):
            self.add("H")
            return 2
        return 1

    def _j(self, at: int) -> int:
        if self.at(at, "JOSE"):
            self.add("J", "H")
        elif at == 0:
            self.add("J", "A")
        elif self.vowel(at - 1) and not self.slavic and self.at(at + 1, "A", "O"):
            self.add("J", "H")
        elif at == len(self.text) - 1:
            self.add("J", "")
        elif not self.at(at + 1, "L", "T", "K", "S", "N", "M", "B", "Z") and not self.at(at - 1, "S", "K", "L"):
            self.add("J")
        return 2 if self.at(at + 1, "J") else 1

    def _p(self, at: int) -> int:
        if self.at(at + 1, "H"):
            self.add("F")
            return 2
        self.add("P")
        return 2 if self.at(at + 1, "P", "B") else 1

    def _s(self, at: int) -> int:
        if self.at(at - 1, "ISL", "YSL"):
            return 1
        if at == 0 and self.at(0, "SUGAR"):
            self.add("X", "S")
            return 1
        if self.at(at, "SH"):
            self.add("S" if self.at(at + 1, "HEIM", "HOEK", "HOLM", "HOLZ") else "X")
            return 2
        if self.at(at, "SIO", "SIA"):
            self.add("S", "S" if self.slavic else "X")
            return 3
        if (at == 0 and self.at(1, "M", "N", "L", "W")) or self.at(at + 1, "Z"):
            self.add("S", "X")
            return 2 if self.at(at + 1, "Z") else 1
        if self.at(at, "SC"):
            if self.at(at + 2, "H"):
                if self.at(at + 3, "OO", "ER", "EN", "UY", "ED", "EM"):
                    self.add(*(("X", "SK") if self.at(at + 3, "ER", "EN") else ("SK",)))
                else:
                    self.add("X", "S" if at == 0 and not self.vowel(3) and not self.at(3, "W") else "X")
                return 3
            self.add("S" if self.at(at + 2, "I", "E", "Y") else "SK")
            return 3
        if at == len(self.text) - 1 and self.at(at - 2, "AI", "OI"):
            self.add("", "S")
        else:
            self.add("S")
        return 2 if self.at(at + 1, "S", "Z") else 1

    def _t(self, at: int) -> int:
        if self.at(at, "TION", "TIA", "TCH"):
            self.add("X")
            return 3
        if self.at(at, "TH", "TTH"):
            if self.at(at + 2, "OM", "AM") or self.at(0, "SCH"):
                self.add("T")
            else:
                self.add("0", "T")
            return 2
        self.add("T")
        return 2 if self.at(at + 1, "T", "D") else 1

    def _w(self, at: int) -> int:
        if self.at(at, "WR"):
            self.add("R")
            return 2
        if at == 0 and (self.vowel(1) or self.at(0, "WH")):
            self.add("A", "F" if self.vowel(1) else "A")
        ends = at == len(self.text) - 1 and self.vowel(at - 1)
        if ends or self.at(at - 1, "EWSKI", "EWSKY", "OWSKI", "OWSKY") or self.at(0, "SCH"):
            self.add("", "F")
            return 1
        if self.at(at, "WICZ", "WITZ"):
            self.add("TS", "FX")
            return 4
        return 1

    def _x(self, at: int) -> int:
        french = at == len(self.text) - 1 and (self.at(at - 3, "IAU", "EAU") or self.at(at - 2, "AU", "OU"))
        if not french:
            self.add("KS")
        return 2 if self.at(at + 1, "C", "X") else 1

    def _z(self, at: int) -> int:
        if self.at(at + 1, "H"):
            self.add("J")
            return 2
        slavic = self.at(at + 1, "ZO", "ZI", "ZA") or (self.slavic and at > 0 and not self.at(at - 1, "T"))
        self.add("S", "TS" if slavic else "S")
        return 2 if self.at(at + 1, "Z") else 1
