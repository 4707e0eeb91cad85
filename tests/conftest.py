"""Settings of the whole test-suite: the same examples in every run, and nothing timed."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("nasab", deadline=None, derandomize=True, max_examples=60, database=None)
settings.load_profile("nasab")
