"""One page of a site: from a report file to its map and the record of it, in any process.

`build_page` is what engines run. A page is written by whoever makes it, where workers
share a disk with the site, else by whoever asked for it. Whatever is wrong with a file is
said on its page, and costs only itself.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ..data.datasets import is_dataset
from ..data.errors import ConflictMapError, LeakError, ReportError
from ..data.schema import NOT_DRAWN
from ..geo.place_files import open_places
from .changes import Changes, changes_between, changes_part
from .console import printable
from .options import About
from .recipe import Recipe
from .record_events import columns_of
from .records import EventColumns, ReportRecord, record_to_json, rows_in
from .rejected_rows import rejected_lines
from .site_folder import SiteFolder

if TYPE_CHECKING:
    import geopandas as gpd

    from ..data.reports import Report
    from ..geo.checks import Finding
    from ..geo.event_values import EventValues
    from ..geo.events import LocatedReport
    from ..geo.lookup import PlaceLookup

__all__ = ["BuiltPage", "PageTask", "build_page", "failed_page", "finding_line"]

_CHECKS: Final = frozenset({"distance", "direction"})


@dataclass(frozen=True, slots=True)
class PageTask:
    """What one page is made of."""

    record: ReportRecord
    """Name, path, key and generation; what else is known of the report is found."""
    path: Path | str  # a str is the address of a database
    recipe: Recipe
    last: EventColumns | None = None
    """Its events when it was last mapped; null: it never was."""
    last_generation: int = 1
    """The site's when these were new."""
    before: EventColumns | None = None
    """Its events before they last changed."""
    site: Path | None = None
    """The folder of the site, if whoever makes the page is to write it there."""


@dataclass(frozen=True, slots=True)
class BuiltPage:
    """A page's record, and its files by name: none where they are written already."""

    record: ReportRecord
    files: Mapping[str, bytes]
    told: str | None = None
    """What the desk is told of a failure, where the site must not tell it."""


def build_page(task: PageTask) -> BuiltPage:
    """The page of a report, article or data set; of one that cannot be mapped, why.

    Raises
    ------
    LeakError
        If the page would tell what the release withholds.
    OSError
        If it cannot be written.
    """
    page = _made(task)
    if task.site is None:
        return page
    SiteFolder(task.site).write_page(page.record, page.files)
    return replace(page, files={})


def _made(task: PageTask) -> BuiltPage:
    try:
        return _mapped(task)
    except LeakError:
        raise
    except (ConflictMapError, OSError) as err:
        return failed_page(task, str(err))
    except Exception as err:  # noqa: BLE001  a fault of ours costs one report, not all
        return failed_page(
            task,
            f"{task.path}: not mapped, by a fault of conflictmap's: "
            f"{type(err).__name__}: {err}; please report it",
        )


def failed_page(task: PageTask, error: str) -> BuiltPage:
    """A page that says why there is no map; what was known before is kept in the record."""
    from .languages import words_in  # noqa: PLC0415
    from .plain_pages import render_failed  # noqa: PLC0415

    before = task.before if task.last is None else task.last
    told = error.replace(str(task.path), task.record.path)
    if task.recipe.release is not None:  # the message may quote what is withheld
        told = f"{task.record.path}: not mapped; a build without --release says why"
    record = replace(
        task.record,
        title=task.record.name,
        error=told,
        problems=(told,),
        before=before,
        change=None if before is None else _changes(before, {}).counts,
    )
    lines = [printable(line) for line in told.splitlines()]
    page = render_failed(record.name, lines, words_in(task.recipe.options.lang))
    return replace(_page(record, {f"{record.name}.html": page.encode()}), told=error)


def _page(record: ReportRecord, files: Mapping[str, bytes]) -> BuiltPage:
    hashes = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    return BuiltPage(replace(record, files=hashes), files)


def finding_line(path: str, finding: "Finding") -> str:
    """A finding as one line for people: file, line, message."""
    line = "" if finding.line is None else f":{finding.line}"
    return f"{path}{line}: {finding.message}"


