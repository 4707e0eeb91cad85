from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nasab.exchange.moments import moment


def test_a_day_stays_a_day_and_an_hour_an_hour():
    assert moment("2019-05-02") == "2019-05-02"
    assert moment("2.5.2019") == "2019-05-02"
    assert moment("2019-05-02 7:05") == "2019-05-02T07:05:00"
    assert moment("٢٠١٩-٠٥-٠٢") == "2019-05-02"


@pytest.mark.parametrize(
    "written", ["", "2019", "May 2019", "2017-2019", "about 2.5.2019", "1434 AH", "x", "2019-02-30"]
)
def test_what_is_no_one_day_is_nothing(written: str):
    assert moment(written) == ""


@given(st.text() | st.text(alphabet="0123456789-.: T+Z", max_size=25) | st.datetimes().map(str))
def test_whatever_is_read_is_read_again_as_the_same(written: str):
    assert moment(moment(written)) == moment(written)
