"""Described places: what "15 km south-west of Idlib" or "northern Syria" says, as text.

Answers which names a phrase is built on and what it says of them; that a phrase is also
the name of a place (North Darfur) is for the caller to find out first. Where the place is
is answered in ``described``.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final

from ..data import tables
from .described.forms import PATTERNS, ROAD_WORDS, Form
from .described.words import (
    ADJECTIVE,
    DIRECTION,
    LENGTH,
    Length,
    parse_direction,
    parse_length,
)
from .names import fold

__all__ = ["CENTRE", "Locative", "parse_locative"]

CENTRE: Final = "centre"
"""The part of a place that is in no direction: "central Aleppo"."""


@dataclass(frozen=True, slots=True)
class Locative:
    """A place as a phrase describes it; names are not looked up."""

    text: str
    form: Form
    anchors: tuple[str, ...]
    """The names it is built on, in the order of the text."""
    length: Length | None = None
    direction: str | None = None
    """One of `DIRECTIONS`, or `CENTRE`; ``None`` if none is said."""
    second: tuple[Length, str] | None = None
    """The other length and direction of `Form.TWO_OFFSETS`."""
    is_due: bool = False
    is_by_road: bool = False
    may_be_inside: bool = False
    """Whether "north of X" is the north of X where X is an area, as in Arabic."""

    @property
    def distance_km(self) -> float | None:
        """The stated distance."""
        return None if self.length is None else self.length.km

    @property
    def rule(self) -> str:
        """What is said of the anchors, in few words: ``"15 km SW of"``."""
        said = self.length.stated if self.length else None
        if self.second is not None:
            other, direction = self.second
            return f"{said} {self.direction} and {other.stated} {direction} of"
        if self.form is Form.BORDER:
            return f"{said} from the border of" if said else "the border of"
        if said is not None:
            due = "due " if self.is_due else "by road " if self.is_by_road else ""
            return f"{said} {due}{f'{self.direction} of' if self.direction else 'from'}"
        words = _RULE_WORDS[self.form]
        return words if self.direction is None else f"{self.direction} {words}"


_RULE_WORDS: Final = {
    Form.BETWEEN: "between",
    Form.BESIDE: "of",
    Form.NEAR: "near",
    Form.COUNTRYSIDE: "countryside of",
    Form.PART: "part of",
    Form.ALONG: "along",
    Form.ROAD: "road between",
}
_LONGEST: Final = 200
_NO_LOCATIVES: Final = frozenset(
    (  # noqa: SIM905  names whose rest is a place they are no part of
        "near east|far east|middle east|west bank|western sahara|northern ireland|"
        "northern cyprus|south sudan|north sudan|south africa|north korea|south korea|"
        "east timor|western australia|south australia|northern territory|north macedonia|"
        "east jerusalem|west jerusalem|north america|south america|central america|"
        "northern mariana islands|central african republic|west indies|south georgia|"
        "western wall|south china sea|east china sea|north sea|south pacific|"
        "north atlantic|south atlantic|north pacific"
    ).split("|")
)
_ARTICLES: Final = frozenset("al el ez az ar as ash an at ad ed es er et".split())  # noqa: SIM905

_COMPILED: Final = tuple((form, re.compile(p, re.IGNORECASE)) for form, p in PATTERNS)
_FIRST_OFFSET: Final = re.compile(rf"{LENGTH}[ ]{DIRECTION}", re.IGNORECASE)
_OFFSETS: Final = re.compile(r"(?P<first>.*?),?[ ]and[ ](?P<second>\S.*)", re.IGNORECASE)
_BY_ROAD: Final = re.compile(
    r",?[ ](?:by[ ](?:road|car|highway)|(?:on|along|down|up)[ ]the[ ]"
    r"(?:(?:road|highway|motorway|way)(?:[ ](?:to|towards?)[ ](?P<y>\S.*))?"
    rf"|(?P<pair>\S.*?)[ ]{ROAD_WORDS}))",
    re.IGNORECASE,
)
_OF_TYPE: Final = re.compile(
    r"(?:the[ ])?(?:[\w-]+ern[ ]|central[ ])?(?=(?:cit(?:y|ies)|towns?|villages?|provinces?"
    r"|governorates?|districts?|regions?)[ ]of[ ])",
    re.IGNORECASE,
)
_PLURAL: Final = re.compile(r"[ ](province|governorate|district|region|oblast)s$")
_WITHIN: Final = re.compile(rf"(?:,| in)[ ](?:the[ ])?(?:{ADJECTIVE}[ ])?(?=[^\W\d_a-z])")


def parse_locative(text: str) -> Locative | None:
    """What a phrase says of where a place is; ``None`` if it is a name, or anything else.

    Only phrases of at most 200 characters are read. A name that begins with a compass
    point ("North Darfur") is read as a part of the rest: look up the whole name first.

    Examples
    --------
    >>> found = parse_locative("30km (18 miles) southeast of Deir Ezzor")
    >>> found.form.value, found.anchors, found.distance_km, found.direction
    ('offset', ('Deir Ezzor',), 30.0, 'SE')
    >>> parse_locative("Idlib") is None
    True
    """
    if len(text) > _LONGEST:
        return None
    phrase = " ".join(text.split()).rstrip(".;,")
    if fold(phrase).removeprefix("the ") in _NO_LOCATIVES:
        return None
    two = _parse_two_offsets(phrase)
    if two is not None:
        return two
    for form, pattern in _COMPILED:
        match = pattern.fullmatch(phrase)
        if match is not None:
            found = _parse_form(form, match)
            if found is not None:
                return found
    return None


def _parse_two_offsets(phrase: str) -> Locative | None:
    parts = _OFFSETS.fullmatch(phrase)
    first = parts and _FIRST_OFFSET.fullmatch(parts["first"])
    second = parts and dict(_COMPILED)[Form.OFFSET].fullmatch(parts["second"])
    if not first or not second:
        return None
    lengths = parse_length(first), parse_length(second)
    directions = _direction(first), _direction(second)
    anchor = _anchor(second["x"])
    if not (lengths[0] and lengths[1] and directions[0] and directions[1] and anchor):
        return None
    return Locative(
        text=phrase,
        form=Form.TWO_OFFSETS,
        anchors=(anchor,),
        length=lengths[0],
        direction=directions[0],
        second=(lengths[1], directions[1]),
    )


def _parse_form(form: Form, match: re.Match[str]) -> Locative | None:
    groups = match.groupdict()
    length = parse_length(match) if groups.get("number") else None
    direction = _direction(match)
    if direction is None and (form is Form.OFFSET or form is Form.BESIDE):
        return None
    names, is_by_road = _NAMES.get(form, _plain_names)(groups)
    anchors = tuple(name for name in map(_anchor, names) if name)
    if not anchors or len(anchors) < len(names) or (groups.get("number") and not length):
        return None
    return Locative(
        text=match.string,
        form=form,
        anchors=anchors,
        length=length,
        direction=direction,
        is_due=groups.get("due") is not None,
        is_by_road=is_by_road or groups.get("road") is not None,
        may_be_inside=form is Form.BESIDE and not match["direction"].isascii(),
    )


def _direction(match: re.Match[str]) -> str | None:
    groups = match.groupdict()
    if groups.get("centre"):
        return CENTRE
    words = (groups.get(name) for name in ("direction", "tail", "arabic", "arabic2"))
    said = next(filter(None, words), None)
    return None if said is None else parse_direction(said)


_Names = tuple[tuple[str, ...], bool]
"""The names in a match, and whether the way between them is said to be a road."""


def _plain_names(groups: dict[str, str | None]) -> _Names:
    return (groups["x"] or "",), False


def _offset_names(groups: dict[str, str | None]) -> _Names:
    """The place a length is from and, if it is along a road to another, that one."""
    said = groups["x"] or ""
    by_road = re.search(_BY_ROAD.pattern + "$", said, re.IGNORECASE)
    if by_road is None:
        return (said,), False
    start = said[: by_road.start()]
    ends = _split_pair(by_road["pair"] or "") or ()
    others = [end for end in ends if fold(end) != fold(start)]
    if by_road["y"]:
        others = [by_road["y"]]
    return (start, *others[:1]) if len(others) == 1 else (start,), True


def _between_names(groups: dict[str, str | None]) -> _Names:
    first, last = groups["x"] or "", groups["y"] or ""
    plural = _PLURAL.search(last)
    if plural is not None:
        kind = plural[1]
        return (f"{first} {kind}", f"{last[: plural.start()]} {kind}"), False
    return (first, last), False


def _road_names(groups: dict[str, str | None]) -> _Names:
    if groups.get("pair") is not None:
        return _split_pair(groups["pair"] or "") or ("",), True
    first = groups["x"] or groups["a"] or groups["b"] or ""
    return (first, groups["y"] or ""), True


def _border_names(groups: dict[str, str | None]) -> _Names:
    if groups["a"] is not None:
        return (_country(groups["a"]), _country(groups["b"] or "")), False
    if groups["d"] is not None:
        given = (groups["c"], groups["d"])
        return tuple(_country(name) for name in given if name is not None), False
    said = groups["e"] or ""
    if fold(said) in _country_names():
        return (_country(said),), False
    return tuple(_country(name) for name in _split_pair(said) or ("",)), False


_NAMES: Final[dict[Form, Callable[[dict[str, str | None]], _Names]]] = {
    Form.OFFSET: _offset_names,
    Form.DISTANCE: _offset_names,
    Form.BETWEEN: _between_names,
    Form.ROAD: _road_names,
    Form.BORDER: _border_names,
}


def _split_pair(text: str) -> tuple[str, ...] | None:
    """The names that dashes join: not the hyphen of an article, as in "Deir ez-Zor"."""
    for dash in (r"[ ]?[–—][ ]?|[ ]-[ ]|[ ]to[ ]", "-"):
        names = list(_joined(re.split(dash, text))) if dash == "-" else re.split(dash, text)
        if len(names) > 1 and all(any(map(str.isalnum, name)) for name in names):
            return tuple(names)
    return None


def _joined(pieces: Iterable[str]) -> Iterable[str]:
    """Pieces between hyphens, with what follows an article joined to it again."""
    begun = ""
    for piece in pieces:
        begun += piece
        if piece.casefold().split(" ")[-1] in _ARTICLES:
            begun += "-"
        else:
            yield begun
            begun = ""
    if begun:
        yield begun


def _anchor(name: str) -> str | None:
    """A name as it is to be looked up; ``None`` if there is no letter or digit in it."""
    name = _OF_TYPE.sub("", name.strip(" ,;'\"“”‘’"), count=1)
    name = re.sub(r"^the[ ]", "", name, flags=re.IGNORECASE)
    name = re.sub(_WITHIN, ", ", name)
    if name.casefold().startswith("and "):  # "eastern and southern Syria" is two places
        return None
    return name if any(map(str.isalnum, name)) else None


def _country(text: str) -> str:
    """English name of the country that a name or demonym means, or the text itself."""
    name = re.sub(r"^the[ ]", "", text, flags=re.IGNORECASE)
    return _country_names().get(fold(name), name)


@cache
def _country_names() -> dict[str, str]:
    names: dict[str, str] = {}
    for country in tables.load_countries():
        for name in (country.name, *country.demonyms, *country.names):
            names.setdefault(fold(name), country.name)
    return names
