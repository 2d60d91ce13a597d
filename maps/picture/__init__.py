"""A static picture of a report's map, for messages and slides: PNG, made without a browser.

It shows what the page shows at first: the same projection, symbols and shapes;
title, publisher and date, legend, scale and sources are part of it. 1600 by 1000 pixels,
twice as fine as the 800 by 500 units in which it is laid out. The same input gives the
same bytes with one version of matplotlib.
"""

import unicodedata
from typing import TYPE_CHECKING, Final

from ...data import tables
from ...data.edtf import format_edtf
from ...data.schema import NOT_DRAWN, RELIABILITY
from ...geo.events import check_distances
from ..options import MapOptions
from .canvas import Canvas
from .distances import stated_on
from .legend import draw_legend
from .lettering import Font, cut_to, one_line, text_width, wrap_to
from .lines import Box, Lines
from .map import draw_map
from .view import View, fit_view

if TYPE_CHECKING:
    from datetime import date

    import geopandas as gpd

    from ...geo.events import LocatedReport
    from ...geo.lookup import PlaceLookup

__all__ = ["render_picture"]

_WIDTH: Final = 800  # units
_HEIGHT: Final = 500
_MARGIN: Final = 14.0
_LEGEND: Final = 188.0  # wide
_TITLE: Final = 16.0  # units, of its letters
_FACTS: Final = 9.5
_SMALL: Final = 7.0
_SMALL_LEADING: Final = 9.5
_LONGEST_TITLE: Final = 400  # characters
_LONGEST_NAME: Final = 80
_LONGEST_BAR: Final = 100.0  # units
_BETWEEN: Final = " \u200e· "  # the mark keeps what follows an Arabic name in its place
_NOTICE: Final = "Read by machine from the article; nobody has reviewed it."


def render_picture(
    located: "LocatedReport", lookup: "PlaceLookup", options: MapOptions | None = None
) -> bytes:
    """The picture of one report as a PNG file; the same bytes for the same input.

    Parameters
    ----------
    located
        A report with its places found.
    lookup
        Where the towns of the basemap come from.
    options
        How the map is made.

    Raises
    ------
    MissingExtraError
        If matplotlib is not installed: it comes with ``conflictmap[png]``.
    """
    options = options or MapOptions()
    canvas = Canvas(_WIDTH, _HEIGHT)
    top, bottom = _draw_header(canvas, located), _draw_footer(canvas)
    right = _WIDTH - _LEGEND
    claims = check_distances(located)
    named = (name for claim, _ in claims for name in (claim.start, claim.end))
    ends = [(located.places[name].lon, located.places[name].lat) for name in named]
    view = fit_view(located.events, ends, (0.0, top, right, bottom))
    length, words = _scale(view)
    scale = (6.0, bottom - 24.0, 22.0 + length, bottom - 5.0)
    stated = stated_on(view, located, claims)
    drawn = draw_map(canvas, view, located, stated, lookup, options=options, reserved=scale)
    _draw_scale(canvas, scale, length, words)
    canvas.stroke(_rules(top, right, bottom), "rule", 0.8)
    legend = (right + 10.0, top + 4.0, _WIDTH - 8.0, bottom - 4.0)
    draw_legend(canvas, legend, drawn)
    return canvas.png()


def _rules(top: float, right: float, bottom: float) -> Lines:
    """The lines round the map."""
    across = ([(0.0, y), (float(_WIDTH), y)] for y in (top, bottom))
    return Lines.of(*across, [(right, top), (right, bottom)])


