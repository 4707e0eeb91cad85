"""A registry for each test: fresh keys, and the people who work with it."""

from __future__ import annotations

import pytest

from tests.registry.people import Office, an_office


@pytest.fixture
def office(db, tmp_path, settings) -> Office:
    """Two agencies and somebody of each role."""
    return an_office(tmp_path, settings)
