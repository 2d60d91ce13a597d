"""Outlines of the marks' symbols: one source for the page, its legend and the pictures."""

import math
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from .options import Symbol

__all__ = ["outline"]

_Points = list[tuple[float, float]]

_DIGITS: Final = 4
_UP: Final = -math.pi / 2.0


@cache
def outline(name: "Symbol") -> tuple[float, ...]:
    """The outline of a symbol as flat x, y: implicitly closed, x rightwards, y downwards.

    In units of about the symbol's half width, so within [-1.1, 1.1]; rounded to four
    digits, so that every machine writes the same ones.
    """
    points: dict[Symbol, _Points] = {
        "burst": _spokes([1.08, 0.48] * 8),
        "circle": _spokes([0.82] * 32),
        "cross": _turned(_plus(0.3, 0.98), math.pi / 4.0),
        "diamond": [(0.0, -1.05), (0.85, 0.0), (0.0, 1.05), (-0.85, 0.0)],
        "plus": _plus(0.3, 0.98),
        "square": [(-0.76, -0.76), (0.76, -0.76), (0.76, 0.76), (-0.76, 0.76)],
        "triangle": [(0.0, -0.98), (0.98, 0.72), (-0.98, 0.72)],
    }
    # adding 0.0 makes -0.0 of rounding 0.0
    return tuple(round(value, _DIGITS) + 0.0 for point in points[name] for value in point)


def _spokes(radii: list[float]) -> _Points:
    """Points at these distances from the middle, evenly turned, the first at the top."""
    step = 2.0 * math.pi / len(radii)
    angles = (_UP + step * number for number in range(len(radii)))
    return [
        (radius * math.cos(angle), radius * math.sin(angle))
        for radius, angle in zip(radii, angles, strict=True)
    ]


def _plus(half: float, reach: float) -> _Points:
    """Two bars that cross, `half` thick to each side and `reach` long from the middle."""
    arm = [(half, -half), (reach, -half), (reach, half)]
    quarters = (_turned(arm, quarter * math.pi / 2.0) for quarter in range(4))
    return [point for quarter in quarters for point in quarter]


def _turned(points: Iterable[tuple[float, float]], angle: float) -> _Points:
    """Points turned clockwise about the middle; angle in radians."""
    cos, sin = math.cos(angle), math.sin(angle)
    return [(x * cos - y * sin, x * sin + y * cos) for x, y in points]
