"""A gazetteer's fallback: an online service that a user switched on, and that may fail."""

import logging
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from ...data.errors import GeocodingError
from ..places import Place

if TYPE_CHECKING:
    from ..online import OnlineService

__all__ = ["Fallback"]

_logger = logging.getLogger(__name__)

_MOST_FAILURES: Final = 3


class Fallback:
    """Asks a service for the names that the gazetteer does not have.

    A failing service is logged, once for each reason, and no longer asked after it failed
    three times in a row: the offline result stands.
    """

    def __init__(self, service: "OnlineService") -> None:
        self._service = service
        self._failures = 0
        self._told: set[str] = set()

    def candidates(self, name: str, options: Mapping[str, Any]) -> list[Place]:
        """What the service answers, given the options of `PlaceLookup.candidates`."""
        if self._failures >= _MOST_FAILURES:
            return []
        try:
            found = self._service.candidates(name, **options)
        except GeocodingError as err:
            self._failures += 1
            self._tell(str(err))
            return []
        self._failures = 0
        return found

    def _tell(self, reason: str) -> None:
        if reason not in self._told:
            self._told.add(reason)
            _logger.warning("not found online: %s", reason)
        if self._failures == _MOST_FAILURES:
            _logger.warning("%s is not asked any more", self._service.name)
