"""Personal names across Arabic, Cyrillic and Latin: their letters, their parts, whether two spellings are one name."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from nasab.names import lexicon
from nasab.names.cells import names_nobody, parse_cell
from nasab.names.kunyas import is_famous_kunya, kunya_custom, kunya_truth, kunya_weight
from nasab.names.nisbas import laqab_share, origins
from nasab.names.parsing import Whose, parse
from nasab.names.parts import Name, Part, Role
from nasab.names.relations import RELATIONS, Relation, find_term, relation, relation_terms, sex_of_relation, term_key
from nasab.names.relatives import Relative, parse_relatives
from nasab.names.romanising import romanised
from nasab.names.scripts import Script, fold, script

if TYPE_CHECKING:
    from nasab.names.channel import Comparison, Tokens, compare, compare_among, compare_listed
    from nasab.names.channel_alignment import align
    from nasab.names.finding import Index, best
    from nasab.names.hearing import Heard, Spoken, heard, heard_among, heard_in_spans, heard_listed, misheard
    from nasab.names.weighing import weigh, weight

__all__ = [
    "RELATIONS",
    "Comparison",
    "Heard",
    "Index",
    "Name",
    "Part",
    "Relation",
    "Relative",
    "Role",
    "Script",
    "Spoken",
    "Tokens",
    "Whose",
    "align",
    "best",
    "compare",
    "compare_among",
    "compare_listed",
    "find_term",
    "fold",
    "heard",
    "heard_among",
    "heard_in_spans",
    "heard_listed",
    "is_famous_kunya",
    "kunya_custom",
    "kunya_truth",
    "kunya_weight",
    "laqab_share",
    "lexicon",
    "misheard",
    "names_nobody",
    "origins",
    "parse",
    "parse_cell",
    "parse_relatives",
    "relation",
    "relation_terms",
    "romanised",
    "script",
    "sex_of_relation",
    "term_key",
    "weigh",
    "weight",
]

# What compares names calculates with numpy, which is slow to load: it is imported when it is first asked for, so
# that reading names needs none of it.
_MODULES: Final = {
    "Comparison": "channel",
    "Index": "finding",
    "Heard": "hearing",
    "Spoken": "hearing",
    "Tokens": "channel",
    "align": "channel_alignment",
    "best": "finding",
    "compare": "channel",
    "compare_among": "channel",
    "compare_listed": "channel",
    "heard": "hearing",
    "heard_among": "hearing",
    "heard_in_spans": "hearing",
    "heard_listed": "hearing",
    "misheard": "hearing",
    "weigh": "weighing",
    "weight": "weighing",
}


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
    globals()[name] = found
    return found
