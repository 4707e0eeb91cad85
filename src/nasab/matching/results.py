"""What a run of the engine says: who may be whom, how surely, why, and what to ask next.

These are plain frozen values with no link back to the engine, so that a report, a spreadsheet, a
terminal and a test can all read them.  Sentences are made on demand in the reader's language.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, Protocol

from nasab import texts
from nasab.matching.judgements import Judgement, Seen

__all__ = [
    "Candidate",
    "ChildResult",
    "How",
    "Letters",
    "Listed",
    "NamePair",
    "Parameters",
    "Part",
    "Phrase",
    "Question",
    "Reason",
    "Spoken",
    "Summary",
    "Together",
]

How = Literal[
    "spelling", "alphabets", "respelt", "short_found", "short_sought", "forms", "close", "similar", "faint", "remote"
]
"""In what way two spellings are one name: `reasons.pair` says each in words."""


class Spoken(Protocol):
    """What can be said once the language is known."""

    def say(self, language: texts.Language = "en") -> str:
        """The words in a language."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """One sentence still without its language: a key of `texts/*/reasons.toml` and its blanks.

    A blank is filled with what somebody wrote, or with words that are themselves said in the language.
    """

    key: str
    blanks: Mapping[str, str | Spoken] = field(default_factory=dict)

    def say(self, language: texts.Language = "en") -> str:
        """The sentence in a language; what would turn its words around is set apart."""
        told = {
            blank: texts.set_apart(value, language) if isinstance(self.blanks[blank], str) else value
            for blank, value in self.filled(language).items()
        }
        return texts.say(self.key, language, **told)

    def filled(self, language: texts.Language = "en") -> dict[str, str]:
        """What the blanks are filled with in a language."""
        return {blank: value if isinstance(value, str) else value.say(language) for blank, value in self.blanks.items()}


@dataclass(frozen=True, slots=True)
class Listed:
    """Several phrases one after another."""

    phrases: tuple[Phrase, ...]

    def say(self, language: texts.Language = "en") -> str:
        """The phrases in a language, with its comma between them."""
        return ("، " if language == "ar" else ", ").join(phrase.say(language) for phrase in self.phrases)


class Part(NamedTuple):
    """A part of what was measured, such as a locus of DNA: its name, and log10 of its ratio (-inf: cannot be)."""

    name: str
    log10: float


class Letters(NamedTuple):
    """Letters of two spellings that stand for one another, in the order of writing; one side may have none.

    `bits`: how much more often the two stand for one another than chance would have it, as log2; negative where
    letters were lost or changed.
    """

    found: str
    sought: str
    bits: float


@dataclass(frozen=True, slots=True)
class NamePair:
    """Two spellings that were compared: as they are written, how well they agree, and in what way they are one name.

    `level` is the level of names (`same`, `close`, `similar`, `faint`, `remote`).  `letters` lays the compared forms of
    both side by side; it is empty where letters have nothing to show (one spelling, a short form).
    """

    found: str
    sought: str
    level: str
    how: How
    letters: tuple[Letters, ...] = ()

    @property
    def phrase(self) -> Phrase:
        """The two names and how they are one, still without a language."""
        if self.how == "short_found":
            return Phrase("reasons.pair.short", {"short": self.found, "whole": self.sought})
        if self.how == "short_sought":
            return Phrase("reasons.pair.short", {"short": self.sought, "whole": self.found})
        if self.how == "spelling":
            return Phrase("reasons.pair.spelling", {"found": self.found})
        return Phrase(f"reasons.pair.{self.how}", {"found": self.found, "sought": self.sought})


def _no_names() -> tuple[NamePair, ...]:
    return ()


class Reason(NamedTuple):
    """One kind of evidence for or against a candidate, in bits, with both sides as written.

    `kind` is the kind of evidence (`child_name`, `age`, `origin`, …); `level` how well the two
    sides agree, in that kind's words; `bits` the log2 likelihood ratio it adds to the weight:
    positive speaks for the same child, negative against.  `phrases` say it in short.  `written` looks up
    what the two lists say, `compared` which names of theirs agree.  `parts`: of what was measured, part by part.
    """

    kind: str
    level: str
    bits: float
    phrases: tuple[Phrase, ...]
    written: Callable[[], tuple[str, str]]
    compared: Callable[[], tuple[NamePair, ...]] = _no_names
    parts: tuple[Part, ...] = ()

    @property
    def found(self) -> str:
        """What is written of the child found, possibly several cells joined by `; `."""
        return self.written()[0]

    @property
    def sought(self) -> str:
        """What is written of the child sought."""
        return self.written()[1]

    def looked_up(self) -> Reason:
        """The same with all that it looks up looked up once, for who shows it in several places."""
        written, compared = self.written(), self.compared()
        return self._replace(written=lambda: written, compared=lambda: compared)

    def title(self, language: texts.Language = "en") -> str:
        """The kind of evidence in two or three words: `Father's name`."""
        return texts.say(f"reasons.title.{self.kind}", language)

    @property
    def names(self) -> tuple[NamePair, ...]:
        """The names that agree, best first; none for evidence that is not of names, or where none agree."""
        return self.compared()

    @property
    def spoken(self) -> tuple[Phrase, ...]:
        """The phrases in full: which names agree and how, in place of the bare degree of agreement."""
        pairs = tuple(pair.phrase for pair in self.names)
        degree = f"reasons.name.{self.level}"
        rest = tuple(phrase for phrase in self.phrases if not (pairs and phrase.key == degree))
        if len(rest) < len(self.phrases):
            return (*pairs, *rest)
        return (*rest[:1], *pairs, *rest[1:])

    def sentence(self, language: texts.Language = "en") -> str:
        """The reason in words, in full."""
        return " ".join(phrase.say(language) for phrase in self.spoken)

    def in_short(self, language: texts.Language = "en") -> str:
        """The reason in words, without naming names: for the tables, which hold very many."""
        return " ".join(phrase.say(language) for phrase in self.phrases)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A child sought who may be the child found.

    `probability` is the marginal posterior probability that they are the same child, given both
    whole lists: the other candidates, the possibility that the family is on no list, and that a
    child belongs to one family only.  `same_household` is the probability that they are not the
    same child but of one household.  `weight` is the sum of the reasons' bits.
    `reasons` are sorted by the size of their bits, strongest first.  `returned`: the pair was judged not the
    same, and something new was said since: the judgement, and what is new.
    """

    found_id: str
    sought_id: str
    rank: int
    probability: float
    same_household: float
    weight: float
    reasons: tuple[Reason, ...] = ()
    returned: tuple[Judgement, tuple[Seen, ...]] | None = None

    @property
    def reasons_for(self) -> tuple[Reason, ...]:
        """What speaks for the same child."""
        return tuple(reason for reason in self.reasons if reason.bits > 0)

    @property
    def reasons_against(self) -> tuple[Reason, ...]:
        """What speaks against it."""
        return tuple(reason for reason in self.reasons if reason.bits < 0)


