"""The commands ``gazetteer info``, ``add``, ``remove`` and ``rebuild``."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from .console import fail_with, print_json, printable
from .progress import ProgressLine, progress_line
from .typed_values import to_kind

if TYPE_CHECKING:
    from ..data.schema import Kind
    from ..geo.layers import Layer
    from ..geo.sources.downloads import Progress

__all__ = ["gazetteer"]

_SHORT: Final = 12
_MIB: Final = 1 << 20


@click.group()
def gazetteer() -> None:
    """Show the places that are known, and add more of them."""


@gazetteer.command()
@click.option("--json", "as_json", is_flag=True, help="JSON on stdout.")
def info(*, as_json: bool) -> None:
    """List the shipped places and the added layers.

    With their sources and licences. Exit code 1 if a layer cannot be used as it is.
    """
    from ..geo.layers import layers_folder, list_layers  # noqa: PLC0415

    shipped, layers = _shipped(), list_layers()
    if as_json:
        print_json(
            {
                "shipped": shipped,
                "layers_folder": str(layers_folder()),
                "layers": [layer.to_dict() for layer in layers],
            }
        )
    else:
        click.echo(
            f"Shipped: {shipped['places']:,} places, {shipped['spellings']:,} spellings, "
            f"{shipped['bytes'] / _MIB:,.0f} MiB\n  {shipped['path']}"
        )
        for source in shipped["sources"]:
            click.echo(f"  {source['text']} {source['url']}")
        click.echo(f"Added ({layers_folder()}):{'' if layers else ' nothing'}")
        for layer in layers:
            _print_layer(layer)
    fail_with(f"{layer.name}: {layer.problem}" for layer in layers if layer.problem)


@gazetteer.command()
@click.argument("sources", nargs=-1, required=True, metavar="FILE|CC...")
@click.option(
    "--name", metavar="NAME", help="What to call the layer; else the file's name."
)
@click.option(
    "--kind",
    callback=to_kind,
    metavar="KIND",
    help="What polygons are; else as their columns say.",
)
@click.option("--name-column", metavar="COLUMN", help="Which column has polygons' names.")
@click.option("--licence", metavar="TEXT", help="Under what the places may be used.")
def add(
    sources: tuple[str, ...],
    name: str | None,
    kind: "Kind | None",
    name_column: str | None,
    licence: str | None,
) -> None:
    """Add places from a file, or GeoNames' places of a country.

    FILE is a GeoNames dump, alternateNamesV2, a layer of polygons, or a CSV with the
    columns name, lon and lat. A country code (SY), or allCountries, fetches GeoNames'
    file of it. Exit code 1 if some lines could not be used.
    """
    from ..geo.layers import add_layer  # noqa: PLC0415

    if name is not None and len(sources) > 1:
        raise click.UsageError("--name is for one source; add them one at a time")
    is_clean = True
    for source in sources:
        layer = add_layer(
            _source_file(source),
            name=name,
            kind=kind,
            name_column=name_column,
            licence=licence,
        )
        _print_layer(layer, err=True)
        is_clean = is_clean and not layer.rejected
    if not is_clean:
        raise SystemExit(1)


@gazetteer.command()
@click.argument("names", nargs=-1, required=True, metavar="NAME...")
def remove(names: tuple[str, ...]) -> None:
    """Remove added layers."""
    from ..data.errors import GazetteerError  # noqa: PLC0415
    from ..geo.layers import remove_layer  # noqa: PLC0415

    problems = []
    for name in names:
        try:
            click.echo(f"Removed {remove_layer(name).name}", err=True)
        except GazetteerError as err:
            problems.append(str(err))
    fail_with(problems)


@gazetteer.command()
def rebuild() -> None:
    """Compile the shipped places and every layer anew.

    Exit code 1 if a layer's source is gone; the layer stays as it is then.
    """
    from ..geo.index import index_path, open_index  # noqa: PLC0415
    from ..geo.layers import rebuild_layers  # noqa: PLC0415
    from ..geo.seal import remove_sealed  # noqa: PLC0415

    remove_sealed(index_path())
    open_index().close()
    problems: list[str] = []
    for layer in rebuild_layers(problems.append):
        _print_layer(layer, err=True)
    fail_with(problems)


def _source_file(source: str) -> Path:
    """The file that is meant: one that is there, else GeoNames' of a country."""
    from ..data.tables import load_countries  # noqa: PLC0415
    from ..geo.layers import downloads_folder  # noqa: PLC0415
    from ..geo.sources.downloads import (  # noqa: PLC0415
        ALL_COUNTRIES,
        GEONAMES_LICENCE,
        download_country,
    )

    path = Path(source)
    if path.is_file():
        return path
    is_code = source.upper() in {country.code for country in load_countries()}
    if not (is_code or source.casefold() == ALL_COUNTRIES.casefold()):
        raise click.UsageError(
            f"{source!r}: no such file, and no country code; expected a file of places, "
            f"an ISO code such as SY, or {ALL_COUNTRIES}"
        )
    code = source.upper() if is_code else ALL_COUNTRIES
    click.echo(GEONAMES_LICENCE, err=True)
    with _fetching(f"Fetching {code}.zip from GeoNames") as progress:
        return download_country(code, downloads_folder(), progress=progress)


@contextmanager
def _fetching(label: str) -> "Iterator[Progress]":
    """How far a download is: one line with its size, then a bar on a terminal."""
    with ExitStack() as stack:
        line: ProgressLine | None = None

        def advance(done: int, total: int | None) -> None:
            nonlocal line
            if line is None:
                size = "size unknown" if total is None else _size(total)
                click.echo(f"{label} ({size}) …", err=True)
                line = stack.enter_context(progress_line("", total))
            line.show(_size(done), done)

        yield advance


def _size(count: int) -> str:
    return f"{count / _MIB:,.1f} MiB"


def _shipped() -> dict[str, Any]:
    """What is known of the shipped places."""
    from ..data.tables import load_attribution  # noqa: PLC0415
    from ..geo.index import open_index  # noqa: PLC0415

    index = open_index()
    try:
        ((places,),) = index.ask("SELECT COUNT(*) FROM places")
        ((spellings,),) = index.ask("SELECT COUNT(*) FROM names")
    finally:
        index.close()
    return {
        "path": str(index.path),
        "bytes": index.path.stat().st_size,
        "places": places,
        "spellings": spellings,
        "sources": [{"text": one.text, "url": one.url} for one in load_attribution()],
    }


def _print_layer(layer: "Layer", *, err: bool = False) -> None:
    def say(text: str) -> None:
        click.echo(printable(text), err=err)

    if layer.order == 0:
        click.echo(f"{layer.name}: {layer.problem}\n  {layer.path}", err=err)
        return
    say(f"{layer.name}: {layer.places:,} places, {layer.spellings:,} spellings")
    say(f"  {layer.format} {layer.source} (SHA-256 {layer.sha256[:_SHORT]})")
    say(f"  licence: {layer.licence or 'not stated'}")
    for what, counted in (("not used", layer.rejected), ("noted", layer.noted)):
        for line in _reasons(what, counted):
            say(f"  {line}")


def _reasons(what: str, counted: Mapping[str, tuple[int, int]]) -> Iterable[str]:
    for reason, (count, first) in sorted(counted.items()):
        yield f"{what}: {count:,} ({reason}; first: line {first})"
