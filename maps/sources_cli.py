"""What commands are given to read: reports, articles, data sets, folders and databases."""

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

import click

__all__ = ["PathOrDatabase", "column_option", "reports_in", "sources_argument"]

_ADDRESS: Final = re.compile(r"([a-z][a-z0-9+.-]+):/", re.IGNORECASE)  # no drive: C:/
_METAVAR: Final = "REPORT|ARTICLE|DATASET|FOLDER"


class PathOrDatabase(click.Path):
    """A path, or the address of a database, which stays a ``str``."""

    def convert(
        self,
        value: Any,  # noqa: ANN401  as click declares it
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> Any:  # noqa: ANN401
        """What was typed; an address that is none of a database is an error."""
        match = _ADDRESS.match(str(value))
        if match is None:
            return super().convert(value, param, ctx)
        from ..data.postgis import is_database  # noqa: PLC0415

        if not is_database(value):  # the rest may be a password
            self.fail(
                f"{match[0]}… is neither a path nor the address of a database; expected "
                "postgresql://user@host/database?table=events",
                param,
                ctx,
            )
        return value


def sources_argument(*, required: bool) -> Callable[[Any], Any]:
    """The argument ``sources``: what is there, folders not yet searched."""
    return click.argument(
        "sources",
        nargs=-1,
        required=required,
        type=PathOrDatabase(exists=True, path_type=Path),
        callback=_readable,
        metavar=f"{_METAVAR}..." if required else f"[{_METAVAR}]...",
    )


def _readable(
    _: click.Context, __: click.Parameter, typed: tuple[Path | str, ...]
) -> tuple[Path | str, ...]:
    """What was typed; of an address that names nothing to read, the error.

    Told before anything is built: the pages of what is no longer read are removed.
    """
    for address in (source for source in typed if isinstance(source, str)):
        from ..data.errors import ReportError  # noqa: PLC0415
        from ..data.postgis import require_source  # noqa: PLC0415

        try:
            require_source(address)
        except ReportError as err:
            raise click.BadParameter(str(err)) from err
    return typed


def reports_in(sources: Sequence[Path | str]) -> tuple[Path | str, ...]:
    """The sources, and in the place of folders the reports in them.

    Raises
    ------
    click.UsageError
        If there are none.
    """
    from .site_inputs import find_reports  # noqa: PLC0415

    found = find_reports(sources)
    if not found:
        raise click.UsageError(
            f"no report (*.yaml) in {', '.join(map(str, sources))}; articles and data sets "
            "have to be named"
        )
    return found


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
