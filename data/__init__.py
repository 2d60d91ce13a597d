"""Reports, data sets, vocabularies, tables and errors: what conflictmap's data are."""

from typing import TYPE_CHECKING

from .exports import lazy_exports

if TYPE_CHECKING:
    from .articles import Article, read_article
    from .dataset import Dataset
    from .datasets import read_dataset, read_ucdp
    from .edtf import EdtfInterval, format_edtf, parse_edtf
    from .errors import (
        ConflictMapError,
        GazetteerError,
        GeocodingError,
        LeakError,
        MissingExtraError,
        PayloadError,
        ReportError,
    )
    from .export import read_events, write_events
    from .postgis import write_postgis
    from .reports import (
        Coordinates,
        DistanceClaim,
        EventEntry,
        PlaceEntry,
        Report,
        Sensitive,
        Source,
        read_report,
        report_json_schema,
        shipped_reports,
    )
    from .schema import EVENT_COLUMNS, EVENT_TYPES, Kind, Precision, Status, Verdict

__all__ = [
    "EVENT_COLUMNS",
    "EVENT_TYPES",
    "Article",
    "ConflictMapError",
    "Coordinates",
    "Dataset",
    "DistanceClaim",
    "EdtfInterval",
    "EventEntry",
    "GazetteerError",
    "GeocodingError",
    "Kind",
    "LeakError",
    "MissingExtraError",
    "PayloadError",
    "PlaceEntry",
    "Precision",
    "Report",
    "ReportError",
    "Sensitive",
    "Source",
    "Status",
    "Verdict",
    "format_edtf",
    "parse_edtf",
    "read_article",
    "read_dataset",
    "read_events",
    "read_report",
    "read_ucdp",
    "report_json_schema",
    "shipped_reports",
    "write_events",
    "write_postgis",
]

__getattr__, __dir__ = lazy_exports(
    __name__,
    {
        "Article": "articles",
        "ConflictMapError": "errors",
        "Coordinates": "reports",
        "Dataset": "dataset",
        "DistanceClaim": "reports",
        "EVENT_COLUMNS": "schema",
        "EVENT_TYPES": "schema",
        "EdtfInterval": "edtf",
        "EventEntry": "reports",
        "GazetteerError": "errors",
        "GeocodingError": "errors",
        "Kind": "schema",
        "LeakError": "errors",
        "MissingExtraError": "errors",
        "PayloadError": "errors",
        "PlaceEntry": "reports",
        "Precision": "schema",
        "Report": "reports",
        "ReportError": "errors",
        "Sensitive": "reports",
        "Source": "reports",
        "Status": "schema",
        "Verdict": "schema",
        "format_edtf": "edtf",
        "parse_edtf": "edtf",
        "read_article": "articles",
        "read_events": "export",
        "read_report": "reports",
        "read_dataset": "datasets",
        "read_ucdp": "datasets",
        "report_json_schema": "reports",
        "shipped_reports": "reports",
        "write_events": "export",
        "write_postgis": "postgis",
    },
)
