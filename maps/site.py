"""A site of maps: an index page and one map a report, each file whole or not at all."""

import contextlib
import os
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from ..data.datasets import is_dataset, read_ucdp
from ..data.edtf import format_edtf
from ..data.errors import ConflictMapError
from ..data.reports import Report, Source
from ..data.schema import NOT_DRAWN
from ..data.table_files import table_name
from ..geo.dataset_events import locate_dataset
from ..geo.events import LocatedReport, check_report, locate_report
from ..geo.reading.sources import load_report
from .options import MapOptions

if TYPE_CHECKING:
    from ..geo.checks import Finding
    from ..geo.lookup import PlaceLookup

__all__ = [
    "BuiltMap",
    "SiteResult",
    "build_site",
    "find_reports",
    "finding_line",
    "write_whole",
]

_INDEX: Final = "index"
_ENDINGS: Final = frozenset({".yaml", ".yml"})


@dataclass(frozen=True, slots=True)
class BuiltMap:
    """One map that was written."""

    report: Report  # of a data set: its title and publisher, and no events
    path: Path
    findings: tuple["Finding", ...]
    event_count: int  # that the report says happened
    placed_count: int  # of those, on the map
    rejected: tuple[str, ...] = ()  # of a data set, a line a reason

    @property
    def href(self) -> str:
        """Address of the map beside the index page."""
        return quote(self.path.name)

    @property
    def published_words(self) -> str:
        """Day of publication in words."""
        day = self.report.published
        return "date not stated" if day is None else format_edtf(day.isoformat())

    @property
    def checks_words(self) -> str:
        """How many stated distances there are, by verdict: ``"2 road"``."""
        verdicts = Counter(
            str(finding.verdict).replace("_", " ")
            for finding in self.findings
            if finding.kind in {"distance", "direction"}
        )
        return ", ".join(f"{count} {verdict}" for verdict, count in verdicts.items())


@dataclass(frozen=True, slots=True)
class SiteResult:
    """What `build_site` wrote and what it could not."""

    index: Path | None
    maps: tuple[BuiltMap, ...]
    errors: tuple[str, ...]  # one a report that gave no map

    @property
    def problems(self) -> tuple[str, ...]:
        """Errors, rows that are no events, claims that do not hold; one line each."""
        contradicted = (
            finding_line(built.report, finding)
            for built in self.maps
            for finding in built.findings
            if finding.is_problem
        )
        rejected = (line for built in self.maps for line in built.rejected)
        return (*self.errors, *rejected, *contradicted)


def finding_line(report: Report, finding: "Finding") -> str:
    """A finding as one line for people: file, line, message."""
    line = "" if finding.line is None else f":{finding.line}"
    return f"{report.path or report.name}{line}: {finding.message}"


