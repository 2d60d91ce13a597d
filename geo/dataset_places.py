"""Places of a data set's rows that give a name, or a phrase, and no coordinates.

``geocode_dataset`` answers where they are, each distinct name in its country and division
once. What is not found, or only by a doubtful spelling, is left out and listed, as what
cannot be read is; nothing is drawn that nobody placed.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from ..data.cells import by_row, categorical, combined, objects
from ..data.dataset import Dataset
from ..data.schema import Kind
from .described.forms import Form
from .described.resolve import DoubtfulPlaceError, resolve_locative
from .locatives import parse_locative
from .lookup import PlaceLookup
from .places import Match, Place
from .shapes import precision_of
from .together import candidates_together

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

__all__ = ["geocode_dataset"]

_ALIKE: Final = frozenset({Match.SKELETON, Match.FUZZY})
_LEAST_SCORE: Final = 0.5
"""Of an alike spelling, to place an event by it: as for reports."""
_WIDER: Final = {
    str(Kind.ADMIN1): (Kind.ADMIN1, Kind.ADMIN2),
    str(Kind.COUNTRY): (Kind.COUNTRY,),
}
"""Kinds of what a row names that names no place in it."""

_DIVISIONS: Final = (Kind.ADMIN1, Kind.ADMIN2)
_ASKED: Final = ("place", "country", "admin1_name", "kind")
_FORMS: Final = frozenset(
    {Form.OFFSET, Form.TWO_OFFSETS, Form.DISTANCE, Form.BETWEEN, Form.BESIDE, Form.NEAR}
)
"""Of phrases that are placed by towns; those of parts of areas need a report's care."""
_WITH_NEIGHBOURS: Final = frozenset({Form.NEAR, Form.BESIDE})
_NEIGHBOURS: Final = 50
_Asked = tuple[str | None, ...]
"""The texts of these columns."""
_Answer: TypeAlias = "tuple[Place, BaseGeometry | None] | str"
"""A place with its shape, or why there is none."""


def geocode_dataset(dataset: Dataset, lookup: PlaceLookup | None = None) -> Dataset:
    """The data set with the places of the rows that only name them.

    Parameters
    ----------
    dataset
        As it was read.
    lookup
        Where to look; by default the shipped places and the user's layers, which are
        opened if there is a row to look for.

    Returns
    -------
    Dataset
        Without the rows that were not found: they stand among the rejected ones, with
        the reason. The others' columns of places are filled in, and outlines that an
        added layer has are among its shapes. The same data set, if nothing is to be found.
    """
    import numpy as np  # noqa: PLC0415

    rows = np.flatnonzero(dataset.events["lon"].isna().to_numpy(bool))
    if not rows.size:
        return dataset
    lookup = PlaceLookup() if lookup is None else lookup
    sought = dataset.events.iloc[rows]
    numbers, asked = combined(*(categorical(sought[name]) for name in _ASKED))
    codes = categorical(dataset.events["country"]).remove_unused_categories().categories
    answers = _answers(asked, lookup, [*codes])
    found = [None if isinstance(each, str) else each[0] for each in answers]
    outlines = [None if isinstance(each, str) else each[1] for each in answers]
    is_found = np.array([place is not None for place in found])[numbers]
    lost = np.flatnonzero(~is_found)
    told = [(int(sought["line"].iloc[n]), str(answers[numbers[n]])) for n in lost]
    kept = np.ones(len(dataset.events), bool)
    kept[rows[lost]] = False
    rows, numbers = rows[is_found], numbers[is_found]
    events = _placed(dataset.events, rows, numbers, found)
    shapes = _shapes(dataset, rows, outlines, numbers)
    return replace(
        dataset,
        events=events[kept].reset_index(drop=True),
        rejected=tuple(sorted([*dataset.rejected, *told])),
        shapes=None if shapes is None else shapes[kept],
    )


def _answers(
    asked: Sequence[_Asked], lookup: PlaceLookup, countries: Sequence[str]
) -> list[_Answer]:
    """The place of each name and its shape, or why it has none.

    Names without a country are looked for together, first in the countries of the others.
    """
    homeless = list(dict.fromkeys(name for name, code, *_ in asked if name and not code))
    together = candidates_together(homeless, lookup, country_codes=countries)
    anywhere = dict(zip(homeless, together, strict=True))
    answers: list[_Answer] = []
    for name, code, division, kind in asked:
        if not name:
            answers.append("it has neither coordinates nor the name of a place")
            continue
        if code:
            found = _in_country(name, code, division, _WIDER.get(kind or "", ()), lookup)
        else:
            found = anywhere[name]
        place = _sure(found)
        answer = (
            (place, lookup.outline(place))
            if place
            else _described(name, code, division, lookup)
        )
        answers.append(answer or _not_found(name, code, division, lookup))
    return answers


