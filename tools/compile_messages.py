"""Compiles the catalogues of the pages (`make messages`): from what is written, `.po`, to what is read, `.mo`."""

from __future__ import annotations

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALE = Path(__file__).resolve().parents[1] / "src" / "nasab" / "web" / "locale"


def main() -> None:
    """Every language."""
    for path in sorted(LOCALE.glob("*/LC_MESSAGES/django.po")):
        with path.open("rb") as file:
            catalogue = read_po(file, locale=path.parts[-3])
        left = [one.id for one in catalogue if one.id and not one.string]
        with path.with_suffix(".mo").open("wb") as file:
            write_mo(file, catalogue)
        print(f"{path.parts[-3]}: {len(catalogue)} sentences, {len(left)} not yet said")


if __name__ == "__main__":
    main()
