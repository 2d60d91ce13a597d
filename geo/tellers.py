"""What the events of a telling are worth, and which of them only repeat another.

A report's word is worth what is known of it: when it was published, how its source is
graded, and whose text it prints.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from ..data.schema import RELIABILITY, Precision, Status
from .names import fold
from .same_actors import actor_key
from .wire_copies import find_copies, is_judged

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Member", "Teller", "find_originals", "read_members"]

_LEAST_WORDS: Final = 8
_NEARLY_THE_SAME: Final = 90.0  # per cent, of letters in order
_MOST_COMPARED: Final = 50
"""Wordings of a telling that one is compared with; equal ones are found among all."""
_MOST_LETTERS: Final = 2_000  # compared of a wording
_NEVER: Final = "9999-99-99"  # after every day
_PRECISIONS: Final = {str(name): number for number, name in enumerate(Precision)}
_GRADES: Final[dict[str | None, int]] = {name: n for n, name in enumerate(RELIABILITY)}


@dataclass(frozen=True, slots=True)
class Teller:
    """A report, as far as it matters for what its word is worth."""

    name: str  # as in the column "report"
    published: str | None = None  # ISO 8601 day
    reliability: str | None = None  # a grade of `RELIABILITY`
    sketch: str = ""  # of its text: `text_sketch`


class Member(NamedTuple):
    """An event of a telling."""

    report: str
    original: str
    """Name of the report whose text the event's report prints: itself if no copy."""
    has_text: bool
    """Whether the report's text was compared with others'."""
    words: str
    """Its quote, or else its summary."""
    is_denial: bool
    voice: tuple[bool, str]
    """Who vouches for it: whether only the report is known, and a key of the name."""
    age: tuple[str, str, str]
    """Sorts by the report's day and name, and the event's id."""
    worth: tuple[Any, ...]
    """Sorts the most precise first, then the best graded, then by `age`."""


def read_members(told: "pd.DataFrame", tellers: Sequence[Teller]) -> list[Member]:
    """The members of some tellings, in the order of the frame.

    Parameters
    ----------
    told
        Columns of `EVENT_COLUMNS`.
    tellers
        What is known of reports, of others too: two may print the text of a third.
    """
    known = {teller.name: teller for teller in tellers}
    reports = _cells(told, "report")
    known |= {name: Teller(name) for name in set(reports) - set(known)}
    originals = _originals(list(known.values()))
    ids, status, claimed_by, publishers, quotes, summaries = (
        _cells(told, name)
        for name in (
            *("event_id", "status", "claimed_by", "publisher"),
            *("quote", "summary"),
        )
    )
    made = []
    for row, (name, exactness) in enumerate(zip(reports, _exactness(told), strict=True)):
        teller = known[name]
        age = (teller.published or _NEVER, name, str(ids[row]))
        grade = _GRADES.get(teller.reliability, len(_GRADES))
        made.append(
            Member(
                report=name,
                original=originals[name],
                has_text=is_judged(teller.sketch),
                words=quotes[row] or summaries[row] or "",
                is_denial=status[row] == Status.DENIED,
                voice=_voice(claimed_by[row], publishers[row], name),
                age=age,
                worth=(*exactness, grade, age),
            )
        )
    return made


def find_originals(members: Sequence[Member]) -> list[int]:
    """For each member the number of the one that it is a copy of, or its own."""
    first = list(range(len(members)))
    by_text: dict[str, int] = {}
    by_words: dict[str, int] = {}
    is_clear = all(member.has_text for member in members)
    order = sorted(
        first, key=lambda n: (members[n].original != members[n].report, members[n].age)
    )
    for number in order:
        first[number] = by_text.setdefault(members[number].original, number)
        if first[number] == number and not is_clear:
            first[number] = _first_alike(members, by_words, number)
    return first


def _first_alike(members: Sequence[Member], known: dict[str, int], number: int) -> int:
    """The first member with nearly the same words, if either's text is not known.

    By its folded words it is added to those known, if there is none.
    """
    from rapidfuzz.fuzz import ratio  # noqa: PLC0415

    words = fold(members[number].words[:_MOST_LETTERS])
    if words.count(" ") < _LEAST_WORDS - 1:
        return number
    equal = {words: known[words]} if words in known else {}
    for other, at in (equal | dict(islice(known.items(), _MOST_COMPARED))).items():
        is_unsure = not (members[number].has_text and members[at].has_text)
        if is_unsure and ratio(words, other, score_cutoff=_NEARLY_THE_SAME):
            return at
    known.setdefault(words, number)
    return number


def _cells(told: "pd.DataFrame", name: str) -> list[Any]:
    """Texts, null where there is none."""
    column = told[name].astype("object")
    cells: list[Any] = column.where(column.notna(), None).tolist()
    return cells


def _exactness(told: "pd.DataFrame") -> list[tuple[int, float, float]]:
    """Sorts the most precise in place first, then in time."""
    precision = told["precision"].astype("object").map(_PRECISIONS)
    days = (told["date_end"] - told["date_start"]).dt.days
    radius_m = told["uncertainty_m"].fillna(0.0)
    columns = (
        precision.fillna(len(_PRECISIONS)).tolist(),
        radius_m.tolist(),
        days.tolist(),
    )
    return list(zip(*columns, strict=True))


def _originals(tellers: Sequence[Teller]) -> dict[str, str]:
    """The name of the report whose text each prints, its own if none other's."""
    names = [teller.name for teller in tellers]
    found = find_copies(
        names,
        [teller.published for teller in tellers],
        [teller.sketch for teller in tellers],
    )
    return {
        name: name if number is None else names[number]
        for name, number in zip(names, found, strict=True)
    }


@lru_cache(maxsize=65536)
def _voice(claimed_by: str | None, publisher: str | None, report: str) -> tuple[bool, str]:
    """Who vouches: not "residents", for whom the publisher does."""
    named = actor_key(claimed_by) if claimed_by else None
    if named is None and publisher:
        named = actor_key(publisher) or fold(publisher)
    return (True, report) if named is None else (False, named)
