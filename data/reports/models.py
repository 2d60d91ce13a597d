"""The models of a report: what it may hold, and what only the whole shows to be wrong."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Final, Literal, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Discriminator,
    Field,
    PrivateAttr,
    Tag,
    model_validator,
)

from ..schema import Status
from ..yaml_source import nearest
from .fields import (
    CountryCode,
    Day,
    DelayDays,
    Direction,
    Edtf,
    EventStatus,
    Fatalities,
    GeonameId,
    GridDegrees,
    Kilometres,
    Latitude,
    Longitude,
    RadiusKm,
    Reliability,
    SensitiveName,
    SubEventType,
    Text,
    TextSpan,
    WebAddress,
)

__all__ = [
    "KM_PER_MILE",
    "PLACE_FORMS",
    "Coordinates",
    "DistanceClaim",
    "EventEntry",
    "InconsistentError",
    "MachineRead",
    "PlaceEntry",
    "Report",
    "Sensitive",
    "Source",
]

KM_PER_MILE: Final = Decimal("1.609344")


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    _line: int | None = PrivateAttr(default=None)

    @property
    def line(self) -> int | None:
        """Line of the report file on which the entry begins; ``None`` if made in code."""
        return self._line


class Source(_Entry):
    """Who published the report."""

    publisher: Text | None = None
    url: WebAddress = None
    reliability: Reliability = None


class Coordinates(_Entry):
    """A place that is given by its coordinates, degrees WGS84."""

    lon: Longitude
    lat: Latitude
    uncertainty_km: RadiusKm
    name: Text | None = None


class PlaceEntry(_Entry):
    """Which place a name means in this report: the analyst's word is final.

    Either a GeoNames id, or another name to look up, or coordinates.
    """

    geonameid: GeonameId | None = None
    name: Text | None = None
    lon: Longitude | None = None
    lat: Latitude | None = None
    uncertainty_km: RadiusKm | None = None

    @model_validator(mode="after")
    def _says_one_thing(self) -> Self:
        coordinates = (self.lon, self.lat, self.uncertainty_km)
        if any(value is not None for value in coordinates):
            if None in coordinates or self.geonameid is not None:
                raise ValueError(
                    "expected geonameid, or name, or all of lon, lat and uncertainty_km"
                )
        elif (self.geonameid is None) == (self.name is None):
            raise ValueError(
                "expected either geonameid, or name, or lon, lat and uncertainty_km"
            )
        return self


def _place_form(value: object) -> str:
    return "coordinates" if isinstance(value, dict | Coordinates) else "name"


PlaceReference = Annotated[
    Annotated[Text, Tag("name")] | Annotated[Coordinates, Tag("coordinates")],
    Discriminator(_place_form),
]
PLACE_FORMS: Final = frozenset({"name", "coordinates"})


class Sensitive(_Entry):
    """What a public release may not show; other builds show everything.

    Under an event it goes before what the report says of all; names are withheld
    everywhere, wherever they are listed.
    """

    place: Literal["release", "grid", "division", "country", "withhold"] | None = Field(
        default=None,
        description="shown as it is, to grid_deg, as its first-order division, as its "
        "country, or not at all",
    )
    grid_deg: GridDegrees | None = Field(
        default=None, description="with place: grid: the size of its cells in degrees"
    )
    delay_days: DelayDays | None = Field(
        default=None,
        description="days after the event's last day before it is released; after the "
        "publication, if no day of it is known",
    )
    names: tuple[SensitiveName, ...] = Field(
        default=(), description="people, parties or places that may be named nowhere"
    )
    event: Literal["release", "withhold"] | None = Field(
        default=None, description="withhold: the event is left out"
    )

    @model_validator(mode="after")
    def _grid_has_a_size(self) -> Self:
        if self.place == "grid" and self.grid_deg is None:
            raise ValueError("place is grid: expected grid_deg, such as 0.1")
        if self.place != "grid" and self.grid_deg is not None:
            raise ValueError("grid_deg is the size of a grid: expected place: grid")
        return self


_EventPart = Literal[
    "trigger",
    "place",
    "date",
    "initiators",
    "targets",
    "claimed_by",
    "fatalities",
    "wounded",
    "taken",
    "quote",
]
_DistancePart = Literal["claim", "from", "to", "claimed_by", "quote"]
_SPANS: Final = "where in the text each value stands: code points, end exclusive"


class EventEntry(_Entry):
    """One event as a report tells it."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,79}$")]
    type: SubEventType
    summary: Text
    place: PlaceReference | None = None
    date: Edtf = None
    initiators: tuple[Text, ...] = ()
    targets: tuple[Text, ...] = ()
    status: EventStatus = Status.REPORTED
    claimed_by: Text | None = None
    fatalities: Fatalities | None = None
    wounded: Fatalities | None = None
    taken: Fatalities | None = Field(
        default=None, description="how many towns, villages or the like were taken"
    )
    quote: Text | None = None
    spans: dict[_EventPart, TextSpan] = Field(default_factory=dict, description=_SPANS)
    conflicts_with: tuple[str, ...] = Field(
        default=(), description="ids of events in this report that say otherwise"
    )
    sensitive: Sensitive | None = Field(
        default=None, description="what a public release withholds of this event"
    )

    @model_validator(mode="after")
    def _claims_name_who_claims(self) -> Self:
        if self.status is Status.CLAIMED and self.claimed_by is None:
            raise ValueError("status is claimed: expected claimed_by to say by whom")
        return self


