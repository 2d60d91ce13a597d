"""Which first-order division a point lies in."""

from functools import cache
from typing import TYPE_CHECKING, Final, TypeAlias

from ._frames import read_divisions

if TYPE_CHECKING:
    import numpy as np
    import shapely
    from numpy.typing import ArrayLike, NDArray

__all__ = ["locate_divisions"]

_Codes: TypeAlias = "NDArray[np.object_]"

_REACH_KM: Final = 10.0
_REACH_DEG: Final = 0.1
"""Degrees of latitude that are a little more than ``_REACH_KM``."""
_KM_PER_DEG: Final = 111.2
_MOST_LAT: Final = 90.0
_TURN: Final = 360.0
_LEAST_NARROW: Final = 0.01


def locate_divisions(lon: "ArrayLike", lat: "ArrayLike") -> "tuple[_Codes, _Codes]":
    """Country codes and admin1 codes of the divisions that points lie in.

    Parameters
    ----------
    lon, lat
        WGS84 degrees, of the same shape; longitudes may run on beyond ±180.

    Returns
    -------
    tuple of numpy.ndarray of object
        ``code_country`` (ISO alpha-2) and ``code`` (GeoNames' admin1) as in
        ``read_divisions``, each flat, in the order of the points. ``None`` where no
        division holds the point, where the division has no code, and where a coordinate
        is not finite or not on Earth.

    Raises
    ------
    ValueError
        If ``lon`` and ``lat`` differ in shape.

    Notes
    -----
    Outlines are generalised by up to 6 km, so a point outside of all of them counts to
    the nearest one within 10 km (plane distance at the point's own latitude). Near a
    border between divisions the answer is as good as the outlines, no better. That reach
    does not cross the antimeridian.
    """
    # a fifth of a second, which load_countries never needs
    import numpy as np  # noqa: PLC0415
    import shapely  # noqa: PLC0415

    x, y = np.ravel(np.asarray(lon, float)), np.ravel(np.asarray(lat, float))
    if x.shape != y.shape:
        raise ValueError(
            f"{x.size} longitudes and {y.size} latitudes: expected one of each a point"
        )
    tree, countries, codes = _load_tree()
    on_earth = np.isfinite(x) & np.isfinite(y) & (np.abs(y) <= _MOST_LAT)
    x, y = np.where(on_earth, x, 0.0), np.where(on_earth, y, 0.0)
    wrapped = (x + _TURN / 2) % _TURN - _TURN / 2
    points: _Codes = np.array(shapely.points(wrapped, y), dtype=object, ndmin=1)
    rows = np.full(x.size, -1)
    asked = np.flatnonzero(on_earth)
    found, held = tree.query(points[asked], predicate="intersects")
    rows[asked[found][::-1]] = held[::-1]  # the first of two that share the border
    for i in np.flatnonzero(on_earth & (rows < 0)):
        rows[i] = _find_nearest(tree, points[i])
    return countries[rows], codes[rows]


def _find_nearest(tree: "shapely.STRtree", point: "shapely.Point") -> int:
    """Row of the division nearest to ``point`` within reach, or -1."""
    import numpy as np  # noqa: PLC0415
    import shapely.affinity  # noqa: PLC0415

    narrow = max(float(np.cos(np.radians(point.y))), _LEAST_NARROW)
    here = np.array([point.x, point.y])
    reach = np.array([_REACH_DEG / narrow, _REACH_DEG])
    box = shapely.box(*(here - reach), *(here + reach))
    nearest = (_REACH_KM / _KM_PER_DEG, -1)
    for row in sorted(tree.query(box, predicate="intersects")):
        near = shapely.intersection(tree.geometries[row], box)
        squeezed = shapely.affinity.scale(near, narrow, 1.0, origin=(*here, 0))
        nearest = min(nearest, (float(shapely.distance(squeezed, point)), int(row)))
    return nearest[1]


@cache
def _load_tree() -> "tuple[shapely.STRtree, _Codes, _Codes]":
    """Divisions' outlines, and their codes with ``None`` put last for row -1."""
    import numpy as np  # noqa: PLC0415
    import shapely  # noqa: PLC0415

    frame = read_divisions()
    columns = frame[["code_country", "code"]].astype(object)
    known = columns.where(columns.notna(), None).to_numpy(dtype=object)
    known = np.vstack([known, [None, None]])
    return shapely.STRtree(frame.geometry.to_numpy()), known[:, 0], known[:, 1]
