"""A located report without what a release hides: every text, place and claim rewritten.

What is shown of a coarsened place comes from the coarser place alone.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from ..data.reports import Coordinates, DistanceClaim, EventEntry, Report, Source
from ..data.schema import EVENT_COLUMNS
from .coarse import Coarse
from .events import LocatedReport
from .shapes import precision_of
from .withheld import PLACE_WITHHELD, Withheld, found_in, redacted

if TYPE_CHECKING:
    import geopandas as gpd

    from .checks import Finding
    from .lookup import PlaceLookup
    from .places import Place
    from .release_places import HiddenPlaces

__all__ = ["Rewriting"]


@dataclass(frozen=True, slots=True)
class Rewriting:
    """What must be known to rewrite a report."""

    located: LocatedReport
    kept: tuple[int, ...]
    """Rows of the events that are released."""
    names: tuple[str, ...]
    """What may be named nowhere."""
    hidden: "HiddenPlaces"
    lookup: "PlaceLookup"

    def made(self) -> LocatedReport:
        """The report and its events, places and findings, as they are released."""
        report, ids = self.located.report, self._ids()
        changed: dict[str, Any] = {
            "title": self._redacted(report.title),
            "source": self._source(),
            "text": None,
            "events": tuple(self._event(row, ids) for row in self.kept),
            "distances": tuple(map(self._distance, self._claims())),
            "places": {},
            "read": None,
            "sensitive": None,
        }
        released = report.model_copy(update=changed)
        names = _names_used(released)
        return LocatedReport(
            released,
            self._frame(released),
            self._places(names),
            tuple(self._findings(ids)),
            {name: s for name, s in self._open(self.located.shapes) if name in names},
            self._others(names),
        )

    def tells(self, text: str | None) -> bool:
        """Whether a text says a name or a place that is withheld."""
        return found_in(text, (*self.names, *self.hidden.texts))

    def _redacted(self, text: str, anchors: Sequence[str] = ()) -> str:
        places = Withheld((*self.hidden.texts, *anchors), tuple(self.hidden.points))
        return redacted(text, self.names, places)

    def _ids(self) -> dict[str, str]:
        """Ids of the released events: new where the place is hidden, else their own."""
        events = self.located.report.events
        taken = {events[row].id for row in self.kept}
        ids: dict[str, str] = {}
        for number, row in enumerate(self.kept, 1):
            own = events[row].id
            new = own
            if row in self.hidden.rows or self.tells(own):
                new = f"event-{number}"
                while new in taken:
                    new += "-a"
            taken.add(new)
            ids[own] = new
        return ids

    def _event(self, row: int, ids: dict[str, str]) -> EventEntry:
        event = self.located.report.events[row]
        anchors = self.hidden.anchors.get(row, ())

        def parties(named: tuple[str, ...]) -> tuple[str, ...]:
            return tuple(self._redacted(name, anchors) for name in named)

        changed: dict[str, Any] = {
            "id": ids[event.id],
            "summary": self._redacted(event.summary, anchors),
            "initiators": parties(event.initiators),
            "targets": parties(event.targets),
            "claimed_by": event.claimed_by and self._redacted(event.claimed_by, anchors),
            "quote": self._quote(event.quote, anchors),
            "spans": {},
            "conflicts_with": tuple(ids[i] for i in event.conflicts_with if i in ids),
            "sensitive": None,
        }
        if row in self.hidden.rows:  # of the others, nothing in the place is withheld
            coarse = self.hidden.rows[row]
            changed["place"] = PLACE_WITHHELD if coarse is None else coarse.label
        return event.model_copy(update=changed)

    def _quote(self, quote: str | None, anchors: Sequence[str] = ()) -> str | None:
        is_open = quote is not None and self._redacted(quote, anchors) == quote
        return quote if is_open else None

    def _claims(self) -> list[DistanceClaim]:
        """The distances of which both ends may be shown."""
        places = {name for name, _ in self._open(self.located.places)}
        return [
            claim
            for claim in self.located.report.distances
            if not any(
                self.tells(name) or (name in self.located.places and name not in places)
                for name in (claim.start, claim.end)
            )
        ]

    def _distance(self, claim: DistanceClaim) -> DistanceClaim:
        changed: dict[str, Any] = {
            "claimed_by": claim.claimed_by and self._redacted(claim.claimed_by),
            "quote": self._quote(claim.quote),
            "spans": {},
        }
        return claim.model_copy(update=changed)

    def _source(self) -> Source:
        source = self.located.report.source
        tells = source.url is not None and self.tells(unquote(source.url))
        changed = {
            "publisher": source.publisher and self._redacted(source.publisher),
            "url": None if tells else source.url,
        }
        return source.model_copy(update=changed)

    def _frame(self, released: Report) -> "gpd.GeoDataFrame":
        import geopandas as gpd  # noqa: PLC0415
        import pandas as pd  # noqa: PLC0415

        frame = self.located.events.iloc[[*self.kept]]
        shapes = frame.geometry.tolist()
        rows = frame.drop(columns="geometry").to_dict("records")
        for number, row in enumerate(self.kept):
            rows[number] |= _told_columns(released, number)
            if row in self.hidden.rows:
                coarse = self.hidden.rows[row]
                rows[number] |= _place_columns(coarse)
                shapes[number] = None if coarse is None else coarse.shape
        made = pd.DataFrame(rows, columns=list(EVENT_COLUMNS)).astype(EVENT_COLUMNS)
        return gpd.GeoDataFrame(made, geometry=shapes, crs="EPSG:4326")

    def _open(self, by_name: dict[str, Any]) -> list[tuple[str, Any]]:
        """Entries of the names that may be shown, and whose places may."""
        places = self.located.places
        return [
            (name, value)
            for name, value in by_name.items()
            if not self.tells(name) and not self._is_hidden(places[name])
        ]

    def _is_hidden(self, place: "Place") -> bool:
        at = round(place.lon, 5), round(place.lat, 5)
        return self.tells(place.name) or at in self.hidden.points

    def _places(self, names: frozenset[str]) -> "dict[str, Place]":
        kept = {name: p for name, p in self._open(self.located.places) if name in names}
        coarse = filter(None, self.hidden.rows.values())
        return kept | {each.label: each.place for each in coarse}

    def _others(self, names: frozenset[str]) -> "dict[str, tuple[Place, ...]]":
        others = {
            name: tuple(filter(self._may_be_told, places))
            for name, places in self._open(self.located.others)
            if name in names
        }
        return {name: places for name, places in others.items() if places}

    def _may_be_told(self, other: "Place") -> bool:
        """Whether a candidate may be shown, which is told with its division."""
        division = None
        if other.country is not None and other.admin1 is not None:
            division = self.lookup.division_name(other.country, other.admin1)
        return not (self._is_hidden(other) or self.tells(division))

    def _findings(self, ids: dict[str, str]) -> "Iterable[Finding]":
        for finding in self.located.findings:
            left_out = finding.event_id is not None and finding.event_id not in ids
            if left_out or self.tells(finding.message) or self.tells(finding.claim):
                continue
            yield replace(finding, line=None)


def _names_used(report: Report) -> frozenset[str]:
    """What a report calls its places."""
    events = {event.place for event in report.events if isinstance(event.place, str)}
    return frozenset(events.union(*((c.start, c.end) for c in report.distances)))


def _told_columns(report: Report, row: int) -> dict[str, Any]:
    """What the frame says of an event beside its place."""
    event = report.events[row]
    place = {} if isinstance(event.place, Coordinates) else {"place": event.place}
    return {
        **place,
        "event_id": event.id,
        "summary": event.summary,
        "quote": event.quote,
        "initiators": event.initiators,
        "targets": event.targets,
        "claimed_by": event.claimed_by,
        "conflicts_with": event.conflicts_with,
        "publisher": report.source.publisher,
        "line": None,
    }


def _place_columns(coarse: Coarse | None) -> dict[str, Any]:
    place = None if coarse is None else coarse.place
    return {
        "place": PLACE_WITHHELD if coarse is None else coarse.label,
        "place_name": place and place.name,
        "lon": place and place.lon,
        "lat": place and place.lat,
        "kind": place and str(place.kind),
        "country": place and place.country,
        "admin1": place and place.admin1,
        "geonameid": None,
        "precision": place and str(precision_of(place)),
        "uncertainty_m": place and place.uncertainty_m,
        "place_source": place and place.source,
        "place_matched": place and str(place.matched),
        "place_score": place and place.score,
    }
