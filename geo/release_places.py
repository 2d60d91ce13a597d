"""Which places of a report a release hides, what they are called, what is shown instead.

A place that one event hides is hidden for every event there, however they call it: else
the map would still name it, and no search could prove that it does not.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final

from ..data.reports import Coordinates, EventEntry
from .coarse import Coarse, Rule, coarsened, is_coarse
from .locatives import parse_locative
from .places import Match, Place
from .report_places import given_place
from .withheld import Withheld, found_in

if TYPE_CHECKING:
    from .events import LocatedReport
    from .lookup import PlaceLookup

__all__ = ["HiddenPlaces", "hide_places"]

_SAME_DIGITS: Final = 5  # of a degree: a metre, as on a page
_LEAST_LETTERS: Final = 4
"""Of a gazetteer's spelling in Latin letters: shorter ones are codes and abbreviations."""
_NAMED: Final = Rule("division")
"""How far a place is shown whose name is withheld."""


@dataclass(frozen=True, slots=True)
class HiddenPlaces:
    """What `hide_places` finds."""

    rows: dict[int, Coarse | None] = field(default_factory=dict)
    """By row of the event: what is shown instead of its place; ``None``: nothing."""
    texts: tuple[str, ...] = ()
    """What hidden places are called: the report's words, the gazetteer's spellings."""
    points: frozenset[tuple[float, float]] = frozenset()
    """Where they are: (lon, lat), degrees, to a metre."""
    withheld: Withheld = field(default_factory=Withheld)
    """Of these, what may occur nowhere: not what a division that is shown is called too."""
    anchors: dict[int, tuple[str, ...]] = field(default_factory=dict)
    """Places from which the hidden place of an event is described, by its row."""


def hide_places(
    located: "LocatedReport",
    wanted: Mapping[int, Rule],
    names: tuple[str, ...],
    lookup: "PlaceLookup",
) -> HiddenPlaces:
    """The places that are hidden, and what is shown instead.

    Parameters
    ----------
    located
        A report with its places found.
    wanted
        What the event of each row asks for, by the row; of the others, which are left
        out, the places are hidden unless a released event shows them.
    names
        What no place may be called.
    """
    spots = {
        row: _Spot(event, located, lookup)
        for row, event in enumerate(located.report.events)
        if event.place is not None
    }
    rules = _shared_rules(spots, wanted, names)
    hidden = [row for row, rule in rules.items() if _hides(spots[row], rule, names)]
    rows = {
        row: None if place is None else coarsened(place, rules[row], names)
        for row in hidden
        for place in [spots[row].place]
    }
    open_spots = [spots[row] for row in rules if row not in rows]
    open_texts = [text for spot in open_spots for text in spot.called]
    open_points = {spot.point for spot in open_spots}
    texts = [text for row in hidden for text in spots[row].texts]
    points = [spots[row].point for row in hidden]
    for row, spot in spots.items():
        if row in rows:
            texts += _not_shown(spot.anchors, open_texts)
        elif row not in rules and spot.point not in open_points:
            texts += _not_shown((*spot.texts, *spot.anchors), open_texts)
            points.append(spot.point)
    found = dict.fromkeys(point for point in points if point is not None)
    coarse = [each for each in rows.values() if each is not None]
    shown = [*open_texts, *(text for each in coarse for text in _said(each))]
    open_points |= {_rounded(each.place) for each in coarse}
    return HiddenPlaces(
        rows,
        tuple(dict.fromkeys(texts)),
        frozenset(found),
        Withheld(
            tuple(dict.fromkeys(_not_shown(texts, shown))),
            tuple(point for point in found if point not in open_points),
        ),
        {row: spots[row].anchors for row in hidden if spots[row].anchors},
    )


class _Spot:
    """Where an event is, and what that is called."""

    def __init__(
        self, event: EventEntry, located: "LocatedReport", lookup: "PlaceLookup"
    ) -> None:
        said = event.place
        self._lookup = lookup
        self.place: Place | None
        if isinstance(said, Coordinates):
            radius_m = said.uncertainty_km * 1000.0
            self.place = given_place(said.name or "", said.lon, said.lat, radius_m)
            self.phrase = said.name
        else:
            self.place = None if said is None else located.places.get(said)
            self.phrase = said

    @property
    def point(self) -> tuple[float, float] | None:
        """Degrees, to a metre; ``None`` if it was not found."""
        return None if self.place is None else _rounded(self.place)

    @property
    def called(self) -> tuple[str, ...]:
        """What a map calls it."""
        names = (self.phrase, self.place and self.place.name)
        return tuple(dict.fromkeys(name for name in names if name))

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """What it may be called."""
        spellings = () if self.place is None else _spellings(self.place, self._lookup)
        return tuple(dict.fromkeys((*self.called, *spellings)))

    @cached_property
    def anchors(self) -> tuple[str, ...]:
        """The names in the phrase by which it is described."""
        if self.place is None or self.place.matched is not Match.DESCRIBED:
            return ()
        locative = parse_locative(self.phrase or "")
        return () if locative is None else tuple(locative.anchors)


def _shared_rules(
    spots: Mapping[int, _Spot], wanted: Mapping[int, Rule], names: tuple[str, ...]
) -> dict[int, Rule]:
    """The strictest rule that any event has for a place, for each event there."""
    rules = {row: rule for row, rule in wanted.items() if row in spots}
    for row, rule in rules.items():
        is_named = any(found_in(name, names) for name in spots[row].called)
        if is_named and rule.strictness < _NAMED.strictness:
            rules[row] = _NAMED
    pending = [row for row, rule in rules.items() if _hides(spots[row], rule, names)]
    while pending:
        source = pending.pop()
        for row, rule in rules.items():
            stricter = rules[source].strictness > rule.strictness
            if stricter and _is_same(spots[row], spots[source], rules[source]):
                rules[row] = rules[source]
                pending.append(row)
    return rules


def _hides(spot: _Spot, rule: Rule, names: tuple[str, ...]) -> bool:
    if any(found_in(name, names) for name in spot.called):
        return True
    return rule.level != "release" and not (spot.place and is_coarse(spot.place, rule))


def _is_same(one: _Spot, hidden: _Spot, rule: Rule) -> bool:
    if one.place is not None and is_coarse(one.place, rule):
        return False  # the province of a town tells no more than the rule allows
    if one.point is not None and one.point == hidden.point:
        return True
    return any(found_in(name, hidden.texts) for name in one.called)


def _not_shown(texts: Iterable[str], shown: Iterable[str]) -> list[str]:
    shown = list(shown)
    return [text for text in texts if not any(found_in(each, [text]) for each in shown)]


def _said(coarse: Coarse) -> tuple[str, ...]:
    return coarse.label, coarse.place.name


def _rounded(place: Place) -> tuple[float, float]:
    return round(place.lon, _SAME_DIGITS), round(place.lat, _SAME_DIGITS)


def _spellings(place: Place, lookup: "PlaceLookup") -> list[str]:
    """How the gazetteer spells a place, as keys of `fold`."""
    if place.geonameid is None:
        return []
    found = {
        form or key
        for index in lookup._indexes  # noqa: SLF001  none but this asks for all of one place
        for form, key in index.ask(
            "SELECT form, key FROM names WHERE place IN "
            "(SELECT id FROM places WHERE geonameid = ?)",
            (place.geonameid,),
        )
    }
    return sorted(key for key in found if not key.isascii() or len(key) >= _LEAST_LETTERS)
