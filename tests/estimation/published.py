"""Tables of overlaps that were published, each with its source: counts, and nothing of any person.

A history is written as zeros and ones, the first list first; one that is not written counts zero.
"""

from __future__ import annotations

from nasab.estimation import Overlaps, history_number

#: P. Ball, E. H.-S. Shin and H. Yang (2018), HRDAG technical memo, Palembang.
KOREA = (
    "b c d",
    "001:41 010:5 100:5 110:54 101:6 111:12 ",
)

#: P. Ball and others (2002), Political Killings in Kosova, report to the ICTY.
KOSOVO = (
    "EXH ABA OSCE HRW",
    "1000:1131 0100:845 0010:936 0001:306 1100:177 1010:228 1001:106 0110:217 0101:31 0011:123 1110:181 "
    "1101:18 1011:42 0111:32 1111:27 ",
)

#: L. Chan, B. W. Silverman and K. Vincent (2021), corrected 186 cases, five lists.
NEW_ORLEANS = (
    "A BEFG C D H",
    "10000:25 01000:24 00100:70 00010:33 00001:21 11000:1 10100:1 10010:2 01100:2 01010:2 01001:1 00110:2 "
    "11100:1 11010:1 ",
)

#: B. W. Silverman (2014), Home Office; five lists.
BRITAIN = (
    "LA NG PFNCA GO GP",
    "10000:54 01000:463 00100:995 00010:695 00001:316 11000:15 10100:19 10010:3 01100:62 01010:19 01001:1 "
    "00110:76 00101:11 00011:8 11100:1 11010:1 01110:4 11110:1 ",
)

#: A. Farrell and others (2019); Chan, Silverman and Vincent (2021).
WESTERN = (
    "A B C D E",
    "10000:52 01000:90 00100:114 00010:45 00001:21 10100:4 10010:2 10001:5 01100:6 01010:1 00011:3 10101:1 01110:1 ",
)

#: Chan, Silverman and Vincent (2021), made up.
ARTIFICIAL = (
    "A B C",
    "100:40 010:30 001:20 110:6 ",
)

#: D. Madigan and J. C. York (1997).
SPINA_BIFIDA = (
    "a b c",
    "001:60 010:49 011:4 100:247 101:112 110:142 111:12 ",
)

#: Rcapture, data lesbian.
LESBIAN = (
    "A B C D",
    "1111:23 1110:27 1101:48 1100:104 1011:19 1010:44 1001:143 1000:589 0111:20 0110:64 0101:53 0100:534 "
    "0011:28 0010:281 0001:208 ",
)

#: G. Bruno and others (1994).
DIABETES = (
    "A B C D",
    "1111:58 1110:157 1101:18 1100:104 1011:46 1010:650 1001:12 1000:709 0111:14 0110:20 0101:7 0100:74 "
    "0011:8 0010:182 0001:10 ",
)

#: D. Abeni and others, Rcapture data HIV.
HIV = (
    "c1 c2 c3 c4",
    "1110:3 1101:1 1100:33 1010:20 1001:6 1000:403 0111:3 0110:35 0101:10 0100:545 0011:11 0010:621 0001:205 ",
)


def table(told: tuple[str, str]) -> Overlaps:
    """A published table."""
    lists, cells = told
    counted = [(history_number(history), int(count)) for history, count in (one.split(":") for one in cells.split())]
    return Overlaps.of(lists.split(), counted)
