"""The letter model: could these two spellings be one name?"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nasab.names import channel
from nasab.names.channel import FLOOR, Tokens, compare
from nasab.names.channel_alignment import align, joint_bits_plainly
from nasab.names.channel_letters import MAX_LETTERS
from nasab.names.channel_model import KINDS, PAIRS, packaged
from nasab.names.scripts import fold

NAMES = {
    "arab": ["محمد", "حسين", "بلال", "خديجه", "عبدالله", "سليمان", "ه", "شامل"],
    "cyrl": ["мухаммад", "хусейн", "билал", "хадижат", "абдулла", "сулейман", "я", "шамиль"],
    "latn": ["muhammad", "hussein", "bilal", "khadija", "abdullah", "suleyman", "y", "şamil"],
}
LETTERS = {"arab": "ابحدخرسشعقلمنهوي", "cyrl": "абгджзилмнрсухшьӏ", "latn": "abcdghiklmnorstuyşü"}


def weight(a: str, b: str) -> float:
    """Bits of one pair by letters."""
    return float(compare([a], [b]).bits[0])


token = st.one_of([st.text(letters, min_size=1, max_size=12) for letters in LETTERS.values()])


@st.composite
def modelled_pair(draw: st.DrawFn) -> tuple[str, str]:
    kinds = draw(st.sampled_from(PAIRS))
    return tuple(draw(st.text(LETTERS[kind], min_size=1, max_size=10)) for kind in kinds)  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Muhammad", "محمد"),
        ("Мухаммад", "محمد"),
        ("Билал", "Bilal"),
        ("Хадижат", "خديجة"),
        ("Зелимхан", "Zelimkhan"),
        ("Şamil", "Шамиль"),
        ("Hussein", "حسين"),
        ("Husayn", "Hussein"),
    ],
)
def test_spellings_of_one_name_weigh_for_it(a: str, b: str) -> None:
    found = compare([fold(a)], [fold(b)])
    assert found.bits[0] > 5
    assert found.closeness[0] > 0.5


@pytest.mark.parametrize(("a", "b"), [("Bilal", "سعيد"), ("Билал", "Khadija"), ("حسين", "عمر"), ("Аслан", "Zainab")])
def test_names_that_have_nothing_to_do_with_each_other_weigh_against(a: str, b: str) -> None:
    found = compare([fold(a)], [fold(b)])
    assert found.bits[0] < -3
    assert found.closeness[0] == 0


def test_a_rare_name_weighs_more_than_a_common_one() -> None:
    assert weight("зелимхан", "zelimkhan") > weight("мухаммад", "muhammad") > weight("али", "ali") > 0


def test_turning_a_pair_round_changes_no_digit() -> None:
    every = [name for names in NAMES.values() for name in names]
    a, b = [x for x in every for _ in every], [y for _ in every for y in every]
    one, other = compare(a, b), compare(b, a)
    assert np.array_equal(one.bits, other.bits)
    assert np.array_equal(one.closeness, other.closeness)


@given(token, token)
@settings(max_examples=60, deadline=None)
def test_any_two_tokens_weigh_the_same_both_ways_and_every_time(a: str, b: str) -> None:
    assert weight(a, b) == weight(b, a) == weight(a, b)
    found = compare([a], [b])
    assert FLOOR <= found.bits[0] < 400
    assert 0 <= found.closeness[0] <= 1


@given(token, token)
@settings(max_examples=60, deadline=None)
def test_no_name_is_nearer_to_a_stranger_than_to_itself(a: str, b: str) -> None:
    found = compare([a, a], [a, b])
    assert found.closeness[0] == 1
    assert found.closeness[1] <= found.closeness[0]


@given(modelled_pair())
@settings(max_examples=60, deadline=None)
def test_the_compiled_sum_is_the_plain_sum(pair: tuple[str, str]) -> None:
    tokens = Tokens(list(pair))
    first, second = np.array([0], dtype=np.int32), np.array([1], dtype=np.int32)
    compiled = channel.joint(tokens, first, int(tokens.kind[0]), tokens, second, int(tokens.kind[1]))
    assert compiled[0] == pytest.approx(joint_bits_plainly(*pair), abs=1e-6)


def test_a_batch_gives_what_single_pairs_give() -> None:
    a = [name for names in NAMES.values() for name in names]
    b = a[5:] + a[:5]
    together = compare(a, b).bits
    assert together.tolist() == [pytest.approx(weight(x, y)) for x, y in zip(a, b, strict=True)]


def test_unknown_weighs_nothing() -> None:
    found = compare(["", "", "bilal"], ["", "bilal", ""])
    assert found.bits.tolist() == [0, 0, 0]
    assert found.closeness.tolist() == [0, 0, 0]


def test_other_scripts_are_the_same_or_say_nothing() -> None:
    found = compare(["გიორგი", "გიორგი", "გიორგი"], ["გიორგი", "ნინო", "giorgi"])
    assert found.bits.tolist() == [18, 0, 0]
    assert found.closeness.tolist() == [1, 0, 0]


def test_no_pairs_give_no_weights() -> None:
    found = compare([], [])
    assert len(found.bits) == len(found.closeness) == 0


def test_lists_of_unequal_length_are_refused() -> None:
    with pytest.raises(ValueError, match="cannot be paired"):
        compare(["a"], [])


def test_a_token_of_ten_thousand_letters_is_cut() -> None:
    long = "ab" * 5000
    assert weight(long, long) == weight(long[:MAX_LETTERS], long[:MAX_LETTERS])
    assert weight(long, "абаб") >= FLOOR


@given(st.text(max_size=60), st.text(max_size=60))
@settings(max_examples=100, deadline=None)
def test_any_text_at_all_has_a_defined_weight(a: str, b: str) -> None:
    for x, y in ((a, b), (fold(a), fold(b))):
        found = compare([x], [y])
        assert np.isfinite(found.bits[0])
        assert 0 <= found.closeness[0] <= 1
        assert found.bits[0] == compare([y], [x]).bits[0]
        assert isinstance(align(x, y), tuple)


def test_a_reader_sees_which_letters_stand_for_which() -> None:
    shown = align("шамиль", "shamil")
    assert "".join(left for left, _, _ in shown) == "шамиль"
    assert "".join(right for _, right, _ in shown) == "shamil"
    assert any(left.startswith("ш") and right.startswith("sh") and bits > 3 for left, right, bits in shown)


def test_an_alignment_can_be_read_from_both_sides() -> None:
    assert align("محمد", "muhammad") == tuple((a, b, bits) for b, a, bits in align("muhammad", "محمد"))


def test_each_script_pair_is_a_probability_over_blocks() -> None:
    model = packaged()
    for pair in PAIRS:
        fitted = model.pairs[pair]
        assert fitted.one.sum() + fitted.chance.sum() == pytest.approx(1.0, abs=0.05)  # kept to an eighth of a bit
        assert len(fitted.chance) < 8000
    for kind in KINDS:
        following = np.exp2(-model.background[kind].astype(float)).reshape(64, 64, 64)[1, 1]
        assert following.sum() == pytest.approx(1.0, abs=0.05)
