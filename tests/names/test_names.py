"""The package as a whole: light to import, whole when asked."""

from __future__ import annotations

import subprocess
import sys

import pytest

from nasab import names


def test_reading_names_loads_no_numbers():
    program = (
        "import sys; from nasab import names; names.parse_cell('Билал'); names.parse_relatives('Билал'); "
        "print('numpy' in sys.modules, 'numba' in sys.modules); names.compare(['a'], ['a']); "
        "print('numpy' in sys.modules)"
    )
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=120)
    assert said.stdout.split() == ["False", "False", "True"]


def test_all_that_is_public_is_there():
    assert all(getattr(names, name) is not None for name in names.__all__)
    with pytest.raises(AttributeError, match="no attribute 'neighbors'"):
        names.neighbors  # noqa: B018
