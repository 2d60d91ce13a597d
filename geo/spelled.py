"""Candidates with a spelling, or with a key that is like one: rows of the index files.

How likely each is right depends on how it was found: by its own name, by another, without
articles, or by a key that is only alike.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, Final

from .alike import Alike
from .index import Index
from .names import drop_articles
from .places import Match
from .ranking import COLUMNS, Candidate

__all__ = ["candidates_like", "candidates_spelled"]

_FORMS: Final = (
    # by tier: how it was found, what its weight counts, the chance that it is right
    (Match.EXACT, 1.0, 1.0),
    (Match.ALTERNATE, 0.5, 0.95),
)
_ARTICLE_FREE: Final = (Match.ARTICLE_FREE, 0.25, 0.7)
_FORM, _TIER = 12, 13  # columns of a row after `COLUMNS`
_LEAST_CHANCE: Final = 0.12
_WELL_KNOWN: Final = 50_000.0


def candidates_spelled(
    indexes: Iterable[Index], form: str, countries: tuple[str, ...]
) -> list[Candidate]:
    """Candidates of which a spelling is `form`, a `fold` key, or is without articles.

    In the countries; without any, in all.
    """
    if not form:
        return []
    key = drop_articles(form)
    query, values = _query(len(countries)), (key, *countries)
    wanted = "" if key == form else form
    found = []
    for layer, index in enumerate(indexes):
        for row in index.ask(query, values):
            how = _FORMS[row[_TIER]] if row[_FORM] == wanted else _ARTICLE_FREE
            matched, factor, chance = how
            found.append(Candidate(row[1] * factor, chance, matched, layer, row))
    return found


def candidates_like(
    indexes: Iterable[Index], alike: Alike, countries: tuple[str, ...], matched: Match
) -> list[Candidate]:
    """Candidates with a key that was found to be alike, and may well be meant."""
    query, values = _query(len(countries)), (alike.key, *countries)
    return [
        Candidate(row[1] * chance, chance, matched, layer, row)
        for layer, index in enumerate(indexes)
        for row in index.ask(query, values)
        if (chance := alike.chance * _share_known(alike, row)) >= _LEAST_CHANCE
    ]


def _share_known(alike: Alike, row: Sequence[Any]) -> float:
    """The share of names like a place's that the gazetteer knows.

    A slip of the pen is likelier to mean a city than a village of which there is no word.
    """
    weight: float = row[1]
    return max(alike.known, alike.is_close * weight / (weight + _WELL_KNOWN))


@lru_cache
def _query(country_count: int) -> str:
    where = "n.key = ?"
    if country_count:
        where += f" AND n.country IN ({', '.join('?' * country_count)})"
    return (
        f"SELECT {COLUMNS}, n.form, n.tier FROM names n "  # noqa: S608
        f"CROSS JOIN places p ON p.id = n.place WHERE {where}"
    )
