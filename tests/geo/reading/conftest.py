"""What tests of several parts of reading share."""

from collections.abc import Callable
from datetime import date

import pytest

from conflictmap.geo import PlaceLookup
from conflictmap.geo.reading.model import EventRead, Reading
from conflictmap.geo.reading.read import read_text

PUBLISHED = date(2024, 12, 1)
"""A Sunday."""


@pytest.fixture(scope="session")
def read(lookup: PlaceLookup) -> Callable[[str], Reading]:
    """Read a text about Syria that was published on Sunday, 1 December 2024."""
    return lambda text: read_text(text, lookup, published=PUBLISHED, country_codes="SY")


@pytest.fixture(scope="session")
def told(read: Callable[[str], Reading]) -> Callable[[str], list[EventRead]]:
    """The events of such a text."""
    return lambda text: list(read(text).events)
