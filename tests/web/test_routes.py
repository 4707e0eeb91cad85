"""Default deny: every route says who may take it, and every role finds behind it what `access.toml` says, and no more.

Generated from the routes themselves: a new route without a rule fails, and so does one whose argument nobody here can
make.
"""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from nasab.registry.access import ACTIONS, ROLES, may
from nasab.registry.audit.models import Entry
from nasab.registry.candidates.models import Candidate
from nasab.registry.candidates.weighing import Weigher
from nasab.registry.cases import services
from nasab.registry.cases.services import Told
from nasab.registry.cases.together import say_together
from nasab.registry.intake.services import receive
from nasab.registry.people.models import Grant
from nasab.registry.review.services import judge
from nasab.web.access import OPEN, SIGNED_IN, rule_of
from tests.registry.pairs import bilal_and_zaira
from tests.registry.people import CAST

WHO = {role: name for name, (role, _) in reversed(CAST.items())}
STATES = ("own", "other", "restricted", "taken_out", "missing")


def routes(resolver=None):
    """Every route: its name, its view, and whether it is nasab's own."""
    for one in (resolver or get_resolver()).url_patterns:
        if isinstance(one, URLResolver):
            yield from routes(one)
        elif isinstance(one, URLPattern):
            yield one


OURS = {one.name: one for one in routes() if hasattr(one.callback, "nasab_rule")}


def test_every_route_of_ours_declares_a_rule():
    for one in routes():
        if one.callback.__module__.startswith("nasab"):
            assert rule_of(one.callback, one.name), one.name
    assert len(OURS) > 35


def test_a_route_of_another_package_without_a_rule_is_refused(signed_in):
    refused = [one for one in routes() if rule_of(one.callback, one.name) is None]
    assert {"account_signup", "account_email", "account_reset_password"} <= {one.name for one in refused}
    for one in refused:
        if not one.pattern.converters and not one.pattern.regex.groups:
            assert signed_in("nadia").get(reverse(one.name)).status_code == 403, one.name


class Files:
    """A file in each state, with what else routes ask for."""

    def __init__(self, office):
        self.office = office
        self.found, self.sought, _ = bilal_and_zaira(office)
        Weigher().weigh_changed()
        amina, mosul = office.actor("amina"), office.agency("Mosul").id
        told = (Told(fact="name", value="Sentinel"),)
        self.children = {
            "own": self.found,
            "other": services.open_child(
                by=office.actor("zoya"), agency=office.agency("Grozny").id, side="found", told=told
            ),
            "restricted": services.open_child(by=amina, agency=mosul, side="found", told=told),
            "taken_out": services.open_child(by=amina, agency=mosul, side="found", told=told),
        }
        services.restrict(self.children["restricted"], by=office.actor("nadia"))
        services.take_out(self.children["taken_out"], by=office.actor("nadia"))
        for child in self.children.values():
            child.refresh_from_db()
        sibling = services.open_child(by=amina, agency=mosul, side="found", told=told)
        self.group = say_together(self.found, sibling.number, by=amina, told=Told(fact="together"))
        self.pair = Candidate.objects.get(found=self.found, sought=self.sought)
        self.judgement = judge(self.pair, by=office.actor("karim"), verdict="same", because="reasons")
        self.upload = receive(by=amina, agency=mosul, side="found", name="l.csv", content=b"id,name\nM-1,Bilal\n")

    def arguments(self, route, state):
        """What the route is asked with, in a state; None if the state is not one that it knows."""
        child = self.children.get(state)
        key = child.pk if child else uuid4()
        out = {}
        for name in route.pattern.converters:
            if name == "file_id":
                out[name] = self.sought.request_id if route.name in ("new_sought", "request") and child else key
            elif name == "statement_id":
                out[name] = child.statements.first().pk if child else uuid4()
            else:
                if state not in ("own", "missing"):
                    return None
                made = {
                    "pair_id": self.pair.pk, "judgement_id": self.judgement.pk, "upload_id": self.upload.pk,
                    "group_id": self.group.pk,
                    "user_id": self.office.users["yusuf"].pk, "grant_id": Grant.objects.first().pk, "side": "found",
                    "token": "none", "photograph_id": uuid4(), "form": "json",
                }[name]  # fmt: skip
                out[name] = (
                    made
                    if state == "own" or name not in ("pair_id", "judgement_id", "upload_id", "user_id", "group_id")
                    else uuid4()
                )
        return out


