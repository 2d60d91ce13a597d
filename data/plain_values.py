"""Rows of a table in nobody's format as values, and what is wrong with them."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from .cell_dates import read_dates
from .cells import by_row, combined, numbers_of, objects, stated
from .column_guess import DATE_ORDER
from .countries import country_codes
from .place_precision import EXACT_M, UCDP_CODES, Placing, placing_of
from .row_problems import (
    Problem,
    count_problem,
    date_problems,
    place_problems,
    repeated_id,
    swapped_in_country,
)
from .schema import Kind, Precision
from .shape_points import ShapePoints

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

__all__ = ["COUNTS", "plain_problems", "plain_values", "told_in"]

COUNTS: Final = ("fatalities", "fatalities_low", "fatalities_high", "wounded")
ASSUMED: Final[Placing] = UCDP_CODES[1]
"""Of a point of which nothing is said: that of a settlement, not of a house."""
_CLASSES: Final = tuple(Precision)
_KINDS: Final = frozenset(Kind)
_MOST_RADIUS_M: Final = 5_000_000.0
_NAMES: Final = ("place", "admin1", "country")


def plain_values(
    cells: "pd.DataFrame", found: Mapping[str, str], points: ShapePoints | None
) -> "tuple[pd.DataFrame, tuple[str, ...]]":
    """The cells as numbers, days and texts, in the same rows, and notes on them.

    Parameters
    ----------
    cells
        Texts.
    found
        Our names and the headings.
    points
        Where the rows were, if no column says it.

    Returns
    -------
    DataFrame
        ``id``; ``start`` and ``end`` (datetime64[s]) and ``edtf``; ``lon`` and ``lat``
        (degrees, NaN: not given); ``radius_m``, ``precision`` and ``kind`` of what has
        coordinates; counts of people; ``place``, ``admin1``, ``country`` as texts, and
        ``code`` of the country. Null is what is not said, and what cannot be read;
        columns whose names begin with ``bad_`` tell these apart.
    """
    import pandas as pd  # noqa: PLC0415

    dated, notes = _dates(cells, found)
    values: dict[str, Any] = {"id": _ids(cells, found)}
    values |= dated
    values |= _points(cells, found, points)
    for name in COUNTS:
        said = told_in(cells, found, name)
        values[name] = numbers_of(said, comma="")
        values[f"no_{name}"] = said.isna()
    values |= {name: told_in(cells, found, name).array for name in _NAMES}
    values["code"] = country_codes(values["country"])
    values |= _called(values)
    values |= _placings(cells, found, values)
    return pd.DataFrame(values, index=cells.index), notes


def told_in(cells: "pd.DataFrame", found: Mapping[str, str], name: str) -> "pd.Series[Any]":
    """The texts of a column; all missing if the table has none."""
    import pandas as pd  # noqa: PLC0415

    if name in found:
        return stated(cells[found[name]])
    nothing = pd.Categorical([None] * len(cells), pd.Index([], dtype="str"))
    return pd.Series(nothing, index=cells.index)


def _ids(cells: "pd.DataFrame", found: Mapping[str, str]) -> "pd.Series[str]":
    """What events are called: by the table, else by their row."""
    import pandas as pd  # noqa: PLC0415

    by_number = "row-" + pd.Series(cells.index.astype("str"), index=cells.index)
    if "id" not in found:
        return by_number
    ids = cells[found["id"]].astype("str").str.strip()
    return ids.mask(ids.isna() | (ids == ""), by_number)


def _dates(
    cells: "pd.DataFrame", found: Mapping[str, str]
) -> tuple[dict[str, Any], tuple[str, ...]]:
    import numpy as np  # noqa: PLC0415

    order: Any = found.get(DATE_ORDER)
    dates = read_dates(told_in(cells, found, "date"), order)
    start, end, edtf = dates.start, dates.end, dates.edtf
    unread, ambiguous = dates.is_unread, dates.is_ambiguous
    if "date_end" in found:
        last = read_dates(told_in(cells, found, "date_end"), order or dates.order)
        is_span = ~np.isnat(last.end)
        end = np.where(is_span, last.end, end)
        edtf = edtf.copy()
        edtf[is_span & (end != dates.end)] = None
        unread, ambiguous = unread | last.is_unread, ambiguous | last.is_ambiguous
        dates = dates if dates.note else last
    values = {
        "start": start,
        "end": end,
        "edtf": edtf.remove_unused_categories(),
        "bad_date": unread,
        "bad_order": ambiguous,
    }
    return values, () if dates.note is None else (dates.note,)


def _points(
    cells: "pd.DataFrame", found: Mapping[str, str], points: ShapePoints | None
) -> dict[str, Any]:
    """Coordinates, radii, and whether what is said of them is no number."""
    import numpy as np  # noqa: PLC0415

    if points is None:
        said = [told_in(cells, found, name) for name in ("lon", "lat")]
        lon, lat = (numbers_of(column, comma=".") for column in said)
        is_said = np.asarray(said[0].notna() | said[1].notna())
        bad = is_said & (np.isnan(lon) | np.isnan(lat))
        lon, lat = np.where(bad, np.nan, lon), np.where(bad, np.nan, lat)
        radius_m = np.full(len(cells), np.nan)
    else:
        lon, lat, radius_m = points.lon, points.lat, points.radius_m
        bad = np.zeros(len(cells), bool)
    bad_radius = np.zeros(len(cells), bool)
    for name, unit_m in (("uncertainty_m", 1.0), ("uncertainty_km", 1000.0)):
        told = told_in(cells, found, name)
        stated_m = numbers_of(told, comma="") * unit_m
        is_radius = (stated_m > 0) & (stated_m < _MOST_RADIUS_M)
        bad_radius |= np.asarray(told.notna()) & ~is_radius
        radius_m = np.where(is_radius & np.isnan(radius_m), stated_m, radius_m)
    return {
        "lon": lon,
        "lat": lat,
        "bad_point": bad,
        "radius_m": radius_m,
        "bad_radius": bad_radius,
    }


def _called(values: Mapping[str, Any]) -> dict[str, Any]:
    """What each place is called, and what it is if a row names only what it lies in.

    Without coordinates and a name, a place is the division or country that the row names.
    """
    import numpy as np  # noqa: PLC0415
    import pandas as pd  # noqa: PLC0415

    place: pd.Categorical = values["place"]
    bare = np.isnan(values["lon"]) & (place.codes < 0)
    wider = np.zeros(len(place), np.int64)
    if not bare.any():
        return {"place": place, "wider": wider}
    names = objects(list(place))
    for number, name in enumerate(("admin1", "country"), start=1):
        rows = bare & (values[name].codes >= 0) & (wider == 0)
        names[rows] = objects(list(values[name][rows]))
        wider[rows] = number
    codes, distinct = pd.factorize(names)
    named = pd.Categorical.from_codes(codes, pd.Index(distinct, dtype="str"))
    return {"place": named, "wider": wider}


def _placings(
    cells: "pd.DataFrame", found: Mapping[str, str], values: Mapping[str, Any]
) -> dict[str, Any]:
    """The class of each place, what it is, its radius.

    Without coordinates they are null, but for the kind of a division or country that is
    all that a row names.
    """
    import numpy as np  # noqa: PLC0415

    radius_m = values["radius_m"]
    said = told_in(cells, found, "precision").array
    known = [placing_of(word, found.get("precision", "")) for word in said.categories]
    placings = [each or ASSUMED for each in known]
    is_placed, is_said = ~np.isnan(values["lon"]), said.codes >= 0
    by_class = np.array([*(radius for *_, radius in placings), ASSUMED[2]])[said.codes]
    has_radius = ~np.isnan(radius_m)
    radius_m = np.where(has_radius, radius_m, by_class)
    rows = np.where(
        is_said,
        np.array([*(_CLASSES.index(each[0]) for each in placings), 0])[said.codes],
        np.where(has_radius, _class_rows(radius_m), _CLASSES.index(ASSUMED[0])),
    )
    return {
        "bad_precision": np.array([*(each is None for each in known), False])[said.codes],
        "is_assumed": is_placed & ~is_said & ~has_radius,
        "radius_m": np.where(is_placed, radius_m, np.nan),
        "precision": by_row([*map(str, _CLASSES), None], np.where(is_placed, rows, -1)),
        "kind": _kinds(
            by_row([str(each[1] or "") or None for each in placings], said.codes),
            told_in(cells, found, "kind").array,
            np.where(is_placed, 0, values["wider"] + 1),
        ),
    }


def _kinds(
    by_class: "pd.Categorical", said: "pd.Categorical", wider: "NDArray[np.int64]"
) -> "pd.Categorical":
    """What each place is: by its precision, else as the table says, else "other".

    `wider` is 0 of what has coordinates; 2 and 3 of rows that name only a division or a
    country; of what is left, a kind is not known.
    """
    bare = by_row([None, "", str(Kind.ADMIN1), str(Kind.COUNTRY)], wider)
    rows, told = combined(by_class, said, bare)
    return by_row([_kind(*each) for each in told], rows)


def _kind(by_class: str | None, said: str | None, bare: str | None) -> str | None:
    if bare is not None:
        return bare or None
    own = (said or "").casefold()
    return by_class or (own if own in _KINDS else str(Kind.OTHER))


def _class_rows(radius_m: "NDArray[np.float64]") -> "NDArray[np.int64]":
    """The number in `_CLASSES` of places that are known within radii."""
    import numpy as np  # noqa: PLC0415

    limits = [UCDP_CODES[1][2], EXACT_M]
    classes = (Precision.REGION, Precision.SETTLEMENT, Precision.EXACT)
    numbers = np.array([_CLASSES.index(each) for each in classes])
    rows: NDArray[np.int64] = numbers[sum((radius_m <= limit) for limit in limits)]
    return rows


def plain_problems(values: "pd.DataFrame", found: Mapping[str, str]) -> "Iterator[Problem]":
    """Why rows cannot be events."""
    if "id" in found:
        yield repeated_id(values["id"])
    when = " or ".join(found[name] for name in ("date", "date_end") if name in found)
    yield values["bad_date"], f"{when} is no date that can be read (such as 2016-01-31)"
    yield (
        values["bad_order"],
        f"{when} can be read two ways, and other rows show both: is day or month first?",
    )
    yield from date_problems(values)
    yield values["bad_point"], "latitude or longitude is no number"
    is_nowhere = values["lon"].isna() & values["place"].isna()
    yield is_nowhere, "it has neither coordinates nor the name of a place"
    yield from place_problems(values["lon"], values["lat"])
    yield swapped_in_country(values["lon"], values["lat"], values["code"])
    yield values["bad_precision"], f"{found.get('precision')} is no precision that is known"
    yield values["bad_radius"], "its uncertainty is no distance"
    for name in COUNTS:
        if name in found:
            yield count_problem(values[name], values[f"no_{name}"], found[name])
