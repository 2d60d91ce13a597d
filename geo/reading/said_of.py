"""Which place a phrase is said of: "Hama – a town [140 km south of Aleppo]" is of Hama.

The phrase is given by where it begins in a marked sentence. A place is found beside it,
as the subject of its verb, or in what was told before ("the area is [some 30 km …]");
a name that is no toponym yet is taken for one where only a place can stand.
"""

import re
from functools import cache
from typing import Final, NamedTuple

from ...data import tables
from ...data.schema import SETTLEMENTS
from .marked import AREA, POINT, MarkedSentence, Marks, is_area
from .model import Toponym
from .text import Span

__all__ = [
    "CAPITAL_NAME",
    "PLACE_NOUN",
    "Subject",
    "earlier_place",
    "find_subject",
    "new_toponym",
]

_MARK: Final = f"[{POINT}{AREA}]"
_ANY_MARK: Final = re.compile(_MARK)
PLACE_NOUN: Final = (
    r"(?:city|town|village|area|region|province|governorate|district|county|oblast|state"
    r"|camp|base|airport|airfield|port|dam|island|neighbou?rhood|suburb|hamlet|settlement"
    r"|crossing|site|place|capital|municipality|outpost|checkpoint)"
)
CAPITAL_NAME: Final = (
    r"(?-i:(?!(?:The|A|An|It|In|On|At|Near|Outside|Around|From|He|She|They|But|And|This|That|Monday|Tuesday"
    r"|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|May|June"
    r"|July|August|September|October|November|December)\b)"
    r"[^\W\d_a-z][\w’'-]{1,30}(?:[ -](?:(?:al|el|ez|ash|as|ar|de|du|la|ad)[ -])?"
    r"[^\W\d_a-z\u0600-\u06ff][\w’'-]{1,30}){0,3})(?<!['’]s)"
)
"""A capitalised name; letters without case count, so that Arabic names do."""

_STOP: Final = (
    r"(?!(?:and|but|or|when|where|after|before|as|while|who|said|told|says|is|are|was|were"
    r"|has|have|had|killed|killing)\b)"
)
_WORD: Final = rf"{_STOP}[\w$][\w’',.-]{{0,24}}"
_WORDS: Final = rf"{_WORD}(?:[ ]{_WORD}){{0,13}}"
_TYPE: Final = rf"(?:[ ]{PLACE_NOUN}){{0,2}}"
_DASH: Final = r"(?:[ ]?[,–—(-]{1,2}[ ]?)"
_INSIDE: Final = (
    rf"(?:,?[ ](?:in|of|on)[ ](?:the[ ])?(?:{_STOP}[\w’'-]{{1,20}}[ ]){{0,4}}?"
    rf"{_MARK}{_TYPE}"
    rf"|,[ ]{AREA}{_TYPE}){{0,2}}"
)
_DAY: Final = (
    r"(?:[ ](?:early|late|on|overnight|yesterday|today|last|this|(?:Mon|Tues|Wednes|Thurs"
    r"|Fri|Satur|Sun)day|morning|evening|afternoon|night|week)){0,4}"
)
_DESCRIPTION: Final = (
    rf"(?:{_DASH}(?:an?|the|one|home|once|which|known|controlled|held)[ ]{_WORDS}"
    rf"|[ ](?:an?|the)[ ](?:[\w-]{{1,20}}[ ]){{0,3}}{PLACE_NOUN}"
    rf"(?:[ ]of[ ](?:some[ ]|about[ ])?[\d,.]{{1,12}}(?:[ ]\w{{1,12}}){{0,2}})?)?"
)
_BE: Final = r"(?:is|are|was|were|lies|lay|lying|sits|stands|remains)"
_LYING: Final = r"(?:located|situated|based|found|just|only|directly|immediately|lying)"
_COPULA: Final = (
    rf"(?:{_DASH}(?:\w[^,–—]{{1,80}}),)?[ ]?(?:[,–—(-][ ]?)?(?:which[ ]|that[ ])?"
    rf"(?:{_BE}(?:[ ]\w{{1,12}}ly)?(?:[ ]{_LYING}){{0,2}}|(?:{_LYING}[ ]?){{1,2}})"
    r"(?:[ ](?:at|a|an|distance|of|in)){0,4}"
)
_CLOSE: Final = r"[ ]?[,–—(:-]{0,2}[ ]?"

