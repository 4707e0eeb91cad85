"""What pages of figures have in common: templates that escape by default, and lines for the terminal.

Such pages hold numbers and no child; they load nothing.
"""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from rich.console import Console
from rich.text import Text

from nasab import texts
from nasab.report import words
from nasab.report.isolation import Isolated

__all__ = ["print_line", "templates"]


@cache
def templates() -> Environment:
    """The templates beside this module; a value that is not given is a mistake of the programmer."""
    return Environment(
        loader=PackageLoader("nasab.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def print_line(console: Console, language: texts.Language, said: str, style: str = "") -> None:
    """One line of words, from the side from which the language is read."""
    console.print(
        Isolated(Text(words.visible(said), style), language),
        justify="right" if texts.direction(language) == "rtl" else "left",
    )
