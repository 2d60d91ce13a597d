"""How far reading has come, on stderr: quiet where nobody is looking.

Of files that are packed, how far they are read is known by their bytes on disk.
"""

import sys
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

import click

from .console import printable

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

__all__ = ["ReadProgress"]


class ReadProgress:
    """A line with articles, rate and time left; open it with ``with``.

    Parameters
    ----------
    paths
        The files, in the order in which they are read; ``"-"`` is standard input, whose
        length is not known.
    is_shown
        Whether to draw it, if stderr is a terminal.
    """

    def __init__(self, paths: Sequence[Path | str], *, is_shown: bool) -> None:
        self._paths = paths
        self._is_shown = is_shown
        self._before: list[int] = []  # bytes of the files before each
        self._articles = 0
        self._first: tuple[float, int] | None = None  # workers take a while to start
        self._bar: Progress | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        if self._is_shown and sys.stderr.isatty():
            self._bar = _bar()
            total = 0
            for path in self._paths:
                self._before.append(total)
                total += 0 if path == "-" else Path(path).stat().st_size
            self._task = self._bar.add_task("", total=total or None, articles="")
            self._bar.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def advance(self, number: int, position: int, articles: int) -> None:
        """Say that so many articles more were read, up to a byte of a file.

        Parameters
        ----------
        number
            Of the file, from 0.
        position
            Bytes of it, packed as they are.
        articles
            Since the last call.
        """
        self._articles += articles
        now, words = time.monotonic(), f"{self._articles:,} articles"
        if self._first is None:
            self._first = now, self._articles
        elif now > self._first[0]:
            rate = (self._articles - self._first[1]) / (now - self._first[0])
            words = f"{words}, {rate:,.0f}/s"
        self._show(number, position, words)

    def pass_over(self, number: int, position: int) -> None:
        """Say that a file was read before, up to a byte of it."""
        self._show(number, position, "finished before")

    def problem(self, message: str) -> None:
        """Print a message."""
        line = printable(message)
        if self._bar is None:
            click.echo(line, err=True)
        else:
            self._bar.console.print(line, markup=False, highlight=False, soft_wrap=True)

    def _show(self, number: int, position: int, words: str) -> None:
        if self._bar is not None and self._task is not None:
            done = self._before[number] + position
            self._bar.update(self._task, completed=done, articles=words)


def _bar() -> "Progress":
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import (  # noqa: PLC0415
        BarColumn,
        Progress,
        TaskProgressColumn,
        TextColumn,
        TimeRemainingColumn,
    )

    return Progress(
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.fields[articles]}"),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
        redirect_stdout=False,
    )
