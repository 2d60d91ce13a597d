"""Rows of UCDP GED as events.

UCDP's codes and this project's differ; what is decided here, and why:

- **Type.** UCDP tells who fights whom, not how: one code covers clashes, shelling and air
  strikes, which ACLED parts. "Armed clash" would claim more than it says, so its own two
  types, state-based and non-state violence, stand as they are; one-sided violence is by
  definition deliberate and against civilians, and goes under ACLED's type of that name.
- **Who.** UCDP names two sides, not who attacked: both are initiators, and there are no
  targets. Only in one-sided violence the first side attacks the second.
- **Dates** are the day, the whole month or year, or the span between the first and the
  last possible day. A single day that ``date_prec`` calls inexact is marked "about".
- **Deaths.** ``best`` is the number, ``low`` and ``high`` the range, as they are given:
  in a few rows ``best`` lies outside.
- **Where.** The class and the radius follow from ``where_prec``, see `place_precision`.
- **Who says so.** The publisher is ``source_office``, the claimant ``source_original``
  where that is somebody else, the source's text ``source_article``. An event that UCDP
  put together from figures for several (``event_clarity`` 2) says so in its summary.
"""

from typing import TYPE_CHECKING, Any, Final

from .cells import by_row, mapped, objects, repeated
from .coded_events import date_columns, event_frame, names_of_places
from .place_precision import UCDP_CODES
from .schema import Kind

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

__all__ = ["SOURCE", "event_columns"]

_KINDS: Final = {
    "city": Kind.CITY,
    "town": Kind.TOWN,
    "village": Kind.VILLAGE,
    "suburb": Kind.DISTRICT,
    "neighbourhood": Kind.DISTRICT,
    "airport": Kind.AIRPORT,
    "airbase": Kind.AIRPORT,
}
"""What a named place is, by the last word that UCDP gives it."""

_STATE_BASED, _NON_STATE, _ONE_SIDED = 1, 2, 3
_TYPES: Final = {
    _STATE_BASED: ("State-based violence", "State-based violence"),
    _NON_STATE: ("Non-state violence", "Non-state violence"),
    _ONE_SIDED: ("Violence against civilians", "One-sided violence"),
}
"""Event type and sub-event type by ``type_of_violence``."""

_AGGREGATED: Final = 2
_UNNAMED: Final = "an unnamed side"
SOURCE: Final = "UCDP GED"


def event_columns(values: "pd.DataFrame", report: str) -> "pd.DataFrame":
    """Events from the values of `ucdp_values`, in their order.

    Columns of `EVENT_COLUMNS`, and ``admin1_name``, the first-order division as UCDP calls
    it. Texts that repeat are categoricals; what only geography can tell (admin1,
    place_matched …) is null. The index counts from 0.
    """
    columns = {
        "event_id": values["id"].array,
        **_type_columns(values),
        **date_columns(
            values["start"].to_numpy(),
            values["end"].to_numpy(),
            (values["start"] == values["end"]).to_numpy()
            & (values["date_prec"].to_numpy() > 1),
        ),
        **_place_columns(values),
        **_source_columns(values),
        "fatalities": values["best"].to_numpy(),
        "fatalities_low": values["low"].to_numpy(),
        "fatalities_high": values["high"].to_numpy(),
        "admin1_name": values["adm_1"].array.remove_unused_categories(),
    }
    return event_frame(columns, report, values.index)


def _type_columns(values: "pd.DataFrame") -> dict[str, Any]:
    """Types, sides and summaries: each distinct combination is worded once."""
    keys = ["type_of_violence", "side_a", "side_b", "event_clarity"]
    groups = values.groupby(keys, observed=True, dropna=False, sort=False)
    rows = groups.ngroup().to_numpy()
    distinct = values[keys].drop_duplicates().astype("object")
    distinct = distinct.where(distinct.notna(), None).itertuples(index=False, name=None)
    worded = [_worded(int(kind), *rest) for kind, *rest in distinct]
    parts = [list(part) for part in zip(*worded, strict=True)] or [[]] * 5
    texts = ("event_type", "sub_event_type", "summary")
    return {
        **{name: by_row(part, rows) for name, part in zip(texts, parts[:3], strict=True)},
        "initiators": objects(parts[3])[rows],
        "targets": objects(parts[4])[rows],
    }


