"""The names of months and seasons in the calendars and languages of the lists.

Gregorian months in English, French, Russian (any case ending), the Levantine and Iraqi names (أيار), the
Egyptian and Maghrebi names (مايو, ماي), Turkish; Hijri months in Arabic, Latin and Cyrillic letters.
Source of the Arabic and Hijri names: Unicode CLDR 45 (month names of ar, ar-SY, ar-DZ, islamic), Unicode License v3.
"""

from __future__ import annotations

from typing import Final

from nasab.ages.writing import fold

__all__ = ["HIJRI_MONTHS", "MONTHS", "SEASONS"]

_GREGORIAN: Final = (
    "january jan janvier janv январь января янв январе ocak كانونii يناير جانفي ينایر",
    "february feb febr février févr fév февраль февраля фев февр феврале şubat شباط فبراير فيفري",
    "march mar mars март марта мар марте mart آذار اذار أذار مارس",
    "april apr avril avr апрель апреля апр апреле nisan نيسان أبريل ابريل إبريل أفريل",
    "may mai май мая мае mayıs أيار ايار مايو ماي",
    "june jun juin июнь июня июн июне haziran حزيران يونيو يونيه جوان",
    "july jul juillet juil июль июля июл июле temmuz تموز يوليو يوليه جويلية",
    "august aug août август августа авг августе ağustos آب اب أغسطس اغسطس أوت",
    "september sep sept septembre сентябрь сентября сен сент сентябре eylül أيلول ايلول سبتمبر شتنبر",
    "october oct octobre октябрь октября окт октябре ekim تشرينi أكتوبر اكتوبر",
    "november nov novembre ноябрь ноября ноя нояб ноябре kasım تشرينii نوفمبر نونبر",
    "december dec décembre déc декабрь декабря дек декабре aralık كانونi ديسمبر دجنبر",
)
_HIJRI: Final = (
    "محرم المحرم muharram moharram mouharram мухаррам",
    "صفر safar сафар",
    "ربيعi rabii рабиi",
    "ربيعii rabiii рабиii",
    "جمادىi جماديi jumadai joumadai djoumadai джумадаi",
    "جمادىii جماديii jumadaii joumadaii djoumadaii джумадаii",
    "رجب rajab rajjab redjeb раджаб",
    "شعبان shaban shaaban sha'ban cha'ban chaabane chaban шаабан шабан",
    "رمضان ramadan ramadhan ramazan ramzan рамадан рамазан",
    "شوال shawwal shawal chawwal chaoual шавваль шаваль",
    "ذوالقعدة ذيالقعدة dhulqadah zulqadah dhulqada zulqada dhoualqida зулькаада",
    "ذوالحجة ذيالحجة dhulhijjah zulhijjah dhulhijja zulhijja dhoualhijja зульхиджа",
)
_SEASONS: Final = {
    3: "spring printemps весна весной весны الربيع ربيع bahar",
    6: "summer été летом лето лета الصيف صيف",
    9: "autumn fall automne осень осенью осени الخريف خريف",
    12: "winter hiver зима зимой зимы الشتاء شتاء",
}


def _numbered(lines: tuple[str, ...]) -> dict[str, int]:
    return {fold(word).replace("'", ""): number for number, words in enumerate(lines, 1) for word in words.split()}


MONTHS: Final = _numbered(_GREGORIAN)
"""Folded name to month, 1 to 12; two-word names are joined (`كانونii`) by the reader."""
HIJRI_MONTHS: Final = _numbered(_HIJRI)
"""Folded name to Hijri month, 1 to 12."""
SEASONS: Final = {fold(word): month for month, words in _SEASONS.items() for word in words.split()}
"""Folded name to the first month of the season (winter: December)."""
