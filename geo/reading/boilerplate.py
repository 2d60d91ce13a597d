"""Parts of a page's text that tell of nothing: postal addresses, captions, links, footers.

Lines only: what stands within a sentence of the article is never left out.
"""

import re
from typing import Final

from .text import Span

__all__ = ["find_boilerplate"]

_LONGEST_LINE: Final = 300
_LINE: Final = re.compile(r"[^\n]+")
_STREET: Final = (
    r"(?:st|street|ave|avenue|rd|road|blvd|boulevard|lane|ln|drive|dr|court|ct|way|place"
    r"|plaza|square|highway|hwy|suite|floor)"
)
_PATTERNS: Final = re.compile(
    r"\s*(?:"
    r"(?:physical|postal|mailing|street|office|our|visiting)\s+address:?"
    r"|p\.?\s?o\.?\s+box\s+\d{1,6}.{0,60}"
    rf"|\d{{1,6}}\s(?:[\w.'-]+\s){{1,5}}{_STREET}\.?(?:,.{{0,80}})?"
    r"|[A-Z][\w.' -]{1,40},\s?(?:[A-Z]{2}|[A-Z][a-z]+)\s\d{5}(?:-\d{4})?(?:,?\s\w{2,20})?"
    r"|(?:tel|phone|fax|telephone|e-?mail|contact(?: us)?)\b\s?[:.].{0,80}"
    r"|(?:read|see|find out|learn)\s(?:more|also|next)\b.{0,120}"
    r"|(?:also\sread|related|recommended|more\son\sthis|watch|listen|advertisement"
    r"|sponsored|share\sthis|follow\sus|sign\sup|subscribe|most\sread|editor's\spicks?)"
    r"\b\s?(?:[:|].{0,120}|.{0,40})"
    r"|(?:file\s)?(?:photo|picture|image|video|caption|credit)s?\s?[:/|].{0,200}"
    r"|\(?(?:©|\(c\)|copyright)\s.{0,160}"
    r"|all\srights\sreserved.{0,80}"
    r"|(?:skip|jump)\sto\s(?:main\s)?content"
    r")\s*",
    re.IGNORECASE,
)
_CAPTION_END: Final = re.compile(
    r"(?:\((?:photo|file|reuters|afp|ap|getty)[^()]{0,60}\)"
    r"|\[[^\[\]]{0,40}(?:reuters|afp|getty|ap photo)[^\[\]]{0,40}\]"
    r"|(?:reuters|getty images|afp|ap photo|epa)(?:/[\w .]{2,40}))\s*",
    re.IGNORECASE,
)


def find_boilerplate(text: str) -> tuple[Span, ...]:
    r"""Lines that are no part of the article, in order.

    Examples
    --------
    >>> find_boilerplate("12 Mill Lane\nTroops entered Hama.")
    (Span(start=0, end=12),)
    """
    return tuple(
        Span(match.start(), match.end())
        for match in _LINE.finditer(text)
        if match.end() - match.start() <= _LONGEST_LINE and _is_boilerplate(match[0])
    )


def _is_boilerplate(line: str) -> bool:
    if _PATTERNS.fullmatch(line):
        return True
    end = _CAPTION_END.search(line)
    return end is not None and end.end() == len(line)
