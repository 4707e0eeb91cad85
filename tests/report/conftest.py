from __future__ import annotations

from pathlib import Path

import pytest

from nasab import report, texts
from tests.report import cast


@pytest.fixture(scope="session")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The whole folder of results of the invented run, once a language."""
    written = {}
    for language in texts.LANGUAGES:
        folder = tmp_path_factory.mktemp("results") / language
        report.write(cast.RUN, folder, language=language, problems=cast.PROBLEMS)
        written[language] = folder
    return written
