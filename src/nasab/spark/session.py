"""Spark as it is found, or not: a session for the address of a master, and what is missing said in one sentence."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from nasab.errors import Problem, WrongUse

__all__ = ["Spark", "check_packages", "opened"]

#: A running session, or the address of a master.
Spark = Any

#: What a master is called.
MASTER: Final = re.compile(r"local(\[[^\]]+\])?|spark://.+|yarn|k8s://.+")

NEEDED: Final = ("pyspark", "pyarrow", "pandas")

#: Of any session: nothing but what nasab itself says, and results as large as they are.
QUIET: Final = {
    "spark.app.name": "nasab",
    "spark.log.level": "OFF",
    "spark.ui.showConsoleProgress": "false",
    "spark.driver.maxResultSize": "0",
}

#: Inside this process nobody else is to be reached, nor can reach it: no page for browsers, no other network.
ALONE: Final = {
    "spark.ui.enabled": "false",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
}


def check_packages() -> None:
    """Refuses what cannot go well without the extra `spark` (SPARK-01)."""
    missing = [name for name in NEEDED if find_spec(name) is None]
    if missing:
        raise WrongUse(Problem("SPARK-01", value=", ".join(missing)))


@contextmanager
def opened(spark: Spark) -> Iterator[Any]:
    """The session given, or one for this master, which is stopped in the end."""
    if not isinstance(spark, str):
        yield spark
        return
    session, is_ours = _started(spark.strip())
    try:
        yield session
    finally:
        if is_ours:
            session.stop()


def _started(master: str) -> tuple[Any, bool]:
    """A session for this master, and whether it was started here."""
    from pyspark.sql import SparkSession

    if not MASTER.fullmatch(master):
        raise WrongUse(Problem("SPARK-03", value=master[:200], detail="local[2], spark://host:7077, yarn, k8s://…"))
    running = SparkSession.getActiveSession()
    if running is not None:
        own = running.sparkContext.master
        if own != master:
            raise WrongUse(Problem("SPARK-05", value=master[:200], detail=own[:200]))
        return running, False
    if _java() is None:
        raise WrongUse(Problem("SPARK-02"))
    is_here = master.startswith("local")
    builder = SparkSession.builder.master(master)
    for key, value in {**QUIET, **(ALONE if is_here else {})}.items():
        builder = builder.config(key, value)
    try:
        with _surroundings({"PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1"} if is_here else {}):
            session = builder.getOrCreate()
    except Exception as error:
        _forget()
        raise WrongUse(_not_started(master, error)) from error
    return session, True


def _java() -> str | None:
    home = os.environ.get("JAVA_HOME")
    return shutil.which("java", path=str(Path(home) / "bin") if home else None)


def _not_started(master: str, error: Exception) -> Problem:
    """Java that ends before it has begun is too old, or no Java; all else is the master's."""
    java = getattr(error, "java_exception", None)
    said = str(error if java is None else java.getMessage()).strip() or type(error).__name__
    if "JAVA_GATEWAY_EXITED" in said and master.startswith(("local", "spark:")):
        return Problem("SPARK-02")
    if "stopped SparkContext" in said:  # what is left when nobody has answered for a minute
        said = "all masters are unresponsive"
    return Problem("SPARK-04", value=master[:200], detail=said.splitlines()[0].rstrip(".")[:200])


def _forget() -> None:
    """A session half begun is ended, or the next one would be it."""
    from pyspark import SparkContext

    begun = getattr(SparkContext, "_active_spark_context", None)
    if begun is not None:
        with suppress(Exception):
            begun.stop()


@contextmanager
def _surroundings(wanted: Mapping[str, str]) -> Iterator[None]:
    """What the workers of this process are started with, for as long as they are started; what is set stays."""
    added = {name: value for name, value in wanted.items() if name not in os.environ}
    os.environ.update(added)
    try:
        yield
    finally:
        for name in added:
            del os.environ[name]
