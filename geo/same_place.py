"""Whether two happenings are in one place, by what is known of where each is.

The rules are those of ``same_happening``.
"""

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from .happenings import Happenings
from .names import drop_articles, loosen, name_parts, parse_name, sound

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["EARTH_M", "REACH_M", "are_one_place", "on_sphere"]

REACH_M: Final = 15_000.0
"""The most that two points of one place are apart, however little they are known."""
EARTH_M: Final = 6_371_008.8
"""Mean radius of a sphere: distances are within 0.6 % of those on the ellipsoid."""
_TWICE: Final = 2.0


def are_one_place(
    told: Happenings,
    at: "NDArray[np.float64]",
    first: "NDArray[np.int64]",
    second: "NDArray[np.int64]",
) -> "NDArray[np.bool_]":
    """Of pairs of rows, whether both are in one place.

    Parameters
    ----------
    at
        Where the rows are: `on_sphere`.
    """
    import numpy as np  # noqa: PLC0415

    radii_m = told.radius_m[first], told.radius_m[second]
    larger_m, smaller_m = np.maximum(*radii_m), np.minimum(*radii_m)
    both = told.is_settlement[first] & told.is_settlement[second]
    is_within = both & (
        (larger_m >= _TWICE * smaller_m) | _have_one_name(told, first, second)
    )
    reach_m = np.where(both, np.where(is_within, larger_m, -1.0), larger_m + smaller_m)
    chord = np.sqrt(((at[first] - at[second]) ** 2).sum(axis=1))
    away_m = 2.0 * EARTH_M * np.arcsin(np.minimum(chord / 2.0, 1.0))
    is_near = away_m <= np.minimum(reach_m, REACH_M)
    is_same: NDArray[np.bool_] = told.area[first] == told.area[second]
    is_same &= (told.area[first] >= 0) | is_near
    return is_same


def _have_one_name(
    told: Happenings, first: "NDArray[np.int64]", second: "NDArray[np.int64]"
) -> "NDArray[np.bool_]":
    """Whether spellings are alike, or one of them is no name."""
    import numpy as np  # noqa: PLC0415

    one, other = told.place[first], told.place[second]
    keys = np.minimum(one, other) * len(told.places) + np.maximum(one, other)
    asked, number = np.unique(keys, return_inverse=True)
    names = [divmod(key, len(told.places)) for key in asked.tolist()]
    alike = [_is_one_name(told.places[a], told.places[b]) for a, b in names]
    return np.array(alike, bool)[number]


def _is_one_name(name: str, other: str) -> bool:
    keys, others = _name_keys(name), _name_keys(other)
    return not keys or not others or not keys.isdisjoint(others)


@lru_cache(maxsize=65536)
def _name_keys(name: str) -> frozenset[str]:
    """A place's names by their sound, of "Tadmur/Palmyra" two; none of coordinates."""
    keys = (drop_articles(parse_name(part).bare_key) for part in name_parts(name) or [name])
    return frozenset(sound(loosen(key)) for key in keys if any(map(str.isalpha, key)))


def on_sphere(
    lon: "NDArray[np.float64]", lat: "NDArray[np.float64]"
) -> "NDArray[np.float64]":
    """Points of the unit sphere, so that neither poles nor antimeridian are edges."""
    import numpy as np  # noqa: PLC0415

    across, up = np.radians(lon), np.radians(lat)
    flat = np.cos(up)
    return np.stack((flat * np.cos(across), flat * np.sin(across), np.sin(up)), axis=1)
