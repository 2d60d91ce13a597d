"""Data sets that are our own exports: events as they were, each row looked at again.

Whoever edits an export, or makes one up, can write anything into it. A row that holds
what no event can is rejected with its reason, as one of any other data set is.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Final

from .dataset import Dataset
from .edtf import parse_edtf
from .export_csv import heading_rows, read_csv
from .export_kml_reading import read_kml
from .row_problems import Problem, first_reasons, place_problems, rejected_rows
from .schema import EVENT_COLUMNS, Kind, Precision, Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import geopandas as gpd

__all__ = ["own_dataset", "own_events", "read_own"]

_VOCABULARIES: Final = {"status": Status, "precision": Precision, "kind": Kind}
_TOLD: Final = ("event_id", "event_type", "sub_event_type", "status")
_PLACED: Final = ("lat", "uncertainty_m", "precision")
_LONG_TEXTS: Final = frozenset({"event_id", "summary", "quote", "taken", "source_text"})
"""Texts that seldom repeat."""
_COUNTS: Final = ("fatalities", "fatalities_low", "fatalities_high", "wounded")
_FURTHEST: Final = (540.0, 90.0)
"""Degrees to which shapes may reach; longitudes go on past 180."""
_FURTHEST_M: Final = 20_100_000.0
"""Half the way round the earth."""


def own_dataset(
    frame: "gpd.GeoDataFrame",
    name: str,
    wrong: "Mapping[int, str] | None" = None,
    first: int = 1,
) -> Dataset:
    """The events of an export as a data set, their shapes its `Dataset.shapes`.

    Parameters
    ----------
    frame
        As `read_events` gives it.
    name
        What the data set is called.
    wrong
        Rows, from 0, that are known to be no events, and why.
    first
        The number of the first row, for readers.
    """
    import pandas as pd  # noqa: PLC0415

    reasons = first_reasons(_problems(frame), frame.index)
    for row, reason in (wrong or {}).items():
        reasons[row] = reason
    kept = frame[reasons.isna()].reset_index(drop=True)
    publishers = kept["publisher"].dropna().unique()
    events = pd.DataFrame(kept.drop(columns="geometry"))
    repeated = [n for n, dtype in EVENT_COLUMNS.items() if dtype == "str"]
    events = events.astype({n: "category" for n in repeated if n not in _LONG_TEXTS})
    nothing = pd.Categorical([None] * len(events), pd.Index([], dtype="str"))
    return Dataset(
        title=name,
        events=events.assign(admin1_name=nothing),
        rejected=rejected_rows(reasons.set_axis(reasons.index + first)),
        publisher=publishers[0] if len(publishers) == 1 else None,
        shapes=kept.geometry.to_numpy(),
        is_located=True,
    )


def own_events(dataset: Dataset) -> "gpd.GeoDataFrame | None":
    """The frame of a data set that is an export of ours; ``None`` of any other.

    Its events are located already, those that were not placed included.
    """
    import geopandas as gpd  # noqa: PLC0415

    if not dataset.is_located:
        return None
    events = dataset.events[list(EVENT_COLUMNS)]
    return gpd.GeoDataFrame(events, geometry=dataset.shapes, crs="EPSG:4326")


def read_own(path: Path) -> Dataset | None:
    """The data set of an export of ours as CSV or KML; ``None`` of any other file.

    Raises
    ------
    ReportError
        If it is KML, and none of ours.
    OSError
        If it cannot be opened.
    """
    wrong: dict[int, str] = {}
    ending = path.suffix.lower()
    if ending == ".kml":
        return own_dataset(read_kml(path, wrong), path.stem, wrong)
    above = heading_rows(path) if ending == ".csv" else 0
    if not above:
        return None
    return own_dataset(read_csv(path, wrong), path.stem, wrong, first=above + 1)


def _problems(frame: "gpd.GeoDataFrame") -> "Iterator[Problem]":
    for name in _TOLD:
        yield frame[name].isna(), f"it has no {name}"
    ids = ["report", "event_id"]
    yield frame.duplicated(ids), "its event_id is that of an earlier event of its report"
    for name, words in _VOCABULARIES.items():
        known = frame[name].isna() | frame[name].isin([*map(str, words)])
        yield ~known, f"its {name} is none of {', '.join(words)}"
    is_date = frame["date"].map(_is_edtf, na_action="ignore").astype("object")
    yield is_date.isin([False]), "its date is no EDTF (such as 2016-01-31 or 2016-01)"
    yield frame["date_end"] < frame["date_start"], "it ends before it begins"
    yield from place_problems(frame["lon"], frame["lat"])
    is_placed = frame["lon"].notna()
    for name in _PLACED:
        yield frame[name].notna() != is_placed, f"only one of its lon and {name} is given"
    radius_m = frame["uncertainty_m"]
    is_radius = radius_m.isna() | ((radius_m >= 0.0) & (radius_m <= _FURTHEST_M))
    yield ~is_radius, "its uncertainty_m is no radius on earth"
    yield from _shape_problems(frame)
    for name in _COUNTS:
        is_less = (frame[name] < 0).fillna(value=False).astype("bool")
        yield is_less, f"its {name} is no number of people"


def _shape_problems(frame: "gpd.GeoDataFrame") -> "Iterator[Problem]":
    has_shape = frame.geometry.notna()
    yield has_shape & frame["lon"].isna(), "it has a shape but no lon and lat"
    bounds = frame.geometry.bounds
    lon, lat = _FURTHEST
    is_on_earth = bounds.ge([-lon, -lat, -lon, -lat]) & bounds.le([lon, lat, lon, lat])
    yield has_shape & ~is_on_earth.all(axis="columns"), "its shape reaches off the earth"


def _is_edtf(text: str) -> bool:
    try:
        parse_edtf(text)
    except ValueError:
        return False
    return True
