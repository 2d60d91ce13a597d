"""Country and first-order division of places whose source does not say them."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final

from ...data import tables
from ...data.schema import Kind
from ..rows import COUNTRY_SEPARATOR, PlaceRow

__all__ = ["with_parents"]

_BATCH: Final = 8192


def with_parents(rows: Iterable[PlaceRow]) -> Iterator[PlaceRow]:
    """The same places; those without country or division have the one they lie in.

    A country that the source names stays, and is given a division only if the point lies
    in one of its own.
    """
    unread = iter(rows)
    while batch := list(islice(unread, _BATCH)):
        orphans = [i for i, row in enumerate(batch) if row[5] is None or not row[4]]
        if orphans:
            _locate(batch, orphans)
        yield from batch


def _locate(batch: list[PlaceRow], orphans: Iterable[int]) -> None:
    """Give those rows of a batch their parents."""
    orphans = [i for i in orphans if not (batch[i].country and _is_whole(batch[i]))]
    if not orphans:
        return
    codes, divisions = tables.locate_divisions(
        [batch[i].lon for i in orphans], [batch[i].lat for i in orphans]
    )
    for i, code, division in zip(orphans, codes, divisions, strict=True):
        row = batch[i]
        country = row.country or code or ""
        is_inside = code == country and not _is_whole(row)
        admin1 = row.admin1 or (division if is_inside else None)
        batch[i] = row._replace(country=country, admin1=admin1)


def _is_whole(row: PlaceRow) -> bool:
    """Whether a place is in no division: a country, or what lies in several."""
    return row.kind is Kind.COUNTRY or COUNTRY_SEPARATOR in row.country
