"""What tells happenings apart: place, days, type, sides and numbers of many events.

Events that agree in all of it are one row here, so that a day on which a thousand reports
tell of one attack costs no more than another. Left out are events that cannot be linked:
without a place, a type or both ends of a date, of more than 31 days (what is told of a
season sums up many happenings), planned, or told as background.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from ..data.schema import NOT_DRAWN, Precision
from .names import drop_articles, parse_name

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

__all__ = ["Happenings", "read_happenings"]

MOST_DAYS: Final = 31
SHORT_DAYS: Final = 3
"""What is told of more days is vague: of which of them is not known."""
_ENDS: Final = ("date_start", "date_end")
_POINTS: Final = (Precision.EXACT, Precision.SETTLEMENT)
_WIDE: Final = (Precision.ADMIN1, Precision.REGION, Precision.COUNTRY)


@dataclass(frozen=True, slots=True)
class Happenings:
    """Columns, a row a happening as some reports tell of it, and which events are a row.

    Within a row no two events are of one report. The order of the rows is that of their
    first events by report and id, whatever the order of the frame.
    """

    starts: "NDArray[np.int64]"
    """Where the events of each row begin in `events`, and one more, where they end."""
    events: "NDArray[np.int64]"
    """Positions in the frame, of each row sorted by report and id."""
    reports: "NDArray[np.int64]"
    """Numbers of the events' reports."""
    lon: "NDArray[np.float64]"  # degrees
    lat: "NDArray[np.float64]"
    radius_m: "NDArray[np.float64]"
    area: "NDArray[np.int64]"
    """A number for each district, division, region or country; -1: a point."""
    is_wide: "NDArray[np.bool_]"  # a division, a region or a country
    is_settlement: "NDArray[np.bool_]"
    place: "NDArray[np.int64]"  # number in `places`
    places: list[str]
    """Names; empty: none."""
    first_day: "NDArray[np.int64]"  # since 1970, inclusive
    last_day: "NDArray[np.int64]"
    is_vague: "NDArray[np.bool_]"  # of more than SHORT_DAYS
    type: "NDArray[np.int64]"  # number in `types`
    types: list[str]
    initiators: "NDArray[np.int64]"  # number in `sides`
    targets: "NDArray[np.int64]"
    sides: list[tuple[str, ...]]
    fatalities: "NDArray[np.int64]"  # -1: not stated

    def __len__(self) -> int:
        """How many rows there are."""
        return len(self.starts) - 1

    def events_of(self, row: int) -> list[int]:
        """Positions of the events of a row."""
        return self._of(self.events, row)

    def reports_of(self, row: int) -> list[int]:
        """Numbers of the reports of a row's events."""
        return self._of(self.reports, row)

    def _of(self, values: "NDArray[np.int64]", row: int) -> list[int]:
        own: list[int] = values[self.starts[row] : self.starts[row + 1]].tolist()
        return own


def read_happenings(events: "pd.DataFrame") -> Happenings:
    """The events that can be linked, by what tells them apart.

    Parameters
    ----------
    events
        Columns of `EVENT_COLUMNS`.
    """
    import numpy as np  # noqa: PLC0415
    import pandas as pd  # noqa: PLC0415

    at = np.flatnonzero(_can_link(events))
    events = events.iloc[at]
    columns = _columns(events)
    columns["type"], types = pd.factorize(events["sub_event_type"].astype("object"))
    columns["place"], places = pd.factorize(
        events["place_name"].astype("object").fillna("")
    )
    named = [_sides(events[name]) for name in ("initiators", "targets")]
    sides_of, sides = pd.factorize(np.concatenate(named))
    columns["initiators"], columns["targets"] = np.split(sides_of, 2)
    report, rank = _by_report_and_id(events)
    rows = distinct(*columns.values())
    rows = distinct(rows, _times_before(rows, report, rank))
    order = np.lexsort((rank, rows))
    starts = np.flatnonzero(np.diff(rows[order], prepend=-1))
    first = order[starts]
    by_first = np.argsort(rank[first], kind="stable")
    sizes = np.diff(starts, append=len(order))
    place = np.empty(len(starts), np.int64)
    place[by_first] = np.arange(len(starts))
    order = order[np.argsort(np.repeat(place, sizes), kind="stable")]
    return Happenings(
        starts=np.append(0, np.cumsum(sizes[by_first])),
        events=at[order],
        reports=report[order],
        types=list(types),
        places=list(places),
        sides=list(sides),
        **{name: column[first[by_first]] for name, column in columns.items()},
    )


def distinct(*columns: "NDArray[Any]") -> "NDArray[np.int64]":
    """A number for each distinct row of columns."""
    import numpy as np  # noqa: PLC0415
    import pandas as pd  # noqa: PLC0415

    rows = np.zeros(len(columns[0]), np.int64)
    for column in columns:
        codes, values = pd.factorize(column, use_na_sentinel=False)
        rows, _ = pd.factorize(rows * len(values) + codes)
    return rows