@pytest.fixture
def files(office, monkeypatch):
    monkeypatch.setattr("nasab.web.confirming.did_recently_reauthenticate", lambda request: True)
    return Files(office)


@pytest.mark.parametrize("role", ROLES)
def test_every_role_finds_behind_every_route_what_the_table_says(signed_in, office, files, role):
    client, actor = signed_in(WHO[role]), office.actor(WHO[role])
    wrong = []
    for route in OURS.values():
        rule = rule_of(route.callback, route.name)
        if rule == OPEN or route.name in ("take", "disable", "end_grant"):  # what changes the others is tried elsewhere
            continue
        for state in STATES if route.pattern.converters else ("own",):
            arguments = files.arguments(route, state)
            if arguments is None:
                continue
            path = reverse(route.name, kwargs=arguments)
            before = Entry.objects.filter(action="refused").count()
            status = client.get(path).status_code
            if rule != SIGNED_IN and not actor.roles & ACTIONS[rule][1]:
                expected = {403}
            elif state == "missing" and set(arguments) & {
                "file_id",
                "statement_id",
                "pair_id",
                "judgement_id",
                "upload_id",
                "group_id",
            }:
                expected = {404}
            elif {"file_id", "statement_id"} & set(arguments) and route.name not in ("new_sought", "request"):
                subject = files.children[state].subject
                expected = {200, 302, 404} if may(actor, "child.read", subject) else {403}
                if 403 in expected and Entry.objects.filter(action="refused").count() == before:
                    wrong.append((route.name, state, "the refusal is not recorded"))
            else:
                expected = {200, 302, 404, 403} if arguments else {200, 302}
            if status not in expected:
                wrong.append((route.name, state, status, expected))
    assert wrong == []


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options", "trace"])
def test_nothing_is_done_but_reading_and_sending_forms(signed_in, files, method):
    client = signed_in("nadia")
    for route in OURS.values():
        arguments = files.arguments(route, "own")
        assert getattr(client, method)(reverse(route.name, kwargs=arguments)).status_code == 405, route.name


@pytest.mark.parametrize("role", ROLES)
def test_forms_that_somebody_may_not_send_change_nothing(signed_in, office, files, role):
    """Ids of others swapped in, fields added that no form has: refused or left unread, and nothing moves."""
    client, actor = signed_in(WHO[role]), office.actor(WHO[role])
    more = {
        "fact": "name", "answer": "told", "value": "Changed", "version": 1, "level": 5, "given_by": "nobody",
        "verdict": "same", "because": "x", "otherwise": "x", "is_restricted": "", "agency": office.agency("Mosul").pk,
        "agency_id": office.agency("Grozny").pk, "opened_by": office.users["malika"].pk, "taken_out_at": "",
        "role": "protection_lead", "is_superuser": "on", "said_by": "x",
    }  # fmt: skip
    for route in OURS.values():
        rule = rule_of(route.callback, route.name)
        for state in ("other", "restricted", "taken_out"):
            arguments = files.arguments(route, state)
            if (
                not arguments
                or not {"file_id", "statement_id"} & set(arguments)
                or route.name in ("new_sought", "request")
            ):
                continue
            child = files.children[state]
            if may(actor, "child.read", child.subject) or rule in (OPEN, SIGNED_IN):
                continue
            response = client.post(reverse(route.name, kwargs=arguments), more)
            assert response.status_code == 403, (route.name, state)
            fresh = type(child).objects.get(pk=child.pk)
            assert (fresh.version, fresh.is_restricted, fresh.agency_id) == (
                child.version, child.is_restricted, child.agency_id,
            )  # fmt: skip
    assert not Grant.objects.filter(role="protection_lead").exclude(user=office.users["nadia"]).exists()


HEADERS = {
    "Content-Security-Policy": "default-src 'none'", "X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin", "Cross-Origin-Opener-Policy": "same-origin", "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin", "Permissions-Policy": "camera=()",
}  # fmt: skip


@pytest.mark.parametrize("path", ["/", "/children/", "/accounts/login/", "/nowhere/", "/people/", "/figures/"])
def test_every_answer_carries_the_headers(client, signed_in, path):
    for who in (client, signed_in("amina")):
        answer = who.get(path)
        for name, begins in HEADERS.items():
            assert begins in answer.headers.get(name, ""), (path, answer.status_code, name)
