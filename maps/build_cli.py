"""The command ``build``: reports become a site of maps, in part and on all cores."""

import time
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from ..data.errors import PayloadError
from .console import column_option, fail_with, printable
from .engines import ENGINES

if TYPE_CHECKING:
    from .site import BuiltMap, SiteResult

__all__ = ["build"]


class _Source(click.Path):
    """A path that is there, or the address of a database."""

    def convert(self, value: Any, *rest: Any) -> Any:  # noqa: ANN401  as click declares it
        return value if "://" in str(value) else super().convert(value, *rest)


_SOURCE: Final = _Source(exists=True, path_type=Path)
_FEW: Final = 20  # maps that are told of one by one
_STAYS: Final = "what is finished stays, and the same command completes it"


def _engine_options(command: Any) -> Any:  # noqa: ANN401  as click's decorators
    """Options that say where work is done; their names are those of `open_engine`."""
    for option in (
        click.option(
            "--scheduler",
            metavar="ADDRESS",
            help="Dask: of a cluster that sees the same files; else one is started here.",
        ),
        click.option(
            "--jobs",
            type=click.IntRange(1),
            metavar="N",
            help="How many workers; by default as many as cores.",
        ),
        click.option(
            "--engine",
            default="processes",
            show_default=True,
            type=click.Choice(ENGINES),
            help="Where the work is done; dask needs the extra of that name.",
        ),
    ):
        command = option(command)
    return command


@click.command()
@click.argument(
    "paths", nargs=-1, type=_SOURCE, metavar="[REPORT|ARTICLE|DATASET|FOLDER]..."
)
@click.option(
    *("-o", "--output"),
    default="site",
    show_default=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder to write the site into.",
)
@_engine_options
@click.option("--force", is_flag=True, help="Build all maps, not only what changed.")
@click.option(
    "--lang",
    default="en",
    show_default=True,
    type=click.Choice(["en", "ar"]),
    help="Language in which the maps open; readers can change it.",
)
@click.option(
    "--tiles",
    metavar="URL",
    help="Offer online map tiles, off at first: an https address with {z}, {x} and {y}.",
)
@click.option(
    "--tiles-attribution",
    default="",
    metavar="TEXT",
    help="Whose work the tiles are; shown with them.",
)
@click.option(
    "--png",
    is_flag=True,
    help="Also write a picture of each map, for messages and slides (extra: png).",
)
@column_option
@click.option(
    "--release",
    type=click.Choice(["public"]),
    help="Withhold what reports mark as sensitive, and search all files for it.",
)
@click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="Day of the release, for what reports delay.",
)
def build(  # noqa: PLR0913  one parameter an option
    paths: tuple[Path | str, ...],
    output: Path,
    *,
    engine: str,
    jobs: int | None,
    scheduler: str | None,
    force: bool,
    lang: str,
    tiles: str | None,
    tiles_attribution: str,
    png: bool,
    columns: dict[str, str],
    release: str | None,
    as_of: datetime | None,
) -> None:
    """Build a map a report and a page of all; without REPORT, of the shipped reports.

    Only what changed since the last build is built. An ARTICLE (.txt, .md, .html) is read
    and mapped at once, and the map says that nobody has reviewed it. A DATASET is a table
    or a file of shapes, or the address of a database (postgresql://host/db?table=events);
    UCDP GED, ACLED and GDELT are known, of others the columns are guessed and shown. In a
    FOLDER only reports (.yaml) are looked for.
    """
    from ..data.reports import shipped_reports  # noqa: PLC0415
    from .options import MapOptions, Release  # noqa: PLC0415
    from .progress import watched  # noqa: PLC0415
    from .site import find_reports  # noqa: PLC0415

    try:
        options = MapOptions(lang=lang, tiles=tiles, tiles_attribution=tiles_attribution)
    except PayloadError as err:
        raise click.UsageError(str(err)) from err
    if scheduler and engine != "dask":
        raise click.UsageError("--scheduler is Dask's: add --engine dask")
    if as_of and not release:
        raise click.UsageError("--as-of is the day of a release: add --release public")
    reports = find_reports(paths) if paths else shipped_reports()
    if not reports:
        raise click.UsageError(f"no report (*.yaml) in {', '.join(map(str, paths))}")
    start = time.monotonic()
    result = _built(
        reports,
        output,
        {"name": engine, "jobs": jobs, "scheduler": scheduler},
        options=options,
        png=png,
        columns=columns,
        release=Release(as_of and as_of.date()) if release else None,
        force=force,
        watch=watched("reports"),
    )
    for line in _summary(result, time.monotonic() - start):
        click.echo(printable(line), err=True)
    fail_with(printable(line) for each in result.problems for line in each.splitlines())


def _built(
    reports: Iterable[Path | str],
    output: Path,
    engine: dict[str, Any],
    **options: Any,  # noqa: ANN401  as `build_site` takes them
) -> "SiteResult":
    """The site; what ends the building before it is done says how to go on."""
    from .engines import open_engine  # noqa: PLC0415
    from .site import build_site  # noqa: PLC0415

    try:
        with open_engine(**engine) as opened:
            return build_site(reports, output, engine=opened, **options)
    except KeyboardInterrupt:
        raise click.ClickException(f"stopped; {_STAYS}") from None
    except OSError as err:
        where = err.filename or output
        raise click.ClickException(f"{where}: {err.strerror or err}; {_STAYS}") from err


def _summary(result: "SiteResult", seconds: float) -> Iterator[str]:
    """What was built, as lines for people."""
    built = [one for one in result.maps if one.is_new and one.error is None]
    failed = [one for one in result.maps if one.error is not None]
    if len(built) <= _FEW:
        for one in built:
            yield _line(one)
            yield from (f"  {notice}" for notice in one.notices)
    rows = {
        "built": len(built),
        "unchanged": len(result.maps) - len(built) - len(failed),
        "removed": len(result.removed),
        "failed": len(failed) + len(result.errors),
    }
    if len(result.maps) > 1 or result.removed or not built:
        told = ", ".join(f"{count:,} {word}" for word, count in rows.items() if count)
        events = sum(one.event_count for one in result.maps)
        placed = sum(one.placed_count for one in result.maps)
        rate = f", {len(built) / seconds:.1f} a second" if len(built) > _FEW else ""
        yield f"Reports   {told} ({seconds:.1f} s{rate})"
        yield f"Events    {events:,}, {placed:,} on the map"
        if checks := _checks(result.maps):
            yield f"Distances {checks}"
    if result.index is not None:
        yield f"Open {result.index}"


def _line(one: "BuiltMap") -> str:
    from .event_words import counted  # noqa: PLC0415

    checks = _checks([one])
    told = f"; stated distances: {checks}" if checks else ""
    events = counted(one.event_count, "event")
    return f"{one.path}: {events}, {one.placed_count:,} on the map{told}"


def _checks(maps: "Iterable[BuiltMap]") -> str:
    """How many stated distances there are, by verdict: ``"2 road"``."""
    counts: Counter[str] = Counter()
    for one in maps:
        counts.update(one.verdicts)
    return ", ".join(f"{n:,} {word.replace('_', ' ')}" for word, n in counts.items())
