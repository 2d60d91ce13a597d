"""Stated distances on a picture: a line by verdict, and both numbers beside it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from ...data.schema import Verdict
from ...geo.checks import number_words
from ...geo.geodesy import geodesic_line
from .canvas import Canvas
from .labels import find_room
from .lettering import one_line, text_width
from .lines import Box, Lines

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ...data.reports import DistanceClaim
    from ...geo.checks import Finding
    from ...geo.events import LocatedReport
    from .view import View

__all__ = ["Stated", "draw_numbers", "draw_stated_line", "line_look", "stated_on"]

_ASIDE: Final = (0, 6, -6, 30, -30, 60, -60, 90, -90)  # units from a line to its numbers
_SHARES: Final = (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74)  # of a line, for its numbers
_SHORT: Final = 26.0  # units: a line this short has no room for numbers
_SIZE: Final = 8.5
_LEADING: Final = 11.0
_BEAD: Final = 8.0  # units between the boxes that keep names off a line
_END: Final = 5.0  # units round an end that numbers keep clear of
_LONGEST_NAME: Final = 24  # characters
_DASHES: Final[dict[Verdict, tuple[float, ...]]] = {
    Verdict.ROAD: (7.0, 4.0),
    Verdict.UNUSUAL: (7.0, 3.0, 1.6, 3.0),
    Verdict.CONTRADICTS: (1.6, 3.2),
    Verdict.HOLDS: (12.0, 3.0),
}


@dataclass(frozen=True, slots=True)
class Stated:
    """A stated distance or direction on a picture."""

    ends: str
    numbers: tuple[str, ...]  # what is stated, and the straight line
    verdict: Verdict
    path: "NDArray[np.float64]"  # units, shape (n, 2)

    @property
    def words(self) -> str:
        """Ends and numbers on one line."""
        return f"{self.ends}: {', '.join(self.numbers)}"

    @property
    def end_boxes(self) -> list[Box]:
        """Boxes round both ends."""
        ends = self.path[[0, -1]].tolist()
        return [(x - _END, y - _END, x + _END, y + _END) for x, y in ends]

    @property
    def boxes(self) -> list[Box]:
        """Small boxes along the line."""
        along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(self.path, axis=0).T))])
        steps = np.arange(0.0, along[-1], _BEAD)
        beads = np.column_stack(
            [np.interp(steps, along, column) for column in self.path.T]
        ).tolist()
        return [(x - 2.0, y - 2.0, x + 2.0, y + 2.0) for x, y in beads]


def stated_on(
    view: "View",
    located: "LocatedReport",
    claims: "Iterable[tuple[DistanceClaim, Finding]]",
) -> list[Stated]:
    """What is stated of distances and directions, where it is in the picture."""
    return [_stated(view, located, claim, finding) for claim, finding in claims]


def _stated(
    view: "View", located: "LocatedReport", claim: "DistanceClaim", finding: "Finding"
) -> Stated:
    start, end = located.places[claim.start], located.places[claim.end]
    line = geodesic_line((start.lon, start.lat), (end.lon, end.lat))
    turn = 360.0 * np.round((view.lon - line[len(line) // 2, 0]) / 360.0)
    number = number_words(claim)
    straight = f"straight line {finding.geodesic_km:.0f} km"
    return Stated(
        ends=" – ".join(one_line(name, _LONGEST_NAME) for name in (claim.start, claim.end)),
        numbers=(straight,) if number is None else (f"stated {number}", straight),
        verdict=finding.verdict,
        path=view.project(line + np.array([turn, 0.0])),
    )


def line_look(verdict: Verdict) -> tuple[str, tuple[float, ...]]:
    """Colour of the theme, and dashes, of a line by its verdict."""
    colour = "alarm" if verdict is Verdict.CONTRADICTS else "line"
    return colour, _DASHES.get(verdict, ())


def draw_stated_line(canvas: Canvas, stated: Stated) -> None:
    """Draw the geodesic."""
    line = Lines(stated.path, np.arange(len(stated.path)) == 0)
    colour, dash = line_look(stated.verdict)
    canvas.stroke(line, "halo", 3.0)
    canvas.stroke(line, colour, 1.4, dash=dash)


def draw_numbers(
    canvas: Canvas, stated: Stated, taken: Sequence[Box], frame: Box
) -> Box | None:
    """Draw both numbers on a plate at the line; ``None`` where there is no room."""
    path, words = stated.path, stated.numbers
    if np.hypot(*(path[-1] - path[0])) < _SHORT:
        return None
    width = max(text_width(line, _SIZE) for line in words) + 9.0
    height = len(words) * _LEADING + 5.0
    feet = path[[round(share * (len(path) - 1)) for share in _SHARES]].tolist()
    foot_of = {}
    for aside in _ASIDE:
        for x, y in feet:
            middle = x + (aside and aside + np.sign(aside) * width / 2.0)
            left, top = middle - width / 2.0, y - height / 2.0
            foot_of[left, top, left + width, top + height] = (x, y)
    box = find_room(foot_of, taken, frame)
    if box is None:
        return None
    left, top, right, _ = box
    x, y = foot_of[box]
    colour, _ = line_look(stated.verdict)
    canvas.stroke(Lines.of([(x, y), (min(max(x, left), right), y)]), colour, 0.8)
    canvas.fill(Lines.box(box, 2.0), "halo")
    canvas.stroke(Lines.box(box, 2.0), colour, 0.8)
    for number, line in enumerate(words):
        start = (left + right - text_width(line, _SIZE)) / 2.0
        canvas.text(line, start, top + 8.0 + _LEADING * number, size=_SIZE, colour="label")
    return box
