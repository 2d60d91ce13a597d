"""How far reading has come, on stderr: quiet where nobody is looking.

Of files that are packed, how far they are read is known by their bytes on disk.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import accumulate
from pathlib import Path

from .progress import ProgressLine, progress_line

__all__ = ["ReadProgress", "read_progress"]


class ReadProgress:
    """Is told how far files are read.

    Parameters
    ----------
    line
        Where it is shown; its total is in bytes.
    before
        Bytes of the files before each.
    """

    def __init__(self, line: ProgressLine, before: Sequence[int]) -> None:
        self.problem = line.print
        self._line = line
        self._before = before

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
        self._line.advance(articles, self._before[number] + position)

    def pass_over(self, number: int, position: int) -> None:
        """Say that a file was read before, up to a byte of it."""
        self._line.show("finished before", self._before[number] + position)


@contextmanager
def read_progress(paths: Sequence[Path | str], *, is_shown: bool) -> Iterator[ReadProgress]:
    """A line with articles, rate and time left.

    Parameters
    ----------
    paths
        The files, in the order in which they are read; ``"-"`` is standard input, whose
        length is not known.
    is_shown
        Whether to draw it, if stderr is a terminal.
    """
    sizes = (0 if path == "-" else Path(path).stat().st_size for path in paths)
    before = list(accumulate(sizes, initial=0))
    with progress_line("articles", before[-1] or None, is_shown=is_shown) as line:
        yield ReadProgress(line, before)
