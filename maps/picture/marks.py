"""The marks of a picture: symbols by type, rings by status, and where they stand."""

import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from ...data.schema import NOT_DRAWN, Status
from ..symbols import outline
from .canvas import Canvas
from .lettering import Font, text_width
from .lines import Box, Lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ..options import GroupStyle

__all__ = [
    "RADIUS",
    "Look",
    "Mark",
    "draw_mark",
    "is_crowded",
    "lay_out",
    "lay_together",
    "looks_of",
    "spread",
]

RADIUS: Final = 8.5
"""Of a mark's plate, units."""

_GAP: Final = 22.5  # between the middles of neighbouring marks
_RING_GAP: Final = 28.0  # the same of rings with numbers
_INNER: Final = 5  # marks on the inner of two rings
_ONE_RING: Final = 8  # up to so many marks stand on a single ring
_FAN_MAX: Final = 12  # more kinds of marks at one place become one
_MARKS_MAX: Final = 140  # more in a picture are drawn together where they are near
_CELL: Final = 46.0  # units that count as near then
_ROUNDS: Final = 80
_UP: Final = -math.pi / 2.0
_DASHES: Final[dict[str, tuple[float, ...]]] = {
    Status.CLAIMED: (2.6, 2.1),
    Status.PLANNED: (0.9, 2.3),
    Status.CONFIRMED: (),
}


@dataclass(frozen=True, slots=True)
class Look:
    """What a mark says: events that look the same are one mark with their number."""

    style: "GroupStyle"
    status: str
    is_area: bool  # only an area is known: a square

    @property
    def is_faint(self) -> bool:
        """Whether it is told as background or as a plan: hollow."""
        return self.status in NOT_DRAWN


@dataclass(slots=True)
class Mark:
    """One mark where it stands, in units."""

    looks: Counter[Look]  # several: drawn together, a ring split by type
    home: tuple[float, float]  # the place's own position
    x: float
    y: float
    is_pinned: bool = False  # stands on its place, alone

    @classmethod
    def alone(cls, look: Look, x: float, y: float, count: int = 1) -> "Mark":
        """A mark of one or more events of one look on its place."""
        return cls(Counter({look: count}), (x, y), x, y, is_pinned=True)

    @property
    def is_moved(self) -> bool:
        """Whether it stands beside its place."""
        return not self.is_pinned and self.home != (self.x, self.y)

    @property
    def box(self) -> Box:
        """What it covers."""
        reach = RADIUS + 4.0
        return (self.x - reach, self.y - reach, self.x + reach, self.y + reach)


def lay_out(homes: "Mapping[tuple[float, float], Counter[Look]]") -> list[Mark]:
    """Marks on their places, fanned out where they are several, none over another.

    Parameters
    ----------
    homes
        What is at each position, in units.
    """
    marks = []
    for home, looks in homes.items():
        sets = [Counter({look: looks[look]}) for look in looks]
        if len(sets) > _FAN_MAX:
            sets = [looks]
        for (dx, dy), seen in zip(_fan(len(sets)), sets, strict=True):
            is_pinned = len(sets) == 1 and not any(look.is_area for look in seen)
            marks.append(Mark(seen, home, home[0] + dx, home[1] + dy, is_pinned))
    return spread(marks)


def is_crowded(homes: "Mapping[tuple[float, float], Counter[Look]]") -> bool:
    """Whether there are too many marks for each to be seen."""
    return sum(min(len(looks), _FAN_MAX) for looks in homes.values()) > _MARKS_MAX


