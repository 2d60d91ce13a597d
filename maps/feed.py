"""An Atom feed of a site's reports: which are new, and what changed in the others.

Made of the site's records alone, so the same records give the same bytes. The times in
it are days of publication: no report says when this site was built.

References
----------
RFC 4287 (Atom 1.0); RFC 4122, section 4.3 (names as UUIDs).
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Final
from uuid import NAMESPACE_URL, uuid5
from xml.etree.ElementTree import Element, SubElement, indent, tostring

import orjson

from ..data.edtf import format_edtf
from .changes import Changes, EventChange, changes_between
from .event_words import Row, attribution, clean, counted, date_words
from .records import ReportRecord, rows_in

__all__ = ["newest_reports", "render_feed"]

_ATOM: Final = "http://www.w3.org/2005/Atom"
_MOST_ENTRIES: Final = 100
_MOST_EVENTS: Final = 20  # of a kind in one entry; the map has all
_MOST_WORDS: Final = 400  # characters of one event
_UNKNOWN_DAY: Final = "1970-01-01"  # Atom wants a time of every entry; its words say so
_NOT_TOLD: Final = frozenset({"line", "place_score", "place_matched", "place_source"})
_LINE_BREAKS: Final = re.compile(r"\s+")
_WEB: Final = re.compile(r"https?://[\w.~:/?#\[\]@!$&'()*+,;=%-]+", re.ASCII)


def render_feed(records: Sequence[ReportRecord], *, title: str) -> str:
    """An Atom 1.0 feed, as text of an XML document in UTF-8.

    Its links are relative to the site's top folder, where it lies as ``feed.xml``. An entry
    is a report, the newest 100; one whose events have changed is another entry, which says
    what was added, changed and withdrawn. Reports that have no map are left out.
    """
    newest = newest_reports(records)
    feed = Element("feed", {"xmlns": _ATOM})
    _add(feed, "title", title or "Reports")
    _add(feed, "id", _urn("feed", title))
    _add(feed, "updated", _time(max(map(_day, newest), default=_UNKNOWN_DAY)))
    SubElement(feed, "link", {"rel": "self", "href": "feed.xml"})
    SubElement(
        feed, "link", {"rel": "alternate", "type": "text/html", "href": "index.html"}
    )
    _add(SubElement(feed, "author"), "name", title or "Reports")
    for record in newest:
        _add_entry(feed, record)
    indent(feed)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{tostring(feed, "unicode")}\n'


def newest_reports(records: Iterable[ReportRecord]) -> list[ReportRecord]:
    """Those of which the feed tells, in its order; of records without events, too."""
    mapped = (record for record in records if record.error is None)
    newest = sorted(mapped, key=lambda record: record.name)
    newest.sort(key=_day, reverse=True)
    return newest[:_MOST_ENTRIES]


def _add(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = _one_line(text)


def _add_entry(feed: Element, record: ReportRecord) -> None:
    before = record.events if record.before is None else record.before
    changes = changes_between(rows_in(before), record.rows)
    entry = SubElement(feed, "entry")
    name = record.title or record.name
    _add(entry, "title", f"Changed: {name}" if changes else name)
    _add(entry, "id", _entry_id(record, is_changed=bool(changes)))
    _add(entry, "updated", _time(_day(record)))
    publisher = record.publisher or "publisher not stated"
    _add(SubElement(entry, "author"), "name", publisher)
    SubElement(
        entry, "link", {"rel": "alternate", "type": "text/html", "href": record.href}
    )
    if record.url and _WEB.fullmatch(record.url):
        SubElement(entry, "link", {"rel": "via", "href": record.url})
    content = SubElement(entry, "content", {"type": "text"})
    content.text = clean("\n".join(_paragraphs(record, changes)))


def _day(record: ReportRecord) -> str:
    """Day of publication; if that is not stated the last on which an event began."""
    return record.published or record.last_day or _UNKNOWN_DAY


def _time(day: str) -> str:
    return f"{day}T00:00:00Z"


def _urn(*names: str) -> str:
    return uuid5(NAMESPACE_URL, "conflictmap:" + ":".join(names)).urn


def _entry_id(record: ReportRecord, *, is_changed: bool) -> str:
    """The same while the report tells the same: of its name and a digest of its events."""
    before = rows_in(record.before or {}) if is_changed else ()
    return _urn("report", record.name, _digest(before), _digest(record.rows))


def _digest(rows: Iterable[Row]) -> str:
    told = [
        {name: _plain(value) for name, value in row.items() if name not in _NOT_TOLD}
        for row in rows
    ]
    content = orjson.dumps(told, option=orjson.OPT_SORT_KEYS)
    return hashlib.sha256(content).hexdigest()


def _plain(value: object) -> object:
    """Text with single spaces: a file that is wrapped anew tells the same."""
    return " ".join(value.split()) if isinstance(value, str) else value


def _paragraphs(record: ReportRecord, changes: Changes) -> Iterator[str]:
    if record.published is None:
        yield "Day of publication not stated: the entry is dated by its events."
    else:
        yield f"Published {format_edtf(record.published)}."
    if record.machine_read:
        yield "Read by machine from the article; nobody has reviewed it."
    yield f"{counted(record.event_count, 'event')}, {record.placed_count:,} on the map."
    if changes:
        yield from _changed(record, changes)
    else:
        yield from _listed("Told of", map(_event_words, record.rows), len(record.rows))


def _changed(record: ReportRecord, changes: Changes) -> Iterator[str]:
    told = {str(row["event_id"]): row for row in record.rows}
    counts = ", ".join(f"{count:,} {what}" for what, count in changes.counts.items())
    yield f"Since the map was last published: {counts}."
    lines = {
        "added": (_event_words(told[id_]) for id_ in changes.added),
        "changed": (_event_change(told, event) for event in changes.changed),
        "withdrawn": map(_event_words, changes.withdrawn),
    }
    for what, count in changes.counts.items():
        yield from _listed(what.capitalize(), lines[what], count)


def _event_change(told: Mapping[str, Row], event: EventChange) -> str:
    names = ", ".join(field.name.replace("_", " ") for field in event.fields)
    return f"{_event_words(told[event.id])}; changed: {names}"


def _listed(heading: str, lines: Iterable[str], count: int) -> Iterator[str]:
    if not count:
        return
    yield ""
    yield f"{heading}:"
    for line in islice(lines, _MOST_EVENTS):
        yield f"– {line}"
    if count > _MOST_EVENTS:
        yield f"and {count - _MOST_EVENTS:,} more"


def _event_words(row: Row) -> str:
    """What, where, when, and who says so, in one line."""
    what = row.get("sub_event_type") or row.get("event_type") or "Event"
    where = row.get("place_name") or row.get("place") or "place not stated"
    line = f"{date_words(row)}, {where}: {what}. {row.get('summary') or ''}"
    words = _one_line(line)
    if len(words) > _MOST_WORDS:
        words = words[: _MOST_WORDS - 1].rstrip() + "…"
    return f"{words} ({_one_line(attribution(row))}; {row.get('status')})"


def _one_line(text: str) -> str:
    return _LINE_BREAKS.sub(" ", clean(text)).strip()
