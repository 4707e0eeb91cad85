"""Splink 5 on DuckDB with the settings of someone who knows it well.

    python -m benchmarks.peer_splink FOUND.csv SOUGHT.csv CANDIDATES.csv

Prepared columns (see `cleaning`), Jaro-Winkler levels over ASCII, exact skeletons, term frequencies on every exact
level, arrays for aliases and siblings, differences of birth years, languages and places, many blocking rules, u from
random pairs, m by expectation maximisation in several tight blocks, no level impossible, and a prior that is right on
average.  Seeds fixed.
"""

from __future__ import annotations

import csv
import sys
import warnings
from typing import Any

import pandas as pd

from benchmarks.cleaning import clean, read_rows

__all__ = ["main"]

TOP = 10
FLOOR = 1e-3
BEST = """
with told as (
  select match_weight, match_probability,
    case when source_dataset_l = 'found' then unique_id_l else unique_id_r end as found_id,
    case when source_dataset_l = 'found' then unique_id_r else unique_id_l end as sought_id
  from {{this}}
)
select found_id, sought_id, match_probability,
  row_number() over (partition by found_id order by match_weight desc, sought_id) as rank
from told
qualify rank <= {top}
order by found_id, rank
"""


def _columns(path: str) -> pd.DataFrame:
    rows = pd.DataFrame([clean(row) for row in read_rows(path)])
    for name in ("called_k", "siblings_k", "languages", "marks"):
        rows[name] = rows[name].map(lambda value: value if isinstance(value, list) else None)
    return rows


def _name(column: str, *, array: str = "") -> Any:
    import splink.comparison_level_library as cll
    import splink.comparison_library as cl

    levels: list[Any] = [
        cll.NullLevel(column),
        cll.ExactMatchLevel(column, term_frequency_adjustments=True),
        cll.ExactMatchLevel(f"{column}_k", term_frequency_adjustments=True),
        cll.JaroWinklerLevel(column, 0.92),
    ]
    if array:
        levels.append(cll.ArrayIntersectLevel(array, 1))
    levels += [cll.JaroWinklerLevel(column, 0.78), cll.ElseLevel()]
    return cl.CustomComparison(output_column_name=column, comparison_levels=levels)


def _comparisons() -> list[Any]:
    import splink.comparison_level_library as cll
    import splink.comparison_library as cl

    year = cl.CustomComparison(
        output_column_name="year",
        comparison_levels=[
            cll.NullLevel("year"),
            *(cll.AbsoluteDifferenceLevel("year", years) for years in (0.5, 1.0, 1.7, 2.6, 4.0)),
            cll.ElseLevel(),
        ],
    )
    return [
        _name("given", array="called_k"),
        _name("father"),
        _name("mother"),
        _name("surname"),
        _name("kunya"),
        _name("umm"),
        _name("origin"),
        _name("place"),
        year,
        cl.ExactMatch("sex"),
        cl.ArrayIntersectAtSizes("siblings_k", [2, 1]),
        cl.ArrayIntersectAtSizes("languages", [2, 1]),
        cl.ArrayIntersectAtSizes("marks", [2, 1]),
    ]


def link(found: pd.DataFrame, sought: pd.DataFrame) -> pd.DataFrame:
    """The best scored pairs of each child found."""
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    rules = [
        block_on("given_k", "sex", "year_even"),
        block_on("given_k", "sex", "year_odd"),
        block_on("given_k", "father_k"),
        block_on("given_k", "kunya_k"),
        block_on("given_k", "mother_k"),
        block_on("given_k", "surname_k"),
        block_on("given_k", "origin_k"),
        block_on("father_k", "mother_k"),
        block_on("father_k", "surname_k"),
        block_on("father_k", "sex", "year_even"),
        block_on("mother_k", "kunya_k"),
        block_on("mother_k", "sex", "year_odd"),
        block_on("kunya_k", "sex", "year_even"),
        block_on("kunya_k", "sex", "year_odd"),
        block_on("surname_k"),
        block_on("substr(given, 1, 3)", "sex", "year_even", "language"),
        block_on("umm_k", "sex", "year_even"),
    ]
    settings = SettingsCreator(
        link_type="link_only",
        comparisons=_comparisons(),
        blocking_rules_to_generate_predictions=rules,
        probability_two_random_records_match=0.5 / max(len(sought), 1),
        em_convergence=1e-3,
        max_iterations=15,
        retain_matching_columns=False,
        additional_columns_to_retain=[],
    )
    api = DuckDBAPI()
    frames = [api.register(frame, dataset_display_name=name) for frame, name in ((found, "found"), (sought, "sought"))]
    linker = Linker(frames, settings, log_level="ERROR")
    linker.training.estimate_u_using_random_sampling(max_pairs=2e6, seed=1)
    # Tight blocks, each with many true pairs; sex and year in those that train the child's name, or siblings spoil it.
    for rule in (
        block_on("given_k", "father_k", "sex"),
        block_on("given_k", "mother_k", "sex"),
        block_on("father_k", "mother_k", "sex", "year_even"),
        block_on("father_k", "surname_k", "sex", "year_odd"),
    ):
        try:
            linker.training.estimate_parameters_using_expectation_maximisation(rule, record_sample_proportion=1.0)
        except Exception as error:  # a block without pairs in a small list: the other blocks train the same columns
            print(f"EM block left out: {type(error).__name__}", file=sys.stderr)
    model = _floored(linker.misc.save_model_to_json())
    scored = Linker(frames, model, log_level="ERROR").inference.predict(1e-6)
    return scored.query_sql(BEST.format(top=TOP)).as_pandas_dataframe()


def _floored(model: dict[str, Any]) -> dict[str, Any]:
    """The trained model, no level of it impossible: a level that EM did not see among few pairs may still occur."""
    for comparison in model["comparisons"]:
        levels = [level for level in comparison["comparison_levels"] if not level.get("is_null_level")]
        for kind in ("m_probability", "u_probability"):
            for level in levels:
                level[kind] = max(level.get(kind) or 0.0, FLOOR if kind == "m_probability" else FLOOR / 100)
            total = sum(level[kind] for level in levels)
            for level in levels:
                level[kind] /= total
    return model


def main(arguments: list[str]) -> None:
    """Link the two lists and write the ten best candidates of each child found."""
    warnings.simplefilter("ignore")
    found, sought, out = arguments
    best = link(_columns(found), _columns(sought))
    with open(out, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("found_id", "sought_id", "rank", "probability"))
        writer.writerows(
            (f, s, r, f"{p:.9f}")
            for f, s, r, p in zip(
                best["found_id"], best["sought_id"], best["rank"], best["match_probability"], strict=True
            )
        )


if __name__ == "__main__":
    main(sys.argv[1:])
