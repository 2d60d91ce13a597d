"""Drafts: what a machine read in an article as a YAML file that an analyst corrects.

Every value survives the way to the file and back exactly, the text of the article above
all, since spans count its characters. Each entry has a fingerprint under ``read``, by
which a later reading tells what was changed by hand; that is in ``draft_merge``.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from io import StringIO
from typing import Any, Final

from .errors import ReportError
from .yaml_source import YamlSource

__all__ = [
    "HEADING",
    "KINDS",
    "distance_keys",
    "entry_lines",
    "fingerprint",
    "fingerprints",
    "read_lines",
    "text_lines",
    "value_lines",
    "write_draft",
]

HEADING: Final = (
    "# Read by machine, not reviewed: correct what is wrong, then put `reading: reviewed`.",
    "# What you change, add or take out stays so when the article is read again.",
)
KINDS: Final = ("events", "distances", "places")
"""Keys of a report under which a machine's entries stand."""
_LAST: Final = (*KINDS, "text", "read")
_WIDEST: Final = 2**20
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
_STRANGE: Final = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_LITERAL: Final = re.compile(
    "[\n\t\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]+"
)
_DIGITS: Final = 8


def write_draft(content: Mapping[str, Any], notes: Mapping[str, str]) -> str:
    """The YAML file of a report.

    Parameters
    ----------
    content
        Values by the keys of report files, ``text`` among them.
    notes
        A comment for the entry of each place, by its name.
    """
    lines = [*HEADING]
    for key, value in content.items():
        if key not in _LAST:
            lines += value_lines({key: value})
    for kind in KINDS:
        entries = content.get(kind)
        if entries:
            lines += ["", f"{kind}:"]
            for chunk in entry_lines(kind, entries, notes):
                lines += chunk
    if content.get("text") is not None:
        lines += ["", *text_lines(content["text"])]
    lines += ["", *read_lines(fingerprints(content))]
    return "\n".join(lines) + "\n"


def entry_lines(
    kind: str,
    entries: Any,  # noqa: ANN401
    notes: Mapping[str, str],
    indent: int = 2,
) -> list[list[str]]:
    """The lines of each entry of one of `KINDS`."""
    margin = " " * indent
    if kind == "places":
        return [
            [
                margin + line + ("" if number else _comment(notes.get(name)))
                for number, line in enumerate(value_lines({name: entry}))
            ]
            for name, entry in entries.items()
        ]
    return [[margin + line for line in value_lines([entry])] for entry in entries]


def _comment(note: str | None) -> str:
    return "" if note is None else f"  # {_one_line(note)}"


def read_lines(marks: Mapping[str, Mapping[str, str]]) -> list[str]:
    """The lines of what ``read`` says, by kind."""
    lines = ["read:  # what the machine read; leave it as it is"]
    for kind in KINDS:
        if marks.get(kind):
            lines.append(f"  {kind}:")
            lines += [
                f"    {line}"
                for name, mark in marks[kind].items()
                for line in value_lines({name: mark})
            ]
    return lines if len(lines) > 1 else ["read: {}  # what the machine read"]


def text_lines(text: str) -> list[str]:
    """The lines of the key ``text``: as it is if YAML keeps that, else in quotes."""
    if _LITERAL.fullmatch(text) and not text.endswith("\n\n"):  # blank lines may follow
        start = "2" if text[:1] in " \n\t" else ""
        end = "" if text.endswith("\n") else "-"
        body = text.removesuffix("\n").split("\n")
        lines = [f"text: |{start}{end}", *(f"  {line}" if line else "" for line in body)]
        if _holds(lines, {"text": text}):
            return lines
    return _quoted_text(text)


