"""Rows of data sets that are no events, as lines for people."""

from collections.abc import Iterable, Iterator

from .event_words import counted

__all__ = ["rejected_lines"]


def rejected_lines(source: object, rejected: Iterable[tuple[int, str]]) -> Iterator[str]:
    """A line a reason: how many rows, and the first of them."""
    rows: dict[str, list[int]] = {}
    for row, reason in rejected:
        rows.setdefault(reason, []).append(row)
    for reason, numbers in rows.items():
        others = f", and {counted(len(numbers) - 1, 'more row')}" if numbers[1:] else ""
        yield f"{source}: row {numbers[0]}{others} left out: {reason}"
