"""What divisions are called: Natural Earth's names, and GeoNames' alternates.

Natural Earth gives a name ("Homs (Hims)"), woe_name and gn_name ("Muhafazat Hims"), all
in Latin letters; GeoNames gives Arabic, Cyrillic and many spellings.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

__all__ = [
    "DivisionName",
    "Kinds",
    "Region",
    "add_names",
    "name_divisions",
    "unique",
]

Kinds: TypeAlias = Mapping[str, Sequence[str]]
"""For each kind of division, the words that say so."""

_LATIN: Final = re.compile("[A-Z][\u0020-\u024f\u1e00-\u1eff\u2018\u2019\u02bb\u02bc]{3,}$")
_OTHER_SCRIPT: Final = re.compile("[\u0370-\u06ff]")  # Greek to Arabic
_MOST_LATIN: Final = 6
_ELIDED: Final = ("l'", "d'")


@dataclass(frozen=True, slots=True)
class DivisionName:
    """The usual name of a division, its others and the word for what it is."""

    name: str
    others: tuple[str, ...]
    kind: str | None


@dataclass(frozen=True, slots=True)
class Region:
    """A first-order division of GeoNames: its point, in degrees, and all its names."""

    country: str
    lon: float
    lat: float
    names: tuple[str, ...]


def name_divisions(
    world: gpd.GeoDataFrame,
    owners: Sequence[str | None],
    regions: Sequence[Region],
    kinds: Kinds,
) -> list[DivisionName]:
    """Name each row of ``world``; ``owners`` are the countries by GeoNames."""
    columns = ["country", "name", "woe_name", "gn_name", "admin"]
    records: list[dict[str, Any]] = world[columns].to_dict("records")
    own = [_read_names(record, kinds) for record in records]
    added = _add_geonames(own, owners, world, regions, kinds)
    return _drop_neighbours(added, owners)


def add_names(
    names: Sequence[DivisionName], keys: Sequence[str], added: Mapping[str, Sequence[str]]
) -> list[DivisionName]:
    """Add the names that additions.toml gives to a key such as "SY.07"."""
    repeated = sorted(key for key in added if keys.count(key) != 1)
    if repeated:
        raise ValueError(
            f"additions.toml, [divisions]: {repeated!r} are not the keys of one division "
            "each; name those that several carry in regions.toml"
        )
    return [
        DivisionName(
            each.name,
            tuple(unique((each.name, *each.others, *added.get(key, ())))[1:]),
            each.kind,
        )
        for each, key in zip(names, keys, strict=True)
    ]


def unique(texts: Iterable[str]) -> list[str]:
    """Keep the first of the texts that differ in case only, and none that is blank."""
    seen: dict[str, str] = {}
    for text in texts:
        if text:
            seen.setdefault(text.casefold(), text)
    return list(seen.values())


def _read_names(record: Mapping[str, Any], kinds: Kinds) -> DivisionName:
    if pd.isna(record["country"]):  # Natural Earth's "Kashmir" is the Siachen Glacier
        return DivisionName(record["admin"], (), None)
    fields = [record[field] for field in ("name", "woe_name", "gn_name")]
    given = ["" if pd.isna(field) else str(field) for field in fields]
    bare, kind = _split_kind(given[2], kinds)
    names = unique(part for text in (*given, bare) for part in _split_name(text))
    first, *others = names or [record["admin"]]
    return DivisionName(first, tuple(others), kind)


def _split_name(text: str) -> list[str]:
    """Split "Homs (Hims)" in two; "GAZ-00 (Gaza Strip aggregation)" is "Gaza Strip"."""
    plain = re.sub(r"^\S+-\d+ \((.*) aggregation\)$", r"\1", text)
    parts = [part.strip(" ,*") for part in re.split(r"\s*[()|/]\s*", plain)]
    return [part for part in parts if len(part) > 1]


def _split_kind(text: str, kinds: Kinds) -> tuple[str, str | None]:
    """Split "Muhafazat Hims" into "Hims" and "governorate"; else "" and ``None``."""
    words = [(word, kind) for kind, listed in kinds.items() for word in listed]
    folded = text.casefold()
    for word, kind in sorted(words, key=lambda pair: (-len(pair[0]), pair)):
        before = word if word.endswith(_ELIDED) else f"{word} "
        if folded.startswith(before.casefold()):
            return text[len(before) :], kind
        if folded.endswith(f" {word}".casefold()):
            return text[: -len(word) - 1], kind
    return "", None


def _add_geonames(
    names: Sequence[DivisionName],
    owners: Sequence[str | None],
    world: gpd.GeoDataFrame,
    regions: Sequence[Region],
    kinds: Kinds,
) -> list[DivisionName]:
    """Add GeoNames' names of the same division.

    The same is: its point lies in the outline, and a name of one is a name of the other
    when case, accents and kind words are set aside.
    """
    points = shapely.points([(region.lon, region.lat) for region in regions])
    tree = shapely.STRtree(world.geometry.to_numpy())
    pairs = np.transpose(tree.query(points, predicate="intersects")).tolist()
    added = list(names)
    for i, j in sorted(pairs):
        region, mine = regions[i], added[j]
        known = {_fold(text) for text in (mine.name, *mine.others)}
        if region.country == owners[j] and known & set(map(_fold, region.names)):
            texts = (mine.name, *mine.others, *_select(region.names, kinds))
            added[j] = DivisionName(mine.name, tuple(unique(texts)[1:]), mine.kind)
    return added


def _select(alternates: Sequence[str], kinds: Kinds) -> list[str]:
    """Select what reports use: not "mhafzt hms", nor every respelling.

    All in Arabic, Cyrillic, Greek or Hebrew letters, and the shortest few in Latin ones
    that differ by more than accents, hyphens and kind words.
    """
    bare = [_split_kind(text, kinds)[0] or text for text in alternates]
    spelt = {_fold(text): text for text in reversed(bare) if _LATIN.match(text)}
    latin = sorted(spelt.values(), key=lambda text: (len(text), text))
    return [*latin[:_MOST_LATIN], *(text for text in bare if _OTHER_SCRIPT.match(text))]


def _drop_neighbours(
    names: Sequence[DivisionName], owners: Sequence[str | None]
) -> list[DivisionName]:
    """Drop the other names that are the usual name of another division of the country.

    Natural Earth's woe_name says "Damascus" of Rif Dimashq too.
    """
    taken: defaultdict[str | None, set[str]] = defaultdict(set)
    for owner, each in zip(owners, names, strict=True):
        taken[owner].add(_fold(each.name))
    kept = []
    for owner, each in zip(owners, names, strict=True):
        elsewhere = taken[owner] - {_fold(each.name)}
        others = tuple(text for text in each.others if _fold(text) not in elsewhere)
        kept.append(DivisionName(each.name, others, each.kind))
    return kept


def _fold(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if letter.isalnum())
