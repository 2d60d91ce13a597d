"""Reports from files of either kind: YAML as it is, articles as a machine reads them."""

from pathlib import Path
from typing import Final

from ...data.articles import read_article
from ...data.endings import ARTICLE_ENDINGS, REPORT_ENDINGS
from ...data.errors import ReportError
from ...data.reports import Report, read_report
from ..lookup import PlaceLookup

__all__ = ["load_report"]

_MAY_BE_REPORTS: Final = REPORT_ENDINGS | {"", ".json"}  # JSON is YAML


def load_report(path: Path, lookup: PlaceLookup) -> Report:
    """The report in a YAML file, or what a machine reads in an article.

    A file of an ending that says nothing is read as a report.

    Raises
    ------
    ReportError
        If the file cannot be read, or does not hold a report or a text; of an ending
        that says nothing, the message lists those that are read.
    """
    ending = path.suffix.lower()
    if ending not in ARTICLE_ENDINGS:
        try:
            return read_report(path)
        except ReportError as err:
            if ending in _MAY_BE_REPORTS:
                raise
            raise ReportError(f"{path}: {_kinds(path)}\n{err}") from err
    from .entries import report_from  # noqa: PLC0415  reports do without the word lists
    from .read import read_text  # noqa: PLC0415

    article = read_article(path)
    reading = read_text(
        article.text, lookup, published=article.published, country_codes=article.country
    )
    return report_from(article, reading)


def _kinds(path: Path) -> str:
    """What a file of another ending is, or may be."""
    from ...data.datasets import DATASET_ENDINGS  # noqa: PLC0415

    if path.name.lower().endswith(DATASET_ENDINGS):
        return "a data set, which only build and export read"
    kinds = {
        "reports": sorted(REPORT_ENDINGS),
        "articles": sorted(ARTICLE_ENDINGS),
        "data sets": [ending for ending in DATASET_ENDINGS if ending.count(".") == 1],
    }
    read = "; ".join(f"{kind} {', '.join(endings)}" for kind, endings in kinds.items())
    return f"{path.suffix!r} is no ending of what is read: {read}"
