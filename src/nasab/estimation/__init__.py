"""How many children are on no list: estimates from overlapping lists, and a ledger of what was claimed.

    from nasab import estimation

    overlaps = estimation.Overlaps.of(["b", "c", "d"], {4: 41, 2: 5, 1: 5, 3: 54, 5: 6, 7: 12})
    estimation.chao(overlaps).n
    estimation.average(overlaps).interval(0.95)
    estimation.study(overlaps, seed=1).ranges

Pure mathematics on numbers: it reads no file and draws nothing that is not seeded.  Each method is also there by
itself, for other populations than children.
"""

from __future__ import annotations

from nasab.estimation.closed_forms import Bound, Figure, chao, chapman, independent, lincoln_petersen
from nasab.estimation.decomposable import Averaged, average, decomposable_graphs
from nasab.estimation.definition import Definition, ListFacts
from nasab.estimation.findings import Finding
from nasab.estimation.heterogeneity import chao_with_lists, has_kinds
from nasab.estimation.latent import Latent, Plan, estimate_latent
from nasab.estimation.linkage import LINK_DRAWS, Links, draw_histories
from nasab.estimation.loglinear import Fit, NoEstimate, Resampled, fit, profile, ranked, resampled, stepwise
from nasab.estimation.overlaps import Overlaps, history_number, history_text
from nasab.estimation.pooling import Mixture, mixed
from nasab.estimation.sensitivity import Alternative
from nasab.estimation.study import Ranges, Study, study

__all__ = [
    "LINK_DRAWS",
    "Alternative",
    "Averaged",
    "Bound",
    "Definition",
    "Figure",
    "Finding",
    "Fit",
    "Latent",
    "Links",
    "ListFacts",
    "Mixture",
    "NoEstimate",
    "Overlaps",
    "Plan",
    "Ranges",
    "Resampled",
    "Study",
    "average",
    "chao",
    "chao_with_lists",
    "chapman",
    "decomposable_graphs",
    "draw_histories",
    "estimate_latent",
    "fit",
    "has_kinds",
    "history_number",
    "history_text",
    "independent",
    "lincoln_petersen",
    "mixed",
    "profile",
    "ranked",
    "resampled",
    "stepwise",
    "study",
]
