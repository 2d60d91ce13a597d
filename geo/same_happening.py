"""Which happenings, as reports tell of them, may be one: the rules of a link.

Two tellings are linked if all of this holds; ACLED and UCDP merge reports of one event by
the same marks, place, day, kind and parties, and where they cannot tell, keep two.

- Place. Points: the centres are no further apart than the two radii together, at most
  15 km. Neighbouring villages are two places: of two settlements the centre of one lies
  within the other, and they have one name, or the other is twice as large (a suburb, a
  quarter). An area only goes with itself: a strike in a province is not known to be the
  one on its capital.
- Days. The intervals overlap; a date that is about a day has a day more at both ends.
  More than three days are vague, and only go with as vague ones: they begin or end on
  the same day and share half of the days that they span together. A day within a month
  proves nothing.
- Type, as ``same_types`` says.
- Sides, as ``same_actors`` says: neither the initiators nor the targets are others. Of
  clashes and talks the two sides may stand in either order.
- One of the marks may be loose (a vague date, a wide area such as a province, a related
  type), and then an actor must be named by both. Two loose marks are too little.

Numbers are no mark: the toll of one attack is told in many ways.

References
----------
Donnay, Dunford, McGrath, Backer & Cunningham 2019, Integrating Conflict Event Data
(DOI 10.1177/0022002718777050): co-occurrence in space, time and type.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .happening_blocks import near_pairs
from .happenings import Happenings
from .same_actors import compare_sides
from .same_place import are_one_place, on_sphere
from .same_types import RELATED, SAME, has_no_direction, type_relations

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Links", "are_one", "link_happenings"]


@dataclass(frozen=True, slots=True)
class Links:
    """Pairs of happenings that may be one, a row a pair."""

    first: "NDArray[np.int64]"  # row of `Happenings`, less than `second`
    second: "NDArray[np.int64]"
    score: "NDArray[np.int64]"
    """How much speaks for it: to be compared only."""


def link_happenings(told: Happenings) -> Links:
    """The pairs of happenings that may be one, sorted by their rows."""
    import numpy as np  # noqa: PLC0415

    relations = type_relations(told.types)
    at = on_sphere(told.lon, told.lat)
    found = [np.empty(0, np.int64)]
    count = len(told)
    for first, second in near_pairs(told, at):
        holds = relations[told.type[first], told.type[second]] > 0
        first, second = first[holds], second[holds]  # noqa: PLW2901
        holds = are_one_place(told, at, first, second) & _overlap(told, first, second)
        first, second = first[holds], second[holds]  # noqa: PLW2901
        found.append(np.minimum(first, second) * count + np.maximum(first, second))
    first, second = np.divmod(np.unique(np.concatenate(found)), max(count, 1))
    holds, score = _judge(told, first, second)
    return Links(first[holds], second[holds], score[holds])


def are_one(told: Happenings) -> "NDArray[np.bool_]":
    """Whether the events of a row may be one happening, as they agree in all of it.

    They are not if it says too little, such as "a clash in Syria in May".
    """
    import numpy as np  # noqa: PLC0415

    rows = np.arange(len(told))
    return _judge(told, rows, rows)[0]


def _judge(
    told: Happenings, first: "NDArray[np.int64]", second: "NDArray[np.int64]"
) -> "tuple[NDArray[np.bool_], NDArray[np.int64]]":
    """Whether enough speaks for pairs near in time and place, and how much."""
    relations = type_relations(told.types)
    relation = relations[told.type[first], told.type[second]]
    is_vague = told.is_vague[first] | told.is_vague[second]
    is_wide = told.is_wide[first] | told.is_wide[second]
    loose = 1 * (relation == RELATED) + is_vague + is_wide
    agreement = _agreements(told, first, second)
    holds: NDArray[np.bool_] = (loose == 0) | ((loose == 1) & (agreement > 0))
    holds &= agreement >= 0
    return holds, 8 * (relation == SAME) + agreement + _alike(told, first, second)


def _alike(
    told: Happenings, first: "NDArray[np.int64]", second: "NDArray[np.int64]"
) -> "NDArray[np.int64]":
    """What else speaks for a pair, beside type and sides."""
    import numpy as np  # noqa: PLC0415

    is_here, is_then, is_as_many = (
        (column[first] == column[second]).astype(np.int64)
        for column in (told.lon, told.first_day, told.fatalities)
    )
    is_as_many &= told.fatalities[first] >= 0
    alike: NDArray[np.int64] = 2 * is_here + 2 * is_then + 3 * is_as_many
    return alike


def _overlap(
    told: Happenings, first: "NDArray[np.int64]", second: "NDArray[np.int64]"
) -> "NDArray[np.bool_]":
    import numpy as np  # noqa: PLC0415

    starts = told.first_day[first], told.first_day[second]
    ends = told.last_day[first], told.last_day[second]
    shared = np.minimum(*ends) - np.maximum(*starts) + 1
    spanned = np.maximum(*ends) - np.minimum(*starts) + 1
    is_vague = told.is_vague[first]  # of a block all or none are
    overlap: NDArray[np.bool_] = np.where(is_vague, 2 * shared >= spanned, shared > 0)
    return overlap


def _agreements(
    told: Happenings, first: "NDArray[np.int64]", second: "NDArray[np.int64]"
) -> "NDArray[np.int64]":
    """-1: other sides; 0: it cannot be said; more: the same, the more the surer."""
    import numpy as np  # noqa: PLC0415

    by, on = told.initiators, told.targets
    agreement = _together(
        _compared(told, by[first], by[second], by_nature=True),
        _compared(told, on[first], on[second], by_nature=False),
    )
    either = np.array([has_no_direction(name) for name in told.types], bool)
    turns = np.flatnonzero(either[told.type[first]] & either[told.type[second]])
    one, other = first[turns], second[turns]
    turned = _together(
        _compared(told, by[one], on[other], by_nature=True),
        _compared(told, on[one], by[other], by_nature=True),
    )
    agreement[turns] = np.maximum(agreement[turns], turned)
    return agreement


def _compared(
    told: Happenings,
    one: "NDArray[np.int64]",
    other: "NDArray[np.int64]",
    *,
    by_nature: bool,
) -> "NDArray[np.int64]":
    """What `compare_sides` says of numbers of sides, each two asked once."""
    import numpy as np  # noqa: PLC0415

    sides = told.sides
    keys = np.minimum(one, other) * len(sides) + np.maximum(one, other)
    asked, number = np.unique(keys, return_inverse=True)
    pairs = (divmod(key, len(sides)) for key in asked.tolist())
    found = [compare_sides(sides[a], sides[b], by_nature=by_nature) for a, b in pairs]
    return np.array(found, np.int64)[number]


def _together(
    initiators: "NDArray[np.int64]", targets: "NDArray[np.int64]"
) -> "NDArray[np.int64]":
    import numpy as np  # noqa: PLC0415

    differ = np.minimum(initiators, targets) < 0
    return np.where(differ, -1, 4 * initiators + 2 * targets)