@dataclass(frozen=True, slots=True)
class Question:
    """A fact not yet known, and what learning it is expected to settle.

    `fact` is a kind of evidence; `gain` the expected information in bits over all candidates and
    "on no list".  The sentence is an open question that gives nothing away.
    """

    fact: str
    gain: float

    def sentence(self, language: texts.Language = "en") -> str:
        """The question as one would put it to the child or to who cares for it."""
        return texts.say(f"questions.{self.fact}", language)


@dataclass(frozen=True, slots=True)
class Together:
    """A child with its brothers and sisters: how probable one family is for all of them, and for the child alone.

    `sought_ids`: the children that family seeks.  `alone`: P(the child's household is that family) by what its own
    row says.  `said`: 1 if the list says that they are brothers and sisters; else the probability that they are,
    which the engine proposes.  `elsewhere_ids`: the children sought by another family that the child's own row fits
    well, with probability `elsewhere`; then it may not belong to the group at all.
    """

    brothers_and_sisters: tuple[str, ...]
    sought_ids: tuple[str, ...]
    probability: float
    alone: float
    said: float = 1.0
    elsewhere_ids: tuple[str, ...] = ()
    elsewhere: float = 0.0


@dataclass(frozen=True, slots=True)
class ChildResult:
    """Everything a run says of one child found.

    `probability_not_asked`: that its family is on the list, and seeks other children but not this one. This and
    `probability_on_no_list` and the probabilities of all who are sought add up to one.
    `together` is there if it has brothers and sisters on the list, said or proposed, and a family to speak of.
    """

    found_id: str
    candidates: tuple[Candidate, ...]
    probability_on_no_list: float
    ask_next: tuple[Question, ...] = ()
    possible_duplicates: tuple[tuple[str, float], ...] = ()
    together: Together | None = None
    probability_not_asked: float = 0.0

    @property
    def best(self) -> Candidate | None:
        """The most probable candidate, if there is any."""
        return self.candidates[0] if self.candidates else None


@dataclass(frozen=True, slots=True)
class Parameters:
    """What the engine believed about lists like these, shipped and then learned, named on every result.

    `same`, `household`: for each kind of evidence, the probability of each level if it is the same
    child (m), or another child of the household; for what a family shares the two are one.  `strangers`: the
    same for strangers in lists in general.  `levels` names them.  `prior_listed` is the share of the
    found groups whose family is on the list, `prior_aligned` the share of their children who are sought
    there.  `corrections`: for each kind, by how many bits the weight of each level is put right, since facts
    of one child are not independent; none where a kind has none.  `learned_from` says on which lists all this was
    counted or learned.
    """

    version: str
    levels: Mapping[str, Sequence[str]]
    same: Mapping[str, Sequence[float]]
    household: Mapping[str, Sequence[float]]
    prior_listed: float
    prior_aligned: float
    strangers: Mapping[str, Sequence[float]] = field(default_factory=dict)
    learned_from: str = ""
    corrections: Mapping[str, Sequence[float]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Summary:
    """How the run went: what was compared, what may have been missed, and how sure it is of itself.

    `withheld_found`, `withheld_sought`: children left out because consent is `no`.
    `pairs` of the `possible_pairs` were compared; `capped_children` had more look-alikes than were
    compared, `unreached_children` had no fact by which to look for anyone.
    `expected_matches` is the sum of all probabilities; `expected_matches_range` its 90 % interval
    from resampling the children (parameters learned anew each time is not repeated).
    """

    found: int
    sought: int
    withheld_found: int
    withheld_sought: int
    pairs: int
    possible_pairs: int
    capped_children: int
    unreached_children: int
    expected_matches: float
    expected_matches_range: tuple[float, float]
    learned_from: int
