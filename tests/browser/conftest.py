"""A real browser (Debian's Chromium) before a served registry that is filled with the cast's files.

It is never passed by not being there: where there is no Chromium the tests fail and say what to install.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings as configured
from django.db import connection, connections
from django.test import Client
from playwright.sync_api import Browser, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from nasab.registry.candidates.weighing import Weigher
from tests.registry.pairs import bilal_and_zaira
from tests.registry.people import Office, an_office

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright's loop is not Django's

AXE = Path(__file__).with_name("axe.min.js")
SHOTS = os.environ.get("NASAB_SCREENSHOTS", "")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, without a window."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        pytest.fail(
            "The tests of the pages need a browser: `apt-get install chromium` (Debian), then `make test` again."
        )
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture
def served(django_db_setup, django_db_blocker, tmp_path) -> Iterator[str]:
    """The address of a served registry, whose database is put back afterwards as it was.

    What was said cannot be deleted from it, which is why the usual emptying between tests is refused.
    """
    file = Path(str(connection.settings_dict["NAME"]))
    assert connection.vendor == "sqlite", "the pages are tested on SQLite; their queries on both databases"
    with django_db_blocker.unblock():
        connections.close_all()
        with sqlite3.connect(file) as before, sqlite3.connect(tmp_path / "before.sqlite3") as kept:
            before.backup(kept)
        server = LiveServer("localhost")
        yield server.url
        server.stop()
        connections.close_all()
        for end in ("", "-wal", "-shm"):
            file.with_name(file.name + end).unlink(missing_ok=True)
        shutil.copy(tmp_path / "before.sqlite3", file)


@pytest.fixture
def office(served, tmp_path, settings) -> Office:
    """The whole cast, with Bilal found, Bilal sought and Ali found, and their candidates weighed."""
    with_cast = an_office(tmp_path, settings)
    with_cast.files = bilal_and_zaira(with_cast)
    Weigher().weigh_changed()
    return with_cast


@pytest.fixture
def visit(browser, served, office):
    """Opens a page as somebody of the cast, in a language; a request that would leave the machine fails the test."""
    opened, left = [], []

    def go(name: str, path: str, language: str = "en") -> Page:
        user = office.users[name]
        Authenticator.objects.get_or_create(user=user, type=Authenticator.Type.TOTP, defaults={"data": {"secret": ""}})
        client = Client()
        client.force_login(user)
        context = browser.new_context(viewport={"width": 1200, "height": 900})
        cookies = {configured.SESSION_COOKIE_NAME: client.cookies[configured.SESSION_COOKIE_NAME].value}
        cookies[configured.LANGUAGE_COOKIE_NAME] = language
        context.add_cookies([{"name": one, "value": value, "url": served} for one, value in cookies.items()])
        context.route(
            "**/*",
            lambda route: (
                route.continue_()
                if route.request.url.startswith((served, "data:"))
                else (left.append(route.request.url), route.abort())
            ),
        )
        page = context.new_page()
        page.on(
            "console",
            lambda message: (
                left.append(message.text) if message.type == "error" and "403 (Forbidden)" not in message.text else None
            ),
        )
        page.goto(served + path)
        opened.append(context)
        return page

    yield go
    for context in opened:
        context.close()
    assert left == []


def picture(page: Page, name: str) -> None:
    """A picture of the page, if they are wanted (`make screenshots`)."""
    if SHOTS:
        folder = Path(SHOTS)
        folder.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=str(folder / f"{name}.png"), full_page=True)


def serious(page: Page) -> list[str]:
    """What axe-core finds serious or critical on a page."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("async () => (await axe.run()).violations")
    return [
        f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in found if one["impact"] in ("serious", "critical")
    ]
