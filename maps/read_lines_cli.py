"""What ``read --jsonl`` does: which files, where to, on which engine, and what to say."""

import glob
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from ..data.articles import ARTICLE_ENDINGS
from ..data.errors import ReportError
from .console import printable

if TYPE_CHECKING:
    from .engines import Engine
    from .read_batch import Read, ReadOptions
    from .read_many import Totals

__all__ = ["read_lines", "require_reader"]

_STOPPED: Final = 130  # as shells say it of Ctrl-C


def read_lines(  # noqa: PLR0913  what was typed
    patterns: Sequence[str],
    known: Mapping[str, Any],
    output: Path | None,
    recogniser: str | None,
    *,
    force: bool,
    engine: str | None,
    jobs: int | None,
    scheduler: str | None,
) -> None:
    """Read files of JSON Lines: to stdout, or into a folder of GeoParquet files.

    Exit code 1 if a line gave nothing, 130 after Ctrl-C.

    Parameters
    ----------
    patterns
        Files, patterns of files, ``"-"``.
    known
        ``published`` and ``country`` of articles that do not say.
    output
        The folder; ``None``: stdout.
    recogniser
        "spacy:NAME", or ``None``.
    force
        Whether to begin the folder anew.
    engine, jobs, scheduler
        See `open_engine`.
    """
    if force and output is None:
        raise click.UsageError("--force is for a REPORT.yaml or a folder (-o)")
    if output is not None and output.suffix != ".parquet":
        raise click.UsageError(
            f"{output}: many articles give no draft; expected a folder such as "
            "events.parquet"
        )
    work = _engine(engine, jobs, scheduler, is_for_folder=output is not None)
    paths = list(dict.fromkeys(_files(patterns)))
    require_reader(recogniser)
    try:
        totals = _read(paths, output, _options(known, recogniser), work, force=force)
    except KeyboardInterrupt as err:
        if output is not None:
            click.echo(
                f"Stopped. What has been read is in {output}: the same command goes on "
                "from there.",
                err=True,
            )
        raise SystemExit(_STOPPED) from err
    if output is not None:
        click.echo(printable(_summary(totals, output)), err=True)
    if totals.problems or totals.lost:
        raise SystemExit(1)


def _options(known: Mapping[str, Any], recogniser: str | None) -> "ReadOptions":
    from ..geo.place_files import place_files, places_fingerprint  # noqa: PLC0415
    from .read_batch import ReadOptions  # noqa: PLC0415

    places = places_fingerprint(place_files())
    return ReadOptions(known["published"], known["country"], recogniser, places)


def _read(
    paths: Sequence[str],
    output: Path | None,
    options: "ReadOptions",
    engine: "Engine",
    *,
    force: bool,
) -> "Totals":
    from .read_many import read_into_folder, read_to_stream  # noqa: PLC0415
    from .read_progress import ReadProgress  # noqa: PLC0415

    is_shown = output is not None or not sys.stdout.isatty()
    with ReadProgress(paths, is_shown=is_shown) as progress:
        if output is None:
            return read_to_stream(paths, sys.stdout.buffer, options, engine, progress)
        return read_into_folder(paths, output, options, engine, progress, force=force)


def require_reader(recogniser: str | None) -> "Read":
    """What reads articles with a recogniser, or the error on what was typed."""
    from .read_batch import open_reader  # noqa: PLC0415

    try:
        return open_reader(recogniser)
    except ValueError as err:
        raise click.UsageError(str(err)) from err


def _engine(
    name: str | None, jobs: int | None, scheduler: str | None, *, is_for_folder: bool
) -> "Engine":
    from .engines import open_engine  # noqa: PLC0415

    if scheduler is not None and name != "dask":
        raise click.UsageError("--scheduler is for --engine dask")
    if jobs is not None and name == "serial":
        raise click.UsageError("--jobs is for --engine processes or dask")
    if name is None:
        name = "processes" if is_for_folder or jobs is not None else "serial"
    return open_engine(name, jobs=jobs, scheduler=scheduler)


def _files(patterns: Sequence[str]) -> Iterator[str]:
    """The files that are meant, those of a pattern sorted by name."""
    for pattern in patterns:
        path = Path(pattern)
        if pattern == "-":
            yield pattern
        elif path.is_dir():
            raise click.UsageError(
                f"{pattern}: a folder; expected files such as '{path / '*.jsonl'}'"
            )
        elif path.suffix.lower() in ARTICLE_ENDINGS:
            raise click.UsageError(
                f"{pattern}: expected either one ARTICLE or --jsonl DOCS.jsonl"
            )
        elif path.exists() or not glob.has_magic(pattern):
            if not path.exists():
                raise ReportError(f"{pattern}: cannot be read: No such file or directory")
            yield pattern
        else:
            names = glob.iglob(pattern, recursive=True)  # noqa: PTH207  takes absolute ones
            found = sorted(name for name in names if Path(name).is_file())
            if not found:
                raise click.UsageError(f"{pattern!r}: no file is called so")
            yield from found


def _summary(totals: "Totals", output: Path) -> str:
    """What was read, in a line for people."""
    before = f" ({totals.articles_before:,} of them before)" * bool(totals.articles_before)
    counts = [f"{_count(totals.events, 'event')} of {_count(totals.articles, 'article')}"]
    counts[0] += before
    if totals.problems:
        counts.append(f"{_count(totals.problems, 'line')} without an article")
    if totals.lost:
        counts.append(f"{_count(totals.lost, 'batch')} to be tried again")
    return f"{output}: {', '.join(counts)}"


def _count(number: int, noun: str) -> str:
    plural = f"{noun}es" if noun.endswith("ch") else f"{noun}s"
    return f"{number:,} {noun if number == 1 else plural}"
