"""What the commands put out alike: JSON, problems, how they are stopped."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, NoReturn

import click

from .problem_lines import told_once

__all__ = [
    "JsonArray",
    "fail_with",
    "print_json",
    "printable",
    "require_folder_of",
    "show",
    "stop",
    "system_words",
    "writing",
]

_STOPPED: Final = 130  # as shells say it of Ctrl-C


class JsonArray:
    """A JSON array on stdout that is written an element at a time."""

    def __init__(self) -> None:
        self._is_empty = True
        self._out = sys.stdout.buffer

    def add(self, element: object) -> None:
        """Write an element."""
        import orjson  # noqa: PLC0415

        lines = orjson.dumps(element, option=orjson.OPT_INDENT_2).splitlines()
        self._out.write(b"[" if self._is_empty else b",")
        self._out.writelines(b"\n  " + line for line in lines)
        self._is_empty = False

    def close(self) -> None:
        """Write the end."""
        self._out.write(b"[]\n" if self._is_empty else b"\n]\n")
        self._out.flush()


def print_json(content: object) -> None:
    """Write JSON to stdout."""
    import orjson  # noqa: PLC0415

    sys.stdout.buffer.write(orjson.dumps(content, option=orjson.OPT_INDENT_2) + b"\n")


def printable(text: str) -> str:
    """Text without characters that could steer a terminal."""
    return "".join(char if char.isprintable() else "\ufffd" for char in text)


def show(lines: Iterable[str], whole: str | None = None) -> bool:
    """List lines on stderr; gives whether there were any.

    Parameters
    ----------
    lines
        For people; what is in them may be anybody's.
    whole
        Where all can be read, if those that say the same may be told once.
    """
    shown = [printable(part) for line in lines for part in line.splitlines()]
    for line in shown if whole is None else told_once(shown, whole):
        click.echo(line, err=True)
    return bool(shown)


def fail_with(problems: Iterable[str], whole: str | None = None) -> None:
    """List problems on stderr as `show` does; exit code 1 if there are any."""
    if show(problems, whole):
        raise SystemExit(1)


def stop(rest: str = "") -> NoReturn:
    """Say that Ctrl-C ended the command, and what is left; exit code 130."""
    click.echo(printable(f"Stopped{rest}"), err=True)
    raise SystemExit(_STOPPED)


def system_words(error: OSError) -> str:
    """What the system says went wrong, and with which file."""
    if error.filename is None or error.strerror is None:
        return str(error)
    return f"{error.filename}: {error.strerror}"


def require_folder_of(path: Path) -> None:
    """Nothing, or the error on a file that is to be written where there is no folder."""
    if not path.parent.is_dir():
        raise click.UsageError(
            f"{path}: there is no folder {str(path.parent)!r} to write it into"
        )


@contextmanager
def writing(output: object) -> Iterator[None]:
    """Says of an output that cannot be written that it was that, not a file on the way."""
    try:
        yield
    except OSError as err:
        why = err.strerror or err
        raise click.ClickException(f"{output}: cannot be written: {why}") from err
