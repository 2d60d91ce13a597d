"""Phrases that state a distance: "some 45 km (28 miles) east of Idlib".

Answers how far, in which direction and from which name a phrase says, and where it stands
in a marked sentence. Which place that is said of is for ``said_of``.
"""

import re
from dataclasses import dataclass, replace
from typing import Final

from ...data.reports import KM_PER_MILE
from ..described.words import (
    DIRECTION,
    LENGTH,
    parse_direction,
    parse_length,
    parse_number,
)
from .marked import AREA, POINT
from .said_of import CAPITAL_NAME, PLACE_NOUN

__all__ = ["HINTS", "Extent", "Tail", "find_extent", "find_tail", "find_towards"]

_UNITS: Final = frozenset(
    (  # noqa: SIM905
        "km kms kilometre kilometres kilometer kilometers mile miles mi كم كلم كيلومتر "
        "كيلومترا كيلومترات hour hours minute minutes min mins hr hrs meters metres"
    ).split()
)
_POINTS: Final = frozenset(
    (  # noqa: SIM905
        "north south east west northeast northwest southeast southwest"
    ).split()
)
HINTS: Final = _UNITS | _POINTS
"""Words, in lower case, without which no phrase states a distance or direction."""

_MARK: Final = f"[{POINT}{AREA}]"
_CONVERTED: Final = (
    r"(?:(?:,?[ ]or|[ ]?[/–-]|,)[ ]?(?:about[ ]|some[ ])?\d[\d.,]{0,8}[ -]?"
    r"(?:kms?|kilomet(?:re|er)s?|miles?|mi)\b,?|[ ]?\[[^\[\]]{1,40}\])?"
)
_WAY: Final = (
    r"(?:,?[ -](?:away|further|farther|inland|upstream|downstream|or[ ]so|by[ ]road"
    r"|by[ ]car|drive|journey|trip|ride|walk|on[ ]foot|as[ ]the[ ]crow[ ]flies|apart"
    r"|down[ ]the[ ]road|up[ ]the[ ]road|along[ ]the[ ](?:road|coast))){0,3}"
)
_LENGTH: Final = re.compile(rf"(?:على[ ]بعد[ ])?{LENGTH}{_CONVERTED}", re.IGNORECASE)
_TIME: Final = re.compile(
    r"(?:(?:about|around|some|roughly|nearly|approximately|almost|just|over|only)[ ])?"
    r"(?:(?P<half>half)[ -]an|(?P<number>\d{1,3}(?:\.\d)?|an?|[a-z]{3,9}(?:-[a-z]{3,5})?))"
    r"(?P<more>[ ]and[ ]a[ ]half)?[ -]"
    r"(?:(?P<hours>hours?|hrs?)|(?P<minutes>minutes?|mins?))"
    r"(?P<later>[ ]and[ ]a[ ]half)?['’]?s?['’]?"
    r"(?P<way>[ -](?:drive|journey|ride|trip|walk|march|flight|by[ ](?:road|car|bus|boat)"
    r"|on[ ]foot|away))?",
    re.IGNORECASE,
)
_BEFORE_FRACTION: Final = re.compile(
    r"(?:[½¼¾]|\bhalf)[ /-]?$|[\w.,/$€£+][ ]?-$|[\d/.,$€£]$"
)
_PART: Final = re.compile(
    r"(?:\bhalf[ -](?:an?[ ])?|(?<![\d/])(?<!\d[ ])(?P<of>\d)/)$", re.IGNORECASE
)

