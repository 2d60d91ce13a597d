"""How far a long run is: on a terminal a line with rate and time left, else nothing."""

import sys
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

__all__ = ["watched"]

Item = TypeVar("Item")


def watched(what: str) -> Callable[[Iterable[Item], int], Iterator[Item]]:
    """Hands items on, and shows on stderr how many of how many have come.

    Parameters
    ----------
    what
        The items in words: "reports".
    """

    def watch(items: Iterable[Item], count: int) -> Iterator[Item]:
        if not sys.stderr.isatty():
            yield from items
            return
        from rich.console import Console  # noqa: PLC0415
        from rich.progress import (  # noqa: PLC0415
            BarColumn,
            MofNCompleteColumn,
            Progress,
            TextColumn,
            TimeRemainingColumn,
        )

        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[rate]}"),
            TimeRemainingColumn(),
        )
        with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
            task = progress.add_task(what, total=count, rate="")
            for item in items:
                yield item
                speed = progress.tasks[0].speed
                rate = "" if speed is None else f"{speed:.1f} a second"
                progress.update(task, advance=1, rate=rate)

    return watch
