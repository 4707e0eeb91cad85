"""Files of parameters: read with the place of whatever is wrong in them, written whole or not at all."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import Final

from nasab.errors import Problem, UnreadableList, WrongUse
from nasab.exchange.unreadable import opened, refuse
from nasab.matching import parameters as texts
from nasab.matching.results import Parameters

__all__ = ["read_parameters", "write_parameters"]

_LARGEST: Final = 16 << 20


def read_parameters(path: str | os.PathLike[str]) -> Parameters:
    """The parameters in a file.  Raises `UnreadableList`: FILE-xx if it cannot be opened, else PARAM-xx."""
    path = Path(path)
    opened(path)
    if path.stat().st_size > _LARGEST:
        refuse("FILE-05", path)
    try:
        return texts.read(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as error:
        raise UnreadableList(Problem("PARAM-01", path.name, detail=error.reason)) from None
    except UnreadableList as error:
        raise UnreadableList(replace(error.problem, file=path.name)) from None


def write_parameters(parameters: Parameters, path: str | os.PathLike[str]) -> None:
    """Write parameters to a file, which is replaced when all of it is on the disk.  Raises `WrongUse`: OUT-02."""
    path = Path(path)
    fresh = path.with_name(f".{path.name}.new")
    try:
        with fresh.open("w", encoding="utf-8", newline="\n") as file:
            file.write(texts.write(parameters))
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    except (OSError, ValueError) as error:
        fresh.unlink(missing_ok=True)
        reason = getattr(error, "strerror", None) or str(error)
        raise WrongUse(Problem("OUT-02", value=str(path)[:200], detail=reason)) from error
