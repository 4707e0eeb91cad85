"""Log-linear models of the overlaps: whether they can be fitted, which is best, and how sure that is."""

from __future__ import annotations

from nasab.estimation.loglinear.existence import existence_code
from nasab.estimation.loglinear.fitting import Fit, NoEstimate, fit
from nasab.estimation.loglinear.models import all_models, notation, terms_of
from nasab.estimation.loglinear.profile import Profile, profile
from nasab.estimation.loglinear.resampling import Resampled, resampled
from nasab.estimation.loglinear.selection import order_for, ranked
from nasab.estimation.loglinear.stepwise import stepwise

__all__ = [
    "Fit",
    "NoEstimate",
    "Profile",
    "Resampled",
    "all_models",
    "existence_code",
    "fit",
    "notation",
    "order_for",
    "profile",
    "ranked",
    "resampled",
    "stepwise",
    "terms_of",
]
