"""A site that builds itself while its reports are written, for this machine's browsers."""

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from ..data.errors import ConflictMapError
from .console import printable
from .event_words import counted
from .live_server import HOST, LiveServer, LiveSite, Told

__all__ = ["serve_site"]

_DEBOUNCE_MS: Final = 400  # editors write a file in several steps
_LOOK_MS: Final = 200  # how often the watcher asks whether to stop
_MOST_LINES: Final = 50
_MOST_CHARACTERS: Final = 1000


def serve_site(
    folder: Path,
    output: Path,
    *,
    port: int,
    say: Callable[[str], None],
) -> None:
    """Build a folder of reports, serve the site, and build it anew on every change.

    Goes on until it is interrupted.

    Parameters
    ----------
    folder
        Of reports (``.yaml``), folders in it included.
    output
        Where the site is built; its files are sealed, whatever is sent.
    port
        On the loopback address; 0: any that is free.
    say
        Is given lines for people: the address, and what became of each build.

    Raises
    ------
    ConflictMapError
        If the port is in use, or may not be used.
    KeyboardInterrupt
        When it is interrupted; nothing is served any more.
    """
    output.mkdir(parents=True, exist_ok=True)
    site = LiveSite(output)
    with _serving(site, port) as server:
        say(f"{printable(str(folder))} is served at {server.address} (Ctrl-C stops)")
        for _ in _builds(folder, output):
            told = rebuild(folder, output)
            site.tell(told)
            for line in (told.title, *told.lines):
                say(line)


def rebuild(folder: Path, output: Path) -> Told:
    """Build what changed; what is to be told of it."""
    from .engines import open_engine  # noqa: PLC0415  pandas, with these
    from .site import build_site, find_reports  # noqa: PLC0415

    reports = find_reports([folder])
    empty = f"There is no report (*.yaml) in {printable(str(folder))} yet."
    if not reports and not any(output.iterdir()):
        return Told(empty, notice=empty)
    try:
        with open_engine("processes") as engine:
            result = build_site(reports, output, engine=engine)
    except (ConflictMapError, OSError) as err:
        return Told("The site could not be built", _lines([str(err)]))
    failed = [line for one in result.maps if one.error for line in one.problems]
    errors = [*result.errors, *failed]
    if errors:
        return Told(f"{counted(len(errors), 'report')} could not be mapped", _lines(errors))
    if not reports:
        return Told(empty, notice=empty)
    built = sum(one.is_new for one in result.maps)
    return Told(f"{counted(len(reports), 'report')}, {built:,} built")


def _lines(problems: list[str]) -> tuple[str, ...]:
    shown = [
        "\n".join(map(printable, problem.splitlines()))[:_MOST_CHARACTERS]
        for problem in problems[:_MOST_LINES]
    ]
    more = len(problems) - len(shown)
    return (*shown, *([f"and {more:,} more"] if more else []))


@contextmanager
def _serving(site: LiveSite, port: int) -> Iterator[LiveServer]:
    try:
        server = LiveServer(site, port)
    except OSError as err:
        raise ConflictMapError(
            f"port {port} of {HOST} cannot be used: {err.strerror}; choose another with "
            "--port, or --port 0 for any that is free"
        ) from err
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        site.close()
        server.shutdown()
        server.server_close()
        thread.join()


def _builds(folder: Path, output: Path) -> Iterator[None]:
    """One at once, and one whenever something in the folder has changed."""
    from watchfiles import DefaultFilter, watch  # noqa: PLC0415

    apart = DefaultFilter(ignore_paths=[f"{output.resolve()}{os.sep}"])
    is_first = True
    for changes in watch(
        folder.resolve(),
        watch_filter=apart,
        debounce=_DEBOUNCE_MS,
        rust_timeout=_LOOK_MS,
        yield_on_timeout=True,  # so that the first build comes after the watch began
    ):
        if changes or is_first:
            yield
        is_first = False
