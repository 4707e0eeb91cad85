"""How pages write names, facts and days."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import template
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from hijridate import Gregorian

from nasab import names
from nasab.web.files.words import ANSWERS, CERTAINTIES, CONSENTS, FACTS, ROLES, VERDICTS

__all__ = ["answer", "certainty", "consent", "day", "fact", "role", "roman", "verdict"]

register = template.Library()


@register.filter
def fact(name: str) -> Any:
    """The words of a fact."""
    return FACTS.get(name, name)


@register.filter
def answer(name: str) -> Any:
    """The words of an answer."""
    return ANSWERS.get(name, name)


@register.filter
def certainty(name: str) -> Any:
    """How sure a witness was."""
    return CERTAINTIES.get(name, name)


@register.filter
def consent(level: int) -> Any:
    """What was agreed to."""
    return CONSENTS.get(level, level)


@register.filter
def role(name: str) -> Any:
    """The words of a role."""
    return ROLES.get(name, name)


@register.filter
def roman(written: str) -> SafeString | str:
    """A text in Latin letters, beside it; nothing if it is in Latin letters."""
    read = names.romanised(written)
    return format_html('<span class="roman"><bdi dir="ltr">{}</bdi></span>', read) if read else ""


@register.filter
def verdict(name: str) -> Any:
    """The words of a verdict."""
    return VERDICTS.get(name, name)


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
