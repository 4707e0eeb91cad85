"""The page of figures opens for whoever counts, and says nothing of anybody."""

from __future__ import annotations


def test_the_analyst_sees_figures_and_no_file(signed_in):
    yusuf = signed_in("yusuf")
    assert yusuf.get("/figures/").status_code == 200
    assert yusuf.get("/children/").status_code == 403


def test_the_administrator_sees_none(signed_in):
    assert signed_in("boris").get("/figures/").status_code == 403
