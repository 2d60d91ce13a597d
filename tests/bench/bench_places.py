"""How often the gazetteer is right: on places of events, and on the names of texts.

Run ``python tests/bench/bench_places.py EVENTS.csv`` with files in the format of UCDP GED,
``--lgl FILE.jsonl`` or ``--reports FILE.jsonl`` with texts whose toponyms have coordinates;
none of these are in the repository. Of events, the settlement names of where_prec 1 and 2
are looked up with the country and nothing else. An answer is right within 10 km of an
event, as a distinct name is if it is for any of its events; in texts, within 161 km
(100 miles, as is usual). ``--layer FILE`` adds places, from a source or as an index.
"""

import argparse
import json
import os
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from bench_dump import say
from rapidfuzz import fuzz

from conflictmap.data.tables import load_countries
from conflictmap.geo import Match, Place, PlaceLookup, distance_azimuth
from conflictmap.geo.index import Index, open_index
from conflictmap.geo.layers import add_layer, open_layers
from conflictmap.geo.names import drop_articles, fold, parse_name
from conflictmap.geo.together import candidates_together

SETTLEMENT = r"\b(?:village|town|city|suburb|camp|neighbou?rhood)\b"
CANDIDATES = 20
LEAST_ALIKE = 65.0
NEAR_DEG, NEAR_KM = 0.4, 8.0
TEXT_KM = 161.0
Keys = tuple[np.ndarray[Any, Any], list[str]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a name: counts are of events."""

    name: str
    events: int
    first: int
    """Events that the first answer is right for."""
    any: int
    """Events that one of the candidates is right for."""
    place: Place | None
    kind: str


def share(part: float, whole: float) -> str:
    """A share in per cent."""
    return f"{100 * part / whole:6.2f} %" if whole else "     – "


@cache
def country_names() -> dict[str, str]:
    """Codes of countries by their folded names, the usual ones last to win."""
    countries = load_countries()
    codes = {fold(name): country.code for country in countries for name in country.names}
    return codes | {fold(country.name): country.code for country in countries}


def country_code(name: str) -> str | None:
    """Code of a country as UCDP names it: "Yemen (North Yemen)", "DR Congo (Zaire)"."""
    head, _, rest = name.partition("(")
    codes = (country_names().get(fold(part)) for part in (name, head, rest))
    return next(filter(None, codes), None)


def read_events(paths: Iterable[Path], country: str | None, *, every: bool) -> pd.DataFrame:
    """Events at settlements, with the code of their country."""
    columns = ["where_prec", "where_coordinates", "latitude", "longitude", "country"]
    frame = pd.concat([pd.read_csv(path, usecols=columns) for path in paths])
    frame = frame[frame.where_prec.isin([1, 2]) & frame.where_coordinates.notna()]
    if not every:
        frame = frame[frame.where_coordinates.str.contains(SETTLEMENT, case=False)]
    codes = {name: country or country_code(name) for name in frame.country.unique()}
    if unknown := [name for name, code in codes.items() if code is None]:
        say(f"left out, no such country: {', '.join(unknown)} (--country CODE helps)")
    return frame.assign(code=frame.country.map(codes)).dropna(subset="code")


def keys_of(indexes: Sequence[Index], country: str) -> Keys:
    """Spelling keys of a country with lon and lat, shape (n, 2)."""
    query = (
        "SELECT p.lon, p.lat, n.key FROM names n JOIN places p ON p.id = n.place "
        "WHERE n.country = ?"
    )
    rows = [row for index in indexes for row in index.ask(query, (country,))]
    return np.array([row[:2] for row in rows], float).reshape(-1, 2), [r[2] for r in rows]


def is_alike_near(name: str, lon: float, lat: float, keys: Keys) -> bool:
    """Whether the gazetteer has a spelling like it near the true point."""
    points, texts = keys
    close = np.flatnonzero((np.abs(points - (lon, lat)) < NEAR_DEG).all(axis=1))
    if not close.size:
        return False
    distances_m, _ = distance_azimuth(lon, lat, points[close, 0], points[close, 1])
    key = drop_articles(parse_name(name).bare_key)
    near = close[distances_m <= 1000 * NEAR_KM]
    return any(fuzz.ratio(key, texts[i]) >= LEAST_ALIKE for i in near)


def judge(
    name: str, events: pd.DataFrame, found: Sequence[Place], within_km: float, keys: Keys
) -> Outcome:
    """What became of one name."""
    lons, lats = events.longitude.to_numpy(), events.latitude.to_numpy()
    right = np.zeros((len(found), len(events)), bool)
    for i, place in enumerate(found):
        right[i] = distance_azimuth(place.lon, place.lat, lons, lats)[0] <= 1000 * within_km
    if found and right[0].any():
        kind = "right"
    elif right.any():
        rank = int(right.any(axis=1).argmax()) + 1
        kind = f"wrong: the right one is candidate {'2 or 3' if rank < 4 else '4 to 20'}"
    else:
        is_near = is_alike_near(name, float(np.median(lons)), float(np.median(lats)), keys)
        if not found:
            kind = "no answer"
        elif found[0].matched in {Match.SKELETON, Match.FUZZY}:
            kind = "wrong: an alike spelling"
        else:
            kind = "wrong: a place of that name elsewhere"
        kind += f"; {'an alike' if is_near else 'no alike'} spelling near the true point"
    first = int(right[0].sum()) if found else 0
    best = found[0] if found else None
    return Outcome(name, len(events), first, int(right.any(axis=0).sum()), best, kind)


def print_totals(outcomes: Sequence[Outcome]) -> None:
    """Print the shares of events and of distinct names."""
    answered = [one for one in outcomes if one.place is not None]
    events = sum(one.events for one in outcomes)
    first, some = sum(one.first for one in outcomes), sum(one.any for one in outcomes)
    names = sum(one.first > 0 for one in outcomes)
    say(f"  {'':32} {'events':>9} {'names':>9}")
    for title, by_event, by_name in (
        ("asked", f"{events:,}", f"{len(outcomes):,}"),
        ("first answer right", share(first, events), share(names, len(outcomes))),
        (
            "one of the candidates right",
            share(some, events),
            share(sum(one.any > 0 for one in outcomes), len(outcomes)),
        ),
        (
            "answers right, of those answered",
            share(first, sum(one.events for one in answered)),
            share(names, len(answered)),
        ),
    ):
        say(f"  {title:32} {by_event:>9} {by_name:>9}")


def print_groups(outcomes: Sequence[Outcome], by: Callable[[Place], str]) -> None:
    """Print answers and the shares of right ones, by something about the answer."""
    groups: dict[str, list[Outcome]] = defaultdict(list)
    for one in outcomes:
        if one.place is not None:
            groups[by(one.place)].append(one)
    for title, found in sorted(groups.items()):
        events, right = sum(one.events for one in found), sum(one.first for one in found)
        text = f"  {title:24} {events:6,} asked {share(right, events)} right"
        if events > len(found):
            names = share(sum(one.first > 0 for one in found), len(found))
            text += f", {len(found):5,} distinct names {names} right"
        say(text)


def print_kinds(outcomes: Sequence[Outcome], examples: int) -> None:
    """Print what went wrong and how often, with the names that most events bear."""
    events, names, wrong = Counter[str](), Counter[str](), defaultdict(list)
    for one in outcomes:
        events[one.kind] += one.events
        names[one.kind] += 1
        wrong[one.kind].append(one)
    for kind, count in events.most_common():
        total = share(count, sum(events.values()))
        say(f"  {count:6,} events {total}, {names[kind]:5,} names: {kind}")
        for one in sorted(wrong[kind], key=lambda one: -one.events)[:examples]:
            got = one.place and f"{one.place.name}, {one.place.score}, {one.place.matched}"
            if kind != "right":
                say(f"          {one.events:5,} {one.name!r} -> {got or 'nothing'}")


def score_bin(place: Place) -> str:
    """The tenth that a score is in."""
    tenth = min(int(place.score * 10), 9)
    return f"score {tenth / 10:.1f} to {(tenth + 1) / 10:.1f}"


def measure_events(options: argparse.Namespace, layers: Sequence[Path]) -> None:
    """Print how often places of events are found."""
    events = read_events(options.events, options.country, every=options.all_names)
    lookup = PlaceLookup(layers=layers)
    indexes = [open_index(), *open_layers(layers)]
    outcomes, start = [], time.perf_counter()
    for code, of_country in events.groupby("code"):
        keys = keys_of(indexes, str(code))
        for name, group in of_country.groupby("where_coordinates"):
            found = lookup.candidates(
                str(name),
                country_codes=(str(code),),
                fuzzy=options.fuzzy,
                limit=CANDIDATES,
            )
            outcomes.append(judge(str(name), group, found, options.within_km, keys))
    say(
        f"settlements of {', '.join(events.code.unique())}, right within "
        f"{options.within_km:g} km; {time.perf_counter() - start:.1f} s"
    )
    print_totals(outcomes)
    print_groups(outcomes, lambda place: str(place.matched))
    print_groups(outcomes, score_bin)
    print_kinds(outcomes, options.examples)


Resolve = Callable[[list[str], tuple[str, ...]], list[list[Place]]]


def measure_texts(path: Path, resolve: dict[str, Resolve], *, country: bool) -> None:
    """Print how often the names of texts are right, by way to look them up."""
    texts = [json.loads(line) for line in path.read_bytes().splitlines()]
    for title, way in resolve.items():
        outcomes, start = [], time.perf_counter()
        for text in texts:
            gold = [name for name in text["toponyms"] if name.get("lat") is not None]
            codes = tuple(text.get("country", ())) if country else ()
            found = way([one["name"] for one in gold], codes)
            for one, places in zip(gold, found, strict=True):
                point = pd.DataFrame({"longitude": [one["lon"]], "latitude": [one["lat"]]})
                nothing = np.empty((0, 2)), list[str]()
                outcomes.append(judge(one["name"], point, places, TEXT_KM, nothing))
        right = sum(one.first for one in outcomes)
        answered = sum(one.place is not None for one in outcomes)
        say(
            f"{path.name}, {'country known' if country else 'nothing known'}, {title}: "
            f"{len(outcomes):,} names, {share(right, len(outcomes))} right within "
            f"{TEXT_KM:g} km, {share(right, answered)} of {answered:,} answers; "
            f"{time.perf_counter() - start:.1f} s"
        )
        print_groups(outcomes, score_bin)


def ways(layers: Sequence[Path]) -> dict[str, Resolve]:
    """Ways to look up the names of a text: each alone, or all together."""
    lookup = PlaceLookup(layers=layers)

    def alone(names: list[str], codes: tuple[str, ...]) -> list[list[Place]]:
        return [
            lookup.candidates(name, country_codes=codes) or lookup.candidates(name)
            for name in names
        ]

    def together(names: list[str], codes: tuple[str, ...]) -> list[list[Place]]:
        return candidates_together(names, lookup, country_codes=codes, limit=10)

    return {"each alone": alone, "together": together}


def as_layer(path: Path) -> Path:
    """An index of a file of places, which it may be already."""
    return path if path.suffix == ".sqlite" else add_layer(path).path


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("events", type=Path, nargs="*")
    for option in ("--layer", "--lgl", "--reports"):
        parser.add_argument(option, type=Path, action="append", default=[])
    parser.add_argument("--country", help="of all events; else as the file has it")
    parser.add_argument("--fuzzy", action="store_true")
    parser.add_argument("--all-names", action="store_true", help="not settlements only")
    parser.add_argument("--within-km", type=float, default=10.0)
    parser.add_argument("--examples", type=int, default=0, help="names to show of a kind")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["CONFLICTMAP_LAYERS"] = folder
        layers = [as_layer(path) for path in options.layer]
        if options.events:
            measure_events(options, layers)
        for path in options.lgl:
            measure_texts(path, ways(layers), country=False)
        for path in options.reports:
            measure_texts(path, ways(layers), country=True)
            measure_texts(path, ways(layers), country=False)


if __name__ == "__main__":
    main()
