"""YAML whose every value knows its line.

The YAML 1.2 core schema (``NO`` is Norway, not false; dates stay text), without the
parts that only surprise: hexadecimal and infinite numbers stay text; a key given twice,
an anchor, an alias and a second document are errors.
"""

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

import yaml

from .errors import ReportError

__all__ = ["YamlSource", "nearest"]

Content: TypeAlias = "dict[str, Content] | list[Content] | str | int | float | bool | None"

_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DEEPEST: Final = 16
_NULLS: Final = frozenset({"", "~", "null", "Null", "NULL"})
_BOOLS: Final = {"true": True, "True": True, "false": False, "False": False}
_INT: Final = re.compile(r"[-+]?[0-9]{1,18}")
_FLOAT: Final = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+\.[0-9]*)(?:[eE][-+]?[0-9]+)?")


@dataclass(slots=True)
class _Node:
    """A value, the line on which it begins, and the nodes of its parts."""

    content: Content
    line: int
    parts: dict[str | int, "_Node"] = field(default_factory=dict)


class YamlSource:
    """A YAML text, its content, and the lines of its parts.

    Parameters
    ----------
    text
        The whole file.
    name
        What messages call it.

    Raises
    ------
    ReportError
        If `text` is not YAML, repeats a key, uses anchors, nests too deeply, or if a
        second document follows.
    """

    def __init__(self, text: str, name: str) -> None:
        self.name = name
        try:
            events = yaml.parse(text, Loader=_LOADER)
            self._root = self._document(events)
        except yaml.MarkedYAMLError as err:
            line = (err.problem_mark.line + 1) if err.problem_mark else 1
            raise ReportError(f"{name}:{line}: not YAML: {err.problem}") from err
        except yaml.reader.ReaderError as err:
            before = text.encode("utf-8", "replace")[: int(err.position)]  # in bytes
            line = before.count(b"\n") + 1
            raise ReportError(
                f"{name}:{line}: not YAML: a character that may not stand in a text file"
            ) from err

    def content(self) -> Content:
        """The content as dicts, lists, strings, numbers, booleans and ``None``."""
        return self._root.content

    def line(self, path: Sequence[str | int]) -> int:
        """Line on which the value at a path begins, or its nearest parent's."""
        node = self._root
        for part in path:
            if part not in node.parts:
                break
            node = node.parts[part]
        return node.line

    def _document(self, events: Iterator[Any]) -> _Node:
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                root = self._node(next(events), events, 0)
                self._expect_the_end(events)
                return root
        return _Node(None, 1)

    def _expect_the_end(self, events: Iterator[Any]) -> None:
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                line = event.start_mark.line + 1 if event.start_mark else 1
                raise self._error(line, "a second document: a file holds one report")

    def _node(self, event: Any, events: Iterator[Any], depth: int) -> _Node:  # noqa: ANN401
        line = event.start_mark.line + 1
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            raise self._error(line, "anchors and aliases are not used in report files")
        if depth > _DEEPEST:
            raise self._error(line, "nested too deeply to be a report")
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(line, events, depth)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(line, events, depth)
        plain = event.implicit[0]
        return _Node(_scalar(event.value) if plain else event.value, line)

    def _sequence(self, line: int, events: Iterator[Any], depth: int) -> _Node:
        items: list[Content] = []
        node = _Node(items, line)
        for row, event in enumerate(events):
            if isinstance(event, yaml.SequenceEndEvent):
                break
            node.parts[row] = self._node(event, events, depth + 1)
            items.append(node.parts[row].content)
        return node

    def _mapping(self, line: int, events: Iterator[Any], depth: int) -> _Node:
        content: dict[str, Content] = {}
        node = _Node(content, line)
        for key in events:
            if isinstance(key, yaml.MappingEndEvent):
                break
            key_line = key.start_mark.line + 1
            if not isinstance(key, yaml.ScalarEvent) or key.anchor is not None:
                raise self._error(key_line, "a key must be a plain word")
            if key.value in content:
                raise self._error(key_line, f"the key {key.value!r} is there twice")
            part = self._node(next(events), events, depth + 1)
            content[key.value] = part.content
            part.line = key_line
            node.parts[key.value] = part
        return node

    def _error(self, line: int, message: str) -> ReportError:
        return ReportError(f"{self.name}:{line}: {message}")


def _scalar(text: str) -> Content:
    if text in _NULLS:
        return None
    if text in _BOOLS:
        return _BOOLS[text]
    if _INT.fullmatch(text):
        return int(text)
    if _FLOAT.fullmatch(text):
        return float(text)
    return text


def nearest(value: str, known: Sequence[str]) -> str:
    """The end of a message: the known value most like `value`, or nothing.

    Examples
    --------
    >>> nearest("Air strike", ["Attack", "Air/drone strike"])
    "; did you mean 'Air/drone strike'?"
    """
    by_lower = {word.lower(): word for word in known}
    close = difflib.get_close_matches(value[:200].lower(), by_lower, n=1, cutoff=0.5)
    return f"; did you mean {by_lower[close[0]]!r}?" if close else ""