def _draw_header(canvas: Canvas, located: "LocatedReport") -> float:
    """Draw title, facts and notice; return how far down they reach."""
    report, width = located.report, _WIDTH - 2.0 * _MARGIN
    title = one_line(report.title, _LONGEST_TITLE)
    lines = wrap_to(title, width, 2, _TITLE, Font.BOLD)
    y = 7.0
    for line in lines:
        left = _MARGIN
        if _runs_leftwards(title):
            left += width - text_width(line, _TITLE, Font.BOLD)
        canvas.text(line, left, y + 10.0, size=_TITLE, colour="text", font=Font.BOLD)
        y += 20.0
    facts = cut_to(_BETWEEN.join(_facts(located)), width, _FACTS)
    canvas.text(facts, _MARGIN, y + 7.5, size=_FACTS, colour="muted")
    y += 18.0
    if report.reading == "machine":
        canvas.fill(Lines.box((0.0, y, _WIDTH, y + 17.0)), "notice")
        canvas.text(_NOTICE, _MARGIN, y + 8.5, size=_FACTS, colour="text")
        y += 17.0
    return y


def _runs_leftwards(words: str) -> bool:
    """Whether the first letter that has a direction is Arabic, Hebrew or alike."""
    directions = (unicodedata.bidirectional(letter) for letter in words)
    return next((d for d in directions if d in {"L", "R", "AL"}), "L") != "L"


def _facts(located: "LocatedReport") -> list[str]:
    """When it was published, by whom, and how many of its events are on the map."""
    report = located.report
    happened = located.events[~located.events["status"].isin(NOT_DRAWN)]
    facts = [_date_words(report.published, happened)]
    if report.source.publisher:
        facts.append(one_line(report.source.publisher, _LONGEST_NAME))
    if report.source.reliability:
        grade = report.source.reliability
        facts.append(f"reliability of the source: {grade}, {RELIABILITY[grade]}")
    placed = int(happened["lon"].notna().sum())
    plural = "" if len(happened) == 1 else "s"
    counted = f"{len(happened):,} event{plural}"
    facts.append(
        counted if placed == len(happened) else f"{counted}, {placed:,} on the map"
    )
    return facts


def _date_words(published: "date | None", happened: "gpd.GeoDataFrame") -> str:
    """The day of publication; of what has none, the days of its events."""
    if published is not None:
        return f"Published {format_edtf(published.isoformat())}"
    first, last = happened["date_start"].min(), happened["date_end"].max()
    if first != first or last != last:  # noqa: PLR0124  NaT
        return "Date not stated"
    return f"Events of {format_edtf(f'{first.date()}/{last.date()}')}"


def _draw_footer(canvas: Canvas) -> float:
    """Draw sources and notes; return how far up they reach."""
    sources = "; ".join(source.text for source in tables.load_attribution())
    words = f"Sources: {sources}. {tables.BORDERS_NOTE} Made with conflictmap."
    lines = wrap_to(words, _WIDTH - 2.0 * _MARGIN, 3, _SMALL)
    top = _HEIGHT - len(lines) * _SMALL_LEADING - 7.0
    for number, line in enumerate(lines):
        y = top + 8.0 + number * _SMALL_LEADING
        canvas.text(line, _MARGIN, y, size=_SMALL, colour="muted")
    return top


def _scale(view: View) -> tuple[float, str]:
    """Length of the scale bar in units, and the distance that it stands for."""
    longest_m = _LONGEST_BAR / view.units_per_m
    step = 10.0 ** (len(str(int(longest_m))) - 1)
    length_m = max(factor * step for factor in (1, 2, 3, 5) if factor * step <= longest_m)
    words = f"{length_m / 1000:.0f} km" if length_m >= 1000 else f"{length_m:.0f} m"
    return length_m * view.units_per_m, words


def _draw_scale(canvas: Canvas, box: Box, length: float, words: str) -> None:
    left, top, _, bottom = box
    canvas.fill(Lines.box(box, 2.0), "paper", alpha=0.85)
    start, y = left + 8.0, bottom - 5.0
    ends = [(start, y - 4.0), (start, y), (start + length, y), (start + length, y - 4.0)]
    canvas.stroke(Lines.of(ends), "text", 1.2)
    at = start + (length - text_width(words, _SMALL + 1.0)) / 2.0
    canvas.text(words, at, top + 7.5, size=_SMALL + 1.0, colour="text")
