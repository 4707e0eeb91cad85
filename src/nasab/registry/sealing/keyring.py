"""The key ring: the keys of sealed fields, in one file outside the database, readable by its owner alone.

A data key has a number; what is sealed says with which it was, so that keys can be changed while the registry serves.
Blind tokens have a key for each purpose, so that a token of one purpose says nothing of another.  The audit record is
signed with an Ed25519 key, whose public half is handed to whoever keeps the signed heads.

Sealed bytes: 1 byte form, 2 bytes key number, 12 bytes nonce, then AES-256-GCM's output (NIST SP 800-38D).  Nonces are
random; one key is good for 2^32 values (section 8.3 there), far more than any registry holds before the key is changed.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import secrets
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final, Self

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from nasab.errors import Problem, WrongUse
from nasab.exchange.durable import sync_folder

__all__ = ["KeyRing", "NotOpened", "keyring"]

_FORM: Final = 1
_HEAD: Final = 3
_NONCE: Final = 12


class NotOpened(Exception):
    """A sealed value does not open here: it was changed, moved from another place, or its key is gone."""


class KeyRing:
    """Keys by number, and which is used to seal.

    `data`: 32 bytes each.  `blind`: the secret of which every purpose's key is derived.  `signing`: 32 bytes.
    `blind_before`: the secret of before, while tokens are made anew.  `signed_before`: the public halves of keys that
    heads were signed with earlier, so that those heads can still be checked.
    """

    def __init__(
        self, data: Mapping[int, bytes], current: int, blind: bytes, signing: bytes, *,
        blind_before: bytes | None = None, signed_before: Sequence[bytes] = (),
    ) -> None:  # fmt: skip
        self.data = dict(data)
        self.current = current
        self._blind = blind
        self._blind_before = blind_before
        self._signing = signing
        self._signed_before = tuple(signed_before)
        self._ciphers = {number: AESGCM(key) for number, key in self.data.items()}

    @classmethod
    def new(cls) -> Self:
        """Fresh keys."""
        return cls({1: secrets.token_bytes(32)}, 1, secrets.token_bytes(32), secrets.token_bytes(32))

    @classmethod
    def read(cls, path: Path) -> Self:
        """The keys of a file.  Raises `WrongUse` with KEYS-01 (no such file) or KEYS-02 (not a key ring)."""
        try:
            told = json.loads(path.read_text(encoding="ascii"))
            data = {int(number): _bytes(key) for number, key in told["data"].items()}
            before = told.get("blind_before")
            return cls(
                data, int(told["current"]), _bytes(told["blind"]), _bytes(told["signing"]),
                blind_before=_bytes(before) if before is not None else None,
                signed_before=[_bytes(key) for key in told.get("signed_before", ())],
            )  # fmt: skip
        except FileNotFoundError:
            raise WrongUse(Problem("KEYS-01", file=str(path))) from None
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            raise WrongUse(Problem("KEYS-02", file=str(path))) from None

    def write(self, path: Path) -> None:
        """Writes the file whole or not at all, for its owner's eyes only."""
        told = {
            "data": {str(number): _text(key) for number, key in self.data.items()},
            "current": self.current,
            "blind": _text(self._blind),
            "signing": _text(self._signing),
            **({"blind_before": _text(self._blind_before)} if self._blind_before is not None else {}),
            **({"signed_before": [_text(key) for key in self._signed_before]} if self._signed_before else {}),
        }
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        fresh = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(json.dumps(told, indent=1).encode("ascii"))
            file.flush()
            os.fsync(file.fileno())
        os.replace(fresh, path)
        sync_folder(path.parent)

    def with_new_key(self) -> KeyRing:
        """The same ring with one more data key, with which is sealed from now on."""
        number = max(self.data) + 1
        return self._but(data={**self.data, number: secrets.token_bytes(32)}, current=number)

    def without(self, number: int) -> KeyRing:
        """The same ring when a key is destroyed; the one that is sealed with cannot be."""
        if number == self.current:
            raise ValueError("the current key is not destroyed")
        return self._but(data={other: key for other, key in self.data.items() if other != number})

    @property
    def is_changing_tokens(self) -> bool:
        """Whether there may be tokens of the secret of before."""
        return self._blind_before is not None

    def with_new_blind(self) -> KeyRing:
        """The same ring with a new secret for tokens; what was made with the old is found until it is let go."""
        if self.is_changing_tokens:
            raise ValueError("the tokens are being changed already")
        return self._but(blind=secrets.token_bytes(32), blind_before=self._blind)

    def without_blind_before(self) -> KeyRing:
        """The same ring when the secret of before is destroyed."""
        return self._but(blind_before=None)

    def with_new_signing(self) -> KeyRing:
        """The same ring with a new key to sign with; of the old only the public half stays."""
        return self._but(
            signing=secrets.token_bytes(32), signed_before=(*self._signed_before, self.public.public_bytes_raw())
        )

    def _but(self, **changed: Any) -> KeyRing:
        told: dict[str, Any] = {
            "data": self.data, "current": self.current, "blind": self._blind, "signing": self._signing,
            "blind_before": self._blind_before, "signed_before": self._signed_before,
        }  # fmt: skip
        return KeyRing(**{**told, **changed})

    def seal(self, value: bytes, place: str) -> bytes:
        """The value for one place only.  `place`: table, column and row."""
        head = bytes([_FORM]) + self.current.to_bytes(2, "big")
        nonce = os.urandom(_NONCE)
        return head + nonce + self._ciphers[self.current].encrypt(nonce, value, head + place.encode())

    def open(self, sealed: bytes, place: str) -> bytes:
        """The value sealed for this place.  Raises `NotOpened`."""
        head, nonce = sealed[:_HEAD], sealed[_HEAD : _HEAD + _NONCE]
        cipher = self._ciphers.get(self.number_of(sealed))
        if cipher is None:
            raise NotOpened(place)
        try:
            return cipher.decrypt(nonce, sealed[_HEAD + _NONCE :], head + place.encode())
        except (InvalidTag, ValueError):
            raise NotOpened(place) from None

    @staticmethod
    def number_of(sealed: bytes) -> int:
        """With which key it was sealed; 0 if these are no sealed bytes."""
        return int.from_bytes(sealed[1:_HEAD], "big") if len(sealed) > _HEAD + _NONCE and sealed[0] == _FORM else 0

    def token(self, purpose: str, text: str) -> bytes:
        """A keyed HMAC (SHA-256, 16 bytes): the same text and purpose give the same token, and nobody else's can."""
        return _token(self._blind, purpose, text)

    def tokens(self, purpose: str, text: str) -> tuple[bytes, ...]:
        """The tokens under which a text may be found now: while they are changed, that of before too."""
        secrets_of = (self._blind,) if self._blind_before is None else (self._blind, self._blind_before)
        return tuple(_token(secret, purpose, text) for secret in secrets_of)

    def sign(self, message: bytes) -> bytes:
        """An Ed25519 signature."""
        return Ed25519PrivateKey.from_private_bytes(self._signing).sign(message)

    def is_signed(self, signature: bytes, message: bytes) -> bool:
        """Whether a signature is of this ring's key, or of one that it had before."""
        before = (Ed25519PublicKey.from_public_bytes(key) for key in self._signed_before)
        for public in (self.public, *before):
            try:
                public.verify(signature, message)
            except InvalidSignature:
                continue
            return True
        return False

    @property
    def public(self) -> Ed25519PublicKey:
        """With which signatures are checked; not secret."""
        return Ed25519PrivateKey.from_private_bytes(self._signing).public_key()


_RING: dict[Path, tuple[int, KeyRing]] = {}
_LOCK: Final = threading.Lock()


def keyring() -> KeyRing:
    """The key ring of this registry (`settings.NASAB_KEYS`), read anew when its file has changed."""
    from django.conf import settings

    path = Path(settings.NASAB_KEYS)
    try:
        changed = path.stat().st_mtime_ns
    except OSError:
        raise WrongUse(Problem("KEYS-01", file=str(path))) from None
    with _LOCK:
        known = _RING.get(path)
        if known is None or known[0] != changed:
            known = _RING[path] = changed, KeyRing.read(path)
        return known[1]


def _token(secret: bytes, purpose: str, text: str) -> bytes:
    key = hmac.digest(secret, purpose.encode(), hashlib.sha256)
    return hmac.digest(key, text.encode(), hashlib.sha256)[:16]


def _bytes(text: Any) -> bytes:
    key = base64.b64decode(text, validate=True)
    if len(key) != 32:
        raise ValueError("a key has 32 bytes")
    return key


def _text(key: bytes) -> str:
    return base64.b64encode(key).decode("ascii")
