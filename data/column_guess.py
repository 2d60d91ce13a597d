"""Which column of a table holds what: by its heading, and by what is in it.

A heading proposes and the cells decide: a column called "date" without a date in it is
not taken for one. Where no heading says it, dates and coordinates are known by their
cells alone, if these can mean nothing else.
"""

from collections.abc import Mapping, Sequence
from textwrap import shorten
from typing import TYPE_CHECKING, Any, Final

from .cell_dates import is_date, read_dates
from .cells import numbers_of
from .errors import ReportError
from .heading_words import HEADINGS, fold_heading
from .place_precision import placing_of
from .schema import Kind, Status
from .yaml_source import nearest

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

__all__ = ["DATE_ORDER", "guess_columns"]

DATE_ORDER: Final = "date_order"
"""The key that says what stands first in dates: "day" or "month"."""

_ENOUGH: Final = 0.5  # of the cells with a text must be what the heading says
_SURE: Final = 0.8  # of them, where no heading says it
_SHORT: Final = 3  # letters of a name that is looked for within headings
_ORDER: Final = ("day", "month")
_MOST_LISTED, _LONGEST = 40, 60
_NUMBERS: Final = frozenset(
    {"fatalities", "fatalities_low", "fatalities_high", "wounded"}
    | {"uncertainty_m", "uncertainty_km"}
)
_AROUND_NUMBERS: Final = frozenset(
    [
        "total",
        "number",
        "no",
        "of",
        "reported",
        "estimated",
        "people",
        "persons",
        "nombre",
        "de",
        "numero",
        "عدد",
        "اجمالي",
    ]
)
"""Words that a heading may have beside that of a number, which make it no other number:
"deaths" of civilians are not all deaths."""
_VOCABULARIES: Final = {"kind": [*map(str, Kind)], "status": [*map(str, Status)]}
_NAMES: Final = ("place", "admin1", "country", "event_type", "initiators", "targets")


def guess_columns(
    sample: "pd.DataFrame",
    given: Mapping[str, str],
    name: str,
    *,
    has_shapes: bool = False,
) -> dict[str, str]:
    """Our names of what a table holds, and the headings of the columns that hold it.

    Parameters
    ----------
    sample
        Rows of the table, as texts; its columns are called by their headings.
    given
        What is known already; "" says that the table has no such column.
    name
        What messages call the table.
    has_shapes
        Whether it is known without a column where the events were.

    Raises
    ------
    ReportError
        If `given` names what is not there, or nothing says where events were.
    """
    headings = [str(heading) for heading in sample.columns]
    chosen = _checked(given, headings, name)
    free = [each for each in headings if each not in chosen.values()]
    columns = {column: _said(sample[column]) for column in free}
    proposals = sorted(
        (rank, place, ours, heading)
        for ours in HEADINGS
        if ours not in chosen
        for place, heading in enumerate(free)
        if (rank := _rank(ours, heading)) is not None
    )
    for _, _, ours, heading in proposals:
        is_free = ours not in chosen and heading not in chosen.values()
        if is_free and _holds(ours, columns[heading], heading):
            chosen[ours] = heading
    left = {h: cells for h, cells in columns.items() if h not in chosen.values()}
    _guess_by_cells(chosen, left)
    found = {ours: chosen[ours] for ours in (*HEADINGS, DATE_ORDER) if chosen.get(ours)}
    if has_shapes:
        found = {k: v for k, v in found.items() if k not in {"lon", "lat"}}
    else:
        _require_place(found, headings, name)
    return found


def _checked(
    given: Mapping[str, str], headings: Sequence[str], name: str
) -> dict[str, str]:
    """What is given, the headings as the table writes them."""
    by_fold = {heading.strip().casefold(): heading for heading in headings}
    chosen = {}
    for ours, asked in given.items():
        if ours == DATE_ORDER:
            if asked not in _ORDER:
                raise ReportError(
                    f"{name}: {DATE_ORDER} {asked!r}: expected 'day' or 'month', whichever "
                    "stands first in dates"
                )
            chosen[ours] = asked
            continue
        if ours not in HEADINGS:
            raise ReportError(
                f"{name}: no column can be taken for {ours!r}; expected "
                f"{', '.join(HEADINGS)} or {DATE_ORDER}{nearest(ours, [*HEADINGS])}"
            )
        heading = asked if asked in headings else by_fold.get(asked.strip().casefold())
        if heading is None and asked:
            raise ReportError(
                f"{name}: no column {asked!r} to take for {ours!r}; the table has "
                f"{_listed(headings)}{nearest(asked, headings)}"
            )
        chosen[ours] = heading or ""
    return chosen


