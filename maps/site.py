"""A site of maps: a page a report, and the pages and files that tell of all of them.

Only what changed is built: a report is built anew if its file, the options, the gazetteer
or this package's version is not what its record was made of. Every file is written whole,
pages before their records, the manifest last: a build that is killed leaves pages of
before or of now, and the next one completes it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import nullcontext
from dataclasses import asdict, dataclass, replace
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from ..geo.place_files import place_files, places_fingerprint
from .engines import Engine, Outcome, open_engine
from .options import MapOptions
from .records import ReportRecord
from .site_folder import SiteFolder
from .site_inputs import Input, find_reports, read_inputs

if TYPE_CHECKING:
    from ..geo.lookup import PlaceLookup
    from .page_tasks import BuiltPage, PageTask

    Watch = Callable[[Iterable[Outcome[BuiltPage]], int], Iterable[Outcome[BuiltPage]]]

__all__ = ["BuiltMap", "SiteResult", "build_site", "find_reports"]

_INDEX: Final = "index"
_FEW: Final = 4
"""Fewer pages are built in this process: others would take longer to start."""


@dataclass(frozen=True, slots=True)
class BuiltMap:
    """The page of one report, as the site's manifest tells of it."""

    name: str
    path: Path
    title: str
    event_count: int  # that the report says happened
    placed_count: int  # of those, on the map
    verdicts: Mapping[str, int]  # how many stated distances there are, by verdict
    problems: tuple[str, ...]  # lines for people; of a report without a map, why
    error: str | None
    is_new: bool  # was built just now

    @property
    def href(self) -> str:
        """Address of the page beside the index page."""
        return quote(self.path.name)


@dataclass(frozen=True, slots=True)
class SiteResult:
    """What `build_site` built, kept and could not build."""

    index: Path | None
    maps: tuple[BuiltMap, ...]
    errors: tuple[str, ...]  # one a file that has no page
    removed: tuple[str, ...] = ()  # names of reports that are no longer there

    @property
    def problems(self) -> tuple[str, ...]:
        """Errors, rows that are no events, claims that do not hold; one line each."""
        return (*self.errors, *(line for built in self.maps for line in built.problems))


def build_site(  # noqa: PLR0913  one parameter a question
    reports: Iterable[Path],
    folder: Path,
    lookup: "PlaceLookup | None" = None,
    options: MapOptions | None = None,
    *,
    png: bool = False,
    engine: Engine | None = None,
    force: bool = False,
    watch: "Watch | None" = None,
) -> SiteResult:
    """Build a map a report, and what tells of all of them, into a folder; what changed.

    A report that cannot be read or mapped costs only itself: its page says why.

    Parameters
    ----------
    reports
        Files, as `find_reports` gives them: reports; articles, which are read; data sets.
        Pages of reports that are no longer among them are removed.
    folder
        Made if it is not there.
    lookup
        Whose files places come from; by default the shipped places and the user's layers.
    options
        How the maps are made.
    png
        Whether to write a static picture beside each map.
    engine
        What does the work, see `open_engine`; by default this process.
    force
        Whether to build all pages, also those that have not changed.
    watch
        Is given the outcomes and how many there will be, and hands them on.

    Raises
    ------
    MissingExtraError
        If there is no matplotlib to draw pictures with.
    ConflictMapError
        If another build is at work in the folder.
    OSError
        If the folder cannot be written to.
    """
    options = options or MapOptions()
    if png:
        from .picture.canvas import load_agg  # noqa: PLC0415

        load_agg()  # before anything is written
    places = place_files() if lookup is None else lookup.paths
    made_of = {
        "conflictmap": version("conflictmap"),
        "places": places_fingerprint(places),
        "options": {**asdict(options), "png": png},
    }
    inputs, errors = read_inputs(reports, made_of)
    site = SiteFolder(folder)
    manifest = site.manifest()
    if not force and _is_current(site, manifest, inputs):
        return _result(site, manifest, inputs, errors, built=set())
    with site.locked():
        site.sweep()
        tasks = _Tasks(site, site.manifest(), options, places, png=png, force=force)
        todo = [task for one in inputs if (task := tasks.of(one)) is not None]
        for built in _built(todo, engine, watch or (lambda outcomes, _: outcomes)):
            site.write_page(built.record, built.files)
        gone = sorted(site.known() - {one.name for one in inputs})
        for name in gone:
            site.forget(name)
        manifest = _finish(site, inputs, made_of, options, places)
    names = {task.record.name for task in todo}
    return replace(_result(site, manifest, inputs, errors, names), removed=tuple(gone))


