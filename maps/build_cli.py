"""The command ``build``: reports become a site of maps, in part and on all cores."""

import time
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from ..data.errors import PayloadError
from .console import fail_with, printable, show, stop, system_words
from .engine_options import EngineChoice, engine_options
from .sources_cli import column_option, reports_in, sources_argument
from .typed_values import to_day

if TYPE_CHECKING:
    from datetime import date

    from .engines import Engine
    from .site import BuiltMap, SiteResult

__all__ = ["build"]


_FEW: Final = 20  # maps that are told of one by one
_STAYS: Final = "what is finished stays, and the same command completes it"


@click.command()
@sources_argument(required=False)
@click.option(
    *("-o", "--output"),
    default="site",
    show_default=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder to write the site into.",
)
@engine_options("by default in several")
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
    callback=to_day,
    metavar="DATE",
    help="Day of the release, such as 2024-12-01, for what reports delay.",
)
def build(  # noqa: PLR0913  one parameter an option
    sources: tuple[Path | str, ...],
    output: Path,
    *,
    work: EngineChoice,
    force: bool,
    lang: str,
    tiles: str | None,
    tiles_attribution: str,
    png: bool,
    columns: dict[str, str],
    release: str | None,
    as_of: "date | None",
) -> None:
    """Build a site of reports: a map of each, and pages of all.

    Without REPORT, of the shipped reports. Only what changed since the last build is
    built. An ARTICLE (.txt, .md, .html) is read and mapped at once, and the map says that
    nobody has reviewed it. A DATASET is a table or a file of shapes, or the address of a
    database (postgresql://host/db?table=events); UCDP GED, ACLED and GDELT are known, of
    others the columns are guessed and shown. In a FOLDER only reports (.yaml) are looked
    for. Exit code 1 if something was contradicted, rejected or failed; of many problems,
    those that say the same are told once.
    """
    from .options import MapOptions, Release  # noqa: PLC0415
    from .progress import watched  # noqa: PLC0415

    try:
        options = MapOptions(lang=lang, tiles=tiles, tiles_attribution=tiles_attribution)
    except PayloadError as err:
        raise click.UsageError(str(err)) from err
    engine = work.open("processes")
    if as_of and not release:
        raise click.UsageError("--as-of is the day of a release: add --release public")
    reports = reports_in(sources) if sources else _shipped()
    start = time.monotonic()
    result = _built(
        reports,
        output,
        engine,
        options=options,
        png=png,
        columns=columns,
        release=Release(as_of) if release else None,
        force=force,
        watch=watched("reports"),
    )
    show(_summary(result, time.monotonic() - start))
    fail_with(result.problems, whole=f"{output / 'manifest.json'}")


def _shipped() -> tuple[Path, ...]:
    from ..data.reports import shipped_reports  # noqa: PLC0415

    return shipped_reports()


def _built(
    reports: Iterable[Path | str],
    output: Path,
    engine: "Engine",
    **options: Any,  # noqa: ANN401  as `build_site` takes them
) -> "SiteResult":
    """The site; what ends the building before it is done says how to go on."""
    from .site import build_site  # noqa: PLC0415

    try:
        with engine:
            return build_site(reports, output, engine=engine, **options)
    except KeyboardInterrupt:
        stop(f"; {_STAYS}")
    except OSError as err:
        hint = _STAYS if output.is_dir() else "expected a folder that can be made (-o)"
        raise click.ClickException(printable(f"{system_words(err)}; {hint}")) from err


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
