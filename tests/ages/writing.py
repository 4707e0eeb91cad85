"""Scraps of written ages and dates, to be put together in any order, and a reader that gives the code of a problem."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from nasab import errors

T = TypeVar("T")

_LINES = """
4 12 31 1434 2017 17 ٤ ٢٠١٧ 4.5 1/2 0 99999 - – / . , to до à الى et и و and ~ ? < > + about
около حوالي environ under до بين entre years year мес months m y d г лет ans mois سنة سنوات شهر
نصف ونصف سنتين полтора полгода demi half a four пять ثلاث عشر trois May мая أيار مايو كانون
الثاني الاول رمضان ربيع Rabi al-awwal ii Ramadan AH هـ هجري хиджры summer зимой été الشتاء
early конец before после قبل since 42936 2017-07-20 20/07/2017 T10:00:00Z newborn رضيع ½ ² Ⅳ
\u200f \u0640 de of the
"""
SCRAPS = _LINES.split()


def read(parse: Callable[[str], T], written: str) -> T | str:
    try:
        return parse(written)
    except errors.NotUnderstood as problem:
        return problem.code
