"""The command line: parse, call one function, print.

Exit codes: 0 done; 1 done, but something was contradicted, rejected or failed, and is
listed on stderr; 2 the call was wrong. JSON goes to stdout, everything else to stderr.
Nothing heavy is imported before a command runs.
"""

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..data.errors import ConflictMapError

if TYPE_CHECKING:
    from ..data.reports import Report
    from ..geo.places import Place

__all__ = ["main"]

_EXISTING = click.Path(exists=True, path_type=Path)


class _Commands(click.Group):
    """Commands whose expected errors are messages with exit code 1."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401  as click declares it
        try:
            return super().invoke(ctx)
        except (ConflictMapError, OSError) as err:
            raise click.ClickException(str(err)) from err


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="conflictmap")
def main() -> None:
    """Locate reported conflict events, check them, and draw them on a map."""


@main.command()
@click.argument("paths", nargs=-1, type=_EXISTING, metavar="[REPORT|FOLDER]...")
@click.option(
    *("-o", "--output"),
    default="site",
    show_default=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder to write the maps into.",
)
def build(paths: tuple[Path, ...], output: Path) -> None:
    """Write a map a report and an index page; without REPORT, of the shipped reports."""
    from ..data.reports import shipped_reports  # noqa: PLC0415
    from ..geo.lookup import PlaceLookup  # noqa: PLC0415
    from .site import build_site, find_reports  # noqa: PLC0415

    reports = find_reports(paths) if paths else shipped_reports()
    if not reports:
        raise click.UsageError(f"no report (*.yaml) in {_words(paths)}")
    result = build_site(reports, output, PlaceLookup())
    for built in result.maps:
        checks = f"; stated distances: {built.checks_words}" if built.checks_words else ""
        click.echo(
            f"{built.path}: {built.event_count} events, "
            f"{built.placed_count} on the map{checks}",
            err=True,
        )
    if result.index is not None:
        click.echo(f"Open {result.index}", err=True)
    _fail_with(result.problems)


@main.command()
@click.argument(
    "paths", nargs=-1, required=True, type=_EXISTING, metavar="REPORT|FOLDER..."
)
@click.option("--json", "as_json", is_flag=True, help="Findings as JSON on stdout.")
def check(paths: tuple[Path, ...], *, as_json: bool) -> None:
    """Compare what reports state with the geography.

    Exit code 1 if a claim is contradicted or a place is not found.
    """
    from ..geo.events import check_report, locate_report  # noqa: PLC0415
    from ..geo.lookup import PlaceLookup  # noqa: PLC0415
    from .site import find_reports, finding_line  # noqa: PLC0415

    files = find_reports(paths)
    if not files:
        raise click.UsageError(f"no report (*.yaml) in {_words(paths)}")
    reports, errors = _read_all(files)
    lookup = PlaceLookup()
    found = [
        (report, finding)
        for report in reports
        for finding in check_report(locate_report(report, lookup))
    ]
    if as_json:
        _print_json([finding.to_dict() for _, finding in found])
    lines = [(finding, finding_line(report, finding)) for report, finding in found]
    for finding, line in lines:
        if not (as_json or finding.is_problem):
            click.echo(line, err=True)
    _fail_with([*errors, *(line for finding, line in lines if finding.is_problem)])


@main.command()
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option(
    *("--country", "countries"),
    multiple=True,
    metavar="CC",
    help="Only places in this country (ISO code such as SY); may be repeated.",
)
@click.option("--near", metavar="LON,LAT", help="Prefer places near this point.")
@click.option("--limit", default=5, show_default=True, type=click.IntRange(1, 100))
@click.option("--fuzzy", is_flag=True, help="Take the most alike spelling if need be.")
@click.option("--json", "as_json", is_flag=True, help="JSON on stdout.")
def geocode(  # noqa: PLR0913  one parameter an option
    names: tuple[str, ...],
    countries: tuple[str, ...],
    near: str | None,
    limit: int,
    *,
    fuzzy: bool,
    as_json: bool,
) -> None:
    """Find places by name; names from stdin, one a line, when none is given.

    Exit code 1 if a name is not found.
    """
    from ..geo.lookup import PlaceLookup  # noqa: PLC0415

    codes = _country_codes(countries)
    point = None if near is None else _point(near)
    asked = names or tuple(line.strip() for line in sys.stdin if line.strip())
    lookup = PlaceLookup()
    answers = [
        (
            name,
            lookup.candidates(
                name, country_codes=codes, near=point, fuzzy=fuzzy, limit=limit
            ),
        )
        for name in asked
    ]
    if as_json:
        _print_json([_answer(name, places) for name, places in answers])
    else:
        _print_places(answers)
    missing = []
    for name, places in answers:
        if not places:
            near_name = lookup.suggest(name, country_codes=codes)
            hint = f"; did you mean {near_name!r}?" if near_name else ""
            missing.append(f"{name!r}: no such place{hint}")
    _fail_with(missing)


def _answer(name: str, places: Sequence["Place"]) -> dict[str, object]:
    candidates = [place.to_dict() for place in places]
    return {
        "query": name,
        "place": candidates[0] if candidates else None,
        "candidates": candidates,
    }


def _print_places(answers: Iterable[tuple[str, Sequence["Place"]]]) -> None:
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    table = Table(box=None, pad_edge=False)
    for heading in ("asked", "place", "kind", "country"):
        table.add_column(heading, overflow="fold")
    for heading in ("lon", "lat", "± km", "score"):
        table.add_column(heading, justify="right")
    table.add_column("matched")
    for name, places in answers:
        for row, place in enumerate(places):
            cells = (
                *(
                    name if row == 0 else "",
                    place.name,
                    place.kind,
                    place.country or "",
                ),
                *(f"{place.lon:.5f}", f"{place.lat:.5f}"),
                *(f"{place.uncertainty_m / 1000:.3g}", f"{place.score:.2f}"),
                place.matched,
            )
            table.add_row(*(Text(str(cell)) for cell in cells))
    console = Console()
    if table.row_count:
        console.print(table)


def _country_codes(countries: Iterable[str]) -> tuple[str, ...]:
    from ..data.tables import load_countries  # noqa: PLC0415

    known = {country.code: country for country in load_countries()}
    codes = tuple(c.upper() for item in countries for c in item.split(",") if c)
    for code in codes:
        if code not in known:
            meant = [c.code for c in known.values() if c.name.upper() == code]
            hint = f"did you mean {meant[0]}?" if meant else "expected ISO codes: SY, UA"
            raise click.BadParameter(f"{code!r} is not a country code; {hint}")
    return codes


def _point(text: str) -> tuple[float, float]:
    try:
        lon, lat = (float(part) for part in text.split(","))
    except ValueError:
        lon = lat = float("nan")
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):
        raise click.BadParameter(
            f"--near {text!r}: expected LON,LAT in degrees, such as 36.75,35.13"
        )
    return lon, lat


def _read_all(files: Iterable[Path]) -> tuple[list["Report"], list[str]]:
    from ..data.errors import ReportError  # noqa: PLC0415
    from ..data.reports import read_report  # noqa: PLC0415

    reports, errors = [], []
    for path in files:
        try:
            reports.append(read_report(path))
        except ReportError as err:
            errors.append(str(err))
    return reports, errors


def _print_json(content: object) -> None:
    import orjson  # noqa: PLC0415

    sys.stdout.buffer.write(orjson.dumps(content, option=orjson.OPT_INDENT_2) + b"\n")


def _words(paths: Iterable[Path]) -> str:
    return ", ".join(str(path) for path in paths)


def _fail_with(problems: Iterable[str]) -> None:
    """List problems on stderr and end with exit code 1 if there are any."""
    problems = list(problems)
    for problem in problems:
        click.echo(problem, err=True)
    if problems:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
