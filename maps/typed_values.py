"""Values of options as they are typed: countries, days, addresses, kinds, degrees."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Final

import click

if TYPE_CHECKING:
    from datetime import date

    from ..data.schema import Kind

__all__ = [
    "country_option",
    "parse_numbers",
    "to_day",
    "to_kind",
    "to_kinds",
    "to_web_address",
]

_DEGREES: Final = (180.0, 90.0)


def country_option(what: str) -> Callable[[Any], Any]:
    """The option ``--country``: ISO codes in upper case.

    Parameters
    ----------
    what
        What it says of these countries.
    """
    return click.option(
        *("--country", "countries"),
        multiple=True,
        callback=_to_codes,
        metavar="CC",
        help=f"{what} (ISO code such as SY); may be repeated.",
    )


def _to_codes(_: object, __: object, typed: Iterable[str]) -> tuple[str, ...]:
    """ISO codes in upper case, from what was typed: "SY", "sy,lb"."""
    from ..data.tables import load_countries  # noqa: PLC0415

    known = {country.code: country for country in load_countries()}
    codes = tuple(c.upper() for item in typed for c in item.split(",") if c)
    for code in codes:
        if code not in known:
            meant = [c.code for c in known.values() if c.name.upper() == code]
            hint = f"did you mean {meant[0]}?" if meant else "expected ISO codes: SY, UA"
            raise click.BadParameter(f"{code!r} is not a country code; {hint}")
    return codes


def to_day(_: object, __: object, typed: str | None) -> "date | None":
    """The day that was typed, as the callback of an option."""
    if typed is None:
        return None
    from ..data.articles import parse_day  # noqa: PLC0415

    try:
        return parse_day(typed)
    except ValueError as err:
        raise click.BadParameter(str(err)) from err


def to_web_address(_: object, __: object, typed: str | None) -> str | None:
    """The address that was typed, as the callback of an option."""
    if typed is not None and not typed.startswith(("https://", "http://")):
        raise click.BadParameter(f"{typed!r} is not a web address: expected https://…")
    return typed


def to_kind(_: object, __: object, typed: str | None) -> "Kind | None":
    """The kind of place that was typed, as the callback of an option."""
    return None if typed is None else _kind(typed)


def to_kinds(_: object, __: object, typed: Iterable[str]) -> "tuple[Kind, ...]":
    """The kinds of places that were typed, as the callback of an option."""
    return tuple(_kind(kind) for item in typed for kind in item.split(",") if kind)


def _kind(typed: str) -> "Kind":
    from ..data.schema import Kind  # noqa: PLC0415

    if typed.lower() not in set(Kind):
        raise click.BadParameter(f"{typed!r} is no kind; expected {', '.join(Kind)}")
    return Kind(typed.lower())


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
