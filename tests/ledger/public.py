"""Public figures of 2017-2021 on children of foreign fighters, as the press had them; no child is in them.

Figures and who said them are facts from the named pages; the wording of who is counted is shortened.
"""

from __future__ import annotations

from nasab.ledger import Claim

FEDERAL = "Commissioner for children's rights (federal)"
DAGESTAN = "Commissioner for children's rights, Dagestan"
REPUBLIC = "Head of the Chechen Republic"
PAGE = "https://www.genocidewatch.com/single-post/2018/01/02/the-lost-children-of-isis"
TASS = "http://tass.com/society/960527"


def claim(id, said, speaker, low, high, qualifier, who, state, place, measure, url=""):
    return Claim(
        id=id, said=said, speaker=speaker, low=low, high=high, qualifier=qualifier, who=who, state=state, place=place,
        measure=measure, url=url,
    )  # fmt: skip


CLAIMS = (
    claim("C02", "2017-08-15", f"{FEDERAL}, TASS", 350, 350, "about", "children of Russian citizens", "in a database",
          "Syria and Iraq", "cumulative list", TASS),
    claim("C03", "2017-08-15", "same speech, Dagestan part", 200, None, "at_least", "children from Dagestan",
          "on the list", "Syria and Iraq", "cumulative list", TASS),
    claim("C04", "2017-09-18", FEDERAL, 445, 445, "exact", "children from Russia", "in her database",
          "combat zone in Iraq and Syria", "cumulative list"),
    claim("C05", "2017", FEDERAL, 500, 500, "about", "Russian children taken by parents", "estimate", "Middle East",
          "cumulative flow"),
    claim("C06", "2017-10-11", DAGESTAN, None, None, "multiplier x3 on official figure", "children incl. born there",
          "argument", "warzone", "stock"),
    claim("C07", "undated, c. 2017-18", DAGESTAN, 213, 213, "exact; speaker says multiply by five",
          "appeals by relatives in Dagestan", "relatives fear", "Syria, Iraq, Turkey", "appeals, not children"),
    claim("C08", "2018-01-02 (republication)", REPUBLIC, 70, 120, "range", "children from the former Soviet republics",
          "still in orphanages", "around Mosul", "stock at date", PAGE),
    claim("C09", "2018-01-02 (republication)", "Authorities in Moscow", None, 400, "at_most",
          "children who are Russian citizens", "may still be there", "Syria and Iraq", "stock at date", PAGE),
    claim("C10", "2018-04-19", "NPR, attributing C08 and to the federal commissioner", 400, 400, "almost", "children",
          "may remain", "Iraq and Syria", "stock at date"),
    claim("C12", "2018-02", "RT", 50, None, "at_least", "children", "returned to Russia from Iraq", "Iraq", "returns"),
    claim("C13", "2018-12", FEDERAL, 100, None, "at_least", "Russian children", "in prisons with mothers", "Iraq",
          "stock at date"),
    claim("C14", "2018-12-30", REPUBLIC, 30, 30, "exact", "children (24 Dagestan, 3 Chechnya, 1 Moscow, 1 Penza)",
          "returned", "Iraq", "returns"),
    claim("C15", "2019-11-19", f"{FEDERAL}, TASS", 500, 500, "about",
          "children of foreign citizens (all nationalities)", "remain in prisons", "Iraq", "stock at date"),
    claim("C17", "2018 (summer)", "The National (editorial)", 833, 833, "exact",
          "children of captured fighters, 14 nationalities", "held in prisons", "Iraq", "stock at date"),
)  # fmt: skip
