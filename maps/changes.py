"""What became of a report's events between two builds of its map.

Rows are events as a site keeps them (`ReportRecord.rows`): `EVENT_COLUMNS` by name, as
JSON. Where an event stands in its file is no part of what it says, nor how its place was
searched; what they agree in is left out, so that equal rows have no changes.
"""

from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from ..data.schema import Precision
from ..geo.places import Match

__all__ = ["Changes", "EventChange", "FieldChange", "changes_between", "changes_part"]

MOVED_DEG: Final = 1e-5
"""Degrees, about a metre, beyond which a position is another."""

_NEARLY: Final = 1e-9  # degrees that arithmetic may add to a difference
_POINTS: Final = frozenset({Precision.EXACT, Precision.SETTLEMENT})
_PLAIN: Final = (
    *("sub_event_type", "date", "place", "place_name", "status", "claimed_by"),
    *("fatalities", "fatalities_low", "fatalities_high", "wounded", "taken"),
    *("summary", "quote", "publisher"),
)
"""Columns that are compared as they are."""

_LISTS: Final = ("initiators", "targets")
_SAID: Final = (
    *(*_PLAIN, *_LISTS),
    *("lon", "lat", "precision", "uncertainty_m", "place_matched"),
)
"""Columns that are compared in any way."""

_ORDER: Final = (*_PLAIN[:4], "coordinates", "precision", *_LISTS, *_PLAIN[4:])

_Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class FieldChange:
    """What a field said, and what it says.

    Named after its column, but "coordinates": [lon, lat] in degrees, WGS84, or null; and
    "precision": [its class, or "described"; radius in metres], or null.
    """

    name: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class EventChange:
    """An event that both builds have, and says something else in the later one."""

    id: str  # in the later build
    fields: tuple[FieldChange, ...]
    is_area: bool  # in the earlier build: only an area was known

    @property
    def moved(self) -> FieldChange | None:
        """The change of its coordinates; null where they are equal, or one has none."""
        for field in self.fields:
            if field.name == "coordinates" and field.before and field.after:
                return field
        return None


@dataclass(frozen=True, slots=True)
class Changes:
    """What `changes_between` found; falsy if there is nothing."""

    added: tuple[str, ...] = ()  # ids, in the order of the later build
    changed: tuple[EventChange, ...] = ()  # the same
    withdrawn: tuple[_Row, ...] = ()  # rows of the earlier build, in its order

    def __bool__(self) -> bool:
        """Whether anything is different."""
        return bool(self.added or self.changed or self.withdrawn)

    @property
    def counts(self) -> dict[str, int]:
        """How many events were added, changed and withdrawn."""
        return {
            "added": len(self.added),
            "changed": len(self.changed),
            "withdrawn": len(self.withdrawn),
        }


def changes_between(before: Sequence[_Row], after: Sequence[_Row]) -> Changes:
    """What became of the events of one build in the next.

    An event is the same where its words are (type, date, place, summary), whatever it is
    called; else where its id is; else where its summary is, and two of the other three.
    The first of several that are alike are matched with the first.

    Parameters
    ----------
    before, after
        Rows of the earlier and the later build.
    """
    before, after = _unequal(before, after)
    matched = _matched(before, after)
    found = [
        EventChange(_id_of(after[new]), fields, _is_area(before[old]))
        for new, old in sorted(matched.items())
        if (fields := tuple(_field_changes(before[old], after[new])))
    ]
    kept = set(matched.values())
    return Changes(
        added=tuple(_id_of(row) for new, row in enumerate(after) if new not in matched),
        changed=tuple(found),
        withdrawn=tuple(row for old, row in enumerate(before) if old not in kept),
    )


def changes_part(changes: Changes) -> dict[str, Any]:
    """The part "changes" of a page's payload (`About.parts`): ids, fields, positions.

    Positions are [lon, lat] in degrees, WGS84.
    """
    moved = [
        {
            "id": event.id,
            "from": event.moved.before,
            "to": event.moved.after,
            "area": event.is_area,
        }
        for event in changes.changed
        if event.moved
    ]
    return {
        "added": list(changes.added),
        "changed": [
            {
                "id": event.id,
                "fields": [
                    {"name": field.name, "before": field.before, "after": field.after}
                    for field in event.fields
                ],
            }
            for event in changes.changed
        ],
        "withdrawn": [_withdrawn(row) for row in changes.withdrawn],
        "moved": moved,
    }


