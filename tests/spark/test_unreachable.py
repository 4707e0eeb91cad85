"""A master that does not answer.  Spark asks it for a minute before it gives up."""

from __future__ import annotations

import shutil

import pytest

import nasab
from nasab import spark
from tests import cast
from tests.spark.making import needs

needs("pyspark")

if shutil.which("java") is None:
    pytest.skip("Java is not installed, and Spark needs it", allow_module_level=True)


def test_a_master_that_does_not_answer_is_one_sentence_and_the_next_one_is_asked_anew() -> None:
    with pytest.raises(nasab.WrongUse) as told:
        spark.match([cast.BILAL], [cast.SOUGHT_BILAL], spark="spark://127.0.0.1:9")
    assert told.value.code == "SPARK-04"
    assert told.value.problem.value == "spark://127.0.0.1:9"
    run = spark.match([cast.BILAL], [cast.SOUGHT_BILAL], spark="local[1]")
    assert run.child(cast.BILAL["id"]).best is not None
