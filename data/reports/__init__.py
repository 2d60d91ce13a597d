"""Report files: the YAML in which a desk keeps what was reported, and its models.

``read_report`` answers what a file holds or lists everything that is wrong with it, each
problem with line and key. Whether the places exist is asked in ``geo``.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Final, Literal, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    PrivateAttr,
    Tag,
    ValidationError,
    WithJsonSchema,
    model_validator,
)

from ..edtf import parse_edtf
from ..errors import ReportError
from ..schema import DIRECTIONS, EVENT_TYPE_OF, RELIABILITY, Status
from ..yaml_source import YamlSource, nearest

__all__ = [
    "Coordinates",
    "DistanceClaim",
    "EventEntry",
    "PlaceEntry",
    "Report",
    "Source",
    "read_report",
    "report_json_schema",
    "shipped_reports",
]

KM_PER_MILE: Final = Decimal("1.609344")

_MAX_BYTES: Final = 50_000_000


def _known(value: object, known: tuple[str, ...], what: str) -> object:
    if not isinstance(value, str) or value not in known:
        raise ValueError(f"{value!r} is not {what}{nearest(str(value), known)}")
    return value


def _event_type(value: object) -> object:
    return _known(value, tuple(EVENT_TYPE_OF), "an event type")


def _status(value: object) -> object:
    return _known(value, tuple(map(str, Status)), "a status")


def _direction(value: object) -> object:
    if value is None:
        return None
    point = value.upper().replace("B", "b") if isinstance(value, str) else value
    if point in DIRECTIONS:
        return point
    return _known(value, DIRECTIONS, "a compass point such as S, NE or WSW")


def _reliability(value: object) -> object:
    if value is None:
        return None
    return _known(value, tuple(RELIABILITY), "an Admiralty grade from A to F")


def _edtf(value: object) -> object:
    if value is None:
        return None
    text = str(value)
    parse_edtf(text)
    return text


def _day(value: object) -> object:
    if value is None or isinstance(value, date):
        return value
    interval = parse_edtf(str(value))
    if interval.start is None or interval.start != interval.end:
        raise ValueError(f"{value!r} is not one day: expected a date like 2024-12-01")
    return interval.start


def _country(value: object) -> object:
    if not (
        isinstance(value, str) and value.isascii() and value.isalpha() and len(value) == 2
    ):
        raise ValueError(
            f"{value!r} is not a country code: expected two letters such as SY"
        )
    return value.upper()


def _url(value: object) -> object:
    if value is None:
        return None
    if not str(value).startswith(("https://", "http://")):
        raise ValueError(f"{value!r} is not a web address: expected https://…")
    return str(value)


def _number(value: object) -> object:
    if isinstance(value, bool):
        raise ValueError(f"{str(value).lower()} is not a number")  # noqa: TRY004  pydantic's way
    return value


def _decimal(value: object) -> object:
    value = _number(value)
    return Decimal(str(value)) if isinstance(value, int | float) else value


Text = Annotated[str, Field(min_length=1)]
SubEventType = Annotated[
    str,
    BeforeValidator(_event_type),
    Field(json_schema_extra={"enum": list(EVENT_TYPE_OF)}),
]
Edtf = Annotated[
    str | None,
    BeforeValidator(_edtf),
    Field(
        description="EDTF: 2024-11-30, 2024-11, 2016, 2024-11-30/2024-12-01, 2020/..",
        json_schema_extra={"anyOf": [{"type": ["string", "integer", "null"]}]},
    ),
]
CountryCode = Annotated[str, BeforeValidator(_country)]
Fatalities = Annotated[int, Field(ge=0, lt=2**31), BeforeValidator(_number)]
GeonameId = Annotated[int, Field(gt=0, lt=2**31), BeforeValidator(_number)]
Longitude = Annotated[float, Field(ge=-180, le=180), BeforeValidator(_number)]
Latitude = Annotated[float, Field(ge=-90, le=90), BeforeValidator(_number)]
RadiusKm = Annotated[float, Field(gt=0, le=2000), BeforeValidator(_number)]
Kilometres = Annotated[
    Decimal,
    BeforeValidator(_decimal),
    Field(gt=0, le=20_100),
    WithJsonSchema({"type": "number", "exclusiveMinimum": 0, "maximum": 20_100}),
]
Direction = Annotated[
    str | None,
    BeforeValidator(_direction),
    Field(json_schema_extra={"enum": [*DIRECTIONS, None]}),
]


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
    url: Annotated[str | None, BeforeValidator(_url)] = None
    reliability: Annotated[
        str | None,
        BeforeValidator(_reliability),
        Field(json_schema_extra={"enum": [*RELIABILITY, None]}),
    ] = None


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
_FORMS: Final = frozenset({"name", "coordinates"})


class EventEntry(_Entry):
    """One event as a report tells it."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,79}$")]
    type: SubEventType
    summary: Text
    place: PlaceReference | None = None
    date: Edtf = None
    initiators: tuple[Text, ...] = ()
    targets: tuple[Text, ...] = ()
    status: Annotated[Status, BeforeValidator(_status)] = Status.REPORTED
    claimed_by: Text | None = None
    fatalities: Fatalities | None = None
    quote: Text | None = None
    conflicts_with: tuple[str, ...] = Field(
        default=(), description="ids of events in this report that say otherwise"
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


class Report(_Entry):
    """One report: who published it, when, and what it says."""

    title: Text
    published: Annotated[date | None, BeforeValidator(_day)] = None
    source: Source = Source()
    country: tuple[CountryCode, ...] = Field(
        default=(), description="where unqualified names are looked for first"
    )
    text: str | None = Field(default=None, description="what quotes refer to")
    reading: Literal["machine", "reviewed"] = Field(
        default="reviewed", description="whether an analyst has corrected it"
    )
    events: tuple[EventEntry, ...] = ()
    distances: tuple[DistanceClaim, ...] = ()
    places: dict[str, PlaceEntry] = Field(default_factory=dict)

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
        problems = [*_id_problems(self.events), *_quote_problems(self)]
        if problems:
            raise _InconsistentError(problems)
        return self


class _InconsistentError(ValueError):
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


def read_report(path: Path) -> Report:
    """The report in a YAML file.

    Raises
    ------
    ReportError
        If the file cannot be read or does not hold a report; the message has one line a
        problem: file, line, key, what is wrong and what was expected.
    """
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise ReportError(f"{path}: larger than {_MAX_BYTES // 1_000_000} MB")
        text = path.read_text("utf-8")
    except UnicodeDecodeError as err:
        raise ReportError(f"{path}: not UTF-8 text; save it as UTF-8") from err
    except OSError as err:
        raise ReportError(f"{path}: cannot be read: {err.strerror}") from err
    source = YamlSource(text, str(path))
    content = source.content()
    if not isinstance(content, dict):
        raise ReportError(f"{path}:1: not a report: expected keys such as title, events")
    try:
        report = Report.model_validate(content)
    except ValidationError as err:
        raise ReportError(_problems(err, source)) from err
    report._name = path.stem  # noqa: SLF001  filled in by the reader, not by the file
    report._path = path  # noqa: SLF001
    for kind, entries in (("events", report.events), ("distances", report.distances)):
        for row, entry in enumerate(entries):
            entry._line = source.line((kind, row))  # noqa: SLF001
    return report


def _problems(err: ValidationError, source: YamlSource) -> str:
    found: list[tuple[tuple[str | int, ...], str]] = []
    for problem in err.errors(include_url=False):
        cause = problem.get("ctx", {}).get("error")
        if isinstance(cause, _InconsistentError):
            found += cause.problems
            continue
        loc = problem["loc"]
        if loc[3:4] and loc[2] == "place" and loc[3] in _FORMS:
            loc = (*loc[:3], *loc[4:])
        message = problem["msg"].removeprefix("Value error, ")
        if problem["type"] == "extra_forbidden":
            message = f"no such key{nearest(str(loc[-1]), _keys(loc[:-1]))}"
        else:
            message = _MESSAGES.get(problem["type"], message)
        found.append((loc, message))
    found.sort(key=lambda problem: source.line(problem[0]))
    return "\n".join(_problem(source, *problem) for problem in found)


_MESSAGES: Final = {
    "missing": "missing",
    "tuple_type": "expected a list, such as [SY, LB]",
    "dict_type": "expected keys and their values",
    "model_type": "expected keys and their values",
    "string_type": "expected text; put it in quotes if it looks like a number",
}
"""What pydantic says in the words of Python."""


def _problem(source: YamlSource, path: tuple[str | int, ...], message: str) -> str:
    key = "".join(f"[{p}]" if isinstance(p, int) else f".{p}" for p in path)
    where = f"{source.name}:{source.line(path)}"
    return f"{where}: {key.removeprefix('.') or 'report'}: {message}"


_MODELS: Final[dict[str, type[BaseModel]]] = {
    "source": Source,
    "events": EventEntry,
    "distances": DistanceClaim,
    "places": PlaceEntry,
}


def _keys(path: tuple[str | int, ...]) -> tuple[str, ...]:
    model = _MODELS.get(str(path[0]), Report) if path else Report
    if path[-1:] == ("place",):
        model = Coordinates
    return tuple(field.alias or name for name, field in model.model_fields.items())


def report_json_schema() -> dict[str, Any]:
    """JSON Schema of report files, as published in ``data/report.schema.json``."""
    schema = Report.model_json_schema(by_alias=True, mode="validation")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def shipped_reports() -> tuple[Path, ...]:
    """Files of the reports that come with conflictmap, sorted."""
    return tuple(sorted(Path(__file__).parent.glob("*.yaml")))
