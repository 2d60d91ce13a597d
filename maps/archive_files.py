"""What tells of all reports of a site: its first page, place pages, exports and the feed.

Made of the records alone. The first page is the map of all events, with a list of the
reports; of an event that several reports tell of, one mark is drawn, with all its tellers.
Data sets have maps of their own and are only listed: they may hold millions of events.
"""

from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

from ..data.export import write_events
from ..geo.corroboration import corroborate
from ..geo.corroboration import tellings_part as told_by_several
from ..geo.place_files import open_places
from ..geo.tellers import Teller
from .archive import reports_part, tellings_part
from .feed import render_feed
from .options import About, MapOptions
from .place_pages import place_pages
from .place_slugs import Told, place_column, place_href, place_hrefs
from .record_rows import frame_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import geopandas as gpd

    from ..geo.lookup import PlaceLookup
    from ..geo.withheld import Withheld
    from .recipe import Recipe
    from .records import ReportRecord
    from .site_folder import SiteFolder

__all__ = ["write_archive"]

_TITLES: Final = {"en": "All reports", "ar": "كل التقارير"}
_EXPORTS: Final = ("events.geojson", "events.csv")
_SIDES: Final = ("initiators", "targets")


def write_archive(
    site: "SiteFolder",
    records: "list[ReportRecord]",
    recipe: "Recipe",
    withheld: "Withheld | None" = None,
) -> dict[str, dict[str, str]]:
    """Write the files that tell of all records.

    Gives what the manifest says of them: "files", the SHA-256 of each by its name, and
    "place_keys", of what the pages of places are made.

    Parameters
    ----------
    site
        Where they are written.
    records
        In the order of their names.
    recipe
        How pages are made.
    withheld
        What no report of a release may tell; what another one tells is told anyway.

    Raises
    ------
    LeakError
        If a file would tell what is withheld; it is not written.
    """
    if withheld is not None:
        site.check = _leak_check(withheld, records)
    options = recipe.options
    lookup = open_places(recipe.places)
    title = _TITLES.get(options.lang, _TITLES["en"])
    events = frame_of(records)
    files = {
        name: site.write_through(name, partial(write_events, events)) for name in _EXPORTS
    }
    files["feed.xml"] = site.write("feed.xml", render_feed(records, title=title))
    pages, place_keys = _place_files(site, records, lookup)
    index = _index(events, records, title, lookup, options)
    files["index.html"] = site.write("index.html", index)
    return {"files": {**files, **pages}, "place_keys": place_keys}


def _place_files(
    site: "SiteFolder", records: "list[ReportRecord]", lookup: "PlaceLookup"
) -> tuple[dict[str, str], dict[str, str]]:
    """Pages of places, and of what each is made: if that is as it was, so is the page."""
    last = site.manifest()
    files: dict[str, str] = {}
    made_of: dict[str, str] = {}

    def is_wanted(slug: str, told: "Sequence[Told]") -> bool:
        href = place_href(slug)
        keys = sorted({f"{record.name} {record.key}" for record, _ in told})
        made_of[href] = sha256("\n".join(keys).encode()).hexdigest()
        known = {href: last.get("files", {}).get(href, "")}
        if last.get("place_keys", {}).get(href) != made_of[href] or not site.has(known):
            return True
        files.update(known)
        return False

    for page in place_pages(records, lookup.division_name, is_wanted):
        files[page.href] = site.write(page.href, page.content)
    return files, made_of


def _leak_check(
    withheld: "Withheld", records: "list[ReportRecord]"
) -> "Callable[[str, bytes], None]":
    """Refuses files that tell what is withheld, and that no report tells."""
    from .leaks import require_no_leaks  # noqa: PLC0415

    rows = [row for record in records for row in record.rows]
    texts = {value for row in rows for value in row.values() if isinstance(value, str)}
    texts.update(name for row in rows for side in _SIDES for name in row[side])
    texts.update(record.title for record in records)
    points = {(row["lon"], row["lat"]) for row in rows if row["lon"] is not None}
    rest = withheld.but_for(sorted(texts), sorted(points))
    return lambda name, content: require_no_leaks([(name, content)], rest)


def _index(
    events: "gpd.GeoDataFrame",
    records: "list[ReportRecord]",
    title: str,
    lookup: "PlaceLookup",
    options: MapOptions,
) -> str:
    """The map of all events."""
    from .document import render_map  # noqa: PLC0415

    drawn, tellings = _drawn(events, records)
    parts = {
        "reports": reports_part(records),
        "tellings": tellings_part(tellings, drawn),
        "place_pages": {"hrefs": place_column(place_hrefs(records), drawn)},
    }
    return render_map(drawn, lookup, options, About(title, parts=parts))


def _drawn(
    events: "gpd.GeoDataFrame", records: "list[ReportRecord]"
) -> "tuple[gpd.GeoDataFrame, list[dict[str, Any]]]":
    """Each happening once, its id with the name of its report; who else tells of it."""
    tellers = [
        Teller(record.name, record.published, record.reliability, record.sketch)
        for record in records
    ]
    # a link to another report's exact event would undo what a release coarsens
    withholding = {record.name for record in records if record.withholds}
    linked = events[~events["report"].isin(withholding)]
    tellings = corroborate(linked, tellers)
    part = told_by_several(linked, tellings, [record.name for record in records])
    others = [row for telling in tellings for row in telling.rows[1:]]
    drawn = events.drop(index=linked.index[others]).reset_index(drop=True)
    names = drawn["report"].astype(str)
    meant = zip(names, drawn["conflicts_with"], strict=True)
    return drawn.assign(
        event_id=names + "/" + drawn["event_id"],
        conflicts_with=[tuple(f"{name}/{other}" for other in ids) for name, ids in meant],
    ), part
