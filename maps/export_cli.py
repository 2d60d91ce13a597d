"""The command ``export``: events to files for other programs, or to a database."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from ..data.errors import ReportError
from .console import fail_with, require_folder_of, show, writing
from .sources_cli import PathOrDatabase, column_option, reports_in, sources_argument

if TYPE_CHECKING:
    import geopandas as gpd

__all__ = ["export"]

_WHOLE: Final = "the manifest.json of a site (conflictmap build)"


@click.command()
@sources_argument(required=True)
@click.option(
    *("-o", "--output"),
    required=True,
    type=PathOrDatabase(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="events.geojson, .gpkg, .parquet, .csv or .kml; or postgresql://…?table=events.",
)
@click.option("--hxl", is_flag=True, help="Add a row of HXL tags (.csv).")
@column_option
def export(
    sources: tuple[Path | str, ...],
    output: Path | str,
    *,
    hxl: bool,
    columns: dict[str, str],
) -> None:
    """Write the events of many reports and data sets to one file.

    It is for other programs: all columns and shapes are kept; events that have no place
    stay, without a shape. A DATASET may also be a file that this command wrote, or
    postgresql://…?table=events. In a FOLDER only reports (.yaml) are looked for. Exit code
    1 if a place was not found, or something was rejected or failed.
    """
    from ..geo.lookup import PlaceLookup  # noqa: PLC0415
    from .event_words import counted  # noqa: PLC0415
    from .gathered import gather_events  # noqa: PLC0415

    name = _checked_output(output, hxl=hxl)
    files = reports_in(sources)
    _require_other(output, files)
    found = gather_events(files, PlaceLookup(), columns)
    show(found.notices)
    if found.events is not None:
        with writing(name):
            _write(found.events, output, hxl=hxl)
        count, placed = len(found.events), int(found.events["lon"].notna().sum())
        show([f"{name}: {counted(count, 'event')}, {placed:,} with a place"])
    fail_with(found.problems, _WHOLE)


def _checked_output(output: Path | str, *, hxl: bool) -> str:
    """What the output is called; a usage error if nothing can be written to it."""
    from ..data.export import require_export_ending  # noqa: PLC0415
    from ..data.postgis import postgis_table  # noqa: PLC0415

    try:
        if isinstance(output, Path):
            require_export_ending(output, hxl=hxl)
            require_folder_of(output)
            return str(output)
        name = f"table {postgis_table(output)}"
    except ReportError as err:
        raise click.UsageError(str(err)) from err
    if hxl:
        raise click.UsageError("HXL tags are written to .csv only")
    return name


def _require_other(output: Path | str, files: Iterable[Path | str]) -> None:
    """Nothing, or the error on an output that would replace what is read."""
    if isinstance(output, Path) and output.exists():
        for file in files:
            if isinstance(file, Path) and output.samefile(file):
                raise click.UsageError(
                    f"{output} would be replaced, and it is read; choose another file (-o)"
                )


def _write(events: "gpd.GeoDataFrame", output: Path | str, *, hxl: bool) -> None:
    from ..data.export import write_events  # noqa: PLC0415
    from ..data.postgis import write_postgis  # noqa: PLC0415

    if isinstance(output, Path):
        write_events(events, output, hxl=hxl)
    else:
        write_postgis(events, output)
