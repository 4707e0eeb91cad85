"""The secret that signs sessions, where none was set: drawn once, kept in the registry's folder for its owner alone."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

__all__ = ["secret_in"]


def secret_in(folder: Path) -> str:
    """The secret of a folder; made if it is not there yet.

    A folder that cannot be written gets one for this process only.
    """
    path = folder / "secret"
    try:
        return path.read_text(encoding="ascii").strip()
    except OSError:
        pass
    drawn = secrets.token_urlsafe(48)
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
            file.write(drawn)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    except OSError:
        pass
    return drawn
