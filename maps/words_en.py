"""English: what pages without scripts and the feed say."""

from collections.abc import Mapping
from functools import cache
from typing import Final

from markupsafe import Markup

from ..data.edtf import ENGLISH_DATES
from ..data.schema import Kind, Precision, Status
from ..data.tables import load_countries
from .words import (
    EventWords,
    FailedWords,
    FeedWords,
    Forms,
    PlaceWords,
    ScriptAttributes,
    Words,
)

__all__ = ["ENGLISH"]


def _category(count: int) -> str:
    return "one" if count == 1 else "other"


@cache
def _country_names() -> Mapping[str, str]:
    return {country.code: country.name for country in load_countries()}


_EVENT: Final = EventWords(
    types={},
    statuses={
        Status.REPORTED: "reported",
        Status.CLAIMED: "claimed by one side",
        Status.DENIED: "denied",
        Status.DISPUTED: "disputed: sources tell it differently",
        Status.CONFIRMED: "confirmed by independent sources",
        Status.PLANNED: "planned: had not happened when it was reported",
        Status.BACKGROUND: "background: recalled by the report",
    },
    short_statuses={},
    kinds={
        Kind.ADMIN1: "province",
        Kind.ADMIN2: "district",
        Kind.FACILITY: "site",
        Kind.OTHER: "place",
    },
    precisions={
        Precision.EXACT: "a single site, within {radius} of this point",
        Precision.SETTLEMENT: "a town: the true place lies within {radius} of this point",
        Precision.ADMIN2: "somewhere in this district, up to {radius} from this point",
        Precision.ADMIN1: "somewhere in this province, up to {radius} from this point",
        Precision.REGION: "somewhere in this area, up to {radius} from this point",
        Precision.COUNTRY: "somewhere in this country, up to {radius} from this point",
    },
    described="only described: somewhere up to {radius} from this point",
    untyped="Event",
    claim="{who}, reported by {publisher}",
    unnamed="{publisher}, which names no other source",
    nobody="no source named",
    not_stated="not stated",
    none_killed="none reported",
    killed_range="{n} ({low} to {high})",
    metres="{n} m",
    kilometres="{n} km",
    coordinates="{lat}° {north}, {lon}° {east}",
    north="N",
    south="S",
    east="E",
    west="W",
)

_PLACE: Final = PlaceWords(
    description="{events} told of at {place}, as {reports} tell of them",
    heading="{events}, from {reports}, newest first",
    whose_word="Each is what a report says happened here; who says so stands with it.",
    published=", published {date}",
    credit="Places: GeoNames (CC BY 4.0), changed, unless another source is named.",
    kind="Kind",
    country="Country",
    division="Division",
    coordinates="Coordinates",
    stands_for="Stands for",
    point_from="Point from",
    as_reported="Place, as reported",
    the_point="The point",
    who="Who",
    to_whom="To whom",
    who_says_so="Who says so",
    own_source="Its own source",
    status="Status",
    killed="Killed",
    wounded="Wounded",
    taken="Places taken",
    report="Report",
)

_FEED: Final = FeedWords(
    attributes={},
    untitled="Reports",
    changed="Changed: {title}",
    no_publisher="publisher not stated",
    published="Published {date}.",
    not_published="Day of publication not stated: the entry is dated by its events.",
    counts="{events}, {placed} on the map.",
    told_of="Told of:",
    since="Since the map was last published: {changes}.",
    changes={
        "added": "{n} added",
        "changed": "{n} changed",
        "withdrawn": "{n} withdrawn",
    },
    headings={"added": "Added:", "changed": "Changed:", "withdrawn": "Withdrawn:"},
    event="{date}, {place}: {type}. {summary}",
    no_place="place not stated",
    teller=" ({who}; {status})",
    changed_fields="{event}; changed: {fields}",
    fields={
        "sub_event_type": "sub event type",
        "place_name": "place name",
        "claimed_by": "claimed by",
        "fatalities_low": "fatalities low",
        "fatalities_high": "fatalities high",
    },
    more=Forms("and {n} more"),
)

ENGLISH: Final = Words(
    root={"lang": "en"},
    category=_category,
    dates=ENGLISH_DATES,
    country_names=_country_names,
    events=Forms("{n} events", one="{n} event"),
    reports=Forms("{n} reports", one="{n} report"),
    all_reports="All reports",
    to_all_reports="All reports and their map",
    to_feed="New and changed reports",
    machine_read="Read by machine from the article; nobody has reviewed it.",
    comma=", ",
    event=_EVENT,
    place=_PLACE,
    feed=_FEED,
    failed=FailedWords(
        heading="No map of {name}",
        what_to_do=(
            "The report could not be mapped. Mend what is said here, and build the site "
            "again."
        ),
        problems={},
    ),
    scripts=ScriptAttributes(
        mixed=Markup(' dir="auto"'),
        arabic=Markup(' dir="rtl" lang="ar"'),
        right_to_left=Markup(' dir="rtl" lang=""'),  # in a language not known
    ),
)
