"""The places of a report: every name it uses, found, described or reported as missing.

Answers which place a name or phrase of one report means. A name is looked for in the
report's countries; "15 km south of Idlib" is placed from Idlib; an entry in the report's
``places`` is final, for a whole phrase as for the names in it. What is not found becomes
a finding, never a guess.
"""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile
from typing import TYPE_CHECKING, Final
from weakref import WeakKeyDictionary

from ..data.errors import ReportError
from ..data.reports import PlaceEntry, Report
from ..data.schema import SETTLEMENTS, Kind, Verdict
from ..data.yaml_source import nearest
from .checks import Finding
from .described.forms import Form
from .described.resolve import Described, DoubtfulPlaceError, resolve_locative
from .kept import Kept
from .locatives import CENTRE, Locative, parse_locative
from .lookup import PlaceLookup
from .not_chosen import is_settled, places_not_chosen
from .places import Match, Place
from .together import candidates_together

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

__all__ = ["ReportPlaces", "find_places", "given_place"]

_ALIKE: Final = frozenset({Match.SKELETON, Match.FUZZY})
_LEAST_SCORE: Final = 0.5
"""Of an alike spelling, to place an event by it."""
_WHOLE: Final = frozenset({Match.EXACT, Match.ALTERNATE})
_DIVISIONS: Final = frozenset({Kind.ADMIN1, Kind.ADMIN2})
_LINES: Final = frozenset({Kind.WATER, Kind.REGION, Kind.OTHER})
_WITH_NEIGHBOURS: Final = frozenset({Form.NEAR, Form.BESIDE, Form.COUNTRYSIDE})
_NEIGHBOURS: Final = 50
_CONSIDERED: Final = 12
"""Candidates of a name: more than are kept, as several may be entries of one place."""
_MOST_KEPT: Final = 1_000  # shapes of some kB
_DESCRIBED: "Final[WeakKeyDictionary[PlaceLookup, Kept[Hashable, Described]]]" = (
    WeakKeyDictionary()
)
"""What phrases were found to describe, by the phrase and all that it depends on."""


@dataclass(slots=True)
class ReportPlaces:
    """What the names of a report mean."""

    places: dict[str, Place] = field(default_factory=dict)
    """By the name or phrase that the report uses."""
    shapes: "dict[str, BaseGeometry]" = field(default_factory=dict)
    """Of the places that are described, by their phrase; EPSG:4326."""
    others: dict[str, tuple[Place, ...]] = field(default_factory=dict)
    """What else names may mean, by the name, the likeliest first: `places_not_chosen`.
    Only of names that have such places, and whose place no analyst fixed."""
    findings: list[Finding] = field(default_factory=list)
    """Names and phrases that are no place, and entries that nothing refers to."""


class _MissingError(Exception):
    """A name that is not found; the message is for the finding."""


def find_places(report: Report, lookup: PlaceLookup) -> ReportPlaces:
    """The places of a report's events and distances.

    Names are resolved together: those that go with the others win, and those in the
    report's countries. Abroad only countries, divisions, regions, waters, airports and
    cities of 100,000 people are taken.
    """
    search = _Search(report, lookup)
    found = ReportPlaces()
    for name, where, line, event_id in _names(report):
        if name in found.places:
            continue
        try:
            place, shape = search.find(name)
        except (_MissingError, DoubtfulPlaceError, ReportError) as err:
            finding = Finding(
                report=report.name,
                kind="place",
                claim=f"{where}: {name}",
                verdict=Verdict.NOT_FOUND,
                message=f"{where}: {err}",
                event_id=event_id,
                line=line,
            )
            found.findings.append(finding)
            continue
        found.places[name] = place
        if shape is not None:
            found.shapes[name] = shape
        others = search.not_chosen(name, place)
        if others:
            found.others[name] = others
    found.findings += _unused(report, search.used)
    return found


