"""A site of maps: a page a report, and the pages and files that tell of all of them.

Only what changed is built: a report is built anew if its file, the options, the gazetteer
or this package's version is not what its record was made of. Every file is written whole,
pages before their records, the manifest last: a build that is killed leaves pages of
before or of now, and the next one completes it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from ..geo.place_files import place_files
from .engines import Engine, Outcome, interrupts_held, open_engine
from .options import MapOptions, Release
from .recipe import Recipe
from .records import ReportRecord
from .site_folder import SiteFolder
from .site_inputs import Input, find_reports, read_inputs
from .site_plan import is_current, page_tasks

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
    notices: tuple[str, ...]  # lines that are no problem: how a table was read
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
    reports: Iterable[Path | str],
    folder: Path,
    lookup: "PlaceLookup | None" = None,
    options: MapOptions | None = None,
    *,
    png: bool = False,
    columns: Mapping[str, str] | None = None,
    release: Release | None = None,
    engine: Engine | None = None,
    force: bool = False,
    watch: "Watch | None" = None,
) -> SiteResult:
    """Build a map a report, and what tells of all of them, into a folder; what changed.

    A report that cannot be read or mapped costs only itself: its page says why.

    Parameters
    ----------
    reports
        Files, as `find_reports` gives them: reports; articles, which are read; data sets,
        also addresses of databases.
        Pages of reports that are no longer among them are removed.
    folder
        Made if it is not there.
    lookup
        Whose files places come from; by default the shipped places and the user's layers.
    options
        How the maps are made.
    png
        Whether to write a static picture beside each map.
    columns
        Of data sets whose columns are guessed: our names and their headings, where the
        guess is wrong.
    release
        Withholds what reports mark as sensitive; by default nothing is withheld.
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
        If another build is at work in the folder, or it holds a file that no build wrote
        and this one would replace; nothing is written.
    LeakError
        If a file would tell what the release withholds; it is not written.
    OSError
        If the folder cannot be written to.
    """
    if png:
        from .picture.canvas import load_agg  # noqa: PLC0415

        load_agg()  # before anything is written
    recipe = Recipe(
        options=options or MapOptions(),
        places=place_files() if lookup is None else lookup.paths,
        png=png,
        columns=tuple(sorted((columns or {}).items())),
        release=release,
    )
    made_of = recipe.to_dict()
    inputs, errors = read_inputs(reports, made_of)
    site = SiteFolder(folder)
    manifest = site.manifest()
    if not force and is_current(site, manifest, inputs):
        return _result(site, manifest, inputs, errors, {})
    endings = (".html", ".png") if png else (".html",)
    pages = [f"{one.name}{ending}" for one in inputs for ending in endings]
    site.require_free(pages)
    with site.locked():
        site.sweep()
        before = site.manifest()
        site.claim([*pages, *_files(before)])
        todo = page_tasks(site, before, inputs, recipe, force=force)
        done: dict[str, str | None] = {}
        for built in _built(todo, site, engine, watch or (lambda outcomes, _: outcomes)):
            if built.files:
                site.write_page(built.record, built.files)
            done[built.record.name] = built.told
        gone = sorted(site.known() - {one.name for one in inputs})
        for name in gone:
            site.forget(name)
        manifest = _finish(site, before, inputs, recipe)
    return replace(_result(site, manifest, inputs, errors, done), removed=tuple(gone))


def _built(
    todo: "list[PageTask]", site: SiteFolder, engine: Engine | None, watch: "Watch"
) -> "Iterator[BuiltPage]":
    """Pages as they are built; of one whose worker died, a page that says so."""
    if not todo:
        return
    with interrupts_held():
        from .page_tasks import build_page, failed_page  # noqa: PLC0415
    opened = nullcontext(engine) if engine and len(todo) >= _FEW else open_engine("serial")
    with opened as used:
        where = site.path.absolute() if used.shares_disk else None
        tasks = (replace(task, site=where) for task in todo)
        outcomes = used.run(build_page, tasks)
        with interrupts_held():  # while workers start
            from . import archive_files, preload  # noqa: F401, PLC0415
        for outcome in watch(outcomes, len(todo)):
            if outcome.result is not None:
                yield outcome.result
            else:
                yield failed_page(todo[outcome.number], f"not mapped: {outcome.error}")
    if len(todo) >= _FEW:
        site.sweep()  # what workers that died left unfinished


def _finish(
    site: SiteFolder, before: Mapping[str, Any], inputs: list[Input], recipe: Recipe
) -> dict[str, Any]:
    """Write what tells of all reports, and the manifest; gives the manifest."""
    from .archive_files import write_archive  # noqa: PLC0415

    digests = {one.name: one.digest for one in inputs}
    withheld = None
    if recipe.release is not None:
        from .site_release import withheld_by  # noqa: PLC0415

        withheld = withheld_by([one.path for one in inputs], recipe)
    records, told = write_archive(site, before, sorted(digests), recipe, withheld)
    manifest = {
        "generation": int(before.get("generation", 0)) + 1,
        **recipe.to_dict(),
        "reports": [_entry(record, digests[record.name]) for record in records],
        **told,
    }
    site.leave_only(_files(manifest))
    site.write_manifest(manifest)
    return manifest


def _files(manifest: Mapping[str, Any]) -> list[str]:
    """Names of all files that a manifest tells of."""
    pages = (report["files"] for report in manifest.get("reports", ()))
    return [name for files in (*pages, manifest.get("files", ())) for name in files]


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
        "notices": list(record.notices),
        "error": record.error,
        "files": dict(record.files),
    }


def _result(
    site: SiteFolder,
    manifest: Mapping[str, Any],
    inputs: list[Input],
    errors: list[str],
    built: Mapping[str, str | None],
) -> SiteResult:
    """What there is; of what was just built, with what the desk is told of failures."""
    entries = {entry["name"]: entry for entry in manifest["reports"]}
    maps = []
    for one in inputs:
        entry, told = entries[one.name], built.get(one.name)
        problems = [_named(line, one) for line in entry["problems"]]
        maps.append(
            BuiltMap(
                name=one.name,
                path=site.path / f"{one.name}.html",
                title=entry["title"],
                event_count=entry["events"],
                placed_count=entry["placed"],
                verdicts=entry["verdicts"],
                problems=tuple(problems) if told is None else (told,),
                notices=tuple(entry["notices"]),
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