def value_lines(value: Any) -> list[str]:  # noqa: ANN401
    """The lines of any value, one a scalar; short lists in one line."""
    from ruamel.yaml import YAML  # noqa: PLC0415

    writer = YAML()
    writer.width = _WIDEST
    writer.indent(mapping=2, sequence=2, offset=0)
    for is_quoted in (False, True):
        out = StringIO()
        root = _to_yaml(value, is_quoted=is_quoted)
        root.fa.set_block_style()
        writer.dump(root, out)
        lines = out.getvalue().rstrip("\n").split("\n")
        if _holds(lines, value):
            return lines
    raise ReportError(f"{value!r}: cannot be written as YAML")


def fingerprints(content: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """The fingerprint of each entry, by kind and by what it is called."""
    distances = content.get("distances", ())
    return {
        "events": {str(e["id"]): fingerprint(e) for e in content.get("events", ())},
        "distances": {
            key: fingerprint(entry)
            for key, entry in zip(distance_keys(distances), distances, strict=True)
        },
        "places": {
            name: fingerprint(entry) for name, entry in content.get("places", {}).items()
        },
    }


def distance_keys(distances: Any) -> list[str]:  # noqa: ANN401
    """What each distance is called: its places, and a number if they come again."""
    keys: list[str] = []
    for entry in distances:
        name = f"{entry.get('from')} – {entry.get('to')}"
        count = 2
        key = name
        while key in keys:
            key = f"{name} ({count})"
            count += 1
        keys.append(key)
    return keys


def fingerprint(entry: Any) -> str:  # noqa: ANN401
    """A word that depends on the values of an entry, not on how they are written."""
    plain = json.dumps(_as_text(entry), sort_keys=True, ensure_ascii=False)
    digits = hashlib.sha256(plain.encode()).hexdigest()[:_DIGITS]
    return f"x{digits}"  # digits alone would be a number in YAML


def _as_text(value: Any) -> Any:  # noqa: ANN401
    if isinstance(value, Mapping):
        return {str(key): _as_text(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_as_text(inner) for inner in value]
    is_whole = isinstance(value, float) and value.is_integer()
    return str(int(value) if is_whole else value)


def _to_yaml(value: Any, *, is_quoted: bool) -> Any:  # noqa: ANN401
    """A value for ruamel: lists and maps of scalars in one line, days without quotes."""
    from ruamel.yaml.comments import CommentedMap, CommentedSeq  # noqa: PLC0415
    from ruamel.yaml.scalarstring import DoubleQuotedScalarString  # noqa: PLC0415

    if isinstance(value, dict):
        found = CommentedMap(
            (_to_yaml(key, is_quoted=is_quoted), _to_yaml(inner, is_quoted=is_quoted))
            for key, inner in value.items()
        )
        if all(isinstance(inner, list | int | float) for inner in value.values()):
            found.fa.set_flow_style()
        return found
    if isinstance(value, list):
        row = CommentedSeq(_to_yaml(inner, is_quoted=is_quoted) for inner in value)
        if not any(isinstance(inner, dict) for inner in value):
            row.fa.set_flow_style()
        return row
    if isinstance(value, str):
        if is_quoted or "\n" in value or _STRANGE.search(value):
            return DoubleQuotedScalarString(value)
        if _DAY.fullmatch(value):
            with suppress(ValueError):
                return date.fromisoformat(value)
    return value


def _quoted_text(text: str) -> list[str]:
    """The key ``text`` in double quotes, a line of the file for a line of the text."""
    quoted = json.dumps(text, ensure_ascii=False)
    quoted = _STRANGE.sub(lambda match: f"\\u{ord(match[0]):04x}", quoted)
    rows = re.split(r"(?<=\\n)(?=.)", quoted[1:-1])
    rows = ["\\" + row if row.startswith(" ") else row for row in rows]
    return ['text: "\\', *(f"  {row}\\" for row in rows[:-1]), f'  {rows[-1]}"']


def _holds(lines: list[str], value: Any) -> bool:  # noqa: ANN401
    try:
        return bool(YamlSource("\n".join(lines) + "\n", "draft").content() == value)
    except ReportError:
        return False


def _one_line(words: str) -> str:
    return " ".join(_STRANGE.sub(" ", words).split())
