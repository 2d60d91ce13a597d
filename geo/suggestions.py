"""What a name that is in no gazetteer may have meant, in words for a message."""

from collections.abc import Collection, Sequence
from typing import Final, NamedTuple

from .names import drop_articles, fold
from .ranking import Candidate

__all__ = ["Suggestion", "suggested"]

_LIKE: Final = 75.0  # of 100: so like that it is seen what was meant


class Suggestion(NamedTuple):
    """A place whose name is most like one that was not found.

    Examples
    --------
    >>> str(Suggestion("Idlib")), str(Suggestion("Kyiv", spelling="kiev", country="UA"))
    ("'Idlib'", "'Kyiv' (also spelled 'kiev') in UA")
    """

    name: str
    """The gazetteer's."""
    spelling: str | None = None
    """Which of its spellings is like what was asked for, folded; null: its name, too."""
    country: str | None = None
    """Its code, where the place lies in none of the countries that were asked for."""

    def __str__(self) -> str:
        """Words that go on after "did you mean"."""
        also = f" (also spelled {self.spelling!r})" if self.spelling else ""
        where = f" in {self.country}" if self.country else ""
        return f"{self.name!r}{also}{where}"


def suggested(
    found: Sequence[Candidate], asked: str, key: str, countries: Collection[str]
) -> Suggestion | None:
    """The likeliest of the places that are spelled alike; null if none is worth telling.

    In another country only one that is spelled as was asked, or that is well known there.

    Parameters
    ----------
    found
        Candidates, at least one.
    asked, key
        What was asked for, and what these are spelled like; both folded, without articles.
    countries
        Codes of those that were asked for; empty: all.
    """
    from rapidfuzz import fuzz  # noqa: PLC0415

    best = max(found, key=lambda candidate: candidate.weight)
    is_abroad = bool(countries) and not {*countries} & {*best.countries}
    if is_abroad and key != asked and not best.is_known_abroad:
        return None
    is_like = fuzz.ratio(asked, drop_articles(fold(best.name))) >= _LIKE
    return Suggestion(
        best.name,
        None if is_like else key,
        best.countries[0] or None if is_abroad else None,
    )
