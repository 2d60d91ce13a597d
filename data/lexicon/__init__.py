"""The word lists that reading rests on: TOML files, to be read and extended by people."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any, Final

__all__ = ["load_lexicon"]

_FOLDER: Final = Path(__file__).parent


@cache
def load_lexicon(name: str) -> dict[str, Any]:
    """Content of the word list ``name``.toml in this folder; not to be changed."""
    return tomllib.loads((_FOLDER / f"{name}.toml").read_text("utf-8"))
