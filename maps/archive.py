"""What the page of an archive is told of its reports, beside their events.

Parts of `About.parts`, plain JSON: `reports_part` makes "reports" of the records that a
site keeps; `tellings_part` puts to each event that several reports tell of its row on the
page. The page's side is ``page/reports.js`` and ``page/tellings.js``.
"""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final

from ..data.schema import Verdict
from .event_columns import in_order
from .records import ReportRecord

if TYPE_CHECKING:
    import geopandas as gpd

__all__ = ["reports_part", "tellings_part"]

_WORST_FIRST: Final = (
    *(Verdict.CONTRADICTS, Verdict.UNUSUAL, Verdict.ROAD),
    *(Verdict.STRAIGHT_LINE, Verdict.HOLDS),
)


def reports_part(records: Iterable[ReportRecord]) -> list[dict[str, Any]]:
    """The part "reports": one entry a record, in their order.

    ``events`` and ``placed`` are numbers of events, ``verdicts`` of stated distances,
    the worst first. ``change`` is "new", or numbers of events added, changed and
    withdrawn, of the reports that the site's latest building added or changed; null of
    all others, and of all reports of a first building.
    """
    records = list(records)
    latest = max((record.generation for record in records), default=1)
    return [
        {
            "name": record.name,
            "title": record.title,
            "href": record.href,
            "published": record.published,
            "publisher": record.publisher,
            "url": record.url,
            "reliability": record.reliability,
            "machine_read": record.machine_read,
            "events": record.event_count,
            "placed": record.placed_count,
            "verdicts": _verdicts(record.verdicts),
            "change": _change(record, latest),
            "error": record.error,
        }
        for record in records
    ]


def _verdicts(counts: Mapping[str, int]) -> dict[str, int]:
    return {str(name): counts[name] for name in _WORST_FIRST if counts.get(name)}


def _change(record: ReportRecord, latest: int) -> str | dict[str, int] | None:
    if record.generation < latest or record.generation == 1:
        return None
    return "new" if record.change is None else dict(record.change)


def tellings_part(
    tellings: Iterable[Mapping[str, Any]], events: "gpd.GeoDataFrame"
) -> list[dict[str, Any]]:
    """The part "tellings", each with ``row``: that of its event on the page.

    Parameters
    ----------
    tellings
        Of events that several reports tell of: ``event``, the id of the one that is
        drawn, and ``told``, what each report says, that event's own among them.
    events
        The frame that the page is made of, as it is given to `render_map`.

    Raises
    ------
    KeyError
        If an event that is told of is not in the frame.
    """
    _, order = in_order(events)
    ids = events["event_id"].to_numpy(object)[order]
    row_of = {name: row for row, name in enumerate(ids)}
    return [{**telling, "row": row_of[telling["event"]]} for telling in tellings]
