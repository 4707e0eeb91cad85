"""Tokens by which sealed values are found again: the same words give the same token, and say nothing without the key.

A name is found by what it sounds like and by which known name it is, in any script; so one name has several tokens.
What is found by them is a few hundred at most, which are then opened and compared as names (`nasab.names.weight`).
"""

from __future__ import annotations

from typing import Final

from nasab import names
from nasab.names.sounds import skeleton, sounds
from nasab.registry.sealing.keyring import keyring

__all__ = ["blind_token", "blind_tokens", "name_keys", "name_tokens", "names_sought"]

#: A name says at most so many tokens: nothing that anyone is called has more parts.
MOST: Final = 24


def blind_token(purpose: str, text: str) -> bytes:
    """The token of a text that is looked for as it is (a number, a telephone): spaces and letter case apart."""
    return keyring().token(purpose, _plain(text))


def blind_tokens(purpose: str, text: str) -> tuple[bytes, ...]:
    """By which tokens such a text is looked for now; two while the secret is changed."""
    return keyring().tokens(purpose, _plain(text))


def name_tokens(purpose: str, written: str) -> set[bytes]:
    """The tokens of a name as written."""
    return {keyring().token(purpose, key) for key in name_keys(written)}


def names_sought(purpose: str, written: str) -> set[bytes]:
    """By which tokens a name is looked for now."""
    return {token for key in name_keys(written) for token in keyring().tokens(purpose, key)}


def name_keys(written: str) -> set[str]:
    """What a name is found by: for each of its parts its coarse sounds, and the known name it is."""
    keys: set[str] = set()
    for name in names.parse_cell(written[:400]):
        for part in name.parts:
            heard = skeleton(sounds(part.folded))
            if heard:
                keys.add("s" + bytes(heard).hex())
            keys.update(f"n{known}" for known in names.lexicon.ids(part.folded))
    return set(sorted(keys)[:MOST])


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
