"""Report files: the YAML in which a desk keeps what was reported.

``read_report`` answers what a file holds or lists everything that is wrong with it, each
problem with line and key. Whether the places exist is asked in ``geo``.
"""

from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel, ValidationError

from ..errors import ReportError
from ..yaml_source import YamlSource, nearest
from .models import (
    KM_PER_MILE,
    PLACE_FORMS,
    Coordinates,
    DistanceClaim,
    EventEntry,
    InconsistentError,
    MachineRead,
    PlaceEntry,
    Report,
    Sensitive,
    Source,
)

__all__ = [
    "KM_PER_MILE",
    "Coordinates",
    "DistanceClaim",
    "EventEntry",
    "MachineRead",
    "PlaceEntry",
    "Report",
    "Sensitive",
    "Source",
    "make_report",
    "read_report",
    "report_json_schema",
    "shipped_reports",
]

_MAX_BYTES: Final = 50_000_000


def read_report(path: Path) -> Report:
    """The report in a YAML file.

    Raises
    ------
    ReportError
        If the file cannot be read or does not hold a report; the message has one line a
        problem: file, line, key, what is wrong and what was expected.
    """
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise ReportError(f"{path}: larger than {_MAX_BYTES // 1_000_000} MB")
        text = path.read_text("utf-8")
    except UnicodeDecodeError as err:
        raise ReportError(f"{path}: not UTF-8 text; save it as UTF-8") from err
    except OSError as err:
        raise ReportError(f"{path}: cannot be read: {err.strerror}") from err
    source = YamlSource(text, str(path))
    content = source.content()
    if not isinstance(content, dict):
        raise ReportError(f"{path}:1: not a report: expected keys such as title, events")
    try:
        report = Report.model_validate(content)
    except ValidationError as err:
        raise ReportError(_problems(err, source)) from err
    _set_file(report, path)
    for kind, entries in (("events", report.events), ("distances", report.distances)):
        for row, entry in enumerate(entries):
            entry._line = source.line((kind, row))  # noqa: SLF001
    return report


def make_report(content: dict[str, Any], path: Path | None = None) -> Report:
    """A report from values made in code, called after the file they come from.

    Raises
    ------
    ReportError
        If the values are not those of a report.
    """
    try:
        report = Report.model_validate(content)
    except ValidationError as err:
        name = "report" if path is None else str(path)
        raise ReportError(_problems(err, YamlSource("", name))) from err
    if path is not None:
        _set_file(report, path)
    return report


def _set_file(report: Report, path: Path) -> None:
    report._name = path.stem  # noqa: SLF001  filled in by the reader, not by the file
    report._path = path  # noqa: SLF001


def _problems(err: ValidationError, source: YamlSource) -> str:
    found: list[tuple[tuple[str | int, ...], str]] = []
    for problem in err.errors(include_url=False):
        cause = problem.get("ctx", {}).get("error")
        if isinstance(cause, InconsistentError):
            found += cause.problems
            continue
        loc = _key_path(problem["loc"])
        message = problem["msg"].removeprefix("Value error, ")
        if problem["type"] == "extra_forbidden":
            message = f"no such key{nearest(str(loc[-1]), _keys(loc[:-1]))}"
        elif loc[2:3] == ("spans",):
            message = _SPAN_MESSAGES.get(problem["type"], message)
        else:
            message = _MESSAGES.get(problem["type"], message)
        found.append((loc, message))
    found.sort(key=lambda problem: source.line(problem[0]))
    return "\n".join(_problem(source, *problem) for problem in found)


_MESSAGES: Final = {
    "missing": "missing",
    "tuple_type": "expected a list, such as [SY, LB]",
    "dict_type": "expected keys and their values",
    "model_type": "expected keys and their values",
    "string_type": "expected text; put it in quotes if it looks like a number",
}
"""What pydantic says in the words of Python."""

_SPAN_MESSAGES: Final = {
    **_MESSAGES,
    "tuple_type": "expected [start, end]",
    "missing": "expected [start, end]",
    "too_long": "expected [start, end]",
}


def _key_path(loc: tuple[str | int, ...]) -> tuple[str | int, ...]:
    """Where a problem is in the file, from where it is in the models."""
    if loc[3:4] and loc[2] == "place" and loc[3] in PLACE_FORMS:
        return (*loc[:3], *loc[4:])
    return loc[:-1] if loc[-1:] == ("[key]",) else loc


def _problem(source: YamlSource, path: tuple[str | int, ...], message: str) -> str:
    key = "".join(f"[{p}]" if isinstance(p, int) else f".{p}" for p in path)
    where = f"{source.name}:{source.line(path)}"
    return f"{where}: {key.removeprefix('.') or 'report'}: {message}"


_MODELS: Final[dict[str, type[BaseModel]]] = {
    "source": Source,
    "events": EventEntry,
    "distances": DistanceClaim,
    "places": PlaceEntry,
    "sensitive": Sensitive,
    "read": MachineRead,
}


def _keys(path: tuple[str | int, ...]) -> tuple[str, ...]:
    model = _MODELS.get(str(path[0]), Report) if path else Report
    if path[-1:] == ("place",):
        model = Coordinates
    if path[-1:] == ("sensitive",):
        model = Sensitive
    return tuple(field.alias or name for name, field in model.model_fields.items())


def report_json_schema() -> dict[str, Any]:
    """JSON Schema of report files, as published in ``data/report.schema.json``."""
    schema = Report.model_json_schema(by_alias=True, mode="validation")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def shipped_reports() -> tuple[Path, ...]:
    """Files of the reports that come with conflictmap, sorted."""
    return tuple(sorted(Path(__file__).parent.glob("*.yaml")))
