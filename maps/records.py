"""What a site keeps of each report that it has mapped, so that only what changed is built.

One record a report, a JSON file beside the maps; the index, the place pages, the feed and
the exports of everything are made of the records alone. Events are kept by column, see
``record_events``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any, Final
from urllib.parse import quote

import orjson

__all__ = ["EventColumns", "ReportRecord", "record_from_json", "record_to_json", "rows_in"]

EventColumns = Mapping[str, Sequence[Any]]
"""Events: `EVENT_COLUMNS` by name, plain JSON, all of one length."""

_FORMAT: Final = 2


@dataclass(frozen=True, slots=True)
class ReportRecord:
    """A report as its site remembers it."""

    name: str  # of the page, without .html; unique in the site, not case alone
    path: str  # of the report file, relative to the folder that was built; POSIX
    key: str  # SHA-256 of all that its page is made of
    title: str = ""
    published: str | None = None  # ISO 8601 day
    publisher: str | None = None
    url: str | None = None
    reliability: str | None = None
    machine_read: bool = False
    is_dataset: bool = False
    withholds: bool = False  # something, as it is released
    is_released: bool = False  # else it is the desk's, of which a release knows nothing
    event_count: int = 0  # that it says happened
    placed_count: int = 0  # of those, on the map
    verdicts: Mapping[str, int] = field(default_factory=dict)  # of stated distances
    problems: tuple[str, ...] = ()  # lines for stderr: file, line, message
    notices: tuple[str, ...] = ()  # lines that are no problem: how it was read
    error: str | None = None  # why it has no map; then nothing else is known
    last_day: str | None = None  # ISO 8601: on which the last of its events began
    events: EventColumns = field(default_factory=dict)
    shapes: tuple[str, ...] = ()  # to which its events refer
    sketch: str = ""  # of its text, to know copies by: `text_sketch`
    before: EventColumns | None = None
    """Its events before it last changed; null: it has not."""
    change: Mapping[str, int] | None = None
    """How many events were then added, changed and withdrawn."""
    generation: int = 1
    """The site's when the report was added or last changed: 1 at its first building."""
    files: Mapping[str, str] = field(default_factory=dict)
    """SHA-256 of each file it was written to, by its name."""

    @property
    def href(self) -> str:
        """Address of its page, from the site's top folder."""
        return quote(f"{self.name}.html")

    @property
    def rows(self) -> tuple[Mapping[str, Any], ...]:
        """Its events, one by one."""
        return rows_in(self.events)


def rows_in(events: EventColumns) -> tuple[Mapping[str, Any], ...]:
    """Events one by one, each with its columns by name."""
    rows = zip(*events.values(), strict=True)
    return tuple(dict(zip(events, row, strict=True)) for row in rows)


def record_to_json(record: ReportRecord) -> bytes:
    """The record as JSON; the same bytes for an equal record."""
    told = {each.name: getattr(record, each.name) for each in fields(record)}
    return orjson.dumps({"format": _FORMAT, **told}, option=orjson.OPT_APPEND_NEWLINE)


def record_from_json(content: bytes) -> ReportRecord | None:
    """The record, or null if it is none of this version."""
    try:
        found = orjson.loads(content)
        if found.pop("format") != _FORMAT:
            return None
        for name in ("problems", "notices", "shapes"):
            found[name] = tuple(found[name])
        return ReportRecord(**found)
    except (orjson.JSONDecodeError, AttributeError, KeyError, TypeError):
        return None
