"""The command ``export``: events to files for other programs, or to a database."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from ..data.errors import ReportError
from .console import column_option, fail_with, printable

if TYPE_CHECKING:
    import geopandas as gpd

__all__ = ["export"]

_FILE: Final = click.Path(exists=True, path_type=Path)


def _to_sources(
    ctx: click.Context, param: click.Parameter, typed: tuple[str, ...]
) -> tuple[Path | str, ...]:
    """Files and folders that are there, and addresses of databases as they are."""
    from ..data.postgis import is_database  # noqa: PLC0415

    return tuple(
        each if is_database(each) else _FILE.convert(each, param, ctx) for each in typed
    )


@click.command()
@click.argument(
    "sources",
    nargs=-1,
    required=True,
    callback=_to_sources,
    metavar="REPORT|ARTICLE|DATASET|FOLDER...",
)
@click.option(
    *("-o", "--output"),
    required=True,
    metavar="FILE",
    help="events.geojson, .gpkg, .parquet, .csv or .kml; or postgresql://…?table=events.",
)
@click.option("--hxl", is_flag=True, help="Add a row of HXL tags (.csv).")
@column_option
def export(
    sources: tuple[Path | str, ...], output: str, *, hxl: bool, columns: dict[str, str]
) -> None:
    """Write the events of reports, articles and data sets to one file for other programs.

    All columns and shapes are kept; events that have no place stay, without a shape. A
    DATASET may also be a file that this command wrote, or postgresql://…?table=events. In
    a FOLDER only reports (.yaml) are looked for.
    """
    from ..data.postgis import is_database  # noqa: PLC0415
    from ..geo.lookup import PlaceLookup  # noqa: PLC0415
    from .gathered import gather_events  # noqa: PLC0415
    from .site import find_reports  # noqa: PLC0415

    name = _checked_output(output, hxl=hxl)
    files = find_reports(source for source in sources if isinstance(source, Path))
    databases = [source for source in sources if is_database(source)]
    if not (files or databases):
        raise click.UsageError(f"no report (*.yaml) in {', '.join(map(str, sources))}")
    found = gather_events([*files, *databases], PlaceLookup(), columns)
    for notice in found.notices:
        click.echo(printable(notice), err=True)
    if found.events is not None:
        _write(found.events, output, hxl=hxl)
        count, placed = len(found.events), int(found.events["lon"].notna().sum())
        click.echo(
            printable(f"{name}: {count:,} events, {placed:,} with a place"), err=True
        )
    fail_with(map(printable, found.problems))


def _checked_output(output: str, *, hxl: bool) -> str:
    """What the output is called; a usage error if nothing can be written to it."""
    from ..data.export import require_export_ending  # noqa: PLC0415
    from ..data.postgis import is_database, postgis_table  # noqa: PLC0415

    try:
        if not is_database(output):
            require_export_ending(Path(output), hxl=hxl)
            if not Path(output).parent.is_dir():
                raise click.UsageError(f"{output}: there is no folder to write it into")
            return output
        name = f"table {postgis_table(output)}"
    except ReportError as err:
        raise click.UsageError(str(err)) from err
    if hxl:
        raise click.UsageError("HXL tags are written to .csv only")
    return name


def _write(events: "gpd.GeoDataFrame", output: str, *, hxl: bool) -> None:
    from ..data.export import write_events  # noqa: PLC0415
    from ..data.postgis import is_database, write_postgis  # noqa: PLC0415

    if is_database(output):
        write_postgis(events, output)
    else:
        write_events(events, Path(output), hxl=hxl)
