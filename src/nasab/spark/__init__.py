"""The same match on a cluster: `nasab.spark.match(found, sought, spark="spark://host:7077")`.

For those who have a Spark cluster, and lists on which one machine would sit too long.  It needs `pip install
"nasab[spark]"` here, nasab on every machine of the cluster, and Java.  The outcome is that of `nasab.match`: the same
pieces are worked through by the same code (`docs/explanation/scale-out.md` says what that gains, and what it does not).

This is the one package of nasab that sends anything anywhere: numbers, and no text, to the cluster that is named to
it (`carrying`).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from nasab.api import Children
    from nasab.matching import Run
    from nasab.matching.pieces import Runner
    from nasab.spark.session import Spark

__all__ = ["HERE", "at", "match"]

#: Spark inside this process, on two cores: to try it out, and to test it.
HERE: Final = "local[2]"


def match(found: Children, sought: Children, *, spark: Spark = HERE, **as_for_match: Any) -> Run:
    """Matches children found with children sought, the pieces of the work on Spark.

    `spark`: a running session, or the address of a master (`local[4]`, `spark://host:7077`, `yarn`, `k8s://…`), for
    which a session is started and stopped again.  Everything else is as for `nasab.match`; `threads` are those of
    this machine, which reads the lists, learns, and lets the families compete.

    What Spark needs and does not find is `WrongUse` (SPARK-01 to SPARK-06).
    """
    from nasab import api

    with at(spark) as runner:
        return api.match(found, sought, runner=runner, **as_for_match)


@contextmanager
def at(spark: Spark) -> Iterator[Runner]:
    """Spark, ready to work through the pieces of any number of matches (`nasab.match(…, runner=…)`)."""
    from nasab.spark.session import check_packages, opened

    check_packages()
    from nasab.spark.runner import OnSpark

    with opened(spark) as session:
        yield OnSpark(session)
