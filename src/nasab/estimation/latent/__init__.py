"""The latent-class estimate: hidden kinds of children, by many chains that have to agree."""

from __future__ import annotations

from nasab.estimation.latent.chains import Latent, Plan, estimate_latent, split_r_hat

__all__ = ["Latent", "Plan", "estimate_latent", "split_r_hat"]
