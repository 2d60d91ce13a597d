"""The command line: parse, call one function, print.

Exit codes: 0 done; 1 done, but something was contradicted, rejected or failed, and is
listed on stderr; 2 the call was wrong; 130 stopped by Ctrl-C. JSON goes to stdout,
everything else to stderr. Nothing heavy is imported before a command runs.
"""

import atexit
import gc
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..data.errors import ConflictMapError
from .build_cli import build
from .console import fail_with, print_json, printable, show, stop, system_words
from .export_cli import export
from .gazetteer_cli import gazetteer
from .geocode_cli import geocode, reverse
from .read_cli import read
from .serve_cli import serve
from .sources_cli import reports_in

if TYPE_CHECKING:
    from ..data.reports import Report
    from ..geo.lookup import PlaceLookup

__all__ = ["main"]

_EXISTING = click.Path(exists=True, path_type=Path)
_OBJECTS = 50_000
"""That are made before those without use are looked for. Events are many objects that stay:
to look through them every 700 took a tenth of the time."""


class _Commands(click.Group):
    """Commands whose expected errors are messages with exit code 1."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401  as click declares it
        try:
            return super().invoke(ctx)
        except ConflictMapError as err:
            lines = map(printable, str(err).splitlines())
            raise click.ClickException("\n".join(lines)) from err
        except OSError as err:
            raise click.ClickException(printable(system_words(err))) from err
        except KeyboardInterrupt:
            stop()


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="conflictmap")
def main() -> None:
    """Locate reported conflict events, check them, and draw them on a map."""
    gc.set_threshold(_OBJECTS)
    atexit.register(gc.freeze)  # or all is looked through once more when Python ends: 0.1 s


@main.command()
@click.argument(
    "paths",
    nargs=-1,
    required=True,
    type=_EXISTING,
    metavar="REPORT|ARTICLE|FOLDER...",
)
@click.option("--json", "as_json", is_flag=True, help="Findings as JSON on stdout.")
def check(paths: tuple[Path, ...], *, as_json: bool) -> None:
    """Compare what reports, or articles, state with the geography.

    Of many problems, those that say the same are told once; with --json, each. Exit code 1
    if a claim is contradicted or a place is not found.
    """
    from ..geo.events import check_report, locate_report  # noqa: PLC0415
    from ..geo.lookup import PlaceLookup  # noqa: PLC0415
    from .page_tasks import finding_line  # noqa: PLC0415

    files = reports_in(paths)
    lookup = PlaceLookup()
    reports, problems = _load_all(map(Path, files), lookup)
    found = [
        (report, finding)
        for report in reports
        for finding in check_report(locate_report(report, lookup))
    ]
    if as_json:
        print_json([finding.to_dict() for _, finding in found])
    notes: list[str] = []
    for report, finding in found:
        line = finding_line(str(report.path or report.name), finding)
        (problems if finding.is_problem else notes).append(line)
    whole = None if as_json else "check --json"
    if not as_json:
        show(notes, whole)
    fail_with(problems, whole)


for command in (build, export, geocode, reverse, gazetteer, read, serve):
    main.add_command(command)


def _load_all(
    files: Iterable[Path], lookup: "PlaceLookup"
) -> tuple[list["Report"], list[str]]:
    from ..data.errors import ReportError  # noqa: PLC0415
    from ..geo.reading.sources import load_report  # noqa: PLC0415

    reports, errors = [], []
    for path in files:
        try:
            reports.append(load_report(path, lookup))
        except ReportError as err:
            errors.append(str(err))
    return reports, errors


if __name__ == "__main__":
    main()
