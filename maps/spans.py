"""Where in its text a report says what: the spans that the page marks.

Reports count in Unicode code points, JavaScript in UTF-16 units; the page gets the
latter. An entry without spans is marked where its quote stands.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from ..data.reports import DistanceClaim, EventEntry, Report

__all__ = ["text_columns"]

_QUOTE: Final = "quote"
_TELLING: Final = (
    "trigger",
    "claim",
)  # the words that tell of it, of an event or a distance
_COLUMNS: Final = ("start", "end", "kind", "row", "role")
_TWO_UNITS: Final = re.compile("[\U00010000-\U0010ffff]")

_Row = tuple[int, int, str, int, str]


def text_columns(report: "Report", distances: "Sequence[DistanceClaim]") -> dict[str, Any]:
    """The report's text and the columns of its spans, for the page.

    Parameters
    ----------
    report
        Whose events are the rows of kind ``event``.
    distances
        The claims that are drawn, in their order: the rows of kind ``distance``.

    Returns
    -------
    dict
        ``text``, or ``None``; and ``spans``, columns ``start``, ``end`` (UTF-16 units,
        end exclusive), ``kind``, ``row`` and ``role``, in the order of the text.
    """
    text = report.text
    if text is None:
        return {"text": None, "spans": {name: [] for name in _COLUMNS}}
    entries: tuple[tuple[str, Sequence[EventEntry | DistanceClaim]], ...] = (
        ("event", report.events),
        ("distance", distances),
    )
    spans: list[_Row] = [
        (start, end, kind, row, role)
        for kind, rows in entries
        for row, entry in enumerate(rows)
        for role, start, end in _entry_spans(entry, text)
    ]
    spans.sort(key=lambda span: (span[0], -span[1], *span[2:]))
    columns = zip(*spans, strict=True) if spans else [()] * len(_COLUMNS)
    named = dict(zip(_COLUMNS, map(list, columns), strict=True))
    wide = [match.start() for match in _TWO_UNITS.finditer(text)]
    for name in ("start", "end"):
        named[name] = [place + bisect_left(wide, place) for place in named[name]]
    return {"text": text, "spans": named}


def _entry_spans(
    entry: "EventEntry | DistanceClaim", text: str
) -> Iterator[tuple[str, int, int]]:
    """Role, start and end of each span in code points, without blanks at its ends."""
    spans = {str(role): span for role, span in entry.spans.items()}
    if _QUOTE not in spans and entry.quote is not None:
        words = (spans[role] for role in _TELLING if role in spans)
        start = _find_quote(text, entry.quote, next(words, None))
        if start >= 0:
            spans[_QUOTE] = (start, start + len(entry.quote))
    for role, (start, end) in spans.items():
        given = text[start:end]
        first = start + len(given) - len(given.lstrip())
        last = start + len(given.rstrip())
        if first < last:
            yield role, first, last


def _find_quote(text: str, quote: str, within: tuple[int, int] | None) -> int:
    """Where a quote begins: round these words if it can, for a quote may come twice."""
    if within is not None:
        start = text.find(quote, max(0, within[1] - len(quote)))
        if 0 <= start <= within[0]:
            return start
    return text.find(quote)
