"""By what a file is found: keyed tokens of the names and numbers stated in it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from nasab.registry.cases.models import Child, Statement, Token, TracingRequest
from nasab.registry.sealing import blind_token, name_tokens

if TYPE_CHECKING:
    from nasab.registry.cases.services import Told

__all__ = ["PURPOSE_OF", "add_tokens", "digits"]

#: For what a fact is looked up: a name as the child's own or the inquirer's, a name as its kin's, a telephone number.
PURPOSE_OF: Final = {
    "name": "name", "other_names": "name", "inquirer": "name", "father": "kin", "mother": "kin", "father_alias": "kin",
    "mother_alias": "kin", "siblings": "kin", "telephone": "telephone",
}  # fmt: skip


def add_tokens(file: Child | TracingRequest, told: Iterable[Told | Statement]) -> None:
    """The tokens of what was told; those of what is corrected stay, since a file is also found by what it once said."""
    child, request = (file, None) if isinstance(file, Child) else (None, file)
    tokens = {
        (purpose, token)
        for one in told
        if one.answer == "told" and (purpose := PURPOSE_OF.get(one.fact))
        for token in (
            [blind_token(purpose, digits(one.value))] if purpose == "telephone" else name_tokens(purpose, one.value)
        )
    }
    known = {(row.purpose, bytes(row.token)) for row in Token.objects.filter(child=child, request=request)}
    Token.objects.bulk_create(
        Token(child=child, request=request, purpose=purpose, token=token) for purpose, token in sorted(tokens - known)
    )


def digits(telephone: str) -> str:
    """The last nine digits: country codes are written or left out."""
    return "".join(str(int(sign)) for sign in telephone if sign.isdecimal())[-9:]
