"""What words and codes of tables say of how exactly a place is known."""

from typing import Final

from .heading_words import fold_heading
from .schema import Kind, Precision

__all__ = [
    "ACLED_CODES",
    "EXACT_M",
    "UCDP_CODES",
    "Placing",
    "placing_of",
]

Placing = tuple[Precision, Kind | None, float]
"""Precision, kind (``None``: as its name says), radius in metres."""

UCDP_CODES: Final[dict[int, Placing]] = {
    1: (Precision.SETTLEMENT, None, 5_000.0),
    2: (Precision.REGION, None, 25_000.0),
    3: (Precision.ADMIN2, Kind.ADMIN2, 90_000.0),
    4: (Precision.ADMIN1, Kind.ADMIN1, 250_000.0),
    5: (Precision.REGION, Kind.REGION, 100_000.0),
    6: (Precision.COUNTRY, Kind.COUNTRY, 500_000.0),
    7: (Precision.REGION, Kind.WATER, 250_000.0),
}
"""By UCDP's ``where_prec``.

1, a named place: 5 km, the most that this project takes a town for. 2, near one: UCDP's
own 25 km. For areas UCDP gives a point and no extent. 3 and 4, divisions: a radius that
reaches from a point inside to every edge in nine of ten, measured on Syria's districts
and on the first-order divisions of the world. 5, part of a division, a road, a range;
6, a country; 7, a sea: conventions, which outlines replace where there are any.
"""

ACLED_CODES: Final[dict[int, Placing]] = {
    1: UCDP_CODES[1],
    2: UCDP_CODES[2],
    3: UCDP_CODES[4],
}
"""By ACLED's ``geo_precision``: 1, the named town; 2, near it, or a small part of a region
that is put in a town; 3, a region, which is put in its main town."""

EXACT_M: Final = 1_000.0
"""The radius of what a table calls exact, and the most that is taken for it."""
_BY_CLASS: Final[dict[Precision, Placing]] = {
    Precision.EXACT: (Precision.EXACT, None, EXACT_M),
    Precision.SETTLEMENT: UCDP_CODES[1],
    Precision.ADMIN2: UCDP_CODES[3],
    Precision.ADMIN1: UCDP_CODES[4],
    Precision.REGION: UCDP_CODES[5],
    Precision.COUNTRY: UCDP_CODES[6],
}
_WORDS: Final[dict[Precision, str]] = {
    Precision.EXACT: "exact|precise|gps|address|site|exacte|exacto|exacta|دقيق",
    Precision.SETTLEMENT: (
        "settlement|town|city|village|locality|community|ville|localite|ciudad|localidad|"
        "مدينه|بلده|قريه"
    ),
    Precision.ADMIN2: "admin2|adm2|district|county|municipality|distrito|قضاء|ناحيه",
    Precision.ADMIN1: (
        "admin1|adm1|province|governorate|state|oblast|gouvernorat|departement|provincia|"
        "departamento|محافظه|ولايه"
    ),
    Precision.REGION: "region|area|near|approximate|zone|منطقه|تقريبي",
    Precision.COUNTRY: "country|national|nation|pays|pais|دوله|بلد",
}
_BY_WORD: Final = {
    word: _BY_CLASS[precision]
    for precision, words in _WORDS.items()
    for word in words.split("|")
}
_CODES: Final = {"geo precision": ACLED_CODES, "where prec": UCDP_CODES}


def placing_of(word: str, heading: str = "") -> Placing | None:
    """What a cell of a column with some heading says; ``None`` if that is not known."""
    codes = _CODES.get(fold_heading(heading))
    if codes is not None and word.strip().removesuffix(".0").isdecimal():
        return codes.get(int(word.strip().removesuffix(".0")))
    return _BY_WORD.get(fold_heading(word))
