"""Corroboration: events of several reports that tell of the same happening.

Answers which events are told of more than once, by how many sources that do not repeat
each other, and where their numbers differ. Nothing is merged: a telling is a set of
links, "the same happening, told by these", and each event keeps its words, numbers and
status. Claims and denials of one thing belong together; neither decides the other.

- What may be one happening is said in ``same_happening``. Two events of one report are
  never one: who tells of both tells them apart. Every member of a telling may be one
  happening with every other, so chains do not drift.
- A wire copy (``wire_copies``) is no source of its own. Where there is no text to
  compare, quotes, or summaries where nothing is quoted, of at least eight words that are
  nearly the same count as copied.
- Sources are whoever vouches: who claims it, where somebody does, or else the publisher.
  Two newspapers that both pass on what one army says are one source, and so are two
  reports of one newspaper. Denials are no source that it happened.
- The event that is drawn is one that is not a denial and no copy; of these the most
  precise in place, then in time, the best graded source, the earliest report, the first
  by name.
- Numbers conflict if the ranges that are stated of them have no number in common.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from ..data.schema import RELIABILITY, Precision, Status
from .complete_linkage import group_by_links
from .happenings import read_happenings
from .names import fold
from .same_happening import link_happenings
from .wire_copies import find_copies, is_judged

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Teller", "Telling", "corroborate", "tellings_part"]

_NUMBERS: Final = ("fatalities", "wounded")
_LEAST_WORDS: Final = 8
_NEARLY_THE_SAME: Final = 90.0  # per cent, of letters in order
_MOST_COMPARED: Final = 50
"""Wordings of a telling that one is compared with; equal ones are found among all."""
_COLUMNS: Final = (
    *("report", "event_id", "date", "date_start", "date_end", "precision"),
    *("uncertainty_m", "status", "claimed_by", "publisher", "summary", "quote"),
    *("fatalities", "fatalities_low", "fatalities_high", "wounded"),
)


@dataclass(frozen=True, slots=True)
class Teller:
    """A report, as far as it matters for what its word is worth."""

    name: str  # as in the column "report"
    published: str | None = None  # ISO 8601 day
    reliability: str | None = None  # a grade of `RELIABILITY`
    sketch: str = ""  # of its text: `text_sketch`


@dataclass(frozen=True, slots=True)
class Telling:
    """Events that tell of the same happening; the first is the one that is drawn."""

    rows: tuple[int, ...]
    """Positions in the frame."""
    copy_of: tuple[int | None, ...]
    """For each the number, within `rows`, of the one that it is a wire copy of."""
    sources: int
    """Who vouch for it, each counted once; 0 if there are only denials."""
    conflicting: tuple[str, ...]
    """Columns whose numbers differ: of "fatalities" and "wounded"."""


def corroborate(
    events: "pd.DataFrame", tellers: Sequence[Teller] = ()
) -> tuple[Telling, ...]:
    """The events that several reports tell of, in the order of their reports and ids.

    The same links whatever the order of the rows, but for their positions.

    Parameters
    ----------
    events
        Columns of `EVENT_COLUMNS`, of many reports.
    tellers
        What is known of the reports; nothing of those left out.

    Raises
    ------
    ValueError
        If a teller's sketch is none of `text_sketch`.
    """
    groups = _groups(events)
    rows = [row for group in groups for row in group]
    told = events.iloc[rows][list(_COLUMNS)].astype("object")
    told = told.where(told.notna(), None)
    members = iter(_members(told, tellers))
    return tuple(_telling([next(members) for _ in group], group) for group in groups)


def tellings_part(
    events: "pd.DataFrame", tellings: Sequence[Telling], reports: Sequence[str]
) -> list[dict[str, Any]]:
    """The part "tellings" of an archive's payload, plain JSON.

    Parameters
    ----------
    events
        The frame of which the tellings are.
    reports
        Names in the order of the part "reports".
    """
    rows = [row for telling in tellings for row in telling.rows]
    told = events.iloc[rows][list(_COLUMNS)].astype("object")
    cells = iter(told.where(told.notna(), None).to_dict("records"))
    number = {name: at for at, name in enumerate(reports)}
    part = []
    for telling in tellings:
        own = [
            _as_json(next(cells), copy_of, number)
            for _, copy_of in zip(telling.rows, telling.copy_of, strict=True)
        ]
        part.append(
            {
                "event": own[0]["id"],
                "told": own,
                "sources": telling.sources,
                "conflicting": list(telling.conflicting),
            }
        )
    return part


def _as_json(
    cells: Mapping[str, Any], copy_of: int | None, number: Mapping[str, int]
) -> dict[str, Any]:
    report = cells["report"]
    return {
        "report": number[report],
        "id": f"{report}/{cells['event_id']}",
        **{name: cells[name] for name in ("publisher", "status", "claimed_by")},
        **{n: None if cells[n] is None else int(cells[n]) for n in _NUMBERS},
        "copy_of": copy_of,
        "date": cells["date"],
    }


def _groups(events: "pd.DataFrame") -> list[list[int]]:
    """Positions of events that tell of the same happening."""
    import numpy as np  # noqa: PLC0415

    told = read_happenings(events)
    links = link_happenings(told)
    order = np.lexsort((links.second, links.first, -links.score))
    pairs = zip(links.first[order].tolist(), links.second[order].tolist(), strict=True)
    linked = group_by_links(pairs, [reports.tolist() for reports in told.reports])
    alone = set(range(len(told.events))).difference(*linked)
    groups = [*linked, *([row] for row in alone if len(told.events[row]) > 1)]
    return [
        [event for row in group for event in told.events[row].tolist()]
        for group in sorted(groups)
    ]


@dataclass(frozen=True, slots=True)
class _Member:
    """An event of a telling with what is known of its report."""

    teller: Teller
    original: str  # name of the report that the report's text is of: itself if no copy
    cells: Mapping[str, Any]

    @property
    def is_denial(self) -> bool:
        return bool(self.cells["status"] == Status.DENIED)

    @property
    def voice(self) -> tuple[str, str]:
        """Who vouches for it."""
        for name in ("claimed_by", "publisher"):
            if self.cells[name]:
                return "", fold(self.cells[name])
        return "report", self.teller.name

    def age(self) -> tuple[str, str, str]:
        """Sorts by the report's day and name, and the event's id."""
        return (
            self.teller.published or "9999-99-99",
            self.teller.name,
            str(self.cells["event_id"]),
        )

    def worth(self) -> tuple[Any, ...]:
        """Sorts the most precise first, then the best graded."""
        cells = self.cells
        return (
            _PRECISIONS.get(cells["precision"], len(_PRECISIONS)),
            cells["uncertainty_m"] or 0.0,
            cells["date_end"] - cells["date_start"],
            _GRADES.get(self.teller.reliability, len(_GRADES)),
            *self.age(),
        )


_PRECISIONS: Final = {str(name): number for number, name in enumerate(Precision)}
_GRADES: Final[dict[str | None, int]] = {name: n for n, name in enumerate(RELIABILITY)}


def _members(told: "pd.DataFrame", tellers: Sequence[Teller]) -> list[_Member]:
    known = {teller.name: teller for teller in tellers}
    names = sorted({*known, *told["report"]})
    asked = [known.get(name) or Teller(name) for name in names]
    found = find_copies(
        names, [teller.published for teller in asked], [teller.sketch for teller in asked]
    )
    original = {
        name: name if number is None else names[number]
        for name, number in zip(names, found, strict=True)
    }
    of_name = dict(zip(names, asked, strict=True))
    return [
        _Member(of_name[cells["report"]], original[cells["report"]], cells)
        for cells in told.to_dict("records")
    ]


def _telling(members: Sequence[_Member], rows: Sequence[int]) -> Telling:
    """The links of some events, of which the rows are these."""
    first = _originals(members)
    order = sorted(
        range(len(members)),
        key=lambda n: (members[n].is_denial, first[n] != n, members[n].worth()),
    )
    place = {number: at for at, number in enumerate(order)}
    vouching = (
        member
        for number, member in enumerate(members)
        if first[number] == number and not member.is_denial
    )
    return Telling(
        rows=tuple(rows[number] for number in order),
        copy_of=tuple(None if first[n] == n else place[first[n]] for n in order),
        sources=len({member.voice for member in vouching}),
        conflicting=tuple(name for name in _NUMBERS if _is_conflicting(name, members)),
    )


def _originals(members: Sequence[_Member]) -> list[int]:
    """For each member the number of the one that it is a copy of, or its own."""
    first = list(range(len(members)))
    by_text: dict[str, int] = {}
    by_words: dict[str, int] = {}
    order = sorted(
        first,
        key=lambda n: (members[n].original != members[n].teller.name, members[n].age()),
    )
    for number in order:
        member = members[number]
        first[number] = by_text.setdefault(member.original, number)
        if first[number] == number:
            words = _words(member)
            first[number] = _first_alike(words, by_words, members, number)
    return first


def _first_alike(
    words: str, known: dict[str, int], members: Sequence[_Member], number: int
) -> int:
    """The first member with nearly the same words, if either's text is not known."""
    from rapidfuzz.fuzz import ratio  # noqa: PLC0415

    if words.count(" ") < _LEAST_WORDS - 1:
        return number
    has_text = is_judged(members[number].teller.sketch)
    first = {words: known[words]} if words in known else {}
    for other, at in (first | dict(islice(known.items(), _MOST_COMPARED))).items():
        is_unsure = not (has_text and is_judged(members[at].teller.sketch))
        if is_unsure and ratio(words, other, score_cutoff=_NEARLY_THE_SAME):
            return at
    known.setdefault(words, number)
    return number


def _words(member: _Member) -> str:
    return fold(member.cells["quote"] or member.cells["summary"] or "")


def _is_conflicting(name: str, members: Sequence[_Member]) -> bool:
    """Whether the ranges that are stated of a number have none in common."""
    ranges = []
    for member in members:
        stated = member.cells[name]
        low, high = (member.cells.get(f"{name}_{end}") for end in ("low", "high"))
        known = [number for number in (low, stated, high) if number is not None]
        if known:
            ranges.append((min(known), max(known)))
    return bool(ranges) and max(low for low, _ in ranges) > min(high for _, high in ranges)
