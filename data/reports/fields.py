"""What the fields of a report may hold, and the messages when they hold something else."""

from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import BeforeValidator, Field, WithJsonSchema

from ..edtf import parse_edtf
from ..schema import DIRECTIONS, EVENT_TYPE_OF, RELIABILITY, Status
from ..tables import load_countries
from ..yaml_source import nearest

__all__ = [
    "CountryCode",
    "Day",
    "DelayDays",
    "Direction",
    "Edtf",
    "EventStatus",
    "Fatalities",
    "GeonameId",
    "GridDegrees",
    "Kilometres",
    "Latitude",
    "Longitude",
    "RadiusKm",
    "Reliability",
    "SensitiveName",
    "SubEventType",
    "Text",
    "TextSpan",
    "WebAddress",
]


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
    code = value.upper() if isinstance(value, str) else value
    countries = load_countries()
    if any(country.code == code for country in countries):
        return code
    meant = [c.code for c in countries if value == c.name or value in (c.iso3, *c.names)]
    hint = f"; did you mean {meant[0]}?" if meant else ", such as SY"
    raise ValueError(f"{value!r} is not the two-letter code of a country{hint}")


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


def _sensitive_name(value: object) -> object:
    if isinstance(value, str) and sum(map(str.isalnum, value)) < 2:
        raise ValueError(
            f"{value!r} cannot be searched for: expected two letters or digits at least"
        )
    return value


Text = Annotated[str, Field(min_length=1)]
SensitiveName = Annotated[str, BeforeValidator(_sensitive_name), Field(min_length=2)]
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
DelayDays = Annotated[int, Field(ge=0, le=36_525), BeforeValidator(_number)]
GridDegrees = Annotated[float, Field(ge=0.01, le=10), BeforeValidator(_number)]
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
_Offset = Annotated[int, Field(ge=0), BeforeValidator(_number)]
TextSpan = tuple[_Offset, _Offset]
Day = Annotated[date | None, BeforeValidator(_day)]
EventStatus = Annotated[Status, BeforeValidator(_status)]
Reliability = Annotated[
    str | None,
    BeforeValidator(_reliability),
    Field(json_schema_extra={"enum": [*RELIABILITY, None]}),
]
WebAddress = Annotated[str | None, BeforeValidator(_url)]
