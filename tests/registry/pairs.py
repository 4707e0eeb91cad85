"""Bilal, found in Mosul, whom Zaira seeks; Ali, whom nobody seeks."""

from __future__ import annotations

from typing import Any

from nasab.registry.cases import services
from nasab.registry.cases.models import Child
from nasab.registry.cases.services import Told

__all__ = ["a_child_found", "a_child_sought", "bilal_and_zaira"]


def a_child_found(office: Any, **facts: str) -> Child:
    """A child registered in Mosul, whose director agreed that it is matched."""
    amina = office.actor("amina")
    told = tuple(Told(fact=fact, value=value) for fact, value in facts.items())
    child = services.open_child(by=amina, agency=office.agency("Mosul").id, side="found", told=told)
    services.record_consent(child, by=amina, level=2, given_by="the director")
    return child


def a_child_sought(office: Any, inquirer: str, **facts: str) -> Child:
    """A child whom a family of Strasbourg seeks, and who agreed."""
    luc, agency = office.actor("luc"), office.agency("Strasbourg").id
    request = services.open_request(by=luc, agency=agency, told=(Told(fact="inquirer", value=inquirer),))
    services.record_consent(request, by=luc, level=2, given_by=inquirer)
    told = tuple(Told(fact=fact, value=value) for fact, value in facts.items())
    return services.open_child(by=luc, agency=agency, side="sought", request=request, told=told)


def bilal_and_zaira(office: Any) -> tuple[Child, Child, Child]:
    """Bilal found, Bilal sought, Ali found."""
    found = a_child_found(
        office, name="بلال", sex="m", age="4", as_of="2017-07-20", languages="che; rus",
        father_alias="أبو بلال الشيشاني", father="Руслан", siblings="أمينات (6)",
        marks="burn, left forearm", found_place="Mosul",
    )  # fmt: skip
    sought = a_child_sought(
        office, "Zaira Tagirova", name="Билал Тагиров", sex="m", birth_date="2013-05", father="Руслан Тагиров",
        father_alias="Abu Bilal al-Shishani", siblings="Аминат (2011)", origin="Urus-Martan",
        marks="ожог, левое предплечье",
    )  # fmt: skip
    ali = a_child_found(office, name="علي", sex="m", age="9", as_of="2017-08-01", languages="ara", father="حسين")
    return found, sought, ali