_FROM_NAME: Final = re.compile(
    rf"{_TYPE}{_INSIDE}{_DESCRIPTION}{_INSIDE}{_DAY}(?:{_COPULA})?{_CLOSE}",
    re.IGNORECASE,
)
_FROM_NEW_NAME: Final = re.compile(
    rf"(?:(?:^|\b(?:in|at|near|outside|around)[ ](?:the[ ])?"
    rf"|\b{PLACE_NOUN}[ ](?:of[ ])?)(?P<name>{CAPITAL_NAME}))"
    rf"{_TYPE}{_INSIDE}(?:{_DASH}(?:an?|the)[ ]{_WORDS})?(?:{_COPULA})?{_CLOSE}$",
    re.IGNORECASE,
)
_FROM_NOUN: Final = re.compile(
    rf"(?:\b(?P<noun>(?:the|this|that)[ ](?:[\w-]{{1,20}}[ ]){{0,2}}?{PLACE_NOUN})"
    rf"|(?:^|[,;:][ ]|[“\"])(?P<it>it)(?=[ ](?:is|was|lies)))(?:{_COPULA})?{_CLOSE}$",
    re.IGNORECASE,
)
_ONLY_OPENING: Final = re.compile(
    r"(?:^|[,;:][ ]|[“\"(][ ]?)(?:(?:and|but|in|at|on[ ]\w{1,10},?|around)[ ])?$",
    re.IGNORECASE,
)
_AFTER: Final = re.compile(
    rf"(?:(?P<verb>,?[ ](?:lies|is|was|stands|sits)[ ])|(?P<comma>,[ ])|[ ](?=in|at))"
    rf"(?:(?:in|at|near)[ ])?(?:the[ ]|an?[ ])?(?:{_STOP}[\w-]{{1,20}}[ ]){{0,5}}?"
    rf"(?P<mark>{POINT})(?!['’]s)",
    re.IGNORECASE,
)
_TAKES_AREAS: Final = re.compile(r"\b(?:area|region|province|place|it)$", re.IGNORECASE)
_NEARBY: Final = 300
_MOST_NAMES: Final = 5
_MOST_SENTENCES: Final = 8


class Subject(NamedTuple):
    """The place that a phrase is said of."""

    toponym: Toponym
    is_beside: bool
    """Whether it is named beside the phrase, not told of before."""
    is_new: bool = False
    """Whether only the phrase shows that its name is that of a place."""


def find_subject(
    marks: Marks, number: int, span: Span, reference: Toponym | None
) -> Subject | None:
    """The place that a part of a marked sentence is said of, if the text says which.

    Parameters
    ----------
    marks, number
        The document, and which of its sentences.
    span
        Of the phrase in the marked sentence.
    reference
        The name that the phrase ends with: it is not said of itself.
    """
    line = marks.sentence(number)
    left = line.text[max(0, span.start - _NEARBY) : span.start]
    found = _named_before(line, left, span.start)
    if found is None:
        found = _named_after(line, left, span.end)
    if found is None or is_area(found):  # "Dora in Homs province, [20 km …]" is Dora
        new = _new_name(line, left, span.start)
        if new is not None:
            return Subject(new, is_beside=True, is_new=True)
    if found is not None:
        return Subject(found, is_beside=True)
    noun = _FROM_NOUN.search(left)
    if noun is None:
        return None
    offset = span.start - len(left)
    start, end = noun.span("noun" if noun["noun"] else "it")
    part = (offset + start, offset + end)
    toponym = earlier_place(marks, number, part, reference.name if reference else None)
    return None if toponym is None else Subject(toponym, is_beside=False)