def find_reports(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Report files among paths: files as they are, folders searched for YAML; sorted.

    Articles and data sets are mapped when they are named: the texts that lie in a folder
    may be notes, or what its reports were drafted from, and its tables anything.
    """
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = (p for p in path.rglob("*") if p.suffix in _ENDINGS and p.is_file())
            found += sorted(inside)
        else:
            found.append(path)
    return tuple(dict.fromkeys(found))


def build_site(
    reports: Iterable[Path],
    folder: Path,
    lookup: "PlaceLookup",
    options: MapOptions | None = None,
    *,
    png: bool = False,
) -> SiteResult:
    """Write a map a report and an index of them into a folder.

    A report that cannot be read or mapped costs only itself.

    Parameters
    ----------
    reports
        Files, as `find_reports` gives them: reports; articles, which are read; data sets.
    folder
        Made if it is not there.
    lookup
        Where places come from.
    options
        How the maps are made.
    png
        Whether to write a static picture beside each map.

    Raises
    ------
    MissingExtraError
        If there is no matplotlib to draw pictures with.
    OSError
        If the folder cannot be written to.
    """
    options = options or MapOptions()
    if png:
        from .picture.canvas import load_agg  # noqa: PLC0415

        load_agg()  # before anything is written
    folder.mkdir(parents=True, exist_ok=True)
    maps: dict[str, BuiltMap] = {}
    errors: list[str] = []
    for path in reports:
        try:
            name = _page_name(path, maps)
            build = _build_dataset if is_dataset(path) else _build_map
            maps[name] = build(path, folder / f"{name}.html", lookup, options, png=png)
        except ConflictMapError as err:
            errors.append(str(err))
    index = None
    if maps:
        newest_first = sorted(maps.values(), key=lambda built: built.path.name)
        newest_first.sort(key=lambda built: str(built.report.published), reverse=True)
        index = folder / f"{_INDEX}.html"
        write_whole(index, _render_index(newest_first))
    return SiteResult(index, tuple(maps.values()), tuple(errors))


def _page_name(path: Path, maps: dict[str, BuiltMap]) -> str:
    name = table_name(path)
    if name.lower() == _INDEX:
        raise ConflictMapError(
            f"{path}: a report cannot be called {_INDEX!r}, the name of the list of "
            "maps; rename the file"
        )
    if name in maps:
        raise ConflictMapError(
            f"{path}: another file, mapped in {maps[name].path.name}, has the same name; "
            "rename one"
        )
    return name


def _build_map(
    path: Path, target: Path, lookup: "PlaceLookup", options: MapOptions, *, png: bool
) -> BuiltMap:
    report = load_report(path, lookup)
    located = locate_report(report, lookup)
    _write_map(target, located, lookup, options, png=png)
    happened = located.events[~located.events["status"].isin(NOT_DRAWN)]
    return BuiltMap(
        report=report,
        path=target,
        findings=tuple(check_report(located)),
        event_count=len(happened),
        placed_count=int(happened["lon"].notna().sum()),
    )


def _build_dataset(
    path: Path, target: Path, lookup: "PlaceLookup", options: MapOptions, *, png: bool
) -> BuiltMap:
    dataset = read_ucdp(path)
    events = locate_dataset(dataset)
    report = Report(title=dataset.title, source=Source(publisher=dataset.publisher))
    located = LocatedReport(report, events, places={}, findings=())
    _write_map(target, located, lookup, options, png=png)
    return BuiltMap(
        report=report,
        path=target,
        findings=(),
        event_count=len(events),
        placed_count=len(events),
        rejected=tuple(_rejected_lines(path, dataset.rejected)),
    )


def _write_map(
    target: Path,
    located: LocatedReport,
    lookup: "PlaceLookup",
    options: MapOptions,
    *,
    png: bool,
) -> None:
    from .renderer import render_map  # noqa: PLC0415  folium takes half a second

    write_whole(target, render_map(located, lookup, options))
    if png:
        from .picture import render_picture  # noqa: PLC0415

        picture = render_picture(located, lookup, options)
        write_whole(target.with_suffix(".png"), picture)


def _rejected_lines(path: Path, rejected: Iterable[tuple[int, str]]) -> Iterator[str]:
    """A line a reason: how many rows, and the first of them."""
    rows: dict[str, list[int]] = {}
    for row, reason in rejected:
        rows.setdefault(reason, []).append(row)
    for reason, numbers in rows.items():
        others = f", and {len(numbers) - 1:,} more rows" if len(numbers) > 1 else ""
        yield f"{path}: row {numbers[0]}{others} left out: {reason}"


def _render_index(maps: list[BuiltMap]) -> str:
    from jinja2 import Environment, FileSystemLoader  # noqa: PLC0415

    from .renderer import PAGE, content_policy  # noqa: PLC0415

    environment = Environment(
        loader=FileSystemLoader(PAGE), autoescape=True, trim_blocks=True
    )
    style = f"\n{(PAGE / 'index.css').read_text('utf-8')}"
    return environment.get_template("index.html").render(
        maps=maps,
        style=style,
        policy=content_policy(f"<style>{style}</style>"),
    )


def write_whole(path: Path, content: str | bytes) -> None:
    """Write a file that appears whole or not at all; equal content is left alone.

    Text is written as UTF-8.
    """
    content = content.encode() if isinstance(content, str) else content
    with contextlib.suppress(OSError):
        if path.stat().st_size == len(content) and path.read_bytes() == content:
            return
    handle, unfinished = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(unfinished).chmod(0o644)
        Path(unfinished).replace(path)
    except BaseException:
        Path(unfinished).unlink(missing_ok=True)
        raise