def _withdrawn(row: _Row) -> dict[str, Any]:
    lon, lat = _position(row) or (None, None)
    return {
        "id": _id_of(row),
        "sub_type": row.get("sub_event_type"),
        "summary": row.get("summary"),
        "date": row.get("date"),
        "place": row.get("place"),
        "lon": lon,
        "lat": lat,
        "area": _is_area(row),
        "teller": row.get("claimed_by") or row.get("publisher"),
    }


def _unequal(
    before: Sequence[_Row], after: Sequence[_Row]
) -> tuple[list[_Row], list[_Row]]:
    """Without the rows that are equal under one id, as most are: for speed alone."""
    left = {_id_of(row): row for row in before}
    equal = {
        name
        for row in after
        if (same := left.get(name := _id_of(row))) is not None
        and (row == same or all(row.get(column) == same.get(column) for column in _SAID))
    }
    return [row for row in before if _id_of(row) not in equal], [
        row for row in after if _id_of(row) not in equal
    ]


def _matched(before: Sequence[_Row], after: Sequence[_Row]) -> dict[int, int]:
    """Numbers of the later rows, and of the earlier ones that they were."""
    matched: dict[int, int] = {}
    left = dict.fromkeys(range(len(before)))
    for key in _KEYS:
        waiting: dict[Hashable, deque[int]] = defaultdict(deque)
        for old in left:
            waiting[key(before[old])].append(old)
        waiting.pop(None, None)
        for new, row in enumerate(after):
            if new not in matched and (alike := waiting.get(key(row))):
                matched[new] = alike.popleft()
                del left[matched[new]]
    return matched


def _words_key(*names: str) -> Callable[[_Row], Hashable]:
    """A key of what a row says in these columns and its summary; null without one."""

    def key(row: _Row) -> Hashable:
        summary = _plain(row.get("summary"))
        return summary and (summary, *(_plain(row.get(name)) for name in names))

    return key


def _own_key(row: _Row) -> Hashable:
    return (_id_of(row), _CONTENT(row))


def _id_of(row: _Row) -> str:
    return str(row["event_id"])


_CONTENT: Final = _words_key("sub_event_type", "date", "place")
_KEYS: Final[tuple[Callable[[_Row], Hashable], ...]] = (
    *(_own_key, _CONTENT, _id_of),
    _words_key("sub_event_type", "date"),
    _words_key("sub_event_type", "place"),
    _words_key("date", "place"),
)
"""What rows are matched by, the surest first."""


def _field_changes(before: _Row, after: _Row) -> Iterator[FieldChange]:
    old, new = _fields(before), _fields(after)
    for name in _ORDER:
        if _is_other(name, old[name], new[name]):
            yield FieldChange(name, old[name], new[name])


def _fields(row: _Row) -> dict[str, Any]:
    return {
        **{name: row.get(name) for name in _PLAIN},
        **{name: list(row.get(name) or ()) for name in _LISTS},
        "coordinates": _position(row),
        "precision": _precision(row),
    }


def _is_other(name: str, old: Any, new: Any) -> bool:  # noqa: ANN401  JSON
    if name == "coordinates" and old and new:
        west_east = abs((new[0] - old[0] + 180.0) % 360.0 - 180.0)  # -180 is 180
        return bool(max(west_east, abs(new[1] - old[1])) > MOVED_DEG + _NEARLY)
    if name in _LISTS:
        return sorted(map(_plain, old)) != sorted(map(_plain, new))
    return bool(_plain(old) != _plain(new))


def _plain(value: Any) -> Any:  # noqa: ANN401  JSON
    """Text with single spaces: a file that is wrapped anew says the same."""
    return " ".join(value.split()) if isinstance(value, str) else value


def _position(row: _Row) -> list[float] | None:
    lon, lat = row.get("lon"), row.get("lat")
    return None if lon is None or lat is None else [lon, lat]


def _precision(row: _Row) -> list[Any] | None:
    if _position(row) is None:
        return None
    described = row.get("place_matched") == Match.DESCRIBED
    radius_m = row.get("uncertainty_m")
    return [
        "described" if described else row.get("precision"),
        None if radius_m is None else round(radius_m),
    ]


def _is_area(row: _Row) -> bool:
    """Whether only an area is known, of which no point is more likely than another."""
    return (
        row.get("place_matched") == Match.DESCRIBED or row.get("precision") not in _POINTS
    )
