"""The words of described places: lengths, compass points and what may stand round them.

Patterns are source text for ``re`` (case ignored), to be put together by whoever looks
for such phrases; each is bounded, so that no text makes them slow. What a whole phrase
says is read in ``locatives``.

References
----------
Chapman & Wieczorek, Georeferencing Best Practices, GBIF 2020 (the precision of a number).
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from ...data.reports import KM_PER_MILE
from ...data.schema import DIRECTIONS
from ..checks import direction_words, offset_precision

__all__ = [
    "ADJECTIVE",
    "DIRECTION",
    "LENGTH",
    "Length",
    "parse_direction",
    "parse_length",
    "parse_number",
]

_ONES: Final = (  # noqa: SIM905
    "zero one two three four five six seven eight nine ten eleven twelve thirteen "
    "fourteen fifteen sixteen seventeen eighteen nineteen"
).split()
_TENS: Final = "twenty thirty forty fifty sixty seventy eighty ninety".split()  # noqa: SIM905
_VALUES: Final[dict[str, int]] = {
    **{word: value for value, word in enumerate(_ONES)},
    **{word: 10 * value for value, word in enumerate(_TENS, 2)},
    "a": 1,
    "an": 1,
    "dozen": 12,
    "hundred": 100,
    "thousand": 1000,
}
_MULTIPLES: Final = frozenset({"dozen", "hundred", "thousand"})
_NUMBER_WORD: Final = "|".join(sorted(_VALUES, key=len, reverse=True))

_DIGITS: Final = (
    r"[-−]?(?:\d{1,3}(?:,\d{3}){1,3}(?:\.\d{1,3})?|\d{1,3}(?:[\u00a0\u202f ]\d{3}){1,3}"
    r"|\d{1,9}(?:[.,]\d{1,6})?)"
)
_NUMBER: Final = (
    rf"(?:{_DIGITS}|(?:{_NUMBER_WORD})(?:(?:[ -]|[ ]and[ ])(?:{_NUMBER_WORD})){{0,6}})"
)
_UNITS: Final[dict[str, Decimal]] = {
    "km": Decimal(1),
    "mi": KM_PER_MILE,
    "m": Decimal("0.001"),
    "nmi": Decimal("1.852"),
}
_UNIT: Final = (
    r"(?P<nmi>nautical[ -]miles?|nmi)|(?P<mi>miles?|mi)"
    r"|(?P<km>kms?|kilomet(?:re|er)s?|كيلومترات?|كيلومترا|كلم|كم)"
    r"|(?P<m>met(?:re|er)s?|m|مترا?)"
)
_ABOUT: Final = (
    r"(?:just[ ])?(?:about|some|roughly|nearly|around|approximately|approx\.?|almost"
    r"|over|under|more[ ]than|at[ ]least|only|ca?\.|circa|~|≈|just|an[ ]estimated"
    r"|نحو|حوالي)"
)
_AT_MOST: Final = r"within|less[ ]than|no[ ]more[ ]than|up[ ]to|as[ ]close[ ]as"

LENGTH: Final = (
    rf"(?:(?P<at_most>{_AT_MOST})[ ]?)?(?:{_ABOUT}[ ]?)?"
    rf"(?P<number>{_NUMBER})(?:[ ]?(?:-|–|to)[ ]?(?P<upper>{_DIGITS}))?"
    rf"[ -]?(?:{_UNIT})\.?(?![\w²³])(?:[ ]?\([^()]{{1,40}}\))?"
)
"""A length with what is said before it and, ignored, in brackets after it.

