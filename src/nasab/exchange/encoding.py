"""Which encoding a text file is in: strict UTF-8 first, then what its own headers say.

A file saved by an old program says nowhere in which alphabet it is written.  Read wrongly, its
headers are nonsense; so the encoding in which headers are recognised is the right one.  Only where
the headers are in Latin letters are the frequencies of letters asked (charset-normalizer).
"""

from __future__ import annotations

import codecs
import csv
from pathlib import Path
from typing import Final

from charset_normalizer import from_bytes

from nasab.exchange import head as heads
from nasab.records import Side

__all__ = ["encoding_of"]

_LEGACY: Final = ("cp1251", "cp1256", "cp1252", "koi8_r", "iso8859_6")
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def encoding_of(path: Path, start: bytes, side: Side) -> tuple[str, bool] | None:
    """The encoding of a text file, and whether that is certain; None if it is not a text.

    `start` is the beginning of the file.  What a mark at the beginning says, or what is all of it
    valid UTF-8, is certain.
    """
    for mark, name in _MARKS:
        if start.startswith(mark):
            return name, True
    if name := _utf16_without_mark(start):
        return name, False
    if _is_binary(start):
        return None
    sample = start if _is_utf8(path) else b""
    if sample:
        return "utf-8", True
    return _legacy(_with_letters(path), side)


def _utf16_without_mark(start: bytes) -> str:
    """In UTF-16 every second byte is the page of the letter: 0 Latin, 4 Cyrillic, 6 Arabic."""
    pairs = start[: len(start) // 2 * 2][:4096]
    if len(pairs) < 8:
        return ""
    pages = [sum(half.count(page) for page in (0, 4, 6)) * 2 / len(pairs) for half in (pairs[::2], pairs[1::2])]
    if pages[1] > 0.9 and pages[0] < 0.3:
        return "utf-16-le"
    return "utf-16-be" if pages[0] > 0.9 and pages[1] < 0.3 else ""


def _is_binary(start: bytes) -> bool:
    control = sum(start.count(bytes([byte])) for byte in range(32) if byte not in (9, 10, 11, 12, 13, 26))
    return control > max(2, len(start) // 200)


def _is_utf8(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with path.open("rb") as file:
            while part := file.read(1 << 20):
                decoder.decode(part)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _with_letters(path: Path) -> bytes:
    """The first lines, and those with letters beyond ASCII, up to 64 KiB."""
    sample = bytearray()
    with path.open("rb") as file:
        for number, line in enumerate(file):
            if number < 10 or not line.isascii():
                sample += line[:4096]
            if len(sample) > 1 << 16 or number > 200_000:
                break
    return bytes(sample)


def _legacy(sample: bytes, side: Side) -> tuple[str, bool] | None:
    readings: dict[str, str] = {}
    for name in _LEGACY:
        try:
            text = sample.decode(name)
        except UnicodeDecodeError:
            continue
        if not any("\x80" <= character <= "\x9f" for character in text):
            readings[name] = text
    scores = {name: _headers_beyond_ascii(text, side) for name, text in readings.items()}
    best = max(scores.values(), default=0)
    leaders = [name for name, score in scores.items() if score == best]
    if best and len(leaders) == 1:
        return leaders[0], False
    if not leaders:
        return ("cp1252", False) if not _is_binary(sample) else None
    guess = from_bytes(sample, cp_isolation=leaders).best() if len(leaders) > 1 else None
    return (guess.encoding if guess else leaders[0]), False


def _headers_beyond_ascii(text: str, side: Side) -> int:
    lines = text.splitlines()[:10]
    best = 0
    for delimiter in ",;\t|":
        head = _head(lines, delimiter, side)
        if head:
            best = max(best, sum(bool(use.column) and not use.header.isascii() for use in head.uses))
    return best


def _head(lines: list[str], delimiter: str, side: Side) -> heads.Head | None:
    try:
        return heads.find(list(csv.reader(lines, delimiter=delimiter)), side)
    except csv.Error:
        return None
