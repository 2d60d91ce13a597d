"""How far a long run is, as a line on stderr: quiet where that is no terminal."""

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, TypeVar

import click

from .console import printable

if TYPE_CHECKING:
    from rich.progress import Progress

__all__ = ["ProgressLine", "progress_line", "watched"]

Item = TypeVar("Item")

_EXACT_RATE: Final = 100  # a second; slower ones are told with a decimal


class ProgressLine:
    """What `progress_line` gives."""

    def __init__(self, what: str, bar: "Progress | None") -> None:
        self._what = what
        self._bar = bar
        self._count = 0
        self._first: tuple[float, int] | None = None  # workers take a while to start

    def advance(self, number: int, done: int | None = None) -> None:
        """Say that so many more items have come.

        Parameters
        ----------
        number
            Of the items.
        done
            How much of the total that is by now; null: it is in items.
        """
        if self._bar is None:
            return
        self._count += number
        now, words = time.monotonic(), f"{self._count:,} {self._what}"
        if self._first is None:
            self._first = now, self._count
        elif now > self._first[0]:
            rate = (self._count - self._first[1]) / (now - self._first[0])
            words = f"{words}, {rate:,.{int(rate < _EXACT_RATE)}f} a second"
        self.show(words, self._count if done is None else done)

    def show(self, words: str, done: int) -> None:
        """Say how much of the total is done, in words for people."""
        if self._bar is not None:
            self._bar.update(self._bar.task_ids[0], completed=done, words=words)

    def print(self, message: str) -> None:
        """Print a message on stderr, above the line."""
        line = printable(message)
        if self._bar is None:
            click.echo(line, err=True)
        else:
            self._bar.console.print(line, markup=False, highlight=False, soft_wrap=True)


@contextmanager
def progress_line(
    what: str, total: int | None = None, *, is_shown: bool = True
) -> Iterator[ProgressLine]:
    """A line on stderr, if that is a terminal.

    Parameters
    ----------
    what
        The items in words: "reports".
    total
        What all comes to, in items or in another unit; null: not known.
    is_shown
        Whether to draw it at all.
    """
    if is_shown and sys.stderr.isatty():
        with _bar(total) as bar:
            yield ProgressLine(what, bar)
    else:
        yield ProgressLine(what, None)


def watched(what: str) -> Callable[[Iterable[Item], int], Iterator[Item]]:
    """Hands items on, and shows how many of how many have come.

    Parameters
    ----------
    what
        The items in words: "reports".
    """

    def watch(items: Iterable[Item], count: int) -> Iterator[Item]:
        with progress_line(f"of {count:,} {what}", count) as line:
            for item in items:
                yield item
                line.advance(1)

    return watch


def _bar(total: int | None) -> "Progress":
    from rich import progress  # noqa: PLC0415
    from rich.console import Console  # noqa: PLC0415

    words = progress.TextColumn("{task.fields[words]}", markup=False)
    known = (progress.BarColumn(), progress.TaskProgressColumn())
    bar = progress.Progress(
        *(() if total is None else known),
        words,
        progress.TimeElapsedColumn() if total is None else progress.TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
        redirect_stdout=False,  # what goes there is for programs
    )
    bar.add_task("", total=total, words="")
    return bar