def _worded(
    kind: int, side_a: str | None, side_b: str | None, clarity: float | None
) -> tuple[str, str, str, tuple[str, ...], tuple[str, ...]]:
    """Type, sub-type, summary, initiators and targets."""
    event_type, sub_type = _TYPES[kind]
    first, second = side_a or _UNNAMED, side_b or _UNNAMED
    if kind == _ONE_SIDED:
        summary = f"{first} against {second}"
        initiators, targets = _names(side_a), _names(side_b)
    else:
        summary = f"{first} – {second}"
        initiators, targets = (*_names(side_a), *_names(side_b)), ()
    if clarity == _AGGREGATED:
        summary += "; several events, which the sources do not tell apart"
    return event_type, sub_type, summary, tuple(dict.fromkeys(initiators)), targets


def _names(side: str | None) -> tuple[str, ...]:
    """The parties of a side, which UCDP parts by commas."""
    return tuple(name.strip() for name in (side or "").split(",") if name.strip())


def _place_columns(values: "pd.DataFrame") -> dict[str, Any]:
    """Places as UCDP gives them; one without a name is called by its coordinates."""
    import numpy as np  # noqa: PLC0415

    lon, lat = values["lon"].to_numpy(), values["lat"].to_numpy()
    place, name = names_of_places(values["where_coordinates"].array, lon, lat)
    where = values["where_prec"].to_numpy(np.int64)
    precisions = [str(UCDP_CODES[code][0]) for code in UCDP_CODES]
    return {
        "place": place,
        "place_name": name,
        "lon": lon,
        "lat": lat,
        "kind": _kinds(place, where),
        "country": values["code"].array.remove_unused_categories(),
        "precision": by_row(precisions, where - 1),
        "uncertainty_m": np.array([radius_m for *_, radius_m in UCDP_CODES.values()])[
            where - 1
        ],
        "place_source": repeated(SOURCE, len(values)),
    }


def _kinds(names: "pd.Categorical", where: "NDArray[np.int64]") -> "pd.Categorical":
    """What each place is: by its precision, or else by the last word of its name."""
    import numpy as np  # noqa: PLC0415

    last = [name.rpartition(" ")[2].casefold() for name in names.categories]
    by_name = [str(_KINDS.get(word, Kind.OTHER)) for word in [*last, ""]]
    by_code = [str(UCDP_CODES[code][1] or "") for code in UCDP_CODES]
    is_named = np.array([kind == "" for kind in by_code])[where - 1]
    rows = np.where(is_named, names.codes % len(by_name), len(by_name) + where - 1)
    return by_row([*by_name, *by_code], rows)


def _source_columns(values: "pd.DataFrame") -> dict[str, Any]:
    """Who published, who says so if that is another, and what the source is called."""
    import numpy as np  # noqa: PLC0415
    import pandas as pd  # noqa: PLC0415

    publisher = mapped(values["source_office"].array, lambda each: [*map(_offices, each)])
    original = values["source_original"].array
    folded = [
        mapped(column, lambda each: [text.casefold() for text in each]).astype("object")
        for column in (publisher, original)
    ]
    is_same = np.asarray(pd.Series(folded[0]) == pd.Series(folded[1]))
    claimed_by = original.copy()
    claimed_by[is_same] = None
    article = values["source_article"].str.strip().str.replace('";"', "; ").str.strip('"')
    text = article.where(article != "", values["source_headline"].str.strip())
    return {
        "publisher": publisher,
        "claimed_by": claimed_by.remove_unused_categories(),
        "source_text": text.where(text != "", None).array,
    }


def _offices(text: str) -> str | None:
    """Publishers, each once: UCDP names one for every article."""
    names = (name.strip() for name in text.split(";"))
    return ", ".join(dict.fromkeys(name for name in names if name)) or None