def _can_link(events: "pd.DataFrame") -> "NDArray[np.bool_]":
    import numpy as np  # noqa: PLC0415

    start, end = (events[name].to_numpy("datetime64[s]") for name in _ENDS)
    placed = (events[name].to_numpy("float64", na_value=np.nan) for name in ("lon", "lat"))
    known = ~np.isnat(start) & ~np.isnat(end) & (start <= end)
    days = np.where(known, (end - start).astype(np.int64) // 86_400, MOST_DAYS)
    happened = ~events["status"].isin([str(status) for status in NOT_DRAWN])
    happened &= events["sub_event_type"].notna()
    can: NDArray[np.bool_] = np.isfinite(sum(placed)) & (days < MOST_DAYS)
    can &= happened.to_numpy(bool)
    return can


def _columns(events: "pd.DataFrame") -> "dict[str, NDArray[Any]]":
    """Those that are numbers or flags."""
    import numpy as np  # noqa: PLC0415

    first, last = (
        events[name].to_numpy("datetime64[D]").astype(np.int64) for name in _ENDS
    )
    is_vague = last - first >= SHORT_DAYS
    about = _is_about(events["date"]).astype(np.int64)
    precision = events["precision"]
    return {
        "lon": events["lon"].to_numpy("float64"),
        "lat": events["lat"].to_numpy("float64"),
        "radius_m": events["uncertainty_m"].fillna(0.0).to_numpy("float64"),
        "area": _areas(events),
        "is_wide": precision.isin([str(name) for name in _WIDE]).to_numpy(bool),
        "is_settlement": (precision == str(Precision.SETTLEMENT)).to_numpy(bool),
        "first_day": first - about,
        "last_day": last + about,
        "is_vague": is_vague,
        "fatalities": events["fatalities"].fillna(-1).to_numpy(np.int64),
    }


def _is_about(dates: "pd.Series[Any]") -> "NDArray[np.bool_]":
    """Whether dates say "about": a day more at both ends."""
    import numpy as np  # noqa: PLC0415
    import pandas as pd  # noqa: PLC0415

    codes, texts = pd.factorize(dates.astype("object"))
    about = [any(mark in str(text) for mark in "~%") for text in texts]
    is_about: NDArray[np.bool_] = np.array([*about, False])[codes]  # the last: of a null
    return is_about


def _sides(names: "pd.Series[Any]") -> "NDArray[np.object_]":
    """Names as sorted tuples, empty where none are given."""
    import numpy as np  # noqa: PLC0415

    made: dict[tuple[object, ...], tuple[str, ...]] = {}
    sides = np.empty(len(names), object)
    for row, value in enumerate(names.tolist()):
        said = tuple(value) if isinstance(value, tuple | list | np.ndarray) else ()
        if said not in made:
            made[said] = tuple(sorted({name for name in said if isinstance(name, str)}))
        sides[row] = made[said]
    return sides


def _areas(events: "pd.DataFrame") -> "NDArray[np.int64]":
    """A number for each area; the same for one that two gazetteers name in two ways."""
    import numpy as np  # noqa: PLC0415
    import pandas as pd  # noqa: PLC0415

    is_area = ~events["precision"].isin([str(name) for name in _POINTS]).to_numpy(bool)
    areas = np.full(len(events), -1, np.int64)
    columns = ("precision", "country", "admin1", "place_name")
    told = events.loc[is_area, list(columns)].astype("object")
    lon, lat = (events.loc[is_area, name].astype(str) for name in ("lon", "lat"))
    told["place_name"] = told["place_name"].fillna(lon + " " + lat)  # nameless, but there
    rows = distinct(*(told[name].to_numpy() for name in columns))
    _, first = np.unique(rows, return_index=True)
    keys = [_area_key(*row) for row in told.iloc[first].itertuples(index=False)]
    codes, _ = pd.factorize(pd.Series(keys, dtype="object"))
    areas[is_area] = codes[rows] if len(rows) else rows
    return areas


def _area_key(precision: object, country: object, admin1: object, name: object) -> str:
    parts = [precision, country]
    if precision == str(Precision.ADMIN1) and isinstance(admin1, str):
        parts.append(admin1)
    elif precision != str(Precision.COUNTRY):
        bare = parse_name(name).bare_key if isinstance(name, str) else ""
        parts.extend(("", drop_articles(bare)))
    return "\n".join(part if isinstance(part, str) else "" for part in parts)


def _by_report_and_id(
    events: "pd.DataFrame",
) -> "tuple[NDArray[np.int64], NDArray[np.int64]]":
    """Numbers of the reports, and the place of each event by report and id."""
    import numpy as np  # noqa: PLC0415
    import pandas as pd  # noqa: PLC0415

    report, _ = pd.factorize(events["report"].astype("object"), sort=True)
    ids, _ = pd.factorize(events["event_id"].astype("object"), sort=True)
    rank = np.empty(len(events), np.int64)
    rank[np.lexsort((ids, report))] = np.arange(len(events))
    return report, rank


def _times_before(
    rows: "NDArray[np.int64]", report: "NDArray[np.int64]", rank: "NDArray[np.int64]"
) -> "NDArray[np.int64]":
    """How often the report tells the same before: twice told is twice happened."""
    import numpy as np  # noqa: PLC0415

    order = np.lexsort((rank, report, rows))
    told = distinct(rows, report)[order]
    starts = np.flatnonzero(np.diff(told, prepend=-1))
    lengths = np.diff(np.append(starts, len(told)))
    times = np.empty(len(rows), np.int64)
    times[order] = np.arange(len(rows)) - np.repeat(starts, lengths)
    return times