Groups: at_most, number, upper (of a range), and one of km, mi, m, nmi.
"""

_POINT: Final = r"(?:north|south|east|west)"
DIRECTION: Final = (
    rf"(?:(?P<due>due)[ ])?(?P<direction>{_POINT}(?:[ -]?(?:by[ -])?{_POINT}){{0,2}}"
    r"|[NSEW]{1,3}|[NSEW]\.[ ]?[NSEW]\.|[NSEW]{1,2}b[NSEW])(?:wards?)?(?!\w)"
)
"""A compass point as a noun. Groups: due, direction; see `parse_direction`."""

ADJECTIVE: Final = rf"(?P<direction>{_POINT}(?:[ -]?{_POINT})?(?:ern(?:most)?)?)"
"""A compass point before a name: northern, north-east, southwestern. Group: direction."""

_ARABIC_POINTS: Final = {"شمال": "N", "جنوب": "S", "شرق": "E", "غرب": "W"}


@dataclass(frozen=True, slots=True)
class Length:
    """A stated length in kilometres, and the precision that its number implies."""

    km: float
    precision_km: float
    stated: str  # number and unit, as the report gives them
    is_upper_bound: bool = False  # "within 10 km"


def _points() -> dict[str, str]:
    points = {}
    for point in DIRECTIONS:
        words = direction_words(point).replace("-", "").replace(" ", "")
        points[words] = points[point.lower()] = point
    for first, north in list(_ARABIC_POINTS.items()):
        points[first] = north
        for second, east in _ARABIC_POINTS.items():
            if north + east in DIRECTIONS:
                points[first + second] = north + east
    return points


_POINTS: Final = _points()


def parse_direction(text: str) -> str | None:
    """Compass point of a word, one of `DIRECTIONS`, or ``None``.

    Examples
    --------
    >>> [parse_direction(word) for word in ("south-west", "N.E.", "northern", "up")]
    ['SW', 'NE', 'N', None]
    """
    letters = re.sub(r"[\s.\-–]|ern(?:most)?$|wards?$", "", text.casefold())
    arabic = re.sub(r"(?:^ال|(?<=ي)ال|ية?$)", "", letters)
    arabic = re.sub(r"ي(?=ش|غ)", "", arabic)
    return _POINTS.get(letters) or _POINTS.get(arabic)


def parse_number(text: str) -> Decimal | None:
    """Number in digits or English words, or ``None``.

    Three digits after a comma are thousands, others a fraction: "1,500" is 1500 and
    "1,5" is 1.5.

    Examples
    --------
    >>> [str(parse_number(text)) for text in ("1,500", "1,5", "twenty-five", "1 200.5")]
    ['1500', '1.5', '25', '1200.5']
    """
    text = text.strip().replace("−", "-")
    digits = re.sub(r"[\s\u00a0\u202f]", "", text)
    if re.fullmatch(r"-?\d{1,3}(?:,\d{3}){1,3}(?:\.\d{1,6})?", digits):
        return Decimal(digits.replace(",", ""))
    if re.fullmatch(r"-?\d{1,13}(?:[.,]\d{1,6})?", digits):
        return Decimal(digits.replace(",", "."))
    return _spelled(re.split(r"[\s-]+", text.casefold()))


def _spelled(words: list[str]) -> Decimal | None:
    total = part = 0
    for word in words:
        if word == "and":
            continue
        if word not in _VALUES:
            return None
        value = _VALUES[word]
        if word in _MULTIPLES:
            part = max(part, 1) * value
            if word == "thousand":
                total, part = total + part, 0
        else:
            part += value
    return Decimal(total + part)


def parse_length(match: re.Match[str]) -> Length | None:
    """Length of a match of `LENGTH`; of a range its middle, good to half the range."""
    (unit,) = (name for name in _UNITS if match[name])
    number = parse_number(match["number"])
    upper = parse_number(match["upper"]) if match["upper"] else None
    if number is None:
        return None
    stated = f"{number:f}" if upper is None else f"{number:f}–{upper:f}"
    precision = offset_precision(number) if number else 0.0
    if upper is not None:
        precision = abs(float(upper - number)) / 2.0
        number = (number + upper) / 2
    factor = float(_UNITS[unit])
    return Length(
        km=float(number) * factor,
        precision_km=precision * factor,
        stated=f"{stated} {'miles' if unit == 'mi' else unit}",
        is_upper_bound=match["at_most"] is not None,
    )
