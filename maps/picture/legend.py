"""The legend of a picture: the types, statuses, shapes and lines that occur on it."""

from collections.abc import Callable, Iterator
from typing import Final

from ...data.schema import Status, Verdict
from ..options import PALETTE, GroupStyle
from .canvas import Canvas
from .distances import line_look
from .lettering import wrap_to
from .lines import Box, Lines
from .map import Drawn
from .marks import Look, Mark, draw_mark, looks_of

__all__ = ["draw_legend"]

_Paint = Callable[[float, float], None]

_SIZE: Final = 8.8
_LEADING: Final = 11.0
_ROW: Final = (18.5, 23.0)  # how high, at least and at most where a line is enough
_SWATCH: Final = 28.0  # wide
_ANY: Final = GroupStyle("Any", "circle", "ink", "ink")  # a type in the theme's colour
_STATUS_WORDS: Final = {
    Status.REPORTED: "reported",
    Status.CLAIMED: "claimed by one side",
    Status.DENIED: "denied",
    Status.DISPUTED: "disputed: told differently",
    Status.CONFIRMED: "confirmed independently",
    Status.PLANNED: "planned, had not happened",
    Status.BACKGROUND: "background of the report",
}
_VERDICT_WORDS: Final = {
    Verdict.STRAIGHT_LINE: "stated distance: agrees with the straight line",
    Verdict.ROAD: "stated distance: plausible by road, not straight",
    Verdict.UNUSUAL: "stated distance: unusually long, even by road",
    Verdict.CONTRADICTS: "stated distance or direction: contradicted",
    Verdict.HOLDS: "stated direction: holds",
}


def draw_legend(canvas: Canvas, box: Box, drawn: Drawn) -> None:
    """Draw the legend into a box, as much as there is room for, what matters most first."""
    left, top, right, bottom = box
    entries = [*_kinds(canvas, drawn), *_arrangements(canvas, drawn)]
    wrapped = [wrap_to(words, right - left - _SWATCH, 3, _SIZE) for _, words in entries]
    heights = [len(lines) * _LEADING + 4.0 for lines in wrapped]
    least, most = _ROW
    row = most if sum(max(most, h) for h in heights) <= bottom - top else least
    y = top
    for (paint, _), lines, height in zip(entries, wrapped, heights, strict=True):
        middle = y + max(row, height) / 2.0
        y += max(row, height)
        if y > bottom:
            return
        paint(left + 10.0, middle)
        first = middle - (len(lines) - 1) * _LEADING / 2.0
        _write(canvas, lines, left + _SWATCH, first)
    if not drawn.marks:
        y += _write(canvas, ["No event has a place on the map."], left, y + _LEADING)
    for one in drawn.unlabelled:
        lines = wrap_to(one.words, right - left, 2, _SIZE)
        if y + (len(lines) + 1) * _LEADING <= bottom:
            y += _write(canvas, lines, left, y + _LEADING)


def _write(canvas: Canvas, lines: list[str], left: float, y: float) -> float:
    """Write lines below each other; return how high they are."""
    for number, line in enumerate(lines):
        canvas.text(line, left, y + number * _LEADING, size=_SIZE, colour="text")
    return len(lines) * _LEADING


def _kinds(canvas: Canvas, drawn: Drawn) -> Iterator[tuple[_Paint, str]]:
    """Types and statuses: what to paint round a point, and what it means."""
    looks = looks_of(drawn.marks)
    for style in sorted({look.style for look in looks}, key=_in_order):
        yield _mark(canvas, Look(style, Status.REPORTED, is_area=False)), style.name
    for status, words in _STATUS_WORDS.items():
        if any(look.status == status for look in looks):
            yield _mark(canvas, Look(_ANY, status, is_area=False)), words


def _in_order(style: GroupStyle) -> tuple[int, str]:
    return [group.symbol for group in PALETTE].index(style.symbol), style.name


def _arrangements(canvas: Canvas, drawn: Drawn) -> Iterator[tuple[_Paint, str]]:
    """How marks stand, shapes and lines: what to paint, and what it means."""
    if any(len(mark.looks) > 1 for mark in drawn.marks):
        yield _ring(canvas), "number of events, by type"
    elif any(mark.looks.total() > 1 for mark in drawn.marks):
        look = Look(_ANY, Status.REPORTED, is_area=False)
        yield _mark(canvas, look, 2), "number of events of this kind"
    if any(mark.is_moved and len(mark.looks) == 1 for mark in drawn.marks):
        yield _fan(canvas), "events at one place: the dot is the place"
    if any(spot.is_area for spot in drawn.spots):
        yield _area(canvas), "only an area is known: anywhere in the outline"
    if any(spot.is_described for spot in drawn.spots):
        yield _area(canvas, (3.5, 2.2)), "an area that is only described"
    for verdict in dict.fromkeys(one.verdict for one in drawn.stated):
        yield _line(canvas, verdict), _VERDICT_WORDS[verdict]


def _mark(canvas: Canvas, look: Look, count: int = 1) -> _Paint:
    return lambda x, y: draw_mark(canvas, Mark.alone(look, x, y, count))


def _ring(canvas: Canvas) -> _Paint:
    return lambda x, y: canvas.stroke(Lines.circle(x, y, 8.0), "minor", 3.5)


def _fan(canvas: Canvas) -> _Paint:
    def paint(x: float, y: float) -> None:
        for dx, dy in ((0.0, -8.0), (7.4, 4.6), (-7.4, 4.6)):
            end = (x + dx, y + dy)
            canvas.stroke(Lines.of([(x, y), end]), "ink", 0.8)
            canvas.fill(Lines.circle(*end, 3.0), "halo")
            canvas.stroke(Lines.circle(*end, 3.0), "ink", 0.9)
        canvas.fill(Lines.circle(x, y, 2.4), "ink")

    return paint


def _area(canvas: Canvas, dash: tuple[float, ...] = ()) -> _Paint:
    def paint(x: float, y: float) -> None:
        outline = Lines.box((x - 10.0, y - 7.5, x + 10.0, y + 7.5))
        canvas.hatch(outline, "ink", 5.0, alpha=0.35)
        canvas.stroke(outline, "ink", 1.1, dash=dash, alpha=0.8)
        square = Lines.box((x - 3.0, y - 3.0, x + 3.0, y + 3.0))
        canvas.fill(square, "halo")
        canvas.stroke(square, "ink", 1.1)

    return paint


def _line(canvas: Canvas, verdict: Verdict) -> _Paint:
    colour, dash = line_look(verdict)
    return lambda x, y: canvas.stroke(
        Lines.of([(x - 11.0, y), (x + 12.0, y)]), colour, 1.4, dash=dash
    )
