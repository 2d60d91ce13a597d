"""A draft as the lines of its file, by key and by entry, comments where they belong.

What stands above a key or an entry, comments and blank lines, belongs to it.
"""

from dataclasses import dataclass, field
from typing import Any, Final

import yaml

from .drafts import distance_keys, fingerprint
from .errors import ReportError
from .yaml_source import YamlSource

__all__ = ["DraftEntry", "DraftLines"]

_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(slots=True)
class DraftEntry:
    """An entry: what it is called, its fingerprint, and its lines."""

    key: str
    mark: str
    lines: list[str]
    is_commented: bool = False
    refers_to: tuple[str, ...] = ()


@dataclass(slots=True)
class DraftLines:
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

    def entries(self, kind: str) -> list[DraftEntry]:
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
    def _entry(key: str, value: Any, lines: list[str], *, is_place: bool) -> DraftEntry:  # noqa: ANN401
        while lines and not lines[-1].strip() and len(lines) > 1:
            lines = lines[:-1]
        is_commented = not is_place and _has_comment("\n".join(lines))
        others = tuple(value.get("conflicts_with") or ())
        return DraftEntry(key, fingerprint(value), lines, is_commented, others)

    def _unmergeable(self, kind: str) -> ReportError:
        return ReportError(
            f"{self.name}:{self._source.line((kind,))}: {kind}: several on one line cannot "
            "be merged; give each a line of its own, or write to another file"
        )


def _has_comment(text: str) -> bool:
    at = 0
    for token in yaml.scan(text, Loader=_LOADER):
        if "#" in text[at : token.start_mark.index]:
            return True
        at = max(at, token.end_mark.index)
    return "#" in text[at:]
