"""Reading by the million: articles in, events out, on any engine, and on after a stop.

Nothing is held for the whole run but a few numbers a batch. Where events go into a folder,
a run that was stopped is gone on with: what has been read is found there.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final

from .read_batch import Batch, ReadOptions, batches, input_name, read_to_lines, read_to_part

if TYPE_CHECKING:
    from .engines import Engine, Outcome
    from .event_folder import EventFolder
    from .read_batch import BatchRead
    from .read_progress import ReadProgress

__all__ = ["Totals", "read_into_folder", "read_to_stream"]

_PART_LINES: Final = 500
_STREAM_LINES: Final = 20  # few: what is read shows soon


@dataclass(slots=True)
class Totals:
    """What was read."""

    articles: int = 0
    events: int = 0
    problems: int = 0  # lines that gave nothing
    articles_before: int = 0  # of the articles, those that an earlier run has read
    lost: int = 0  # batches that gave nothing, because their workers died
    parts: list[dict[str, Any]] = field(default_factory=list)  # of a folder

    def add(self, origin: Mapping[str, Any]) -> None:
        """Count a batch by its origin."""
        self.articles += origin["articles"]
        self.events += origin["events"]
        self.problems += len(origin["problems"])


def read_to_stream(
    paths: Sequence[Path | str],
    out: IO[bytes],
    options: ReadOptions,
    engine: "Engine",
    progress: "ReadProgress",
) -> Totals:
    """Write a line of JSON an article, in the order of the files, as they come.

    Raises
    ------
    ReportError
        If a file cannot be opened.
    """
    totals = Totals()
    under_way: deque[Batch] = deque()
    with engine:
        size = 1 if engine.workers == 1 else _STREAM_LINES
        tasks = _noted(batches(paths, size, options), under_way)
        for outcome in engine.run(read_to_lines, tasks):
            batch = under_way.popleft()
            read = _counted(outcome, batch, totals, progress)
            if read is not None:
                out.write(read.content)
                out.flush()
    return totals


def read_into_folder(  # noqa: PLR0913  one parameter a question
    paths: Sequence[Path | str],
    path: Path,
    options: ReadOptions,
    engine: "Engine",
    progress: "ReadProgress",
    *,
    force: bool = False,
) -> Totals:
    """Write the events of articles into a folder of GeoParquet files, or go on with that.

    The same files and options give the same bytes with every engine, and however often
    the run was stopped. Messages of lines that gave nothing are told again by each run.

    Parameters
    ----------
    paths
        Files of JSON Lines, ``"-"`` for standard input.
    path
        Of the folder: made if it is not there; else empty, or begun by this function.
    options
        How articles are read.
    engine
        Not yet open.
    progress
        Is told of articles and problems.
    force
        Whether to remove what an earlier run has written, and begin anew.

    Raises
    ------
    ConflictMapError
        If the folder holds something else, or the events of other files or options; if
        another run is at work in it; if a file cannot be opened.
    MissingExtraError
        If pyarrow is not installed.
    OSError
        If the folder cannot be written to.
    """
    from .event_folder import EventFolder  # noqa: PLC0415
    from .event_parts import require_pyarrow  # noqa: PLC0415

    require_pyarrow()
    totals = Totals()
    under_way: deque[Batch] = deque()
    folder = EventFolder(path, _head(paths, options))
    with folder.opened(force=force), engine:
        coming = _unread(folder, batches(paths, _PART_LINES, options), totals, progress)
        for outcome in engine.run(read_to_part, _noted(coming, under_way)):
            batch = under_way.popleft()
            read = _counted(outcome, batch, totals, progress)
            if read is not None:
                folder.write(batch, read.content)
                totals.parts.append(_entry(folder.name(batch), read.origin))
        if not totals.lost:
            folder.finish(_found(totals))
    return totals


def _noted(tasks: Iterable[Batch], under_way: deque[Batch]) -> Iterator[Batch]:
    """The tasks; what an engine has taken, and not yet given back, is in the queue."""
    for batch in tasks:
        under_way.append(batch)
        yield batch


def _counted(
    outcome: "Outcome[BatchRead]",
    batch: Batch,
    totals: Totals,
    progress: "ReadProgress",
) -> "BatchRead | None":
    """What was read of a batch, counted and told."""
    read = outcome.result
    if read is None:
        totals.lost += 1
        progress.problem(f"{batch.label}: nothing was read: {outcome.error}")
        return None
    totals.add(read.origin)
    for problem in read.origin["problems"]:
        progress.problem(problem)
    position = batch.lines[-1].position
    progress.advance(batch.input, position, read.origin["articles"])
    return read


def _unread(
    folder: "EventFolder",
    coming: Iterable[Batch],
    totals: Totals,
    progress: "ReadProgress",
) -> Iterator[Batch]:
    """The batches that have no part in the folder yet; the others are counted and told."""
    for batch in coming:
        origin = folder.origin(batch)
        if origin is None:
            yield batch
            continue
        totals.add(origin)
        totals.articles_before += origin["articles"]
        totals.parts.append(_entry(folder.name(batch), origin))
        for problem in origin["problems"]:
            progress.problem(problem)
        progress.pass_over(batch.input, batch.lines[-1].position)


def _head(paths: Sequence[Path | str], options: ReadOptions) -> dict[str, Any]:
    """What a folder of events is made of."""
    return {
        "made_by": f"conflictmap {version('conflictmap')}",
        "options": {
            "published": options.published and options.published.isoformat(),
            "country": list(options.country),
            "recogniser": options.recogniser,
            "places": options.places,
            "lines of a part": _PART_LINES,
        },
        "inputs": [
            {
                "name": input_name(path),
                "bytes": None if path == "-" else Path(path).stat().st_size,
            }
            for path in paths
        ],
    }


def _entry(name: str, origin: Mapping[str, Any]) -> dict[str, Any]:
    return {"file": name, **origin, "problems": len(origin["problems"])}


def _found(totals: Totals) -> dict[str, Any]:
    counts = {name: getattr(totals, name) for name in ("articles", "events", "problems")}
    return {**counts, "parts": sorted(totals.parts, key=lambda part: str(part["file"]))}
