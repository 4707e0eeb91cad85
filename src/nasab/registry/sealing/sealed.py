"""A sealed field of a model: bytes in the database, text in the program, bound to table, column and row.

    class Statement(models.Model):
        id = models.UUIDField(primary_key=True, default=uuid4)
        value_sealed = SealedField()
        value = Sealed("value_sealed")

The row's own key is part of what binds, so a model with sealed fields makes its key itself (a UUID), before it is
written.  A value of None is an empty column; an empty text is sealed like any other.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, overload

from django.apps import apps
from django.db import models

from nasab.registry.sealing.keyring import keyring

__all__ = ["Sealed", "SealedField", "place_of", "sealed_fields"]


class SealedField(models.BinaryField):  # type: ignore[type-arg]
    """The column of a sealed value: bytes that say nothing, never edited in a form."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"null": True, "editable": False, **options})


class Sealed:
    """The open value of a sealed column, as text; reading it unseals, setting it seals.

    Raises `NotOpened` where what is stored was not sealed for this place.
    """

    def __init__(self, column: str) -> None:
        self.column = column
        self._kept = f"_opened_{column}"

    @overload
    def __get__(self, row: None, model: type[models.Model]) -> Sealed: ...
    @overload
    def __get__(self, row: models.Model, model: type[models.Model]) -> str: ...
    def __get__(self, row: models.Model | None, model: type[models.Model]) -> Sealed | str:
        if row is None:
            return self
        sealed = getattr(row, self.column)
        if sealed is None:
            return ""
        opened = row.__dict__.get(self._kept)
        if opened is None or opened[0] is not sealed:  # opened once for a row in memory, as long as it says the same
            opened = sealed, keyring().open(bytes(sealed), place_of(row, self.column)).decode()
            row.__dict__[self._kept] = opened
        value: str = opened[1]
        return value

    def __set__(self, row: models.Model, value: str | None) -> None:
        sealed = None if value is None else keyring().seal(value.encode(), place_of(row, self.column))
        setattr(row, self.column, sealed)


def place_of(row: models.Model, column: str) -> str:
    """What a sealed value is bound to."""
    return f"{row._meta.db_table}:{column}:{row.pk}"


def sealed_fields() -> Iterator[tuple[type[models.Model], str]]:
    """Every sealed column of the registry."""
    for model in apps.get_models():
        for column in model._meta.fields:
            if isinstance(column, SealedField):
                yield model, column.name
