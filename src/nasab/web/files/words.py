"""The words of facts, answers and certainties, as the people of Primero and the Red Cross know them."""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

__all__ = ["ACTIONS", "ANSWERS", "CERTAINTIES", "CONSENTS", "FACTS", "ROLES", "SECTIONS", "VERDICTS"]

Words = str | Promise

FACTS: Final[dict[str, Words]] = {
    "name": _("Name"),
    "other_names": _("Nickname, other names"),
    "sex": _("Sex"),
    "age": _("Age"),
    "birth_date": _("Date of birth"),
    "as_of": _("Age as of"),
    "languages": _("Languages"),
    "found_place": _("Found at"),
    "found_date": _("Found on"),
    "place_now": _("Where the child is now"),
    "origin": _("Where the family is from"),
    "father": _("Father"),
    "father_alias": _("What the father was called"),
    "mother": _("Mother"),
    "mother_alias": _("What the mother was called"),
    "siblings": _("Brothers and sisters"),
    "together": _("Found together with"),
    "relatives": _("Other relatives"),
    "marks": _("Marks on the body"),
    "belongings": _("Clothes and belongings"),
    "notes": _("Notes"),
    "wish": _("What the child wishes"),
    "allegation": _("Allegations, detention, violence"),
    "custody": _("Custody papers"),
    "last_seen_place": _("Last seen at"),
    "last_seen_date": _("Last seen on"),
    "inquirer": _("Inquirer"),
    "relation": _("How the inquirer is related to the child"),
    "telephone": _("Telephone"),
    "address": _("Address"),
    "email": _("Electronic mail"),
    "story": _("The family's story"),
}

#: Sections of a file in the order of Primero's forms; a fact that a file has not is left out.
SECTIONS: Final[tuple[tuple[Words, tuple[str, ...]], ...]] = (
    (_("Identification"), ("name", "other_names", "sex", "age", "birth_date", "as_of", "languages", "origin")),
    (_("Inquirer"), ("inquirer", "relation", "telephone", "address", "email", "story")),
    (_("Family"), ("father", "father_alias", "mother", "mother_alias", "siblings", "together", "relatives")),
    (
        pgettext_lazy("section of a file", "Separation"),
        ("found_place", "found_date", "last_seen_place", "last_seen_date"),
    ),
    (_("Care"), ("place_now", "wish", "notes")),
    (_("Withheld facts"), ("marks", "belongings")),
    (_("Protection"), ("allegation", "custody")),
)

ANSWERS: Final[dict[str, Words]] = {
    "told": _("Told"),
    "denied": _("Said not to be so"),
    "not_told": _("Asked, and not told"),
    "taken_back": _("Taken back"),
}

CERTAINTIES: Final[dict[str, Words]] = {
    "": _("not said how sure"),
    "sure": _("sure"),
    "likely": _("likely"),
    "unsure": _("not sure"),
    "hearsay": _("hearsay"),
}

CONSENTS: Final[dict[int, Words]] = {
    0: _("None: kept for the child's vital interest alone, not matched"),
    1: _("May be kept, not matched"),
    2: _("May be matched inside this registry"),
    3: _("May be shared with a named body for a named purpose"),
    4: _("A dossier may be handed over for this case"),
    5: _("The seeker's own photograph may be shown"),
}

ROLES: Final[dict[str, Words]] = {
    "registrar": _("registrar"),
    "tracing_officer": _("tracing officer"),
    "matcher": _("matcher"),
    "protection_lead": _("protection lead"),
    "administrator": _("administrator"),
    "auditor": _("auditor"),
    "analyst": _("analyst"),
}

VERDICTS: Final[dict[str, Words]] = {
    "same": _("the same child"),
    "different": _("not the same child"),
    "unsure": _("cannot tell yet"),
}

ACTIONS: Final[dict[str, Words]] = {
    "child.create": _("opened the file"),
    "request.create": _("opened the request"),
    "group.create": _("opened a group"),
    "child.read": _("read the file"),
    "statement.add": _("added statements"),
    "statement.correct": _("corrected a statement"),
    "consent.record": _("recorded consent"),
    "file.restrict": _("changed who may see the file"),
    "file.take_out": _("took the file out"),
    "file.close": _("closed or opened the file again"),
    "file.export": _("exported the file"),
    "photograph.add": _("added a photograph"),
    "photograph.read": _("looked at a photograph"),
    "pair.judge": _("judged a pair"),
    "pair.settle": _("settled a pair"),
    "candidates.read": _("looked at candidates"),
    "candidates.weigh": _("weighed its candidates anew"),
    "canary.set": _("made it a canary, or a file like others"),
    "canary.read": _("opened a canary"),
    "canary.found": _("found a canary by searching"),
    "pair.undo": _("took a judgement back"),
    "list.take": _("took it from a list"),
    "refused": _("was refused"),
}