def given_place(name: str, lon: float, lat: float, uncertainty_m: float) -> Place:
    """A place whose coordinates the report gives."""
    return Place(
        name=name,
        lon=lon,
        lat=lat,
        kind=Kind.OTHER,
        country=None,
        admin1=None,
        geonameid=None,
        population=None,
        uncertainty_m=uncertainty_m,
        score=1.0,
        matched=Match.ANALYST,
        source="coordinates in the report",
    )


def _names(report: Report) -> Iterable[tuple[str, str, int | None, str | None]]:
    """Each name that has to be found, where it stands, its line and event."""
    for event in report.events:
        if isinstance(event.place, str):
            yield event.place, f"event {event.id}", event.line, event.id
    for claim in report.distances:
        for name in (claim.start, claim.end):
            yield name, f"distance {claim.start} – {claim.end}", claim.line, None


def _unused(report: Report, used: set[str]) -> Iterable[Finding]:
    for name in report.places:
        if name not in used:
            hint = nearest(name, sorted(used - set(report.places)))
            yield Finding(
                report=report.name,
                kind="place",
                claim=f"places.{name}",
                verdict=Verdict.UNUSED,
                message=f"places.{name}: no event or distance names it{hint}",
            )


class _Search:
    """Looks for the names of one report and remembers which ones it was asked for."""

    def __init__(self, report: Report, lookup: PlaceLookup) -> None:
        self.report = report
        self.lookup = lookup
        self.used: set[str] = set()
        self._ranked = self._resolve_together()

    def _resolve_together(self) -> dict[str, list[Place]]:
        """The names of the report and of its phrases, each in the light of the others."""
        names: list[str] = []
        for name, *_ in _names(self.report):
            locative = parse_locative(name)
            names += [name] if locative is None else [name, *locative.anchors]
        found = candidates_together(
            names, self.lookup, country_codes=self.report.country, limit=_CONSIDERED
        )
        return {name: places for name, places in zip(names, found, strict=True) if places}

    def find(self, name: str) -> "tuple[Place, BaseGeometry | None]":
        """The place of a name or phrase, and its shape if it is described."""
        self.used.add(name)
        entry = self.report.places.get(name)
        if entry is not None:
            if entry.name is not None and entry.lon is None:
                place, shape = self._named(entry.name)
                return replace(place, score=1.0), shape
            return self._chosen(entry, name), None
        return self._named(name)

    def not_chosen(self, name: str, chosen: Place) -> tuple[Place, ...]:
        """What else a name may mean than the place that was chosen for it."""
        if is_settled(name, self.report):
            return ()
        return places_not_chosen(chosen, self._ranked.get(name, ()))

    def _named(self, name: str) -> "tuple[Place, BaseGeometry | None]":
        whole = self._best(name)
        if whole is not None and whole.matched in _WHOLE:
            return whole, self.lookup.outline(whole)
        locative = parse_locative(name)
        if locative is not None and not self._is_name_abroad(name, locative):
            return self._described(locative)
        if whole is None:
            raise _MissingError(self._not_found(name))
        return whole, self.lookup.outline(whole)

    def _is_name_abroad(self, name: str, locative: Locative) -> bool:
        """Whether what looks like a part is a town elsewhere: West Ham is not of Ham."""
        if locative.form is not Form.PART:
            return False
        abroad = self.lookup.candidates(name, limit=1)
        return bool(abroad) and abroad[0].matched in _WHOLE

    def _described(self, locative: Locative) -> "tuple[Place, BaseGeometry]":
        try:
            anchors = [self._anchor(name, locative) for name in locative.anchors]
        except _MissingError as err:
            raise _MissingError(f"{locative.text!r}: {err}") from err
        settled = tuple(replace(anchor, score=1.0) for anchor in anchors)
        described = _DESCRIBED.setdefault(self.lookup, Kept(_MOST_KEPT)).answer(
            (locative, settled, self.report.country),
            lambda: self._resolved(locative, settled),
        )
        return described.to_place(locative, anchors), described.shape

    def _resolved(self, locative: Locative, anchors: Sequence[Place]) -> Described:
        neighbours: list[Place] = []
        if locative.form in _WITH_NEIGHBOURS:
            lon, lat = anchors[0].lon, anchors[0].lat
            neighbours = self.lookup.nearest(lon, lat, limit=_NEIGHBOURS)
        return resolve_locative(
            locative, anchors, neighbours=neighbours, countries=self.report.country
        )

    def _anchor(self, name: str, locative: Locative) -> Place:
        spellings = (name, f"the {name}", name.partition(" of ")[2])
        key = next((key for key in spellings if key in self.report.places), name)
        entry = self.report.places.get(key)
        self.used.update((name, key) if entry is not None else (name,))
        if entry is not None:
            return self._chosen(entry, key)
        place = self._best(name)
        if locative.form is Form.BORDER:
            place = self._country(name) or self._division(name, place) or place
        elif locative.form is Form.ALONG:
            place = self._line(name) or place
        elif locative.form in {Form.PART, Form.COUNTRYSIDE} and self._may_be_division(
            place, locative
        ):
            place = self._division(name, place, locative.form) or place
        if place is None:
            raise _MissingError(self._not_found(name))
        return place

    @staticmethod
    def _may_be_division(place: Place | None, locative: Locative) -> bool:
        """Whether a phrase says more of the division than of the town it is named for."""
        return locative.direction != CENTRE and (place is None or place.kind in SETTLEMENTS)

    def _country(self, name: str) -> Place | None:
        found = self.lookup.candidates(name)
        return next((place for place in found if place.kind is Kind.COUNTRY), None)

    def _line(self, name: str) -> Place | None:
        """A river, sea or region of a name: it need not lie in one country."""
        found = self.lookup.candidates(name)
        return next((place for place in found if place.kind in _LINES), None)

    def _division(
        self, name: str, town: Place | None, form: Form = Form.PART
    ) -> Place | None:
        """The division that has the name of a town, or of its countryside."""
        rural = (f"{name} countryside", f"Rif {name}") if form is Form.COUNTRYSIDE else ()
        for query in (*rural, f"{name} province"):
            place = self._best(query)
            if (
                place is not None
                and place.kind in _DIVISIONS
                and place.matched in _WHOLE
                and (town is None or town.country == place.country)
            ):
                return place
        return None

    def _best(self, name: str) -> Place | None:
        """The likeliest place of a name; none if only its spelling is somewhat alike."""
        if name not in self._ranked:
            self._ranked[name] = self._alone(name)
        place = next(iter(self._ranked[name]), None)
        is_doubtful = place and place.matched in _ALIKE and place.score < _LEAST_SCORE
        return None if is_doubtful else place

    def _alone(self, name: str) -> list[Place]:
        """What a name may mean in the report's countries, else what is known abroad."""
        countries = self.report.country
        found = self.lookup.candidates(name, country_codes=countries, limit=_CONSIDERED)
        if found or not countries:
            return found
        abroad = self.lookup.candidates(name, limit=_CONSIDERED)
        return list(takewhile(lambda place: place.is_known_abroad, abroad))

    def _chosen(self, entry: PlaceEntry, name: str) -> Place:
        """The place that the analyst chose."""
        place: Place | None
        if entry.geonameid is not None:
            place = self.lookup.by_geonameid(entry.geonameid)
            if place is None:
                raise _MissingError(
                    f"places.{name}.geonameid: {entry.geonameid} is not in the gazetteer; "
                    "give its lon, lat and uncertainty_km instead"
                )
            return place
        label = entry.name or name
        if entry.lon is None or entry.lat is None or entry.uncertainty_km is None:
            place = self._best(label)
            if place is None:
                raise _MissingError(self._not_found(label))
            return replace(place, score=1.0)
        return given_place(label, entry.lon, entry.lat, entry.uncertainty_km * 1000.0)

    def _not_found(self, name: str) -> str:
        countries = self.report.country
        suggestion = self.lookup.suggest(name, country_codes=countries)
        where = f" in {', '.join(countries)}" if countries else ""
        if suggestion:
            where = where if suggestion.country else ""
            return f"{name!r}: no such place{where}; did you mean {suggestion}?"
        return (
            f"{name!r}: no such place{where}; give its geonameid, or its lon, lat and "
            "uncertainty_km, under places"
        )
