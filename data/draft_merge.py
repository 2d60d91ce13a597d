"""A draft that was corrected by hand, merged with a new reading of the same article.

What an analyst changed, commented, added or took out stays so, to the letter; what was
left as the machine wrote it is replaced. The file's lines are kept or replaced whole, so
that comments and spelling survive; they are told apart by their fingerprints.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any, Final

from .draft_lines import DraftEntry, DraftLines
from .drafts import (
    KINDS,
    entry_lines,
    fingerprints,
    read_lines,
    text_lines,
    value_lines,
)
from .errors import ReportError
from .reports import make_report

__all__ = ["merge_draft"]

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
    old = DraftLines(existing, name)
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


def _new(
    kind: str, content: Mapping[str, Any], notes: Mapping[str, str], old: DraftLines
) -> list[DraftEntry]:
    marks = fingerprints(content)[kind]
    if not marks:
        return []
    chunks = entry_lines(kind, content[kind], notes, old.indent(kind))
    return [
        DraftEntry(key, mark, lines)
        for (key, mark), lines in zip(marks.items(), chunks, strict=True)
    ]


def _merge(
    old: Sequence[DraftEntry], marks: Mapping[str, str], new: Sequence[DraftEntry]
) -> list[DraftEntry]:
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


def _is_changed(entry: DraftEntry, marks: Mapping[str, str]) -> bool:
    return entry.is_commented or marks.get(entry.key) != entry.mark


def _with_kept(
    merged: Sequence[DraftEntry], old: Iterable[DraftEntry], kept: Iterable[str]
) -> list[DraftEntry]:
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


def _kept_places(old: DraftLines, marks: Mapping[str, Mapping[str, str]]) -> Iterable[str]:
    """Places of entries that were changed by hand: a new reading may not name them."""
    said = " ".join(
        line
        for kind in ("events", "distances")
        for entry in old.entries(kind)
        if entry.key not in marks[kind] or _is_changed(entry, old.marks(kind))
        for line in entry.lines
    )
    return (name for name in old.content.get("places") or {} if name in said)


def _section(old: DraftLines, kind: str, entries: Sequence[DraftEntry]) -> list[str]:
    if not entries:
        return [line for line in old.head(kind)[:-1] if line.strip()]
    return [*old.head(kind), *(line for entry in entries for line in entry.lines)]


def _as_machine_read(old: DraftLines) -> list[str]:
    """The lines of ``reading``: what was added is not reviewed."""
    lines = old.sections.get("reading")
    if lines is None:
        return ["reading: machine"]
    return [
        re.sub(r"^(reading\s*:\s*)['\"]?reviewed['\"]?", r"\1machine", line)
        for line in lines
    ]


def _joined(
    old: DraftLines, marks: Mapping[str, Mapping[str, str]]
) -> dict[str, dict[str, str]]:
    """The fingerprints of both readings; the new one's where both have an entry."""
    return {kind: {**old.marks(kind), **marks[kind]} for kind in KINDS}


def _require(text: str, old: DraftLines, content: Mapping[str, Any]) -> None:
    """Nothing, or the error that lines were taken for others than they are."""
    problem = ReportError(
        f"{old.name}: cannot be merged with a new reading; write to another file"
    )
    try:
        merged = DraftLines(text, old.name)
        make_report(merged.content)
    except ReportError as err:
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
