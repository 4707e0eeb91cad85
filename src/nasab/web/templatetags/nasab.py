"""How pages write names, facts and days."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from functools import partial
from typing import Any, Final

from django import template
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from hijridate import Gregorian

from nasab import names
from nasab.web.files.words import ANSWERS, CERTAINTIES, CONSENTS, FACTS, ROLES, VERDICTS

__all__ = ["WORDS", "day", "roman"]

register = template.Library()

#: What a name stands for in words, as a filter of that name: `{{ one.fact|fact }}`.
WORDS: Final[dict[str, Mapping[Any, Any]]] = {
    "fact": FACTS,
    "answer": ANSWERS,
    "certainty": CERTAINTIES,
    "consent": CONSENTS,
    "role": ROLES,
    "verdict": VERDICTS,
}


def _in_words(words: Mapping[Any, Any], name: Any) -> Any:
    return words.get(name, name)


for _name, _words in WORDS.items():
    register.filter(_name, partial(_in_words, _words))


@register.filter
def roman(written: str) -> SafeString | str:
    """A text in Latin letters, beside it; nothing if it is in Latin letters."""
    read = names.romanised(written)
    return format_html('<span class="roman"><bdi dir="ltr">{}</bdi></span>', read) if read else ""


@register.simple_tag(takes_context=True)
def day(context: dict[str, Any], when: datetime | date | None) -> SafeString | str:
    """A day in the office's calendar, with the Gregorian beneath."""
    if when is None:
        return ""
    on = timezone.localtime(when).date() if isinstance(when, datetime) else when
    gregorian = formats.date_format(on, "j F Y")
    user = getattr(context.get("request"), "user", None)
    if getattr(user, "calendar", "gregorian") == "islamic":
        hijri = Gregorian(on.year, on.month, on.day).to_hijri()
        office = f"{hijri.year}-{hijri.month:02}-{hijri.day:02} AH"
        return format_html(
            '<time datetime="{}"><bdi dir="ltr">{}</bdi><br><small>{}</small></time>', on.isoformat(), office, gregorian
        )
    return format_html('<time datetime="{}">{}</time>', on.isoformat(), gregorian)