def _is_current(site: SiteFolder, manifest: dict[str, Any], inputs: list[Input]) -> bool:
    """Whether the last build was finished, and of exactly this."""
    if not manifest or not site.has(manifest["files"]):
        return False
    keys = {report["name"]: report["key"] for report in manifest["reports"]}
    return keys == {one.name: one.key for one in inputs} and all(
        site.has(report["files"]) for report in manifest["reports"]
    )


class _Tasks:
    """What is to be done for each report."""

    def __init__(  # noqa: PLR0913  what pages are made of
        self,
        site: SiteFolder,
        manifest: Mapping[str, Any],
        options: MapOptions,
        places: tuple[Path, ...],
        *,
        png: bool,
        force: bool,
    ) -> None:
        self._site = site
        self._built = {report["name"]: report for report in manifest.get("reports", ())}
        self._generation = int(manifest.get("generation", 0)) + 1
        self._options, self._places, self._png = options, places, png
        self._force = force

    def of(self, one: Input) -> "PageTask | None":
        """The task of a report; null if its page is what it would become."""
        from .page_tasks import PageTask  # noqa: PLC0415

        built = self._built.get(one.name)
        if not self._force and built and self._is_done(one, built["key"], built["files"]):
            return None
        last = self._site.record(one.name)
        if not self._force and last and self._is_done(one, last.key, last.files):
            return None
        generation = last.generation if last and last.key == one.key else self._generation
        return PageTask(
            ReportRecord(one.name, one.shown, one.key, generation=generation),
            *(one.path, self._options, self._places, self._png),
            last_rows=None if last is None or last.error or last.is_dataset else last.rows,
            before=None if last is None else last.before,
        )

    def _is_done(self, one: Input, key: str, files: Iterable[str]) -> bool:
        return key == one.key and self._site.has(files)


def _built(
    todo: "list[PageTask]", engine: Engine | None, watch: "Watch"
) -> "Iterator[BuiltPage]":
    """Pages as they are built; of one whose worker died, a page that says so."""
    if not todo:
        return
    from .page_tasks import build_page, failed_page  # noqa: PLC0415

    opened = nullcontext(engine) if engine and len(todo) >= _FEW else open_engine("serial")
    with opened as used:
        for outcome in watch(used.run(build_page, todo), len(todo)):
            if outcome.result is not None:
                yield outcome.result
            else:
                yield failed_page(todo[outcome.number], f"not mapped: {outcome.error}")


def _finish(
    site: SiteFolder,
    inputs: list[Input],
    made_of: Mapping[str, Any],
    options: MapOptions,
    places: tuple[Path, ...],
) -> dict[str, Any]:
    """Write what tells of all reports, and the manifest; gives the manifest."""
    from .archive_files import write_archive  # noqa: PLC0415

    before = site.manifest()
    generation = int(before.get("generation", 0)) + 1
    digests = {one.name: one.digest for one in inputs}
    entries: list[dict[str, Any]] = []

    def records() -> Iterator[ReportRecord]:
        for record in site.records(sorted(digests)):
            entries.append(_entry(record, digests[record.name]))
            yield record

    files = write_archive(site, records(), options, places)
    site.remove(set(before.get("files", ())) - set(files))
    manifest = {
        "generation": generation,
        **made_of,
        "reports": entries,
        "files": files,
    }
    site.write_manifest(manifest)
    return manifest


def _entry(record: ReportRecord, digest: str) -> dict[str, Any]:
    """What the manifest says of a report."""
    return {
        "name": record.name,
        "path": record.path,
        "sha256": digest,
        "key": record.key,
        "generation": record.generation,
        "title": record.title,
        "events": record.event_count,
        "placed": record.placed_count,
        "verdicts": dict(record.verdicts),
        "problems": list(record.problems),
        "error": record.error,
        "files": dict(record.files),
    }


def _result(
    site: SiteFolder,
    manifest: Mapping[str, Any],
    inputs: list[Input],
    errors: list[str],
    built: set[str],
) -> SiteResult:
    entries = {entry["name"]: entry for entry in manifest["reports"]}
    maps = []
    for one in inputs:
        entry = entries[one.name]
        maps.append(
            BuiltMap(
                name=one.name,
                path=site.path / f"{one.name}.html",
                title=entry["title"],
                event_count=entry["events"],
                placed_count=entry["placed"],
                verdicts=entry["verdicts"],
                problems=tuple(_named(line, one) for line in entry["problems"]),
                error=entry["error"],
                is_new=one.name in built,
            )
        )
    index = site.path / f"{_INDEX}.html" if maps else None
    return SiteResult(index, tuple(maps), tuple(errors))


def _named(problem: str, one: Input) -> str:
    """A problem with the real path of its file in the place of the one the site tells."""
    return "\n".join(
        f"{one.path}{line.removeprefix(one.shown)}" if line.startswith(one.shown) else line
        for line in problem.split("\n")
    )
