"""The word lists that reading rests on: TOML files, to be read and extended by people.

A user's own lists are files of the same names in the folder that the environment variable
``CONFLICTMAP_LEXICON`` names: their lists are added to the shipped ones, their other
values take the place of these.
"""

import os
import tomllib
from functools import cache
from pathlib import Path
from typing import Any, Final

from ..errors import ConflictMapError

__all__ = ["load_lexicon"]

_FOLDER: Final = Path(__file__).parent
_VARIABLE: Final = "CONFLICTMAP_LEXICON"


@cache
def load_lexicon(name: str) -> dict[str, Any]:
    """Content of the word list ``name``.toml, a user's own included; not to be changed.

    Raises
    ------
    ConflictMapError
        If the user's list is not TOML, or has something else where a list stands.
    """
    shipped = tomllib.loads((_FOLDER / f"{name}.toml").read_text("utf-8"))
    folder = os.environ.get(_VARIABLE)
    own = Path(folder) / f"{name}.toml" if folder else None
    if own is None or not own.is_file():
        return shipped
    try:
        content = tomllib.loads(own.read_text("utf-8"))
    except (OSError, ValueError) as err:  # of TOML and of UTF-8
        raise ConflictMapError(f"{own}: not a word list: {err}") from err
    return _merged(shipped, content, str(own))


def _merged(shipped: dict[str, Any], own: dict[str, Any], where: str) -> dict[str, Any]:
    merged = dict(shipped)
    for key, value in own.items():
        known = shipped.get(key)
        if known is not None and type(known) is not type(value):
            expected = type(known).__name__
            raise ConflictMapError(f"{where}: {key}: expected a {expected}, as shipped")
        if isinstance(known, list):
            merged[key] = [*value, *known]  # the user's own first: they win
        elif isinstance(known, dict):
            merged[key] = _merged(known, value, f"{where}: {key}")
        else:
            merged[key] = value
    return merged
