"""A drawing surface for static pictures: matplotlib's Agg.

Lengths are units from the top left corner, y downwards; a unit is two pixels. Colours are
#rrggbb, or names of the light theme in the page's style sheet.
"""

import io
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from ...data.errors import MissingExtraError
from .lettering import Font, letter_outlines
from .lines import Box, Lines

if TYPE_CHECKING:
    from matplotlib.path import Path as AggPath

__all__ = ["Canvas", "load_agg"]

PIXELS: Final = 2  # a unit
_STYLES: Final = Path(__file__).parents[1] / "page" / "page.css"
_HALO: Final = 2.5
_HALF_HEIGHT: Final = 0.36  # of a letter, in units of its size


def load_agg() -> Any:  # noqa: ANN401  a class of an optional package
    """The renderer of matplotlib, as a class.

    Raises
    ------
    MissingExtraError
        If matplotlib is not installed.
    """
    try:
        from matplotlib.backends.backend_agg import RendererAgg  # noqa: PLC0415
    except ImportError as err:
        raise MissingExtraError(
            "a picture (--png) needs matplotlib: pip install 'conflictmap[png]'"
        ) from err
    return RendererAgg


@dataclass(slots=True)
class Canvas:
    """A picture to draw on, paper at first.

    Raises
    ------
    MissingExtraError
        If matplotlib is not installed.
    """

    width: int
    height: int
    _agg: Any = field(init=False)
    _clip: Any = field(init=False, default=None)
    _insides: list[Any] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        agg = load_agg()
        # 72 dots an inch: a point, in which matplotlib measures pens, is a pixel
        self._agg = agg(self.width * PIXELS, self.height * PIXELS, 72)
        self.fill(Lines.box((0.0, 0.0, self.width, self.height)), "paper")

    def fill(self, shape: Lines, colour: str, alpha: float = 1.0) -> None:
        """Fill outlines; holes run the other way round than what they are in."""
        self._draw(self._path(shape), colour, alpha=alpha)

    def stroke(
        self,
        lines: Lines,
        colour: str,
        width: float,
        *,
        dash: Sequence[float] = (),
        alpha: float = 1.0,
    ) -> None:
        """Draw lines; dashes and the gaps between them in units, in turn."""
        self._draw(self._path(lines), colour, width=width, dash=dash, alpha=alpha)

    def hatch(self, shape: Lines, colour: str, spacing: float, alpha: float) -> None:
        """Fill outlines with slanting lines, at the same places in every shape."""
        from matplotlib.transforms import (  # noqa: PLC0415
            IdentityTransform,
            TransformedPath,
        )

        starts = np.arange(-self.height, self.width, spacing)
        lines = [((x, self.height), (x + self.height, 0.0)) for x in starts.tolist()]
        inside = TransformedPath(self._path(shape), IdentityTransform())
        self._insides.append(inside)  # Agg takes another at the same address for the same
        self._draw(
            self._path(Lines.of(*lines)), colour, width=0.9, alpha=alpha, inside=inside
        )

    def text(  # noqa: PLR0913  what, where and how
        self,
        words: str,
        left: float,
        middle: float,
        *,
        size: float,
        colour: str,
        font: Font = Font.PLAIN,
        halo: str | None = None,
    ) -> None:
        """Write one line of text whose small letters stand about the middle."""
        from matplotlib.path import Path as AggPath  # noqa: PLC0415

        points, codes = letter_outlines(words, size * PIXELS, font)
        base = (self.height - middle - _HALF_HEIGHT * size) * PIXELS
        start = np.array([left * PIXELS, base])
        path = AggPath(points + start, codes if len(codes) else None)
        if halo is not None:
            self._draw(path, halo, width=_HALO)
        self._draw(path, colour)

    @contextmanager
    def within(self, box: Box) -> Iterator[None]:
        """Draw only inside a box."""
        from matplotlib.transforms import Bbox  # noqa: PLC0415

        left, top, right, bottom = box
        self._clip = Bbox(
            [
                [left * PIXELS, (self.height - bottom) * PIXELS],
                [right * PIXELS, (self.height - top) * PIXELS],
            ]
        )
        try:
            yield
        finally:
            self._clip = None

    def png(self) -> bytes:
        """The picture as a PNG file, without the time or the software's name."""
        from PIL import Image  # noqa: PLC0415

        pixels = np.ascontiguousarray(np.asarray(self._agg.buffer_rgba())[..., :3])
        file = io.BytesIO()
        dots = 72 * PIXELS  # an inch: a unit is a point of a slide
        Image.fromarray(pixels).save(file, "png", dpi=(dots, dots))
        return file.getvalue()

    def _path(self, lines: Lines) -> "AggPath":
        from matplotlib.path import Path as AggPath  # noqa: PLC0415

        points = lines.points * [PIXELS, -PIXELS] + [0.0, self.height * PIXELS]
        codes = np.where(lines.begins, AggPath.MOVETO, AggPath.LINETO)
        return AggPath(points, codes)

    def _draw(  # noqa: PLR0913  a pen
        self,
        path: "AggPath",
        colour: str,
        *,
        width: float | None = None,
        dash: Sequence[float] = (),
        alpha: float = 1.0,
        inside: Any = None,  # noqa: ANN401  a path that bounds what is drawn
    ) -> None:
        from matplotlib.colors import to_rgba  # noqa: PLC0415
        from matplotlib.transforms import IdentityTransform  # noqa: PLC0415

        if not np.size(path.vertices):
            return
        path.should_simplify = False  # otherwise a user's settings would decide
        pen = self._agg.new_gc()
        pen.set_antialiased(True)
        pen.set_snap(False)
        pen.set_joinstyle("round")
        pen.set_capstyle("butt")
        pen.set_clip_rectangle(self._clip)
        if inside is not None:
            pen.set_clip_path(inside)
        rgba = to_rgba(_theme().get(colour, colour), alpha)
        pen.set_foreground(rgba, isRGBA=True)
        pen.set_linewidth(0.0 if width is None else width * PIXELS)
        if len(dash):
            pen.set_dashes(0, [length * PIXELS for length in dash])
        self._agg.draw_path(pen, path, IdentityTransform(), rgba if width is None else None)
        pen.restore()


@cache
def _theme() -> dict[str, str]:
    """The light theme's colours by their names in the page's style sheet."""
    found = re.findall(r"--cm-([a-z-]+): (#[0-9a-f]{6});", _STYLES.read_text("utf-8"))
    return dict(reversed(found))  # the first of a name counts: the dark theme comes later
