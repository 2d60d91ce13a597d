"""Reports, vocabularies, bundled tables and errors: what conflictmap's data are."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .edtf import EdtfInterval, format_edtf, parse_edtf
    from .errors import (
        ConflictMapError,
        GazetteerError,
        MissingExtraError,
        PayloadError,
        ReportError,
    )
    from .reports import (
        Coordinates,
        DistanceClaim,
        EventEntry,
        PlaceEntry,
        Report,
        Source,
        read_report,
        report_json_schema,
        shipped_reports,
    )
    from .schema import EVENT_COLUMNS, EVENT_TYPES, Kind, Precision, Status, Verdict

_HOMES = {
    "ConflictMapError": "errors",
    "Coordinates": "reports",
    "DistanceClaim": "reports",
    "EVENT_COLUMNS": "schema",
    "EVENT_TYPES": "schema",
    "EdtfInterval": "edtf",
    "EventEntry": "reports",
    "GazetteerError": "errors",
    "Kind": "schema",
    "MissingExtraError": "errors",
    "PayloadError": "errors",
    "PlaceEntry": "reports",
    "Precision": "schema",
    "Report": "reports",
    "ReportError": "errors",
    "Source": "reports",
    "Status": "schema",
    "Verdict": "schema",
    "format_edtf": "edtf",
    "parse_edtf": "edtf",
    "read_report": "reports",
    "report_json_schema": "reports",
    "shipped_reports": "reports",
}

__all__ = [
    "EVENT_COLUMNS",
    "EVENT_TYPES",
    "ConflictMapError",
    "Coordinates",
    "DistanceClaim",
    "EdtfInterval",
    "EventEntry",
    "GazetteerError",
    "Kind",
    "MissingExtraError",
    "PayloadError",
    "PlaceEntry",
    "Precision",
    "Report",
    "ReportError",
    "Source",
    "Status",
    "Verdict",
    "format_edtf",
    "parse_edtf",
    "read_report",
    "report_json_schema",
    "shipped_reports",
]


def __getattr__(name: str) -> object:
    """The public name `name`, imported when it is first asked for."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_HOMES[name]}", __name__), name)


def __dir__() -> list[str]:
    return __all__