class DistanceClaim(_Entry):
    """A stated distance, direction or both: `end` lies `km` `direction` of `start`."""

    start: Text = Field(alias="from")
    end: Text = Field(alias="to")
    km: Kilometres | None = None
    miles: Kilometres | None = None
    direction: Direction = None
    claimed_by: Text | None = None
    quote: Text | None = None
    spans: dict[_DistancePart, TextSpan] = Field(default_factory=dict, description=_SPANS)

    @model_validator(mode="after")
    def _states_something(self) -> Self:
        if self.km is not None and self.miles is not None:
            raise ValueError("expected km or miles, as the report states it, not both")
        if self.km is None and self.miles is None and self.direction is None:
            raise ValueError("nothing to check: expected km, miles or direction")
        return self

    @property
    def stated_km(self) -> float | None:
        """The stated distance in kilometres, converted from miles if need be."""
        if self.miles is not None:
            return float(self.miles * KM_PER_MILE)
        return None if self.km is None else float(self.km)


class MachineRead(_Entry):
    """Fingerprints of what a machine read, by what it is called in the report.

    An entry that no longer has its fingerprint was changed by an analyst; one that is
    not there was taken out.
    """

    events: dict[str, str] = Field(default_factory=dict)
    distances: dict[str, str] = Field(default_factory=dict)
    places: dict[str, str] = Field(default_factory=dict)


class Report(_Entry):
    """One report: who published it, when, and what it says."""

    title: Text
    published: Day = None
    source: Source = Source()
    country: tuple[CountryCode, ...] = Field(
        default=(), description="where unqualified names are looked for first"
    )
    text: str | None = Field(default=None, description="what quotes and spans refer to")
    reading: Literal["machine", "reviewed"] = Field(
        default="reviewed", description="whether an analyst has corrected it"
    )
    events: tuple[EventEntry, ...] = ()
    distances: tuple[DistanceClaim, ...] = ()
    places: dict[str, PlaceEntry] = Field(default_factory=dict)
    sensitive: Sensitive | None = Field(
        default=None, description="what a public release withholds of every event"
    )
    read: MachineRead | None = Field(
        default=None, description="written by conflictmap read; leave it as it is"
    )

    _name: str = PrivateAttr(default="report")
    _path: Path | None = PrivateAttr(default=None)

    @property
    def name(self) -> str:
        """Name of the report's file, without its ending."""
        return self._name

    @property
    def path(self) -> Path | None:
        """The file that was read; ``None`` if the report was made in code."""
        return self._path

    @model_validator(mode="after")
    def _is_consistent(self) -> Self:
        problems = [
            *_id_problems(self.events),
            *_quote_problems(self),
            *_span_problems(self),
        ]
        if problems:
            raise InconsistentError(problems)
        return self


class InconsistentError(ValueError):
    """What only the whole report shows to be wrong: (path, message) of each problem."""

    def __init__(self, problems: list[tuple[tuple[str | int, ...], str]]) -> None:
        super().__init__("; ".join(message for _, message in problems))
        self.problems = problems


def _id_problems(
    events: tuple[EventEntry, ...],
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    ids = tuple(event.id for event in events)
    known = frozenset(ids)
    seen: set[str] = set()
    for row, event in enumerate(events):
        if event.id in seen:
            yield ("events", row, "id"), f"{event.id!r} is the id of another event too"
        seen.add(event.id)
        for other in event.conflicts_with:
            if other == event.id or other not in known:
                hint = nearest(other, sorted(known - {event.id}))
                yield (
                    ("events", row, "conflicts_with"),
                    f"{other!r} is not the id of another event{hint}",
                )


def _quote_problems(report: Report) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if report.text is None:
        return
    for kind in ("events", "distances"):
        for row, entry in enumerate(getattr(report, kind)):
            if entry.quote is not None and entry.quote not in report.text:
                yield (kind, row, "quote"), f"{entry.quote!r} is not in the text"


def _span_problems(report: Report) -> Iterator[tuple[tuple[str | int, ...], str]]:
    length = 0 if report.text is None else len(report.text)
    for kind in ("events", "distances"):
        for row, entry in enumerate(getattr(report, kind)):
            for part, (start, end) in entry.spans.items():
                if report.text is None:
                    yield (kind, row, "spans"), "spans need the text that they refer to"
                    break
                if not start < end <= length:
                    problem = (
                        f"[{start}, {end}] is no part of the text, which has {length} "
                        "characters: expected [start, end], end exclusive"
                    )
                    yield (kind, row, "spans", part), problem