_NOT_NAMED: Final = (
    r"(?![ ]?(?:-|–)?[ ]?(?:borders?|frontiers?|coasts?|coastline|shores?"
    r"|front[ ]?lines?)\b)"
)
_STOP: Final = (
    r"(?!(?:is|are|was|were|and|or|but|with|where|when|who|which|that|in|on|at|to|from|by"
    r"|for|as|after|before|borders?|frontier|coast|front|line|frontline|shore|road|highway"
    r"|than|said|killing|killed)\b)"
)
_NO_ADJECTIVE: Final = (  # "the Sri Lankan capital", "the Lebanese port city of"
    rf"(?![ ](?:[a-z-]{{1,12}}[ ])?(?:capital\b|{PLACE_NOUN}[ ]of\b))"
)
_OF_TYPE: Final = (
    rf"(?:(?:{_STOP}[^\W\d_][\w’'.-]{{0,24}}(?:(?<=capital)|(?<=city)|(?<=town))?"
    r"(?:(?<=capital),)?[ ]){0,7}?)"
)
_NAMED: Final = (
    rf"(?P<ref>{_OF_TYPE}(?P<mark>{_MARK}){_NO_ADJECTIVE}|{_OF_TYPE}(?P<name>{CAPITAL_NAME}"
    rf"(?![\w'’]|[ ]\d|(?<=way)|(?<=oad)|(?<=oute)|(?<=treet)|(?<=venue)){_NO_ADJECTIVE}))"
    rf"{_NOT_NAMED}(?!['’]s?[ ](?:borders?|coast|frontier))"
)
_NOUN: Final = (
    rf"(?P<ref>(?P<noun>(?:the|its)[ ](?:(?:[\w-]{{1,20}}|{_MARK})[ ]){{0,2}}?"
    rf"{PLACE_NOUN})\b"
    r"(?![ ](?:of|border|limits)\b)|(?P<there>there|here)\b)"
)
_TOWARDS: Final = rf"{_WAY},?[ ](?:to[ ])?(?:in[ ])?(?:the[ ])?{DIRECTION}"
_ARABIC: Final = (
    r"[ ](?:إلى[ ])?(?P<direction>(?:ال)?(?:شمال|جنوب|شرق|غرب)ي?"
    r"(?:[ ](?:ال)?(?:شرق|غرب)ي?)?)(?:[ ](?:من|عن))?[ ]"
)
_OF: Final = r"[ ](?:of|from|outside)[ ]"
_FROM: Final = (
    rf"{_WAY}[ ](?:away[ ]from|from|outside[ ]of|outside|off|short[ ]of|out[ ]of|من|عن)[ ]"
)
_TAILS: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_TOWARDS}{_OF}{_NAMED}",
        rf"{_TOWARDS}{_OF}{_NOUN}",
        rf"{_ARABIC}{_NAMED}",
        rf"{_TOWARDS}[ ]{_NAMED}",
        rf"{_FROM}{_NAMED}(?:[ ]to[ ](?:the[ ])?{_OF_TYPE}(?P<other>{_MARK}))?",
        rf"{_FROM}{_NOUN}",
    )
)
_ONLY_TOWARDS: Final = re.compile(
    rf"(?:to[ ]the[ ])?{DIRECTION}{_OF}{_NAMED}", re.IGNORECASE
)
_TO_THE: Final = "to the "
_TAIL_WITHIN: Final = re.compile(rf"[ ]of[ ]{_NAMED}", re.IGNORECASE)
_TAIL_PAIR: Final = re.compile(
    rf"[ -](?:(?:long|of)[ -])?(?:[a-z]{{3,12}}[ ]){{0,2}}?"
    rf"(?:between|separat(?:es?|ed|ing)|from|link(?:s|ing)|connect(?:s|ing))[ ]"
    rf"(?:the[ ])?{_OF_TYPE}(?P<mark>{_MARK}){_NOT_NAMED}[ ](?:and|from|to|with)[ ]"
    rf"(?:the[ ])?{_OF_TYPE}(?P<other>{_MARK}){_NOT_NAMED}",
    re.IGNORECASE,
)
_TAIL_OPEN: Final = re.compile(
    rf"(?:{_TOWARDS}|,?[ ]away)(?=[ ]?(?:[.,;:)”\"–—]|$)|[ ](?:and|where|when|said)\b)",
    re.IGNORECASE,
)
_LONGEST: Final = 9
"""Words from the beginning of a length to its unit."""


@dataclass(frozen=True, slots=True)
class Extent:
    """A stated distance or travel time, in a marked sentence."""

    start: int
    end: int
    km: float | None = None
    miles: float | None = None
    minutes: float | None = None
    is_upper_bound: bool = False
    is_way: bool = True
    """Whether a time is said to be that of a journey."""
    is_short: bool = False
    """Whether it is stated in metres, as between houses."""


