"""A family as a picture: of a child's file, or of a tracing request with whom it seeks."""

from __future__ import annotations

from collections.abc import Iterable

from nasab import texts
from nasab.kinship import draw
from nasab.registry.cases.family import family_of
from nasab.registry.cases.family_sought import family_sought
from nasab.registry.cases.models import Child
from nasab.registry.cases.selectors import FileView

__all__ = ["drawing"]


def drawing(view: FileView, language: texts.Language, children: Iterable[Child] = ()) -> str:
    """The family as an SVG element, mirrored where the language runs from the right; empty if there is none to draw.

    `children`: those that a request seeks.
    """
    drawn = family_sought(view, children) if view.kind == "request" else family_of(view)
    if drawn is None:
        return ""
    return draw(drawn.people, names=drawn.names, missing=drawn.missing, couples=drawn.couples, language=language)