def _mapped(task: PageTask) -> BuiltPage:
    lookup = open_places(task.recipe.places)
    if isinstance(task.path, str) or is_dataset(task.path):
        return _mapped_dataset(task, lookup)
    from ..geo.events import check_report, locate_report  # noqa: PLC0415
    from ..geo.reading.sources import load_report  # noqa: PLC0415
    from ..geo.release import Released, release_report  # noqa: PLC0415
    from ..geo.wire_copies import text_sketch  # noqa: PLC0415

    released = Released(locate_report(load_report(task.path, lookup), lookup))
    if task.recipe.release is not None:
        released = release_report(released.located, lookup, as_of=task.recipe.release.as_of)
    located = released.located
    report, findings = located.report, check_report(located)
    record = _with_events(task, located.told, is_whole=not released.notes)
    record = replace(
        record,
        **_said(report),
        withholds=bool(released.notes),
        sketch=text_sketch(report.text or ""),
        verdicts=_verdicts(findings),
        problems=tuple(
            finding_line(record.path, finding) for finding in findings if finding.is_problem
        ),
    )
    about = About(notes=released.notes, parts=_parts(record))
    page = _page(record, _files(task, located, lookup, about))
    if task.recipe.release is not None:
        from .leaks import require_no_leaks  # noqa: PLC0415

        kept = (f"{record.name}.json", record_to_json(page.record))
        require_no_leaks([*page.files.items(), kept], released.withheld)
    return page


def _mapped_dataset(task: PageTask, lookup: "PlaceLookup") -> BuiltPage:
    from ..data.reports import Report, Source  # noqa: PLC0415
    from ..geo.events import LocatedReport  # noqa: PLC0415
    from .gathered import columns_words, locate_data  # noqa: PLC0415

    data = locate_data(task.path, lookup, dict(task.recipe.columns))
    if data is None:
        raise ReportError(f"{task.path}: no data set; expected a table of events")
    events, dataset = data
    taken = columns_words(dataset.columns)
    record = replace(
        task.record,
        title=dataset.title,
        publisher=dataset.publisher,
        is_dataset=True,
        event_count=len(events),
        placed_count=int(events["lon"].notna().sum()),
        problems=tuple(rejected_lines(task.record.path, dataset.rejected)),
        notices=(f"Columns taken for: {taken}",) if taken else (),
    )
    source = Source(publisher=dataset.publisher)
    about = About(dataset.title, source, (*dataset.notes, *record.notices))
    report = Report(title=dataset.title, source=source)
    located = LocatedReport(report, events, places={}, findings=())
    return _page(record, _files(task, located, lookup, about, map_of=events))


def _said(report: "Report") -> dict[str, Any]:
    """What a report says of itself."""
    source = report.source
    return {
        "title": report.title,
        "published": report.published and report.published.isoformat(),
        "publisher": source.publisher,
        "url": source.url,
        "reliability": source.reliability,
        "machine_read": report.reading == "machine",
    }


def _with_events(
    task: PageTask, events: "EventValues | gpd.GeoDataFrame", *, is_whole: bool
) -> ReportRecord:
    """The record with its events, and those before they last changed.

    Of events of which something is withheld, those before are forgotten: they may tell.
    """
    columns, shapes = columns_of(events)
    told = zip(columns["status"], columns["lon"], strict=True)
    happened = [lon is not None for status, lon in told if status not in NOT_DRAWN]
    last, before = (task.last, task.before) if is_whole else (None, None)
    record = task.record
    if last is not None and _changes(last, columns):
        before = last
    elif last is not None:
        record = replace(record, generation=task.last_generation)
    return replace(
        record,
        event_count=len(happened),
        placed_count=sum(happened),
        last_day=max(filter(None, columns["date_start"]), default=None),
        events=columns,
        shapes=shapes,
        before=before,
        change=None if before is None else _changes(before, columns).counts,
    )


def _changes(before: EventColumns, after: EventColumns) -> Changes:
    return changes_between(rows_in(before), rows_in(after))


def _parts(record: ReportRecord) -> dict[str, Any]:
    if record.before is None:
        return {}
    return {"changes": changes_part(_changes(record.before, record.events))}


def _verdicts(findings: Iterable["Finding"]) -> dict[str, int]:
    """How many stated distances there are, by verdict."""
    counts: dict[str, int] = {}
    for finding in findings:
        if finding.kind in _CHECKS:
            verdict = str(finding.verdict)
            counts[verdict] = counts.get(verdict, 0) + 1
    return counts


def _files(
    task: PageTask,
    located: "LocatedReport",
    lookup: "PlaceLookup",
    about: About,
    map_of: "gpd.GeoDataFrame | None" = None,
) -> dict[str, bytes]:
    """The map, of a frame of events if there is one, and the picture if it is wanted."""
    from .document import map_page  # noqa: PLC0415

    name = task.record.name
    shown = located if map_of is None else map_of
    files = {f"{name}.html": map_page(shown, lookup, task.recipe.options, about)}
    if task.recipe.png:
        from .picture import render_picture  # noqa: PLC0415

        files[f"{name}.png"] = render_picture(located, lookup, task.recipe.options)
    return files