def _sure(found: Sequence[Place]) -> Place | None:
    """The likeliest place; none if only its spelling is somewhat alike."""
    place = next(iter(found), None)
    is_doubtful = place and place.matched in _ALIKE and place.score < _LEAST_SCORE
    return None if is_doubtful else place


def _described(
    name: str, code: str | None, division: str | None, lookup: PlaceLookup
) -> "_Answer | None":
    """The place and shape of a phrase in a known country: "15 km south of Idlib"."""
    locative = parse_locative(name)
    if locative is None or locative.form not in _FORMS or not code:
        return None
    anchors = [
        _sure(_in_country(anchor, code, division, (), lookup))
        or _sure(lookup.candidates(anchor, country_codes=code, limit=1))
        for anchor in locative.anchors
    ]
    known = [anchor for anchor in anchors if anchor is not None]
    if not known or len(known) < len(anchors):
        return None
    neighbours: list[Place] = []
    if locative.form in _WITH_NEIGHBOURS:
        neighbours = lookup.nearest(known[0].lon, known[0].lat, limit=_NEIGHBOURS)
    try:
        described = resolve_locative(
            locative, known, neighbours=neighbours, countries=(code,)
        )
    except DoubtfulPlaceError as err:
        return f"its place {name!r} is not placed: {err}"
    return described.to_place(locative, known), described.shape


def _in_country(
    name: str, code: str, division: str | None, kinds: Sequence[Kind], lookup: PlaceLookup
) -> list[Place]:
    """Candidates in a country; in its division, if that is known there."""
    if kinds:
        return lookup.candidates(name, country_codes=code, kinds=kinds, limit=1)
    if division:
        within = f"{name}, {division}"
        found = lookup.candidates(within, country_codes=code, limit=1)
        if found or lookup.candidates(division, country_codes=code, kinds=_DIVISIONS):
            return found
    return lookup.candidates(name, country_codes=code, limit=1)


def _not_found(
    name: str, code: str | None, division: str | None, lookup: PlaceLookup
) -> str:
    suggestion = lookup.suggest(name, country_codes=code or ())
    hint = f"; did you mean {suggestion}?" if suggestion else ""
    where = " in " + ", ".join(part for part in (division, code) if part) if code else ""
    return f"it has no coordinates, and no place {name!r} is found{where}{hint}"


def _placed(
    events: "pd.DataFrame",
    rows: "NDArray[np.int64]",
    numbers: "NDArray[np.int64]",
    places: Sequence[Place | None],
) -> "pd.DataFrame":
    """Events whose columns of places are filled in, in some rows."""
    texts: dict[str, list[str | None]] = {
        "place_name": [place.name if place else None for place in places],
        "kind": [str(place.kind) if place else None for place in places],
        "country": [place.country if place else None for place in places],
        "admin1": [place.admin1 if place else None for place in places],
        "precision": [str(precision_of(p)) if p else None for p in places],
        "place_source": [place.source if place else None for place in places],
        "place_matched": [str(place.matched) if place else None for place in places],
    }
    values: dict[str, list[float | None]] = {
        "lon": [place.lon if place else None for place in places],
        "lat": [place.lat if place else None for place in places],
        "uncertainty_m": [place.uncertainty_m if place else None for place in places],
        "place_score": [place.score if place else None for place in places],
        "geonameid": [place.geonameid if place else None for place in places],
    }
    columns = {n: _filled(events[n], rows, by_row(w, numbers)) for n, w in texts.items()}
    frame = events.assign(**columns)
    for name, each in values.items():
        column = frame[name].copy()
        column.iloc[rows] = [each[number] for number in numbers.tolist()]
        frame[name] = column
    return frame


def _filled(
    column: "pd.Series[Any]", rows: "NDArray[np.int64]", texts: "pd.Categorical"
) -> "pd.Categorical":
    """A column of texts with others in some rows."""
    known = categorical(column)
    every = known.categories.union(texts.categories, sort=False)
    filled = known.set_categories(every).copy()
    filled[rows] = texts.set_categories(every)
    return filled


def _shapes(
    dataset: Dataset,
    rows: "NDArray[np.int64]",
    outlines: "Sequence[BaseGeometry | None]",
    numbers: "NDArray[np.int64]",
) -> "NDArray[np.object_] | None":
    """The data set's shapes, and the outlines that added layers give some rows."""
    if not any(outlines):
        return dataset.shapes
    given = dataset.shapes
    shapes = objects([None] * len(dataset.events)) if given is None else given.copy()
    shapes[rows] = objects(outlines)[numbers]
    return shapes
