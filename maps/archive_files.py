"""What tells of all reports of a site: its first page, place pages, exports and the feed.

Made of the records alone, which are read once. The first page is the map of all events,
with a list of the reports; of an event that several reports tell of, one mark is drawn,
with all its tellers. Data sets have maps of their own and are only listed: they may hold
millions of events.
"""

from hashlib import sha256
from typing import TYPE_CHECKING, Any

from ..data.schema import EVENT_COLUMNS
from ..geo.corroboration import corroborate
from ..geo.corroboration import tellings_part as told_by_several
from ..geo.place_files import open_places
from ..geo.tellers import Teller
from .archive import reports_part, tellings_part
from .archive_exports import write_exports
from .feed import newest_reports, render_feed
from .gathered_records import gather_records
from .languages import words_in
from .options import About, MapOptions
from .place_pages import render_places
from .place_slugs import ToldPlace, place_column, told_places

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    import geopandas as gpd

    from ..geo.lookup import PlaceLookup
    from ..geo.withheld import Withheld
    from .gathered_records import KeptEvents
    from .recipe import Recipe
    from .records import ReportRecord
    from .site_folder import SiteFolder

__all__ = ["write_archive"]


def write_archive(
    site: "SiteFolder",
    before: "Mapping[str, Any]",
    names: "Iterable[str]",
    recipe: "Recipe",
    withheld: "Withheld | None" = None,
) -> "tuple[tuple[ReportRecord, ...], dict[str, dict[str, str]]]":
    """Write the files that tell of all records.

    Gives the records without their events, and what the manifest says of the files:
    "files", the SHA-256 of each by its name, and "place_keys", of what the pages of places
    are made.

    Parameters
    ----------
    site
        Where they are written.
    before
        The manifest of the last build; empty: there was none.
    names
        Of the reports, in order.
    recipe
        How pages are made.
    withheld
        What no report of a release may tell; what another one tells is told anyway.

    Raises
    ------
    LeakError
        If a file would tell what is withheld; it is not written.
    """
    kept = gather_records(site.records(names))
    options = recipe.options
    lookup = open_places(recipe.places)
    if withheld is not None:
        site.check = _leak_check(withheld, kept, lookup)
    say = words_in(options.lang)
    title = say.all_reports
    files = write_exports(site, kept)
    newest = site.records(record.name for record in newest_reports(kept.records))
    feed = render_feed(list(newest), say, title=title)
    files["feed.xml"] = site.write("feed.xml", feed)
    places = told_places(kept.frame)
    changed, pages, place_keys = _changed_places(site, before, kept, places)
    site.claim(place.href for place in changed)
    for place, content in render_places(kept, changed, say, lookup.division_name):
        pages[place.href] = site.write(place.href, content)
    index = _index(kept, places, title, lookup, options)
    files["index.html"] = site.write("index.html", index)
    return kept.records, {"files": {**files, **pages}, "place_keys": place_keys}


def _changed_places(
    site: "SiteFolder",
    before: "Mapping[str, Any]",
    kept: "KeptEvents",
    places: list[ToldPlace],
) -> tuple[list[ToldPlace], dict[str, str], dict[str, str]]:
    """Places whose pages are not made of what they were; the files of the others.

    Last, of what the pages of all are made.
    """
    files_before, keys_before = before.get("files", {}), before.get("place_keys", {})
    files: dict[str, str] = {}
    made_of: dict[str, str] = {}
    changed = []
    told = [f"{record.name} {record.key}" for record in kept.records]
    for place in places:
        keys = sorted(
            {told[number] for number in kept.record_of[list(place.events)].tolist()}
        )
        made_of[place.href] = sha256("\n".join(keys).encode()).hexdigest()
        known = {place.href: files_before.get(place.href, "")}
        if keys_before.get(place.href) == made_of[place.href] and site.has(known):
            files.update(known)
        else:
            changed.append(place)
    return changed, files, made_of


def _leak_check(
    withheld: "Withheld", kept: "KeptEvents", lookup: "PlaceLookup"
) -> "Callable[[str, bytes], None]":
    """Refuses files that tell what is withheld, and that no report tells.

    In which division a place lies that is told of, its page says: that is no secret.
    """
    from .leaks import require_no_leaks  # noqa: PLC0415

    texts = {record.title for record in kept.records}
    for name, dtype in EVENT_COLUMNS.items():
        column = kept.frame[name]
        if dtype == "str":
            texts.update(column.dropna().unique())
        elif dtype == "object":
            texts.update(said for names in column for said in names)
    placed = kept.frame[kept.frame["lon"].notna()]
    divisions = placed[["country", "admin1"]].dropna().drop_duplicates()
    names = (lookup.division_name(*codes) for codes in divisions.itertuples(index=False))
    texts.update(name for name in names if name)
    points = set(zip(placed["lon"].tolist(), placed["lat"].tolist(), strict=True))
    rest = withheld.but_for(sorted(texts), sorted(points))
    return lambda name, content: require_no_leaks([(name, content)], rest)


def _index(
    kept: "KeptEvents",
    places: list[ToldPlace],
    title: str,
    lookup: "PlaceLookup",
    options: MapOptions,
) -> bytes:
    """The map of all events."""
    from .document import map_page  # noqa: PLC0415

    drawn, tellings = _drawn(kept)
    parts = {
        "reports": reports_part(kept.records),
        "tellings": tellings_part(tellings, drawn),
        "place_pages": {"hrefs": place_column(places, drawn)},
    }
    return map_page(drawn, lookup, options, About(title, parts=parts))


def _drawn(kept: "KeptEvents") -> "tuple[gpd.GeoDataFrame, list[dict[str, Any]]]":
    """Each happening once, its id with the name of its report; who else tells of it."""
    events, records = kept.frame, kept.records
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