def lay_together(homes: "Mapping[tuple[float, float], Counter[Look]]") -> list[Mark]:
    """One mark for all that is in the same cell of a grid, at the middle of its events."""
    cells: dict[tuple[int, int], list[tuple[float, float]]] = {}
    for home in homes:
        cells.setdefault((int(home[0] // _CELL), int(home[1] // _CELL)), []).append(home)
    marks = []
    for inside in cells.values():
        looks: Counter[Look] = Counter()
        for home in inside:
            looks.update(homes[home])
        weights = [homes[home].total() for home in inside]
        x, y = np.average(np.array(inside), axis=0, weights=weights).tolist()
        marks.append(Mark(looks, (x, y), x, y))
    return spread(marks, _RING_GAP)


def _fan(count: int) -> list[tuple[float, float]]:
    """Offsets from the place, clockwise from the top, inner ring first."""
    if count <= 1:
        return [(0.0, 0.0)] * count
    if count <= _ONE_RING:
        return _ring(count, _ring_radius(count), -math.pi / 2.0 if count == 2 else 0.0)
    inner = _ring_radius(_INNER)
    outer = _ring(count - _INNER, inner + _GAP, math.pi / _INNER)
    return [*_ring(_INNER, inner, 0.0), *outer]


def _ring(count: int, radius: float, turn: float) -> list[tuple[float, float]]:
    angles = (_UP + turn + 2.0 * math.pi * i / count for i in range(count))
    return [(radius * math.cos(angle), radius * math.sin(angle)) for angle in angles]


def _ring_radius(count: int) -> float:
    return max(_GAP * 0.75, _GAP / (2.0 * math.sin(math.pi / count)))


def spread(marks: list[Mark], gap: float = _GAP) -> list[Mark]:
    """The marks, pushed apart until none overlap or rounds run out."""
    for _ in range(_ROUNDS):
        at = np.array([(mark.x, mark.y) for mark in marks]).reshape(-1, 2)
        near = np.hypot(*(at[:, None] - at[None]).T) < gap - 0.4
        pairs = np.argwhere(np.triu(near, 1)).tolist()
        moved = [_part(marks[i], marks[j], gap, i) for i, j in pairs]
        if not any(moved):
            break
    return marks


def _part(first: Mark, second: Mark, gap: float, seed: int) -> bool:
    """Push two marks apart; whether one moved. The seed turns those on one point."""
    if first.is_pinned and second.is_pinned:
        first.is_pinned = second.is_pinned = False  # two places nearly at one point
    dx, dy = second.x - first.x, second.y - first.y
    apart = math.hypot(dx, dy)
    if apart < 1e-6:
        dx, dy, apart = math.cos(seed), math.sin(seed), 1.0
        push = gap
    else:
        push = gap - apart
    push = max(push, 0.0) / (1.0 if first.is_pinned or second.is_pinned else 2.0)
    for mark, sign in ((first, -1.0), (second, 1.0)):
        if not mark.is_pinned:
            mark.x += sign * push * dx / apart
            mark.y += sign * push * dy / apart
    return True


def draw_mark(canvas: Canvas, mark: Mark) -> None:
    """Draw a mark as the page does: plate, symbol, ring or bar by status, number."""
    if len(mark.looks) > 1:
        _draw_cluster(canvas, mark)
        return
    ((look, count),) = mark.looks.items()
    if look.status != Status.DENIED:
        _draw_status(canvas, look, mark)
    _draw_plate(canvas, look, mark)
    if look.status == Status.DENIED:
        _draw_status(canvas, look, mark)
    if count > 1:
        _draw_number(canvas, count, mark)


def _plate(mark: Mark, radius: float, *, is_area: bool) -> Lines:
    if not is_area:
        return Lines.circle(mark.x, mark.y, radius)
    half = radius * 0.92
    return Lines.box((mark.x - half, mark.y - half, mark.x + half, mark.y + half), 1.5)


def _draw_plate(canvas: Canvas, look: Look, mark: Mark) -> None:
    is_hollow = look.is_faint or look.is_area
    colour, paper = look.style.light, "halo"
    plate = _plate(mark, RADIUS, is_area=look.is_area)
    canvas.stroke(plate, paper, 2.6)
    canvas.fill(plate, paper if is_hollow else colour)
    if is_hollow:
        edge = _plate(mark, RADIUS - 0.8, is_area=look.is_area)
        canvas.stroke(edge, colour, 0.8 if look.is_faint else 1.6)
    size = RADIUS * (0.5 if look.is_area else 0.55)
    flat = np.array(outline(look.style.symbol)).reshape(-1, 2) * size + (mark.x, mark.y)
    symbol = Lines.of([*map(tuple, flat.tolist()), tuple(flat[0].tolist())])
    if look.is_faint:
        canvas.stroke(symbol, colour, 0.9)
    else:
        canvas.fill(symbol, colour if is_hollow else "glyph")


def _draw_status(canvas: Canvas, look: Look, mark: Mark) -> None:
    x, y, colour, paper = mark.x, mark.y, look.style.light, "halo"
    if look.status == Status.DENIED:
        reach = RADIUS + 2.0
        rings = [Lines.of([(x - reach, y + reach), (x + reach, y - reach)])]
    elif look.status == Status.DISPUTED:
        halves = (-0.9, math.pi - 0.9)
        rings = [Lines.arc(x, y, RADIUS + 2.8, start, start + 1.8) for start in halves]
    elif look.status in _DASHES:
        rings = [_plate(mark, RADIUS + 2.8, is_area=look.is_area)]
    else:
        return
    for ring in rings:
        canvas.stroke(ring, paper, 3.6)
    for ring in rings:
        canvas.stroke(ring, colour, 1.6, dash=_DASHES.get(look.status, ()))


def _draw_number(canvas: Canvas, count: int, mark: Mark) -> None:
    """How many events look like this, at the lower right of the mark."""
    words = _short(count)
    half = max(text_width(words, 7.5, Font.BOLD) / 2.0 + 2.4, 5.0)
    x, y = mark.x + RADIUS - 0.5, mark.y + RADIUS - 0.5
    badge = Lines.box((x - half, y - 5.0, x + half, y + 5.0), 4.9)
    canvas.stroke(badge, "halo", 2.0)
    canvas.fill(badge, "ink")
    left = x - text_width(words, 7.5, Font.BOLD) / 2.0
    canvas.text(words, left, y, size=7.5, colour="halo", font=Font.BOLD)


def _draw_cluster(canvas: Canvas, mark: Mark) -> None:
    """A number in a ring that is split by type."""
    shares: Counter[GroupStyle] = Counter()
    for look, count in mark.looks.items():
        shares[look.style] += count
    radius = RADIUS + 1.5
    canvas.fill(Lines.circle(mark.x, mark.y, radius + 3.5), "halo")
    angle = _UP
    for style, count in sorted(shares.items(), key=lambda item: (-item[1], item[0].name)):
        end = angle + 2.0 * math.pi * count / shares.total()
        ring = Lines.arc(mark.x, mark.y, radius, angle, end)
        canvas.stroke(ring, style.light, 4.0)
        angle = end
    words = _short(shares.total())
    size = 8.0 if len(words) < 3 else 6.5
    left = mark.x - text_width(words, size, Font.BOLD) / 2.0
    canvas.text(words, left, mark.y, size=size, colour="ink", font=Font.BOLD)


def _short(count: int) -> str:
    """16566 → "17k"."""
    if count < 1_000:
        return str(count)
    value, unit = (count / 1e3, "k") if count < 999_500 else (count / 1e6, "M")
    return f"{value:.1f}{unit}" if value < 9.95 else f"{value:.0f}{unit}"


def looks_of(marks: "Iterable[Mark]") -> list[Look]:
    """Every look that some mark has, once, in their order."""
    return list(dict.fromkeys(look for mark in marks for look in mark.looks))
