"""Lines and boxes of a picture, in units from its top left corner, y downwards."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Box", "Lines"]

Box = tuple[float, float, float, float]
"""Left, top, right, bottom in units."""

_ROUND: Final = 48  # parts of a circle, and of an arc
_CORNER: Final = 6  # parts of a rounded corner
_QUARTERS: Final = ((-1, -1), (1, -1), (1, 1), (-1, 1))  # from the lower right, clockwise


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines and outlines: points in units, and where a new line begins."""

    points: "NDArray[np.float64]"  # shape (n, 2)
    begins: "NDArray[np.bool_]"  # shape (n,)

    @classmethod
    def of(cls, *parts: Sequence[tuple[float, float]]) -> "Lines":
        """These lines, each of its points in order."""
        begins = [number == 0 for part in parts for number in range(len(part))]
        points = [point for part in parts for point in part]
        return cls(np.array(points, float).reshape(-1, 2), np.array(begins, bool))

    @classmethod
    def circle(cls, x: float, y: float, radius: float) -> "Lines":
        """A circle."""
        return cls.arc(x, y, radius, 0.0, 2.0 * np.pi)

    @classmethod
    def arc(cls, x: float, y: float, radius: float, start: float, end: float) -> "Lines":
        """A part of a circle; radians clockwise from the right."""
        angles = np.linspace(start, end, _ROUND + 1)
        points = np.column_stack([x + radius * np.cos(angles), y + radius * np.sin(angles)])
        return cls(points, np.arange(angles.size) == 0)

    @classmethod
    def box(cls, box: Box, radius: float = 0.0) -> "Lines":
        """A rectangle, with rounded corners if there is a radius."""
        left, top, right, bottom = box
        corners = ((right, bottom), (left, bottom), (left, top), (right, top))
        if not radius:
            return cls.of([*corners, corners[0]])
        points = []
        for turn, ((x, y), (dx, dy)) in enumerate(zip(corners, _QUARTERS, strict=True)):
            start = turn * np.pi / 2.0
            arc = cls.arc(
                x + dx * radius, y + dy * radius, radius, start, start + np.pi / 2.0
            )
            points += arc.points[:: _ROUND // _CORNER].tolist()
        return cls.of([*points, points[0]])
