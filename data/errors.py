"""The exceptions of conflictmap.

Each is also the built-in exception it is, so that callers may catch either::

    ConflictMapError
    ├── ReportError (ValueError)        a report file that cannot be used
    ├── GazetteerError (LookupError)    a gazetteer that cannot be built or read
    ├── GeocodingError (RuntimeError)   an online service that is not, or badly, set up, or
    │                                   that fails
    ├── PayloadError (ValueError)       events that cannot be put on a page
    ├── LeakError (ValueError)          a release that tells what it withholds
    └── MissingExtraError (ImportError) an optional dependency that is not installed

A message says what was wrong, where, what was expected and what to do.
"""


class ConflictMapError(Exception):
    """Base of every exception that conflictmap raises on purpose."""


class ReportError(ConflictMapError, ValueError):
    """A report that cannot be used; the message lists every problem with its line."""


class GazetteerError(ConflictMapError, LookupError):
    """A gazetteer that cannot be built, opened or read."""


class GeocodingError(ConflictMapError, RuntimeError):
    """An online geocoding service that cannot be used or gives no proper answer."""


class PayloadError(ConflictMapError, ValueError):
    """Events or layers that cannot be put on a sealed page."""


class LeakError(ConflictMapError, ValueError):
    """A file of a release that tells what is withheld; the message says what and where."""


class MissingExtraError(ConflictMapError, ImportError):
    """An optional dependency is missing; the message names the extra to install."""
