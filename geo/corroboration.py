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
- Sources are whoever vouches: who claims it, where somebody is named, or else the
  publisher. Two newspapers that both pass on what one army says are one source, and so are
  two reports of one newspaper. Denials are no source that it happened.
- The event that is drawn is one that is not a denial and no copy; of these the most
  precise in place, then in time, the best graded source, the earliest report, the first
  by name.
- Numbers conflict if the ranges that are stated of them have no number in common.

What the marks cannot part stays one: two strikes by one army on one town in one day, each
told by one report, are linked. Of UCDP's 16,566 events of Syria, which its coders told
apart, 6 in 100 are linked if they are dealt out to two reports; all of them agree with
another in town, days and parties.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from .complete_linkage import group_by_links
from .happenings import read_happenings
from .same_happening import are_one, link_happenings
from .tellers import Member, Teller, find_originals, read_members

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Corroboration", "corroborate", "tellings_part"]

_NUMBERS: Final = {
    "fatalities": ("fatalities", "fatalities_low", "fatalities_high"),
    "wounded": ("wounded",),
}
_SHOWN: Final = (
    *("report", "event_id", "publisher", "status", "claimed_by", "date"),
    *(name for columns in _NUMBERS.values() for name in columns),
)


@dataclass(frozen=True, slots=True)
class Corroboration:
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
) -> tuple[Corroboration, ...]:
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
    if not groups:
        return ()
    told = events.iloc[[row for group in groups for row in group]]
    members = iter(read_members(told, tellers))
    conflicts = _conflicts(told, [len(group) for group in groups])
    return tuple(
        _telling([next(members) for _ in group], group, conflicting)
        for group, conflicting in zip(groups, conflicts, strict=True)
    )


def tellings_part(
    events: "pd.DataFrame", tellings: Sequence[Corroboration], reports: Sequence[str]
) -> list[dict[str, Any]]:
    """The part "tellings" of an archive's payload, plain JSON.

    Parameters
    ----------
    events
        The frame of which the tellings are.
    reports
        Names in the order of the part "reports".

    Returns
    -------
    list
        A telling each: ``event``, the id "REPORT/ID" of the event that is drawn; ``told``,
        the events, the drawn one first, with the number of the ``report`` and, of wire
        copies, ``copy_of``, the number in this list of what they copy; ``sources`` and
        ``conflicting`` as in `Corroboration`.

    Raises
    ------
    KeyError
        If an event's report is not among the names.
    """
    rows = [row for telling in tellings for row in telling.rows]
    told = events.iloc[rows][list(_SHOWN)].astype("object")
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
        **{
            name: None if cells[name] is None else int(cells[name])
            for columns in _NUMBERS.values()
            for name in columns
        },
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
    members = {*links.first.tolist(), *links.second.tolist()}
    linked = group_by_links(pairs, {row: told.reports_of(row) for row in members})
    repeats = are_one(told) & (np.diff(told.starts) > 1)
    repeats[[row for group in linked for row in group]] = False
    groups = [*linked, *([row] for row in np.flatnonzero(repeats).tolist())]
    return [
        [event for row in group for event in told.events_of(row)]
        for group in sorted(groups)
    ]


def _telling(
    members: Sequence[Member], rows: Sequence[int], conflicting: tuple[str, ...]
) -> Corroboration:
    """The links of some events, of which the rows are these."""
    first = find_originals(members)
    numbers = range(len(members))
    order = sorted(
        numbers, key=lambda n: (members[n].is_denial, first[n] != n, members[n].worth)
    )
    place = {number: at for at, number in enumerate(order)}
    vouching = [n for n in numbers if first[n] == n and not members[n].is_denial]
    return Corroboration(
        rows=tuple(rows[number] for number in order),
        copy_of=tuple(None if first[n] == n else place[first[n]] for n in order),
        sources=len({members[number].voice for number in vouching}),
        conflicting=conflicting,
    )


def _conflicts(told: "pd.DataFrame", sizes: Sequence[int]) -> list[tuple[str, ...]]:
    """For groups of rows, as many as the sizes say: numbers that differ within each."""
    import numpy as np  # noqa: PLC0415

    starts = np.cumsum([0, *sizes[:-1]])
    differ = []
    for columns in _NUMBERS.values():
        stated = [told[name].to_numpy("float64", na_value=np.nan) for name in columns]
        low = np.fmax.reduceat(np.fmin.reduce(stated), starts)
        differ.append(low > np.fmin.reduceat(np.fmax.reduce(stated), starts))
    return [
        tuple(name for name, is_so in zip(_NUMBERS, flags, strict=True) if is_so)
        for flags in zip(*differ, strict=True)
    ]
