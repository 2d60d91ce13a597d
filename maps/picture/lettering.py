"""Lines of text as outlines: matplotlib's DejaVu Sans, shaped and ordered for its script.

Only the fonts that come with matplotlib are used: the same letters on every machine.
"""

import re
from bisect import bisect_right
from enum import Enum
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from matplotlib.font_manager import FontProperties
    from numpy.typing import NDArray

__all__ = ["Font", "cut_to", "letter_outlines", "one_line", "text_width", "wrap_to"]

_UNSEEN: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]+"
)
_UNDRAWABLE: Final = "\u25a1"  # an empty square
_DESIGN: Final = 100.0  # size at which fonts are asked


class Font(Enum):
    """The cuts of DejaVu Sans, by the names of their files."""

    PLAIN = "DejaVuSans"
    BOLD = "DejaVuSans-Bold"
    SLANTED = "DejaVuSans-BoldOblique"


def one_line(words: str, longest: int) -> str:
    """Words without control and direction marks, at most so many characters."""
    words = " ".join(_UNSEEN.sub(" ", words[: longest * 4]).split())
    return words if len(words) <= longest else f"{words[: longest - 1].rstrip()}…"


def letter_outlines(
    words: str, size: float, font: Font
) -> "tuple[NDArray[np.float64], Any]":
    """Points of a line of text from its start, y upwards, and what joins them."""
    from matplotlib.textpath import text_to_path  # noqa: PLC0415

    points, codes = text_to_path.get_text_path(*_set(words, font))
    return np.asarray(points).reshape(-1, 2) * (size / _DESIGN), codes


def text_width(words: str, size: float, font: Font = Font.PLAIN) -> float:
    """How wide a line of text is."""
    return size * _width(words, font)


def wrap_to(
    words: str, width: float, lines: int, size: float, font: Font = Font.PLAIN
) -> list[str]:
    """Text in lines that fit a width, at most so many; what is cut ends in "…"."""
    found: list[str] = []
    for word in words.split():
        longer = f"{found[-1]} {word}" if found else word
        if found and text_width(longer, size, font) <= width:
            found[-1] = longer
        elif len(found) < lines:
            found.append(cut_to(word, width, size, font))
        else:
            found[-1] = cut_to(f"{found[-1].removesuffix('…')}…", width, size, font)
            break
    return found


def cut_to(words: str, width: float, size: float, font: Font = Font.PLAIN) -> str:
    """The words, or as many of their letters as fit a width, and "…"."""
    if text_width(words, size, font) <= width:
        return words
    begun = [f"{words[:length].rstrip()}…" for length in range(len(words))]
    fitting = bisect_right(begun, width, key=lambda part: text_width(part, size, font))
    return begun[max(fitting - 1, 0)]


def _set(words: str, font: Font) -> tuple["FontProperties", str]:
    """The font that has a text's letters, and the text as far as it can be drawn."""
    letters = set(words) - {" "}
    if not letters <= _letters(font) and letters <= _letters(Font.BOLD):
        font = Font.BOLD  # the slanted cut knows few scripts
    drawable = _letters(font)
    return _properties(font), "".join(
        c if c == " " or c in drawable else _UNDRAWABLE for c in words
    )


@cache
def _properties(font: Font) -> "FontProperties":
    from matplotlib import get_data_path  # noqa: PLC0415
    from matplotlib.font_manager import FontProperties  # noqa: PLC0415

    return FontProperties(
        fname=f"{get_data_path()}/fonts/ttf/{font.value}.ttf", size=_DESIGN
    )


@cache
def _letters(font: Font) -> frozenset[str]:
    from matplotlib.ft2font import FT2Font  # noqa: PLC0415

    file = FT2Font(str(_properties(font).get_file()))
    return frozenset(map(chr, file.get_charmap()))


@lru_cache(4096)
def _width(words: str, font: Font) -> float:
    """Width of a text, in units of its size."""
    if not words.strip():
        return 0.0
    from matplotlib.textpath import text_to_path  # noqa: PLC0415

    properties, words = _set(words, font)
    width, _, _ = text_to_path.get_text_width_height_descent(
        words, properties, ismath=False
    )
    return float(width) / _DESIGN