@dataclass(frozen=True, slots=True)
class Tail:
    """What follows an extent: the direction and the name that it is counted from.

    Positions in the marked sentence; of the names at most one of `mark`, `name` and
    `noun` is there, and none if the text leaves open what it is counted from.
    """

    end: int
    direction: str | None = None
    mark: int | None = None
    name: tuple[int, int] | None = None
    noun: tuple[int, int] | None = None
    other: int | None = None
    """The second of two names: the distance is between them."""
    start: int = 0
    """Of a direction without an extent."""

    @property
    def is_vague(self) -> bool:
        """Whether it is left open what is counted from."""
        return self.mark is None and self.name is None and self.noun is None


def find_extent(text: str, positions: list[int], unit: int) -> Extent | None:
    """The extent whose unit is the piece of this number; the longest one there is."""
    for i in range(max(0, unit - _LONGEST), unit):
        start = positions[i]
        match = _LENGTH.match(text, start)
        if match is not None and match.end() > positions[unit]:
            return _read_length(text, match)
        time = _TIME.match(text, start)
        if time is not None and time.end() > positions[unit]:
            return _read_time(time)
    return None


def _read_length(text: str, match: re.Match[str]) -> Extent | None:
    before = text[max(0, match.start() - 12) : match.start()]
    part = _PART.search(before)
    is_share = match["number"].lower() in {"a", "an"} and before.endswith("of ")
    if is_share or (part is None and _BEFORE_FRACTION.search(before)):
        return None
    length = parse_length(match)
    if length is None or length.km == 0:
        return None
    km = abs(length.km) * (1.0 if part is None else _share(part, match["number"]))
    extent = Extent(
        match.start() - (0 if part is None else len(part[0])),
        match.end(),
        km=km,
        is_upper_bound=length.is_upper_bound,
        is_short=match["m"] is not None,
    )
    return (
        replace(extent, miles=round(km / float(KM_PER_MILE), 6)) if match["mi"] else extent
    )


def _share(part: re.Match[str], number: str) -> float:
    """What a number is to be multiplied by: half a mile, the 2 of 1/2 mile."""
    below = parse_number(number)
    return float(part["of"]) / float(below) ** 2 if part["of"] and below else 0.5


def _read_time(match: re.Match[str]) -> Extent | None:
    number = 0.5 if match["half"] else parse_number(match["number"])
    if number is None:
        return None
    half = 0.5 if match["more"] or match["later"] else 0.0
    minutes = (float(number) + half) * (60.0 if match["hours"] else 1.0)
    is_way = match["way"] is not None
    return Extent(match.start(), match.end(), minutes=minutes, is_way=is_way)


def find_tail(text: str, extent: Extent) -> Tail | None:
    """What the text says an extent is counted from; ``None`` if it is no distance."""
    pair = _TAIL_PAIR.match(text, extent.end)
    if pair is not None:
        return Tail(pair.end(), mark=pair.start("mark"), other=pair.start("other"))
    tails = (*_TAILS, _TAIL_WITHIN) if extent.is_upper_bound else _TAILS
    for pattern in tails:
        match = pattern.match(text, extent.end)
        tail = match and _read_tail(match)
        if tail and not (extent.is_short and tail.mark is None):
            return tail
    match = _TAIL_OPEN.match(text, extent.end)
    if match is None:
        return None
    return Tail(match.end(), direction=_direction(match))


def find_towards(text: str, position: int) -> Tail | None:
    """The direction without a distance that begins with a compass point: "north of X"."""
    start = position
    if text[max(0, position - len(_TO_THE)) : position].lower() == _TO_THE:
        start -= len(_TO_THE)
    match = _ONLY_TOWARDS.match(text, start)
    tail = match and _read_tail(match)
    return replace(tail, start=start) if tail and tail.mark is not None else None


def _read_tail(match: re.Match[str]) -> Tail | None:
    groups = match.groupdict()
    if groups.get("there"):
        return Tail(match.end(), direction=_direction(match))
    tail = Tail(
        match.end("ref"),
        direction=_direction(match),
        mark=match.start("mark") if groups.get("mark") else None,
        name=match.span("name") if groups.get("name") else None,
        noun=match.span("noun") if groups.get("noun") else None,
        other=match.start("other") if groups.get("other") else None,
    )
    return tail if tail.other is None else replace(tail, end=match.end())


def _direction(match: re.Match[str]) -> str | None:
    said = match.groupdict().get("direction")
    if said is None or (len(said) <= 3 and said.isascii() and not said.isupper()):
        return None
    return parse_direction(said)
