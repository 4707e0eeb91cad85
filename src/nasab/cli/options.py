"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from nasab import texts

__all__ = ["language", "threads"]

F = TypeVar("F", bound=Callable[..., Any])


def _remember(ctx: click.Context, _: click.Parameter, value: str) -> str:
    ctx.ensure_object(dict)["language"] = value
    return value


def language(command: F) -> F:
    """`--language en|ar|ru|fr`."""
    return click.option(
        "--language",
        type=click.Choice(texts.LANGUAGES),
        default="en",
        show_default=True,
        is_eager=True,
        callback=_remember,
        help="Language of the results and of messages.",
    )(command)


def threads(command: F) -> F:
    """`--threads N`."""
    return click.option(
        "--threads", type=click.IntRange(1, 256), default=2, show_default=True, help="How many cores to use."
    )(command)