def _named_before(line: MarkedSentence, left: str, end: int) -> Toponym | None:
    """The furthest name from which only what describes it leads to the phrase."""
    offset = end - len(left)
    marks = [mark.start() for mark in _ANY_MARK.finditer(left)][-_MOST_NAMES:]
    for i in marks:
        if _FROM_NAME.fullmatch(left, i + 1):
            return line.toponyms.get(offset + i)
    return None


def _named_after(line: MarkedSentence, left: str, end: int) -> Toponym | None:
    following = _AFTER.match(line.text, end)
    if following is None:
        return None
    if following["comma"] and not _ONLY_OPENING.search(left):
        return None
    return line.toponyms.get(following.start("mark"))


def _new_name(line: MarkedSentence, left: str, end: int) -> Toponym | None:
    match = _FROM_NEW_NAME.search(left)
    if match is None:
        return None
    offset = end - len(left)
    return new_toponym(line, offset + match.start("name"), offset + match.end("name"))


def new_toponym(line: MarkedSentence, start: int, end: int) -> Toponym:
    """A place that is known by its context only."""
    name = line.text[start:end]
    return Toponym(span=line.span(start, end), name=name, query=name)


def earlier_place(
    marks: Marks, number: int, noun: tuple[int, int], other_than: str | None
) -> Toponym | None:
    """The place that "the town" or "it" means, at its part of a marked sentence.

    The latest settlement before it that has not the name `other_than`; of a capital that
    of a country in the text. Words that name no kind of place mean a settlement.
    """
    line = marks.sentence(number)
    position, end = noun
    words = line.text[position:end]
    if words.lower().endswith("capital"):
        return _capital(marks, number, line.span(*noun), other_than)
    takes_areas = _TAKES_AREAS.search(words)
    for i in range(number, max(-1, number - _MOST_SENTENCES), -1):
        line = marks.sentence(i)
        names = [
            toponym
            for at, toponym in line.toponyms.items()
            if (i < number or at < position)
            and not toponym.is_metonym
            and (other_than is None or toponym.name != other_than)
        ]
        points = [name for name in names if _is_settlement(line, name)]
        if points:
            return points[-1]
        if names and takes_areas and not _is_country(names[-1]):
            return names[-1]
    return None


def _is_settlement(line: MarkedSentence, toponym: Toponym) -> bool:
    if toponym.place is not None:
        return toponym.place.kind in SETTLEMENTS
    at = next((at for at, found in line.toponyms.items() if found is toponym), -1)
    return line.text[at : at + 1] == POINT


def _is_country(toponym: Toponym) -> bool:
    return toponym.place is not None and toponym.place.kind == "country"


def _capital(
    marks: Marks, number: int, noun: Span, other_than: str | None
) -> Toponym | None:
    """The latest name of a country's capital in the sentences up to this one."""
    capitals = _capitals()
    words = marks.document.text[slice(*noun)]
    demonyms = [demonym for demonym in capitals if f"{demonym} capital" in words]
    wanted = {capitals[word] for word in demonyms} or set(capitals.values())
    for i in range(number, max(-1, number - 2 * _MOST_SENTENCES), -1):
        for toponym in reversed(marks.sentence(i).toponyms.values()):
            place = toponym.place
            known = toponym.name if place is None else place.name
            if known in wanted and other_than not in {known, toponym.name}:
                return toponym
    if not demonyms:
        return None
    return Toponym(noun, words, capitals[demonyms[0]])


@cache
def _capitals() -> dict[str, str]:
    """Capitals by the demonyms of their countries."""
    return {
        demonym: country.capital
        for country in tables.load_countries()
        for demonym in country.demonyms
        if country.capital
    }
