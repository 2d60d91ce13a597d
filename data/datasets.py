"""Data sets of events that others have coded: UCDP GED.

``read_ucdp`` answers what each row says as an event, and which rows say nothing that can
be mapped, and why. How its codes become events is decided in ``ucdp_events``.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from .table_files import TABLE_ENDINGS, read_table, table_name
from .ucdp import LONG_TEXTS, problems_of, require_columns, ucdp_values
from .ucdp_events import SOURCE, event_columns

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Dataset", "is_dataset", "read_ucdp"]

_PUBLISHER: Final = "Uppsala Conflict Data Program"
_NOTES: Final = (
    "Deaths are best estimates of UCDP GED (Uppsala Conflict Data Program).",
    "UCDP names two sides, not who attacked; only in one-sided violence the first did.",
)


@dataclass(frozen=True, slots=True)
class Dataset:
    """Events that others have coded."""

    title: str
    events: "pd.DataFrame"
    """One row an event, in the file's order: columns of `EVENT_COLUMNS`, texts that
    repeat as categoricals, and ``admin1_name``, the first-order division as the data set
    calls it. What only geography can tell (admin1, place_matched …) is null."""
    rejected: tuple[tuple[int, str], ...]
    """Rows that are no events: number, the heading being row 1, and why."""
    publisher: str
    notes: tuple[str, ...] = ()
    """Sentences for readers, which belong on every map of it."""


def is_dataset(path: Path) -> bool:
    """Whether a file's ending is that of a data set."""
    return path.name.lower().endswith(TABLE_ENDINGS)


def read_ucdp(path: Path | str) -> Dataset:
    """The events of a file of UCDP GED: .csv, .csv.gz, or a .zip with one .csv.

    Raises
    ------
    ReportError
        If it is no table, or not one of UCDP GED; the message names what is missing.
    OSError
        If it cannot be opened.
    """
    import numpy as np  # noqa: PLC0415

    path = Path(path)
    table = read_table(path, long_texts=LONG_TEXTS)
    require_columns(table.cells.columns, path)
    values = ucdp_values(table.cells)
    reasons = problems_of(values)
    is_wrong = reasons.notna().to_numpy()
    wrong = reasons[is_wrong]
    too_long = dict.fromkeys(table.too_long, "it has more cells than the heading")
    rejected = {**too_long, **dict(zip(wrong.index.tolist(), wrong.tolist(), strict=True))}
    values = values[np.logical_not(is_wrong)]
    return Dataset(
        title=_title(values),
        events=event_columns(values, table_name(path)),
        rejected=tuple(sorted(rejected.items())),
        publisher=_PUBLISHER,
        notes=_NOTES,
    )


def _title(values: "pd.DataFrame") -> str:
    if values.empty:
        return SOURCE
    names = values["country"].value_counts()
    names = names[names > 0]
    where = ", ".join(names.index) if len(names) <= 3 else f"{len(names)} countries"
    first, last = values["start"].min().year, values["end"].max().year
    years = f"{first}" if first == last else f"{first}–{last}"
    return f"{SOURCE}: {where}, {years}" if where else f"{SOURCE}: {years}"
