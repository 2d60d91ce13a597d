"""What a site is made of: reports, their names on the site, and their keys.

A key is the SHA-256 of all that a page is made of: the file, where it lies among the
others, and what all pages have in common; a page is built anew when its key is another.
"""

import hashlib
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final, TypeVar
from urllib.parse import parse_qs, urlsplit

import orjson

from ..data.endings import ARTICLE_ENDINGS, REPORT_ENDINGS

__all__ = ["Input", "find_reports", "read_inputs"]

Source = TypeVar("Source", bound=Path | str)

_INDEX: Final = "index"
_PACKED: Final = ".gz"
_LONGEST: Final = 230
"""Bytes of a name: disks hold 255, and what is being written has a longer one."""
_NO_TEXT: Final = re.compile("[\ud800-\udfff]")  # what Python makes of other bytes
_RESERVED: Final = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Input:
    """A report, article or data set that is to have a page."""

    name: str
    path: Path | str  # a str is the address of a database
    shown: str  # the path as the site tells it: the same wherever the folder lies
    digest: str  # SHA-256 of what it holds
    key: str  # of all that its page is made of

    @property
    def is_fixed(self) -> bool:
        """Whether the key tells what it holds; not of a database, which is read anew."""
        return isinstance(self.path, Path)


def find_reports(paths: Iterable[Source]) -> tuple[Source | Path, ...]:
    """Reports among paths: files as they are, folders searched for YAML; sorted.

    Articles and data sets are mapped when they are named: the texts that lie in a folder
    may be notes, or what its reports were drafted from, and its tables anything.
    """
    found: list[Source | Path] = []
    for path in paths:
        if isinstance(path, Path) and path.is_dir():
            inside = (p for p in path.rglob("*") if p.suffix.lower() in REPORT_ENDINGS)
            found += sorted(p for p in inside if p.is_file())
        else:
            found.append(path)
    return tuple(dict.fromkeys(found))


def read_inputs(
    reports: Iterable[Path | str], made_of: Mapping[str, Any]
) -> tuple[list[Input], list[str]]:
    """Reports with their names and keys, and what keeps others from having a page."""
    paths = list(reports)
    folders = [str(path.absolute().parent) for path in paths if isinstance(path, Path)]
    common = os.path.commonpath(folders) if folders else "."
    start = hashlib.sha256(orjson.dumps(made_of, option=orjson.OPT_SORT_KEYS))
    inputs: dict[str, Input] = {}
    errors = []
    for path in paths:
        name, shown = _page_name(path), _shown(path, common)
        if problem := _name_problem(path, name, shown, inputs):
            errors.append(problem)
            continue
        digest, key = _digest(path), start.copy()
        key.update(f"{digest} {shown}".encode())
        if isinstance(path, Path) and path.suffix.lower() in ARTICLE_ENDINGS:
            key.update(_lexicon_digest())
        inputs[name.casefold()] = Input(name, path, shown, digest, key.hexdigest())
    return list(inputs.values()), errors


def _shown(path: Path | str, common: str) -> str:
    if isinstance(path, str):
        return f"table {_page_name(path)}"
    return Path(os.path.relpath(path.absolute(), common)).as_posix()


def _name_problem(
    path: Path | str, name: str, shown: str, inputs: Mapping[str, Input]
) -> str | None:
    if name.casefold() == _INDEX:
        return (
            f"{path}: a report cannot be called {_INDEX!r}, the name of the map of all "
            "reports; rename the file"
        )
    if name.startswith(".") or _RESERVED.fullmatch(name):
        return (
            f"{path}: a page called {name!r} would be hidden, or no file on Windows; "
            "rename the file"
        )
    if (size := len(name.encode("utf-8", "replace"))) > _LONGEST:
        return (
            f"{path}: a page cannot have a name of {size} bytes; expected {_LONGEST} at "
            "most: rename the file"
        )
    if _NO_TEXT.search(shown):
        return f"{path}: its name or its folder's is no UTF-8; rename it"
    if other := inputs.get(name.casefold()):
        return (
            f"{path}: another file, {other.path}, has the same name, capitals aside; "
            "rename one"
        )
    return None


def _digest(path: Path | str) -> str:
    """SHA-256 of a file; of one that cannot be read, of the reason; of a database none."""
    if isinstance(path, str):
        return ""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as err:
        return hashlib.sha256(str(err.errno).encode()).hexdigest()


@cache
def _lexicon_digest() -> bytes:
    """Of the word lists that the user has added, by which articles are read."""
    digest = hashlib.sha256()
    folder = os.environ.get("CONFLICTMAP_LEXICON")
    for path in sorted(Path(folder).glob("*.toml")) if folder else ():
        digest.update(path.name.encode() + path.read_bytes())
    return digest.digest()


def _page_name(path: Path | str) -> str:
    """The file's name without its ending: of ``a.csv.gz`` and ``a.yaml`` that is ``a``.

    Of a database, the name of the table.
    """
    if isinstance(path, str):
        tables = parse_qs(urlsplit(path).query).get("table", ["query"])
        return tables[0].rpartition(".")[2]
    if path.suffix.lower() != _PACKED:
        return path.stem
    from ..data.table_files import table_name  # noqa: PLC0415

    return table_name(path)
