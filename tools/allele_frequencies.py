"""Makes the tables of allele frequencies that come with nasab from collections that may be passed on.

    python -m tools.allele_frequencies --collections ../shared/reference/kinship/frequencies

Each collection is a JSON file (source, and for each population the loci with their frequencies and, where it is
known, the number of alleles counted); each becomes one TSV file in `src/nasab/kinship/data/`.  Where frequencies are
counts divided by their number, the counts are written, which is shorter and exact; where a source gives only
frequencies, they stand as given.  UK DNA-17 is not among them: in the collection at hand all four of its populations
are one and the same table, so that three of them bear a wrong name.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

TARGET = Path(__file__).resolve().parents[1] / "src" / "nasab" / "kinship" / "data"

COLLECTIONS = {
    "NIST1036": (
        "NIST1036freqs.json",
        "NIST 1036 U.S. population data, revised 2017-07-19; Steffen et al. 2017, Forensic Sci. Int. Genet. 31:e36",
        "https://strbase.nist.gov/Information/NIST_Population_Data",
        "public domain (work of the U.S. government)",
        {"AfAm": "African American", "Asian": "Asian (U.S.)", "Cauc": "Caucasian (U.S.)", "Hisp": "Hispanic (U.S.)"},
    ),
    "FBI2015": (
        "FBI2015freqs.json",
        "FBI expanded CODIS core STR population data; Moretti et al. 2016, Forensic Sci. Int. Genet. 25:175",
        "https://www.fbi.gov/services/laboratory/biometric-analysis/codis",
        "public domain (work of the U.S. government)",
        {},
    ),
    "norSTR": (
        "norSTR.json",
        "norSTR 0.1.0, Oslo University Hospital, Department of Forensic Sciences; least frequency 0.001",
        "https://github.com/magnusdv/norSTR",
        "MIT; Copyright (c) 2025 norSTR authors; its text is in NOTICE",
        {
            "norwayDB": "Norway", "europeDB": "Europe", "africaDB": "Africa", "southAmericaDB": "South America",
            "westAsiaDB": "West Asia", "midAsiaDB": "Middle Asia", "eastAsiaDB": "East Asia",
        },
    ),
}  # fmt: skip


def main() -> None:
    """Write every table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--collections", type=Path, required=True)
    folder: Path = parser.parse_args().collections
    for name, (file, source, address, licence, titles) in COLLECTIONS.items():
        content = (folder / file).read_bytes()
        digest = hashlib.sha256(content).hexdigest()
        lines = "\n".join(_lines(name, json.loads(content), (source, address, licence, digest), titles))
        (TARGET / f"frequencies_{name.lower()}.tsv").write_text(lines + "\n", encoding="utf-8")
        print(f"{name}: {len(lines):,} characters")


def _lines(name: str, collection: Any, about: tuple[str, ...], titles: dict[str, str]) -> Iterator[str]:
    source, address, licence, digest = about
    populations: dict[str, Any] = collection["populations"]
    yield f"# Allele frequencies, {name}. Origin: {source} ({address})."
    yield f"# Licence: {licence}."
    yield "# Made by tools/allele_frequencies.py, 2026-11; tables of the U.S. by way of mkruijver/forensicpopdata."
    yield f"# SHA-256 of the collection it was made from: {digest}"
    yield "# A row N counts the alleles typed; its whole numbers are counts. Else they are frequencies as published."
    keys = list(populations)
    yield "\t".join(["marker", "allele", *(titles.get(key, key) for key in keys)])
    loci = sorted({locus for one in populations.values() for locus in one["loci"]})
    for locus in loci:
        counted = {key: _counts(populations[key], locus) for key in keys}
        if all(number for number, _ in counted.values() if number is not None):
            yield "\t".join([locus, "N", *(str(counted[key][0] or "") for key in keys)])
        alleles = sorted({allele for _, told in counted.values() for allele in told}, key=float)
        for allele in alleles:
            yield "\t".join([locus, allele, *(counted[key][1].get(allele, "") for key in keys)])


def _counts(population: Any, locus: str) -> tuple[int | None, dict[str, str]]:
    frequencies = population["loci"].get(locus)
    if frequencies is None:
        return None, {}
    number = population.get("N_alleles", {}).get(locus)
    if not number:
        return 0, {allele: repr(share) for allele, share in frequencies.items()}
    counts = {allele: share * number for allele, share in frequencies.items()}
    if any(abs(count - round(count)) > 1e-6 for count in counts.values()):
        raise ValueError(f"{locus}: frequencies are not counts of {number}")
    return number, {allele: str(round(count)) for allele, count in counts.items() if round(count)}


if __name__ == "__main__":
    main()
