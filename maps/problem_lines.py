"""Problems as lines for people: what many places say alike is told once, and counted.

A misspelling that stands in three hundred events is one thing to correct.
"""

import re
from collections.abc import Iterable
from typing import Final

__all__ = ["told_once"]

_ALL: Final = 20
"""So many lines are told as they are."""
_LINE: Final = re.compile(
    r"(?P<file>\S.*?)(?::\d+)?: (?:(?:event|distance) [^:]+: )?(?P<what>.+)"
)
"""File, line, event: what a problem says, and where; see `finding_line`."""
_NUMBER: Final = re.compile(r"^(\w+)\[\d+\]")  # "events[3].type: …"


def told_once(problems: Iterable[str], whole: str) -> list[str]:
    """Lines that say the same of several places in one, if there are many lines.

    Parameters
    ----------
    problems
        A line each: ``"desk/a.yaml:6: event e0: 'Idlim': no such place"``.
    whole
        Where all of them can be read: ``"site/manifest.json"``.
    """
    problems = list(problems)
    places: dict[str, list[str]] = {}  # what is said: the lines that say so
    for problem in problems:
        places.setdefault(_said(problem), []).append(problem)
    if len(problems) <= _ALL or len(places) == len(problems):
        return problems
    told = [_told(lines) for lines in places.values()]
    return [*told, f"{len(problems):,} in all; {whole} lists each"]


def _said(problem: str) -> str:
    match = _LINE.fullmatch(problem)
    return problem if match is None else _NUMBER.sub(r"\1", match["what"])


def _told(lines: list[str]) -> str:
    """The first line, and how many there are like it."""
    files = {match["file"] for line in lines if (match := _LINE.fullmatch(line))}
    if len(lines) == 1:
        return lines[0]
    among = f", in {len(files):,} files" if len(files) > 1 else ""
    return f"{lines[0]} ({len(lines):,} times{among})"
