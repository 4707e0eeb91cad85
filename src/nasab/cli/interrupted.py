"""What happens when somebody stops a run: its pieces stay, and one sentence says how to go on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from nasab import texts

if TYPE_CHECKING:
    from nasab.matching.engine import Keeping

__all__ = ["STATUS", "Keep", "kept", "tell"]

STATUS = 130
"""The exit status of a program that was stopped from the keyboard (128 and the number of the signal)."""

Keep = Callable[[str], "Keeping | None"]
"""Given the key of a run, what keeps its pieces."""


@contextmanager
def kept(out: Path, *, resume: bool) -> Iterator[Keep]:
    """Keeps the pieces of a run into a folder until the block succeeds; remembers whether there are any if it does not."""
    from nasab import exchange

    with ExitStack() as opened:
        pieces: list[exchange.Kept] = []

        def keep(key: str) -> Keeping:
            pieces.append(opened.enter_context(exchange.kept_beside(out, key, resume=resume)))
            return pieces[0]

        try:
            yield keep
        except BaseException:
            click.get_current_context().ensure_object(dict)["kept"] = any(one.is_any for one in pieces)
            raise


def tell(ctx: click.Context) -> None:
    """Says how to go on, and ends with the exit status of what was interrupted."""
    known = ctx.obj or {}
    key = "kept" if known.get("kept") else "nothing"
    click.echo("\n" + texts.say(f"terminal.interrupted.{key}", known.get("language", "en")), err=True)
    ctx.exit(STATUS)
