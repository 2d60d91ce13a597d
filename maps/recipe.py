"""What all pages of a site have in common: options, places, release."""

from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

from ..geo.place_files import place_files, places_fingerprint
from .options import MapOptions, Release

__all__ = ["Recipe"]


@dataclass(frozen=True, slots=True)
class Recipe:
    """How every page of a site is made."""

    options: MapOptions = field(default_factory=MapOptions)
    places: tuple[Path, ...] = field(default_factory=place_files)
    """Index files of the gazetteer: the shipped places', then the layers'."""
    png: bool = False  # a static picture beside each map
    columns: tuple[tuple[str, str], ...] = ()
    """Of data sets whose columns are guessed: our name, their heading."""
    release: Release | None = None
    """Withholds what reports mark as sensitive; null: the pages are for the desk."""

    def to_dict(self) -> dict[str, Any]:
        """All of it as plain JSON, the same wherever files lie; with our version."""
        release = self.release
        return {
            "conflictmap": version("conflictmap"),
            "places": places_fingerprint(self.places),
            "options": {**asdict(self.options), "png": self.png},
            "columns": dict(self.columns),
            "release": release and {"as_of": release.as_of and str(release.as_of)},
        }
