from __future__ import annotations

from nasab.kinship import Genotype, Peak, Profile, contradictions, genotype, sex_by_amelogenin, united


def typed(sample: str = "C1", sex: str | None = None, **alleles: str) -> Profile:
    genotypes = {}
    for name, written in alleles.items():
        peaks = [Peak(allele) for allele in written.split(",")]
        genotypes[name] = genotype(name, peaks, sex)
    return Profile(sample, genotypes, sex)


def codes(profile: Profile) -> list[tuple[str, str]]:
    return [(found.code, found.column) for found in contradictions(profile)]


def test_a_homozygote_is_the_same_written_once_or_twice():
    assert genotype("TH01", [Peak("9.3")]) == genotype("TH01", [Peak("9.3"), Peak("9.3")])
    assert genotype("TH01", [Peak("9.3"), Peak("")]).alleles == ("9.3", "9.3")


def test_alleles_stand_in_order_of_length():
    assert genotype("TH01", [Peak("10"), Peak("9.3")]).alleles == ("9.3", "10")


def test_one_allele_beside_a_lost_one_is_no_homozygote():
    one = genotype("TH01", [Peak("9.3"), Peak("", may_be_lost=True)])
    assert one == Genotype("TH01", ("9.3",), may_be_lost=True)
    assert not one.is_sure


def test_a_man_has_one_allele_on_his_x_and_a_woman_two():
    assert genotype("DXS10134", [Peak("35"), Peak("35")], "M").alleles == ("35",)
    assert genotype("DXS10134", [Peak("35")], "F").alleles == ("35", "35")
    assert genotype("DXS10134", [Peak("35")]).alleles == ("35",)  # not known whose


def test_what_was_not_typed_is_no_genotype():
    assert genotype("TH01", [Peak(""), Peak("")]) is None


def test_three_alleles_at_a_locus_are_named_and_not_used():
    profile = typed(TH01="6,7,9.3", vWA="16,17")
    assert codes(profile) == [("PROFILE-03", "TH01")]
    assert profile.sure() == {"vWA": ("16", "17")}


def test_a_man_with_two_alleles_on_the_x_is_named():
    assert codes(typed(sex="M", DXS10134="33,35")) == [("PROFILE-04", "DXS10134")]
    assert codes(typed(sex="F", DXS10134="33,35")) == []
    assert codes(typed(AMEL="X,Y", DXS10134="33,35")) == [("PROFILE-04", "DXS10134")]


def test_amelogenin_against_the_stated_sex_is_named():
    assert codes(typed(sex="F", AMEL="X,Y")) == [("PROFILE-05", "AMEL")]
    assert codes(typed(sex="M", AMEL="X,Y")) == []
    assert codes(typed(AMEL="X,Y")) == []


def test_a_woman_with_alleles_on_the_y_is_named():
    assert codes(typed(sex="F", DYS19="14")) == [("PROFILE-06", "DYS19")]


def test_a_y_marker_of_two_copies_may_show_two_alleles():
    assert codes(typed(sex="M", DYS385="11,14", DYS19="14,15")) == [("PROFILE-03", "DYS19")]


def test_sex_by_amelogenin_is_not_said_where_the_y_may_be_lost():
    assert sex_by_amelogenin(typed(AMEL="X,Y")) == "M"
    assert sex_by_amelogenin(typed(AMEL="X")) == "F"
    assert sex_by_amelogenin(Profile("C1", {"AMEL": Genotype("AMEL", ("X",), may_be_lost=True)})) is None
    assert sex_by_amelogenin(typed(TH01="6,7")) is None


def test_an_allele_off_the_ladder_is_kept_and_not_sure():
    profile = typed(TH01="6,OL", FGA="<18,20", vWA="16,17")
    assert profile.genotypes["TH01"].alleles == ("6", "OL")
    assert set(profile.sure()) == {"vWA"}


def test_what_may_be_lost_is_given_apart():
    lost = Genotype("TH01", ("6",), may_be_lost=True)
    profile = Profile("C1", {"TH01": lost, "vWA": Genotype("vWA", ("16", "17"))})
    assert profile.sure() == {"vWA": ("16", "17")}
    assert profile.doubtful() == {"TH01": ("6",)}


def test_two_typings_of_one_sample_complete_each_other():
    both, apart = united(typed(TH01="6,7", vWA="16,17"), typed(vWA="16,17", FGA="20,22"))
    assert both is not None
    assert (sorted(both.genotypes), apart) == (["FGA", "TH01", "vWA"], ())


def test_a_second_typing_that_saw_the_lost_allele_completes_the_first():
    first = Profile("C1", {"TH01": Genotype("TH01", ("6",), may_be_lost=True)})
    both, apart = united(first, typed(TH01="6,7"))
    assert both is not None
    assert (both.genotypes["TH01"].alleles, apart) == (("6", "7"), ())
    again, _ = united(typed(TH01="6,7"), first)
    assert again is not None
    assert again.genotypes["TH01"].alleles == ("6", "7")


def test_a_marker_at_which_two_typings_disagree_is_left_out():
    both, apart = united(typed(TH01="6,7", vWA="16,17"), typed(TH01="6,8", vWA="16,17"))
    assert both is not None
    assert (list(both.genotypes), apart) == (["vWA"], ("TH01",))


def test_results_that_disagree_at_three_markers_are_of_two_persons():
    one = typed(TH01="6,7", vWA="16,17", FGA="20,21", D8S1179="10,11")
    both, apart = united(one, typed(TH01="8,9", vWA="14,15", FGA="22,23", D8S1179="10,11"))
    assert both is None
    assert len(apart) == 3
