"""The command ``serve``: a folder of reports as a site that follows its files."""

import signal
import tempfile
from contextlib import nullcontext
from pathlib import Path
from typing import Final

import click

__all__ = ["serve"]

_FOLDER: Final = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command()
@click.argument("folder", default=".", type=_FOLDER, metavar="[FOLDER]")
@click.option(
    "--port",
    default=8000,
    show_default=True,
    type=click.IntRange(0, 65535),
    metavar="N",
    help="Port on this machine; 0: any that is free.",
)
@click.option(
    *("-o", "--output"),
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder to keep the site in; by default one that is removed at the end.",
)
def serve(folder: Path, port: int, output: Path | None) -> None:
    """Build reports, show them to this machine, follow changes.

    FOLDER is where the reports are. Only browsers on this machine can open the site. The
    page that is open there is loaded anew when it has changed, and says which reports
    could not be mapped. Ctrl-C stops.
    """
    from .serve import serve_site  # noqa: PLC0415

    if output is not None and folder.resolve().is_relative_to(output.resolve()):
        raise click.BadParameter(
            f"{output} holds the reports; the site needs a folder of its own",
            param_hint="--output",
        )
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # the end, like Ctrl-C
    kept = tempfile.TemporaryDirectory if output is None else lambda: nullcontext(output)
    try:
        with kept() as site:
            serve_site(
                folder,
                Path(site),
                port=port,
                say=lambda line: click.echo(line, err=True),
            )
    except KeyboardInterrupt:
        click.echo("Stopped", err=True)
