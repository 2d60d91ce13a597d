"""Which types of events may be told of one happening.

The same type, if it says what happened; and types between which reports waver: whether a
drone or a missile hit, whether a bomb was worn or planted, whether a clash took a village,
whether gunmen attacked or fought. Opposite outcomes, a village won and the same village
lost, are two happenings. A data set's coarse types, and "Other", say too little to be
the same by themselves.
"""

from collections.abc import Sequence
from itertools import product
from typing import TYPE_CHECKING, Final

from ..data.schema import EVENT_TYPES

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["RELATED", "SAME", "has_no_direction", "type_relations"]

SAME: Final = 2
RELATED: Final = 1
_AIR: Final = "Air/drone strike"
_SHELLING: Final = "Shelling/artillery/missile attack"
_CHEMICAL: Final = "Chemical weapon"
_DEVICE: Final = "Remote explosive/landmine/IED"
_BLASTS: Final = (_DEVICE, "Suicide bomb", "Grenade")
_CLASH: Final = "Armed clash"
_TAKEN: Final = ("Government regains territory", "Non-state actor overtakes territory")
_ATTACK: Final = "Attack"
_FORCE: Final = ("Excessive force against protesters", "Protest with intervention")
_STATE_BASED: Final = "State-based violence"
_NON_STATE: Final = "Non-state violence"
_ONE_SIDED: Final = "One-sided violence"
_COARSE: Final = frozenset({"Other", _STATE_BASED, _NON_STATE, _ONE_SIDED})
_WAVERING: Final = (
    ((_AIR,), (_SHELLING, _CHEMICAL, "Disrupted weapons use")),
    ((_SHELLING,), (_CHEMICAL, "Disrupted weapons use")),
    ((_DEVICE,), ("Suicide bomb", "Grenade", "Disrupted weapons use")),
    ((_CLASH, "Non-violent transfer of territory"), _TAKEN),
    ((_ATTACK,), (_CLASH, _AIR, _SHELLING, *_BLASTS, "Mob violence")),
    (("Peaceful protest",), _FORCE),
    ((_FORCE[0],), (_FORCE[1], "Violent demonstration", _ATTACK)),
    (("Violent demonstration",), (_FORCE[1], "Mob violence")),
    (("Looting/property destruction",), (_ATTACK, "Mob violence")),
    (("Abduction/forced disappearance",), ("Arrests",)),
    (("Diplomacy",), ("Agreement",)),
    (
        (_STATE_BASED,),
        (*EVENT_TYPES["Battles"], *EVENT_TYPES["Explosions/Remote violence"], _ATTACK),
    ),
    ((_NON_STATE,), (_CLASH, _TAKEN[1], _SHELLING, *_BLASTS, "Mob violence", _ATTACK)),
    (
        (_ONE_SIDED,),
        (
            *EVENT_TYPES["Violence against civilians"],
            *EVENT_TYPES["Explosions/Remote violence"],
            _FORCE[0],
        ),
    ),
)
_NO_DIRECTION: Final = frozenset(
    {
        *EVENT_TYPES["Battles"],
        *EVENT_TYPES["Protests"],
        *EVENT_TYPES["Riots"],
        *("Agreement", "Diplomacy", "Non-violent transfer of territory"),
        *("Disrupted weapons use", _STATE_BASED, _NON_STATE),
    }
)


def type_relations(types: Sequence[str]) -> "NDArray[np.int8]":
    """`SAME`, `RELATED` or 0 for each two of the sub-event types; shape (n, n)."""
    import numpy as np  # noqa: PLC0415

    at = {name: number for number, name in enumerate(types)}
    relations = np.zeros((len(types), len(types)), np.int8)
    for ones, others in _WAVERING:
        for one, other in product(ones, others):
            if one in at and other in at:
                relations[at[one], at[other]] = relations[at[other], at[one]] = RELATED
    for name, number in at.items():
        relations[number, number] = RELATED if name in _COARSE else SAME
    return relations


def has_no_direction(sub_type: str) -> bool:
    """Whether reports may name the two sides of such an event in either order."""
    return sub_type in _NO_DIRECTION
