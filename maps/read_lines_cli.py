"""What ``read --jsonl`` does: which files, where to, on which engine, and what to say."""

import glob
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..data.endings import ARTICLE_ENDINGS
from ..data.errors import ReportError
from .console import show, stop

if TYPE_CHECKING:
    from .engine_options import EngineChoice
    from .engines import Engine
    from .read_batch import Read, ReadOptions
    from .read_many import Totals

__all__ = ["read_lines", "require_reader"]


def read_lines(  # noqa: PLR0913  what was typed
    patterns: Sequence[str],
    known: Mapping[str, Any],
    output: Path | None,
    recogniser: str | None,
    work: "EngineChoice",
    *,
    force: bool,
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
    work
        Which engine does it.
    force
        Whether to begin the folder anew.
    """
    if force and output is None:
        raise click.UsageError("--force is for a REPORT.yaml or a folder (-o)")
    if output is not None and output.suffix != ".parquet":
        raise click.UsageError(
            f"{output}: many articles give no draft; expected a folder such as "
            "events.parquet"
        )
    is_long = output is not None or work.jobs is not None
    engine = work.open("processes" if is_long else "serial")
    paths = list(dict.fromkeys(_files(patterns)))
    require_reader(recogniser)
    try:
        totals = _read(paths, output, _options(known, recogniser), engine, force=force)
    except KeyboardInterrupt:
        kept = f"; what has been read is in {output}: the same command goes on from there"
        stop(kept if output is not None else "")
    if output is not None:
        show([_summary(totals, output)])
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
    from .read_progress import read_progress  # noqa: PLC0415

    is_shown = output is not None or not sys.stdout.isatty()
    with read_progress(paths, is_shown=is_shown) as progress:
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
    from .event_words import counted  # noqa: PLC0415

    before = f" ({totals.articles_before:,} of them before)" * bool(totals.articles_before)
    counts = [f"{counted(totals.events, 'event')} of {counted(totals.articles, 'article')}"]
    counts[0] += before
    if totals.problems:
        counts.append(f"{counted(totals.problems, 'line')} without an article")
    if totals.lost:
        counts.append(f"{counted(totals.lost, 'part')} to be tried again")
    return f"{output}: {', '.join(counts)}"
