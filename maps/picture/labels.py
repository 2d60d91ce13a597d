"""Names on a picture that do not collide: which of them stand, and where."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from .canvas import Canvas
from .lettering import Font, text_width
from .lines import Box, Lines

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Name", "draw_names", "find_room"]

_GAPS: Final = (5.0, 12.0, 19.0, 26.0, 33.0)  # units, tried in turn
_DOT: Final = 1.9  # radius of a point's dot
_PAD: Final = 1.5


@dataclass(frozen=True, slots=True)
class Name:
    """A name that may stand on the map, at a point in units."""

    words: str
    x: float
    y: float
    size: float
    font: Font = Font.PLAIN
    colour: str = "label"  # of the theme
    is_centred: bool = False  # stands on its point, if that is free
    is_eager: bool = False  # may stand further off, to clear the marks there
    has_dot: bool = False


def draw_names(
    canvas: Canvas,
    names: Iterable[Name],
    taken: Sequence[Box],
    frame: Box,
) -> None:
    """Write the names that have room; the first are served first.

    Parameters
    ----------
    canvas
        Where.
    names
        Those that matter most come first.
    taken
        What no name may cover.
    frame
        Names that would reach out of it are left out.
    """
    boxes = np.array(taken, float).reshape(-1, 4)
    for name in names:
        dot = (name.x - _DOT, name.y - _DOT, name.x + _DOT, name.y + _DOT)
        if find_room([dot], [] if name.is_eager else boxes, frame) is None:
            continue  # its point cannot be seen
        width = text_width(name.words, name.size, name.font)
        box = find_room(_spots(name, width), boxes, frame)
        if box is None:
            continue
        boxes = np.vstack([boxes, box, dot])
        if name.has_dot:
            radius = _DOT if name.size > 9 else _DOT * 0.8
            canvas.fill(Lines.circle(name.x, name.y, radius), "minor")
        canvas.text(
            name.words,
            box[0] + _PAD,
            (box[1] + box[3]) / 2.0,
            size=name.size,
            colour=name.colour,
            font=name.font,
            halo="halo",
        )


def find_room(
    spots: Iterable[Box], taken: "Sequence[Box] | NDArray[np.float64]", frame: Box
) -> Box | None:
    """The first of these boxes that lies in the frame and covers nothing that is taken."""
    boxes = np.asarray(taken, float).reshape(-1, 4)
    left, top, right, bottom = frame
    for box in spots:
        inside = box[0] >= left and box[1] >= top and box[2] <= right and box[3] <= bottom
        if inside and not _meets(box, boxes):
            return box
    return None


def _meets(box: Box, boxes: "NDArray[np.float64]") -> bool:
    left, top, right, bottom = boxes.T
    apart = (box[0] > right) | (left > box[2]) | (box[1] > bottom) | (top > box[3])
    return bool((~apart).any())


def _spots(name: Name, width: float) -> Iterator[Box]:
    """Boxes where a name may stand, best first."""
    height = name.size * 1.15
    half, middle = width / 2.0, name.y - height / 2.0
    for gap in _GAPS if name.is_eager else _GAPS[:1]:
        right, left = (name.x + gap, middle), (name.x - gap - width, middle)
        above, below = (name.x - half, name.y - gap - height), (name.x - half, name.y + gap)
        east, west = name.x + gap * 0.7, name.x - gap * 0.7 - width
        north, south = name.y - gap * 0.7 - height, name.y + gap * 0.7
        corners = [right, left, above, below]
        corners += [(east, north), (east, south), (west, north), (west, south)]
        if name.is_centred:
            on_it = gap == _GAPS[0]
            corners = [(name.x - half, middle)] if on_it else [below, above, right, left]
        for x, y in corners:
            yield (x - _PAD, y - _PAD, x + width + _PAD, y + height + _PAD)
