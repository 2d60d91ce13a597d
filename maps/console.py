"""What the commands share: options as they are typed, JSON and problems as they go out."""

import sys
from collections.abc import Iterable
from typing import Final

import click

__all__ = [
    "JsonArray",
    "column_option",
    "country_codes",
    "fail_with",
    "parse_numbers",
    "print_json",
    "printable",
]

_DEGREES: Final = (180.0, 90.0)


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


def fail_with(problems: Iterable[str]) -> None:
    """List problems on stderr and end with exit code 1 if there are any."""
    problems = list(problems)
    for problem in problems:
        click.echo(problem, err=True)
    if problems:
        raise SystemExit(1)


def country_codes(countries: Iterable[str]) -> tuple[str, ...]:
    """ISO codes in upper case, from what was typed: "SY", "sy,lb".

    Raises
    ------
    click.BadParameter
        If one is no country's.
    """
    from ..data.tables import load_countries  # noqa: PLC0415

    known = {country.code: country for country in load_countries()}
    codes = tuple(c.upper() for item in countries for c in item.split(",") if c)
    for code in codes:
        if code not in known:
            meant = [c.code for c in known.values() if c.name.upper() == code]
            hint = f"did you mean {meant[0]}?" if meant else "expected ISO codes: SY, UA"
            raise click.BadParameter(f"{code!r} is not a country code; {hint}")
    return codes


def parse_numbers(text: str, what: str, example: str) -> tuple[float, ...]:
    """Degrees that are typed as in the example: longitudes and latitudes in turn.

    Raises
    ------
    click.BadParameter
        If they are not as many, or not on earth.
    """
    count = example.count(",") + 1
    try:
        numbers = tuple(float(part) for part in text.split(","))
    except ValueError:
        numbers = ()
    on_earth = all(abs(number) <= _DEGREES[i % 2] for i, number in enumerate(numbers))
    if len(numbers) != count or not on_earth:
        raise click.BadParameter(f"{text!r}: expected {what} in degrees, such as {example}")
    return numbers


def _named_columns(
    _: click.Context, __: click.Parameter, typed: tuple[str, ...]
) -> dict[str, str]:
    """Our names and a table's headings, from what was typed: ``lon=Longitude``."""
    pairs = [column.partition("=") for column in typed]
    for name, mark, _heading in pairs:
        if not (name and mark):
            raise click.BadParameter(f"{name}: expected NAME=HEADING, such as lon=X")
    return {name.strip(): heading for name, _, heading in pairs}


column_option = click.option(
    "--column",
    "columns",
    multiple=True,
    callback=_named_columns,
    metavar="NAME=HEADING",
    help="Of a DATASET: which column is lon, lat, place, date …, where the guess is wrong.",
)
"""The option of commands that take data sets: ``columns`` of `read_dataset`."""
