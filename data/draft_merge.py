"""A draft that was corrected by hand, merged with a new reading of the same article.

What an analyst changed, commented, added or took out stays so, to the letter; what was
left as the machine wrote it is replaced. The file's lines are kept or replaced whole, so
that comments and spelling survive; they are told apart by their fingerprints.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Final

import yaml
from pydantic import ValidationError

from .drafts import (
    KINDS,
    distance_keys,
    entry_lines,
    fingerprint,
    fingerprints,
    read_lines,
    text_lines,
    value_lines,
)
from .errors import ReportError
from .reports import make_report
from .yaml_source import YamlSource

__all__ = ["merge_draft"]

_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_ORDER: Final = (
    *("title", "published", "source", "country", "reading"),
    *("events", "distances", "places", "text", "read"),
)


def merge_draft(
    existing: str, name: str, content: Mapping[str, Any], notes: Mapping[str, str]
) -> str:
    """The draft of a new reading, with all that was done by hand to an earlier one.

    Parameters
    ----------
    existing
        The earlier draft: a report that validates.
    name
        What messages call it.
    content
        Values of the new reading, by the keys of report files.
    notes
        A comment for each new place, by its name.

    Raises
    ------
    ReportError
        If the earlier draft is of another text, or is written in a way that cannot be
        merged; the message says what to do.
    """
    old = _Draft(existing, name)
    if old.content.get("text") != content.get("text"):
        raise ReportError(
            f"{name}: drafted from another text; its spans would not hold. Write to "
            "another file, or take this one away"
        )
    sections = dict(old.sections)
    marks = fingerprints(content)
    kept = frozenset(_kept_places(old, marks))
    for kind in KINDS:
        merged = _merge(old.entries(kind), old.marks(kind), _new(kind, content, notes, old))
        if kind == "places":
            merged = _with_kept(merged, old.entries(kind), kept)
        sections[kind] = _section(old, kind, merged)
    sections["reading"] = _as_machine_read(old)
    sections["text"] = ["", *text_lines(content["text"])]
    sections["read"] = ["", *read_lines(_joined(old, marks))]
    for key in ("title", "published", "source", "country"):
        if key in content and key not in sections:
            sections[key] = value_lines({key: content[key]})
    lines = [
        *old.heading,
        *(line for key in _ordered(old.sections) for line in sections.get(key, ())),
    ]
    text = "\n".join(lines) + "\n"
    _require(text, old, content)
    return text


def _ordered(present: Iterable[str]) -> list[str]:
    """The keys of a draft in its order, those that it lacks after their usual neighbour."""
    order = [key for key in present if key != "read"]
    for before, key in pairwise(_ORDER):  # a report has a title
        if key not in order:
            order.insert(len(order) if key == "read" else order.index(before) + 1, key)
    return order


@dataclass(slots=True)
class _Entry:
    """An entry: what it is called, its fingerprint, and its lines."""

    key: str
    mark: str
    lines: list[str]
    is_commented: bool = False
    refers_to: tuple[str, ...] = ()


@dataclass(slots=True)
class _Draft:
    """A draft as lines, by key and by entry."""

    text: str
    name: str
    content: dict[str, Any] = field(init=False)
    heading: list[str] = field(init=False)
    sections: dict[str, list[str]] = field(init=False)
    _source: YamlSource = field(init=False)
    _lines: list[str] = field(init=False)
    _starts: dict[str, int] = field(init=False)

    def __post_init__(self) -> None:
        self._source = YamlSource(self.text, self.name)
        content = self._source.content()
        if not isinstance(content, dict):
            raise ReportError(f"{self.name}:1: not a report")
        self.content = content
        self._lines = self.text.removeprefix("\ufeff").rstrip("\n").split("\n")
        lines = {key: self._source.line((key,)) - 1 for key in content}
        keys = sorted(lines, key=lambda key: lines[key])
        self._starts = {}
        before = 0
        for key in keys:
            self._starts[key] = self._start(lines[key], before) if before else lines[key]
            before = lines[key] + 1
        ends = [*list(self._starts.values())[1:], len(self._lines)]
        self.heading = self._lines[: self._starts[keys[0]]] if keys else []
        self.sections = {
            key: self._lines[start:end]
            for (key, start), end in zip(self._starts.items(), ends, strict=True)
        }

    def _start(self, line: int, least: int, *, indents: bool = False) -> int:
        """Where the comments and blank lines above a line begin.

        With `indents` comments may be indented; else such a line is one of a text's.
        """
        start = line
        while start > least:
            above = self._lines[start - 1]
            above = above.strip() if indents else above.rstrip()
            if above and not above.startswith("#"):
                break
            start -= 1
        return start

    def marks(self, kind: str) -> dict[str, str]:
        """The fingerprints of what the machine read, as the draft keeps them."""
        return dict((self.content.get("read") or {}).get(kind) or {})

    def entries(self, kind: str) -> list[_Entry]:
        """The entries of one of `KINDS`, each with its lines."""
        content = self.content.get(kind) or []
        keys, paths = self._names(kind, content)
        if not keys:
            return []
        lines = [self._source.line((kind, path)) - 1 for path in paths]
        first = self._source.line((kind,)) - 1
        if first in lines or len(set(lines)) < len(lines):
            raise self._unmergeable(kind)
        starts, before = [], first + 1
        for line in lines:
            starts.append(self._start(line, before, indents=True))
            before = line + 1
        end = self._starts[kind] + len(self.sections[kind])
        values = content.values() if isinstance(content, dict) else content
        return [
            self._entry(key, value, self._lines[start:stop], is_place=kind == "places")
            for key, value, start, stop in zip(
                keys, values, starts, [*starts[1:], end], strict=True
            )
        ]

    def head(self, kind: str) -> list[str]:
        """The lines of a section down to its key."""
        if kind not in self.sections:
            return ["", f"{kind}:"]
        start, line = self._starts[kind], self._source.line((kind,)) - 1
        if self.content.get(kind):
            return self._lines[start : line + 1]
        return [*self._lines[start:line], f"{kind}:"]

    def indent(self, kind: str) -> int:
        """How far the entries of a section are indented."""
        content = self.content.get(kind)
        if not content:
            return 2
        path = next(iter(content)) if isinstance(content, dict) else 0
        line = self._lines[self._source.line((kind, path)) - 1]
        return len(line) - len(line.lstrip(" "))

    @staticmethod
    def _names(kind: str, content: Any) -> tuple[list[str], list[str | int]]:  # noqa: ANN401
        if kind == "places":
            return list(content), list(content)
        if kind == "distances":
            return distance_keys(content), list(range(len(content)))
        return [str(entry["id"]) for entry in content], list(range(len(content)))

    @staticmethod
    def _entry(key: str, value: Any, lines: list[str], *, is_place: bool) -> _Entry:  # noqa: ANN401
        while lines and not lines[-1].strip() and len(lines) > 1:
            lines = lines[:-1]
        is_commented = not is_place and _has_comment("\n".join(lines))
        others = tuple(value.get("conflicts_with") or ())
        return _Entry(key, fingerprint(value), lines, is_commented, others)

    def _unmergeable(self, kind: str) -> ReportError:
        return ReportError(
            f"{self.name}:{self._source.line((kind,))}: {kind}: several on one line cannot "
            "be merged; give each a line of its own, or write to another file"
        )


def _new(
    kind: str, content: Mapping[str, Any], notes: Mapping[str, str], old: _Draft
) -> list[_Entry]:
    marks = fingerprints(content)[kind]
    if not marks:
        return []
    chunks = entry_lines(kind, content[kind], notes, old.indent(kind))
    return [
        _Entry(key, mark, lines)
        for (key, mark), lines in zip(marks.items(), chunks, strict=True)
    ]


def _merge(
    old: Sequence[_Entry], marks: Mapping[str, str], new: Sequence[_Entry]
) -> list[_Entry]:
    """New entries, but for those that were changed or taken out; and those added."""
    by_key = {entry.key: entry for entry in old}
    changed = {entry.key for entry in old if _is_changed(entry, marks)}
    changed |= {other for entry in old if entry.key in changed for other in entry.refers_to}
    merged = []
    for entry in new:
        before = by_key.get(entry.key)
        if before is None:
            if entry.key not in marks:
                merged.append(entry)
        elif before.key in changed or before.mark == entry.mark:
            merged.append(before)
        else:
            merged.append(entry)
    return _with_kept(merged, old, changed)


def _is_changed(entry: _Entry, marks: Mapping[str, str]) -> bool:
    return entry.is_commented or marks.get(entry.key) != entry.mark


def _with_kept(
    merged: Sequence[_Entry], old: Iterable[_Entry], kept: Iterable[str]
) -> list[_Entry]:
    """The entries and those of `kept` that are missing, after what they stood after."""
    found = list(merged)
    present = {entry.key for entry in merged}
    wanted = frozenset(kept)
    at = 0
    for entry in old:
        keys = [each.key for each in found]
        if entry.key in present:
            at = keys.index(entry.key) + 1
        elif entry.key in wanted:
            found.insert(at, entry)
            at += 1
    return found


def _kept_places(old: _Draft, marks: Mapping[str, Mapping[str, str]]) -> Iterable[str]:
    """Places of entries that were changed by hand: a new reading may not name them."""
    said = " ".join(
        line
        for kind in ("events", "distances")
        for entry in old.entries(kind)
        if entry.key not in marks[kind] or _is_changed(entry, old.marks(kind))
        for line in entry.lines
    )
    return (name for name in old.content.get("places") or {} if name in said)


def _section(old: _Draft, kind: str, entries: Sequence[_Entry]) -> list[str]:
    if not entries:
        return [line for line in old.head(kind)[:-1] if line.strip()]
    return [*old.head(kind), *(line for entry in entries for line in entry.lines)]


def _as_machine_read(old: _Draft) -> list[str]:
    """The lines of ``reading``: what was added is not reviewed."""
    lines = old.sections.get("reading")
    if lines is None:
        return ["reading: machine"]
    return [
        re.sub(r"^(reading\s*:\s*)['\"]?reviewed['\"]?", r"\1machine", line)
        for line in lines
    ]


def _joined(
    old: _Draft, marks: Mapping[str, Mapping[str, str]]
) -> dict[str, dict[str, str]]:
    """The fingerprints of both readings; the new one's where both have an entry."""
    return {kind: {**old.marks(kind), **marks[kind]} for kind in KINDS}


def _has_comment(text: str) -> bool:
    at = 0
    for token in yaml.scan(text, Loader=_LOADER):
        if "#" in text[at : token.start_mark.index]:
            return True
        at = max(at, token.end_mark.index)
    return "#" in text[at:]


def _require(text: str, old: _Draft, content: Mapping[str, Any]) -> None:
    """Nothing, or the error that lines were taken for others than they are."""
    problem = ReportError(
        f"{old.name}: cannot be merged with a new reading; write to another file"
    )
    try:
        merged = _Draft(text, old.name)
        make_report(merged.content)
    except (ReportError, ValidationError) as err:
        raise problem from err
    if merged.content.get("text") != content.get("text"):
        raise problem
    for kind in KINDS:
        known = {
            *(entry.mark for entry in old.entries(kind)),
            *fingerprints(content)[kind].values(),
        }
        if any(entry.mark not in known for entry in merged.entries(kind)):
            raise problem
