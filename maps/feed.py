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
from .event_words import (
    Row,
    attribution,
    clean,
    date_words,
    short_status_words,
    type_words,
)
from .records import ReportRecord, rows_in
from .words import Words

__all__ = ["newest_reports", "render_feed"]

_ATOM: Final = "http://www.w3.org/2005/Atom"
_MOST_ENTRIES: Final = 100
_MOST_EVENTS: Final = 20  # of a kind in one entry; the map has all
_MOST_WORDS: Final = 400  # characters of one event
_UNKNOWN_DAY: Final = "1970-01-01"  # Atom wants a time of every entry; its words say so
_NOT_TOLD: Final = frozenset({"line", "place_score", "place_matched", "place_source"})
_OPENS, _CLOSES = "\u2068", "\u2069"  # isolates of Unicode's
_LINE_BREAKS: Final = re.compile(r"\s+")
_WEB: Final = re.compile(r"https?://[\w.~:/?#\[\]@!$&'()*+,;=%-]+", re.ASCII)


def render_feed(records: Sequence[ReportRecord], say: Words, *, title: str) -> str:
    """An Atom 1.0 feed, as text of an XML document in UTF-8.

    Its links are relative to the site's top folder, where it lies as ``feed.xml``. An entry
    is a report, the newest 100; one whose events have changed is another entry, which says
    what was added, changed and withdrawn. Reports that have no map are left out.

    Parameters
    ----------
    records
        Of all reports, in any order.
    say
        The words of the language in which it is written.
    title
        The site's, plain text.
    """
    newest = newest_reports(records)
    shown = clean(title) or say.feed.untitled
    feed = Element("feed", {"xmlns": _ATOM, **say.feed.attributes})
    _add(feed, "title", shown)
    _add(feed, "id", _urn("feed", title))
    _add(feed, "updated", _time(max(map(_day, newest), default=_UNKNOWN_DAY)))
    SubElement(feed, "link", {"rel": "self", "href": "feed.xml"})
    SubElement(
        feed, "link", {"rel": "alternate", "type": "text/html", "href": "index.html"}
    )
    _add(SubElement(feed, "author"), "name", shown)
    for record in newest:
        _add_entry(feed, record, say)
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


def _add_entry(feed: Element, record: ReportRecord, say: Words) -> None:
    before = record.events if record.before is None else record.before
    changes = changes_between(rows_in(before), record.rows)
    entry = SubElement(feed, "entry")
    _add(entry, "title", _title(record, say, is_changed=bool(changes)))
    _add(entry, "id", _entry_id(record, is_changed=bool(changes)))
    _add(entry, "updated", _time(_day(record)))
    publisher = clean(record.publisher or "") or say.feed.no_publisher
    _add(SubElement(entry, "author"), "name", publisher)
    SubElement(
        entry, "link", {"rel": "alternate", "type": "text/html", "href": record.href}
    )
    if record.url and _WEB.fullmatch(record.url):
        SubElement(entry, "link", {"rel": "via", "href": record.url})
    content = SubElement(entry, "content", {"type": "text"})
    content.text = "\n".join(_paragraphs(record, changes, say))


def _title(record: ReportRecord, say: Words, *, is_changed: bool) -> str:
    title = record.title or record.name
    if is_changed:
        return say.feed.changed.format(title=say.named(title))
    return clean(title)


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


def _paragraphs(record: ReportRecord, changes: Changes, say: Words) -> Iterator[str]:
    words = say.feed
    if record.published is None:
        yield words.not_published
    else:
        yield words.published.format(date=format_edtf(record.published, say.dates))
    if record.machine_read:
        yield say.machine_read
    events = say.counted(record.event_count, say.events)
    yield words.counts.format(events=events, placed=f"{record.placed_count:,}")
    if changes:
        yield from _changed(record, changes, say)
    else:
        lines = (_event_words(row, say) for row in record.rows)
        yield from _listed(words.told_of, lines, len(record.rows), say)


def _changed(record: ReportRecord, changes: Changes, say: Words) -> Iterator[str]:
    told = {str(row["event_id"]): row for row in record.rows}
    words, counts = say.feed, changes.counts
    told_counts = (words.changes[what].format(n=f"{n:,}") for what, n in counts.items())
    yield words.since.format(changes=say.comma.join(told_counts))
    lines = {
        "added": (_event_words(told[id_], say) for id_ in changes.added),
        "changed": (_event_change(told, event, say) for event in changes.changed),
        "withdrawn": (_event_words(row, say) for row in changes.withdrawn),
    }
    for what, count in counts.items():
        yield from _listed(words.headings[what], lines[what], count, say)


def _event_change(told: Mapping[str, Row], event: EventChange, say: Words) -> str:
    words = say.feed
    fields = say.comma.join(
        words.fields.get(field.name, field.name) for field in event.fields
    )
    return words.changed_fields.format(
        event=_event_words(told[event.id], say), fields=fields
    )


def _listed(heading: str, lines: Iterable[str], count: int, say: Words) -> Iterator[str]:
    if not count:
        return
    yield ""
    yield heading
    for line in islice(lines, _MOST_EVENTS):
        yield f"– {line}"
    if count > _MOST_EVENTS:
        yield say.counted(count - _MOST_EVENTS, say.feed.more)


def _event_words(row: Row, say: Words) -> str:
    """What, where, when, and who says so, in one line."""
    words = say.feed
    event = words.event.format(
        date=date_words(row, say),
        place=say.named(row.get("place_name") or row.get("place")) or words.no_place,
        type=say.named(type_words(row, say)),
        summary=say.named(row.get("summary")),
    )
    who, status = _one_line(attribution(row, say)), short_status_words(row, say)
    return _clipped(_one_line(event)) + words.teller.format(who=who, status=status)


def _clipped(text: str) -> str:
    """Its first characters; the isolates that are cut open are closed."""
    if len(text) <= _MOST_WORDS:
        return text
    cut = text[: _MOST_WORDS - 1].rstrip() + "…"
    return cut + _CLOSES * (cut.count(_OPENS) - cut.count(_CLOSES))


def _one_line(text: str) -> str:
    return _LINE_BREAKS.sub(" ", text).strip()
