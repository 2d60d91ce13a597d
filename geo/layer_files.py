"""One layer's file: what it says of itself, whether it can be trusted, and writing it."""

import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import orjson

from ..data.errors import GazetteerError
from ..data.schema import Kind
from .compile import Batch, prepare, write_batches
from .index import Index, code_fingerprint
from .seal import is_sound
from .sources.dumps import Rejected

if TYPE_CHECKING:
    from .sources.formats import SourceReading

__all__ = ["SUFFIX", "Layer", "read_layer", "write_layer"]

SUFFIX: Final = ".sqlite"
_DAMAGED: Final = "is damaged"
_STALE: Final = "was made by another version of conflictmap"


@dataclass(frozen=True, slots=True)
class Layer:
    """A source of places that the user added."""

    name: str
    path: Path
    """The index file."""
    source: Path
    """The file it was made from, absolute."""
    sha256: str
    """Of the source, in hexadecimal."""
    order: int
    """Later layers have the last word; 0: not known."""
    format: str = ""
    kind: Kind | None = None
    """What the user said that polygons are."""
    name_column: str | None = None
    """The column of polygons' names, if the user said it."""
    licence: str = ""
    places: int = 0
    spellings: int = 0
    rejected: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    """By reason, how many lines (rows, features) were not used, and the first of them."""
    noted: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    """The same of those that were used otherwise, or that add nothing."""
    problem: str = ""
    """Why it cannot be used as it is; "" if it can."""

    def to_dict(self) -> dict[str, object]:
        """The fields for ``gazetteer info --json``; paths as text."""
        return {**asdict(self), "path": str(self.path), "source": str(self.source)}


class _Tally:
    """Counts the places and spellings that go into an index."""

    def __init__(self) -> None:
        self.places = 0
        self.spellings = 0

    def count(self, batches: Iterable[Batch]) -> Iterator[Batch]:
        """The same batches."""
        for batch in batches:
            self.places += len(batch[0])
            self.spellings += len(batch[1])
            yield batch


def read_layer(path: Path) -> Layer:
    """What a layer's file says of itself; `Layer.problem` says if it cannot be used."""
    problem = "" if is_sound(path) else _DAMAGED
    try:
        uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
        with closing(sqlite3.connect(uri, uri=True)) as connection:
            (text,) = connection.execute("SELECT json FROM meta").fetchone()
        meta = orjson.loads(text)
        if "layer" not in meta and not problem:
            return _nameless(path)  # an index of one's own
        about = meta["layer"]
        if meta["check"] != _check(about):
            return replace(_nameless(path), problem=_DAMAGED)
        if not problem and meta["code"] != code_fingerprint():
            problem = _STALE
        return _from_meta(path, about, problem)
    except (sqlite3.Error, TypeError, ValueError, KeyError, AttributeError):
        return replace(_nameless(path), problem=_DAMAGED)


def write_layer(layer: Layer, below: Callable[[], Sequence[Index]], label: str) -> Layer:
    """Write a layer's file from its source.

    Parameters
    ----------
    layer
        Its name, path, source, options and order.
    below
        Opens the indexes in which alternate names are looked up.
    label
        What is being done, for the progress bar.

    Raises
    ------
    GazetteerError
        If the source cannot be read, or nothing in it can be used.
    OSError, sqlite3.Error
        If the file cannot be written; what was there before stays.
    """
    from .sources.downloads import GEONAMES_LICENCE  # noqa: PLC0415
    from .sources.formats import Format, SourceReading, format_of, read_source  # noqa: PLC0415

    tally, made = _Tally(), layer
    reading = SourceReading(
        rejected=Rejected(),
        noted=Rejected(),
        indexes=below,
        scratch=layer.path.with_suffix(".scratch"),
        kind=layer.kind,
        name_column=layer.name_column,
    )
    found = format_of(layer.source)
    batches = prepare(read_source(layer.source, found, reading))
    is_geonames = found in {Format.GEONAMES, Format.ALTERNATES}

    def meta() -> dict[str, object]:
        nonlocal made
        if not tally.places:
            raise GazetteerError(
                f"{layer.source}: no place in it can be used (read as a {found})"
                f"{_reasons(reading)}; nothing was added"
            )
        made = replace(
            layer,
            format=str(found),
            licence=layer.licence or (GEONAMES_LICENCE if is_geonames else ""),
            places=tally.places,
            spellings=tally.spellings,
            rejected=_by_reason(reading.rejected),
            noted=_by_reason(reading.noted),
        )
        about = made.to_dict()
        del about["path"], about["problem"]
        about = orjson.loads(orjson.dumps(about))
        return {"code": code_fingerprint(), "layer": about, "check": _check(about)}

    write_batches(layer.path, tally.count(batches), meta, label=label)
    return made


def _from_meta(path: Path, about: Mapping[str, Any], problem: str) -> Layer:
    known = {one.name for one in fields(Layer)}
    values = {key: value for key, value in about.items() if key in known}
    for key in ("rejected", "noted"):
        values[key] = {reason: tuple(pair) for reason, pair in about[key].items()}
    values["source"] = Path(about["source"])
    values["kind"] = Kind(about["kind"]) if about["kind"] else None
    return Layer(**{**values, "name": path.stem, "path": path, "problem": problem})


def _nameless(path: Path) -> Layer:
    return Layer(name=path.stem, path=path, source=Path(), sha256="", order=0)


def _check(about: object) -> str:
    text = orjson.dumps(about, option=orjson.OPT_SORT_KEYS)
    return hashlib.sha256(text).hexdigest()


def _by_reason(rejected: Rejected) -> dict[str, tuple[int, int]]:
    return {
        reason: (count, rejected.first_lines[reason])
        for reason, count in rejected.counts.items()
    }


def _reasons(reading: "SourceReading") -> str:
    parts = [
        f"{reason}: {count:,} (first: line {first})"
        for counted in (reading.rejected, reading.noted)
        for reason, (count, first) in _by_reason(counted).items()
    ]
    return f": {'; '.join(parts)}" if parts else ""