def _listed(headings: Sequence[str]) -> str:
    """The headings, as far as a message has room for them."""
    shown = ", ".join(shorten(each, _LONGEST) for each in headings[:_MOST_LISTED])
    more = len(headings) - _MOST_LISTED
    return f"{shown} and {more:,} more" if more > 0 else shown


def _said(column: "pd.Series[Any]") -> "pd.Series[str]":
    """The cells of a column that have a text."""
    cells = column.dropna().astype("str").str.strip()
    return cells[cells != ""]


def _rank(ours: str, heading: str) -> tuple[int, int] | None:
    """How likely a heading means it: the least is the likeliest; ``None``: not at all."""
    words = fold_heading(heading)
    known = HEADINGS[ours]
    if words in known:
        return 0, known.index(words)
    padded = f" {words} "
    for number, phrase in enumerate(known):
        if len(phrase) >= _SHORT and f" {phrase} " in padded:
            others = padded.replace(f" {phrase} ", " ").split()
            if ours not in _NUMBERS or _AROUND_NUMBERS.issuperset(others):
                return 1, number
    return None


def _holds(ours: str, cells: "pd.Series[str]", heading: str) -> bool:
    """Whether most cells are what a heading says; a column without any may be."""
    if cells.empty:
        return True
    if ours == "id":
        return bool(cells.nunique() > _ENOUGH * len(cells))
    return _share(_fits(ours, cells, heading)) >= _ENOUGH


def _fits(
    ours: str, cells: "pd.Series[str]", heading: str
) -> "Sequence[bool] | NDArray[np.bool_] | pd.Series[bool]":
    """Whether each cell is what a column of that name holds."""
    if ours in {"lon", "lat"}:
        return abs(numbers_of(cells, comma=".")) <= 180.0
    if ours in _NUMBERS:
        return numbers_of(cells, comma="") >= 0
    if ours in {"date", "date_end"}:
        return ~read_dates(cells).is_unread
    if ours in _NAMES:
        return cells.str.contains(r"[^\W\d_]", regex=True)
    if ours == "precision":
        return [placing_of(cell, heading) is not None for cell in cells]
    words = _VOCABULARIES.get(ours)
    return cells.str.casefold().isin(words) if words else [True]


def _share(is_so: "Sequence[bool] | NDArray[np.bool_] | pd.Series[bool]") -> float:
    import numpy as np  # noqa: PLC0415

    return float(np.mean(np.asarray(is_so, bool)))


def _guess_by_cells(chosen: dict[str, str], left: "dict[str, pd.Series[str]]") -> None:
    """Add a date and coordinates that no heading told."""
    left = {heading: cells for heading, cells in left.items() if not cells.empty}
    if "date" not in chosen:
        for heading, cells in left.items():
            if _share([is_date(cell) for cell in cells]) >= _SURE:
                chosen["date"] = heading
                break
    if "lon" not in chosen and "lat" not in chosen:
        degrees = [heading for heading, cells in left.items() if _is_degrees(cells)]
        if len(degrees) == 2:
            beyond = [
                bool((abs(numbers_of(left[h], comma=".")) > 90.0).any()) for h in degrees
            ]
            if beyond[0] != beyond[1]:
                lon, lat = degrees if beyond[0] else degrees[::-1]
                chosen |= {"lon": lon, "lat": lat}


def _is_degrees(cells: "pd.Series[str]") -> bool:
    """Whether cells are numbers on the globe with decimals, as nothing else is."""
    is_fine = cells.str.fullmatch(r"[+-]?[0-9]{1,3}[.,][0-9]{3,}")
    return (
        _share(is_fine) >= _SURE
        and _share(abs(numbers_of(cells, comma=".")) <= 180.0) >= _SURE
    )


def _require_place(found: Mapping[str, str], headings: Sequence[str], name: str) -> None:
    has_point = "lon" in found and "lat" in found
    if has_point or {"place", "admin1", "country"} & found.keys():
        return
    half = next((ours for ours in ("lon", "lat") if ours in found), None)
    missing = f"{found[half]!r} is its {half}, but " if half else ""
    raise ReportError(
        f"{name}: {missing}no column says where its events were: expected degrees (such "
        "as longitude and latitude) or names (such as place, admin1, country); its columns "
        f"are {_listed(headings)}: say which is which, as in lon=X lat=Y"
    )
