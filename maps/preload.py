"""What a worker imports before its first page; imported for that alone."""

import geopandas  # noqa: F401
import pyogrio  # noqa: F401

from ..geo import events, lookup  # noqa: F401
from ..geo.reading import sources  # noqa: F401
from . import document  # noqa: F401

__all__: list[str] = []
