from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nasab.cli.course import STEPS, Course


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def course(clock: Clock) -> Course:
    return Course(clock)


def test_the_shares_of_the_steps_are_a_whole():
    assert sum(STEPS.values()) == pytest.approx(1)


def test_as_long_as_nobody_can_tell_nothing_is_told(course: Course, clock: Clock):
    course.tell("read", 0, 1)
    clock.now += 50
    assert course.left is None
    assert course.done == 0


def test_what_is_left_follows_from_what_took_how_long(course: Course, clock: Clock):
    clock.now += 10
    course.tell("read", 1, 1)
    assert course.left == pytest.approx(30)  # reading is a quarter of the whole
    assert course.done == pytest.approx(0.25)


def test_a_step_that_says_how_far_it_is_is_believed(course: Course, clock: Clock):
    clock.now += 10
    course.tell("compare", 0, 100)
    clock.now += 30
    course.tell("compare", 50, 100)
    later = (1 - sum(list(STEPS.values())[:3])) * 70 / sum(list(STEPS.values())[:3])
    assert course.left == pytest.approx(30 + later)


def test_a_step_that_takes_longer_than_was_thought_is_never_said_to_be_done(course: Course, clock: Clock):
    clock.now += 10
    course.tell("write", 0, 1)
    before = course.left
    clock.now += 1000
    assert course.left == pytest.approx(100)
    assert before is not None
    assert course.done < 1
    course.tell("write", 1, 1)
    assert course.left == 0
    assert course.done == 1


def test_a_step_that_has_no_share_of_the_whole_only_gives_its_name(course: Course, clock: Clock):
    clock.now += 10
    course.tell("learn", 0, 1)
    before = course.left
    course.tell("dream", 1, 2)
    assert (course.step, course.label, course.left) == ("learn", "dream", before)


@given(st.lists(st.tuples(st.sampled_from([*STEPS, "other"]), st.integers(-1, 5), st.integers(0, 5), st.floats(0, 99))))
def test_it_never_goes_back_and_never_says_more_than_all(told: list[tuple[str, int, int, float]]):
    clock = Clock()
    course = Course(clock)
    last = 0.0
    for step, done, of, seconds in told:
        course.tell(step, done, of)
        clock.now += seconds
        assert last <= course.done <= 1
        assert course.left is None or course.left >= 0
        last = course.done
