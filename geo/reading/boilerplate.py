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
    r"(?:St|Street|Ave|Avenue|Rd|Road|Blvd|Boulevard|Lane|Ln|Drive|Dr|Court|Ct|Way|Place"
    r"|Plaza|Square|Highway|Hwy|Suite|Floor)"
)
_PROPER: Final = r"[^\W_a-z][\w.'’-]{0,30}"
"""A capitalised word or a number: those of an address, where a sentence has others too."""
_ADDRESS: Final = re.compile(
    rf"\d{{1,6}}\s(?:{_PROPER}\s){{1,5}}{_STREET}\.?(?:[,\s]{{1,2}}{_PROPER}){{0,8}}"
    rf"|(?:{_PROPER}\s){{0,3}}{_PROPER},\s?(?:[A-Z]{{2}}|[A-Z][a-z]+)\s\d{{5}}(?:-\d{{4}})?"
    rf"(?:,?\s{_PROPER})?"
)
_MARKED: Final = re.compile(
    # what a colon, a bar or a sign sets off, whatever follows
    r"(?:physical|postal|mailing|street|office|our|visiting)\s+address:?"
    r"|(?:tel|phone|fax|telephone|e-?mail|contact(?: us)?)\s?:.{0,80}"
    r"|(?:(?:read|see|find out|learn)\s(?:more|also|next)|also\sread|related|recommended"
    r"|more\son\sthis(?:\sstory)?|watch|listen|advertisement|sponsored)\s?[:|].{0,120}"
    r"|(?:file\s)?(?:photo|picture|image|video|caption|credit)s?\s?[:/|].{0,200}"
    r"|\(?(?:©|\(c\)|copyright\s(?:©|\(c\)|(?:19|20)\d\d))\s?.{0,160}"
    r"|(?:.{0,80}\s)?all\srights\sreserved.{0,80}",
    re.IGNORECASE,
)
_BARE: Final = re.compile(
    # what is no sentence: without a full stop, and nothing more in the line
    r"p\.?\s?o\.?\s+box\s+\d{1,6}.{0,60}"
    r"|(?:read|see|find out|learn)\s(?:more|also|next)\b.{0,120}"
    r"|tel\.\s?[+\d(].{0,60}"
    r"|(?:related|recommended|sponsored|more)"
    r"(?:\s(?:stories|story|articles?|news|coverage|reading|topics|content|links))?"
    r"|(?:watch|listen)(?:\s(?:now|live|here|the\svideo|to\sthis\sarticle))?"
    r"|advertisement|most\s(?:read|popular)|editor['’]?s['’]?\spicks?"
    r"|(?:share\sthis|follow\sus|sign\sup|subscribe)\b.{0,40}"
    r"|(?:skip|jump)\sto\s(?:main\s)?content",
    re.IGNORECASE,
)
_CREDIT: Final = re.compile(
    # at the end of a caption
    r"\((?:photo|file|getty)[^()]{0,60}\)"
    r"|\((?:reuters|afp|ap|epa)[/ :][^()]{0,60}\)"
    r"|\[[^\[\]]{0,40}(?:reuters|afp|getty|ap photo)[^\[\]]{0,40}\]"
    r"|(?<![.!?])\s\((?:reuters|afp|ap|epa)\)"
    r"|(?:reuters|getty images|afp|ap photo|epa)/[\w .]{2,40}",
    re.IGNORECASE,
)
_SENTENCE_END: Final = re.compile(r"(?<!\bst)(?<!\bave)[.!?]['\"”’)]?$", re.IGNORECASE)


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
    line = line.strip()
    if _MARKED.fullmatch(line):
        return True
    if _ends_in_credit(line):
        return True
    is_sentence = _SENTENCE_END.search(line) is not None
    return not is_sentence and bool(_ADDRESS.fullmatch(line) or _BARE.fullmatch(line))


def _ends_in_credit(line: str) -> bool:
    return any(match.end() == len(line) for match in _CREDIT.finditer(line))
