"""Countries as data sets name them: by name in English and other languages, or by code."""

import re
from functools import cache
from typing import TYPE_CHECKING

from .cells import mapped
from .tables import load_arabic_names, load_countries

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["country_code", "country_codes"]


def country_codes(names: "pd.Categorical") -> "pd.Categorical":
    """The code of each row's country; missing where it is not known."""
    return mapped(names, lambda words: [*map(country_code, words)])


def country_code(name: str) -> str | None:
    """ISO 3166-1 alpha-2 of a country, or ``None``.

    Examples
    --------
    >>> country_code("Yemen (North Yemen)"), country_code("SYR"), country_code("Atlantis")
    ('YE', 'SY', None)
    """
    parts = (name, *re.split(r"[(),]", name))
    codes = (_codes().get(part.strip().casefold()) for part in parts)
    return next((code for code in codes if code is not None), None)


@cache
def _codes() -> dict[str, str]:
    """By name and code in lower case; the usual names have the last word."""
    countries = load_countries()
    codes = {each.code.casefold(): each.code for each in countries}
    codes |= {each.iso3.casefold(): each.code for each in countries}
    codes |= {name.casefold(): each.code for each in countries for name in each.names}
    codes |= {arabic: code for code, arabic in load_arabic_names().countries.items()}
    return codes | {each.name.casefold(): each.code for each in countries}
