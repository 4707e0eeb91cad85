"""What happens when somebody stops a run: its pieces stay, and one sentence says how to go on.

Python hears of Ctrl-C when it is its turn again, and compiled code may take minutes.  So a thread waits for the
signal; if the run has not stopped by itself a little later, it ends the program.  That does no harm: results and
pieces are there whole or not at all, however a program ends.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from nasab import texts

if TYPE_CHECKING:
    from nasab.matching.engine import Keeping

__all__ = ["GRACE", "STATUS", "Keep", "kept", "noticed", "tell"]

STATUS: Final = 130
"""The exit status of a program that was stopped from the keyboard (128 and the number of the signal)."""

GRACE: Final = 3.0
"""So many seconds a run has to stop by itself."""

_HEARD: Final = 0.3
"""Seconds within which the thread has surely heard what has come."""

_SHOW_CURSOR: Final = "\x1b[?25h"

Keep = Callable[[str], "Keeping | None"]
"""Given the key of a run, what keeps its pieces."""


@contextmanager
def kept(out: Path, *, resume: bool) -> Iterator[Keep]:
    """Keeps the pieces of a run until the block succeeds, and remembers whether there are any if it does not."""
    from nasab import exchange

    known = click.get_current_context().ensure_object(dict)
    pieces: list[exchange.Kept] = []
    known["kept"] = lambda: any(one.is_any for one in pieces)
    with ExitStack() as opened:

        def keep(key: str) -> Keeping:
            pieces.append(opened.enter_context(exchange.kept_beside(out, key, resume=resume)))
            return pieces[0]

        try:
            yield keep
        except BaseException:
            is_any = known["kept"]()  # as long as they are ours
            known["kept"] = lambda: is_any
            raise


@contextmanager
def noticed(ctx: click.Context, grace: float = GRACE) -> Iterator[Callable[[], bool]]:
    """Notices Ctrl-C whatever the program is doing; what is given says whether it came.

    Compiled code turns an interruption into errors of other names, so that one has to ask.
    """
    if sys.platform == "win32" or threading.current_thread() is not threading.main_thread():
        yield lambda: False
        return
    came, is_over = threading.Event(), threading.Event()
    ear, mouth = os.pipe()
    os.set_blocking(mouth, False)
    before = signal.set_wakeup_fd(mouth, warn_on_full_buffer=False)
    waiting = threading.Thread(target=_wait, args=(ear, came, is_over, ctx, grace), daemon=True)
    waiting.start()
    try:
        yield lambda: came.wait(_HEARD)
    finally:
        is_over.set()
        signal.set_wakeup_fd(before)
        os.close(mouth)
        waiting.join()


def tell(ctx: click.Context) -> None:
    """Says how to go on, and ends with the exit status of what was interrupted."""
    click.echo(_sentence(ctx), err=True)
    ctx.exit(STATUS)


def _wait(ear: int, came: threading.Event, is_over: threading.Event, ctx: click.Context, grace: float) -> None:
    with open(ear, "rb", buffering=0) as heard:
        while signals := heard.read(1):
            if signals[0] != signal.SIGINT:
                continue
            came.set()
            if not is_over.wait(grace):
                cursor = _SHOW_CURSOR if sys.stderr.isatty() else ""
                os.write(2, f"{cursor}{_sentence(ctx)}\n".encode("utf-8", "replace"))
                os._exit(STATUS)


def _sentence(ctx: click.Context) -> str:
    known = ctx.obj or {}
    is_kept = known.get("kept", lambda: False)()
    key = "kept" if is_kept else "nothing"
    return "\n" + texts.say(f"terminal.interrupted.{key}", known.get("language", "en"))
