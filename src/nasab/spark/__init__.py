"""The same match on a cluster: `nasab.spark.match(found, sought, spark="spark://host:7077")`.

For those who have a Spark cluster and lists on which one machine would sit for days.  It needs `pip install
"nasab[spark]"` here, nasab on every machine of the cluster, and Java.  The outcome is that of `nasab.match`, to the
last bit: the same pieces are worked through by the same code.  This is the one package of nasab that sends anything
anywhere: to the cluster that is named to it, numbers without names (`carrying`, `SAFEGUARDING.md`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from nasab.api import Children
    from nasab.matching import Run
    from nasab.spark.session import Spark

__all__ = ["HERE", "match"]

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
    from nasab.spark.runner import OnSpark
    from nasab.spark.session import opened

    with opened(spark) as session:
        return api.match(found, sought, runner=OnSpark(session), **as_for_match)
