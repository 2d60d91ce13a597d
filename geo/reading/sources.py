"""Reports from files of either kind: YAML as it is, articles as a machine reads them."""

from pathlib import Path

from ...data.articles import ARTICLE_ENDINGS, read_article
from ...data.reports import Report, read_report
from ..lookup import PlaceLookup

__all__ = ["load_report"]


def load_report(path: Path, lookup: PlaceLookup) -> Report:
    """The report in a YAML file, or what a machine reads in an article.

    Raises
    ------
    ReportError
        If the file cannot be read, or does not hold a report or a text.
    """
    if path.suffix.lower() not in ARTICLE_ENDINGS:
        return read_report(path)
    from .entries import report_from  # noqa: PLC0415  reports do without the word lists
    from .read import read_text  # noqa: PLC0415

    article = read_article(path)
    reading = read_text(
        article.text, lookup, published=article.published, country_codes=article.country
    )
    return report_from(article, reading)
