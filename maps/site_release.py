"""What a site may not tell once it is released: all that its reports withhold."""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from ..data.datasets import is_dataset
from ..data.endings import ARTICLE_ENDINGS
from ..data.errors import ReportError
from ..geo.events import locate_report
from ..geo.place_files import open_places
from ..geo.reading.sources import load_report
from ..geo.release import release_report
from ..geo.withheld import Withheld
from .recipe import Recipe

__all__ = ["withheld_by"]

_MARK: Final = b"sensitive"


def withheld_by(paths: Iterable[Path | str], recipe: Recipe) -> Withheld:
    """What any of these reports withholds, read from the files anew: nothing keeps it.

    Reports that cannot be read have no page and withhold nothing.
    """
    as_of = None if recipe.release is None else recipe.release.as_of
    lookup = open_places(recipe.places)
    whole = Withheld()
    for path in paths:
        if isinstance(path, str) or path.suffix.lower() in ARTICLE_ENDINGS:
            continue
        if is_dataset(path):
            continue
        try:
            if _MARK not in path.read_bytes():
                continue
            located = locate_report(load_report(path, lookup), lookup)
            whole |= release_report(located, lookup, as_of=as_of).withheld
        except (ReportError, OSError):
            continue
    return whole
