"""Stated distances, directions and travel times between two places of a text.

Answers what a text says of how far one place is from another; whether that can be is for
``check_claim``. A distance from a border or a front line is none between places.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import Final

from .distance_phrases import HINTS, Extent, Tail, find_extent, find_tail, find_towards
from .marked import AREA, POINT, MarkedSentence, Marks
from .model import ClaimRead, Toponym
from .said_of import Subject, earlier_place, find_subject, new_toponym
from .text import Document, Span

__all__ = ["find_claims"]

_MARK: Final = f"[{POINT}{AREA}]"
_GAP: Final = r"(?:[^,.;\ue000\ue001]{0,40}[ ])?"
_PAIR_BEFORE: Final = re.compile(
    r"(?:\b(?:distance|road|route|highway|way|drive|journey|trip|it)\b"
    rf"[^.;{POINT}{AREA}]{{0,30}}[ ]"
    rf"(?:between|from)[ ]{_GAP}(?P<a>{_MARK})[ ](?:and|to)[ ]{_GAP}(?P<b>{_MARK})"
    rf"|(?P<c>{_MARK})[ ]?[–—-][ ]?(?P<d>{_MARK})[ ]"
    r"(?:distance|road|highway|route|motorway|stretch|drive)"
    rf"|\b(?:between|from)[ ](?P<e>{_MARK})[ ](?:and|to)[ ](?P<f>{_MARK}))"
    r"[^.;,\ue000\ue001]{0,24}[ ,(](?:is|are|was|of|takes?|lies?|measures|covers|:)?"
    r"[ ]?(?:only[ ]|just[ ])?$",
    re.IGNORECASE,
)
_APART_BEFORE: Final = re.compile(
    rf"(?P<a>{_MARK})[ ]and[ ]{_GAP}(?P<b>{_MARK})[^.;{POINT}{AREA}]{{0,24}}[ ,(]$",
    re.IGNORECASE,
)
_APART_AFTER: Final = re.compile(
    r",?[ ](?:apart|from[ ]each[ ]other|away[ ]from[ ]each[ ]other|from[ ]one[ ]another)\b",
    re.IGNORECASE,
)
_CHAINED: Final = re.compile(
    r",?[ ](?:and|but|or)[ ](?:is[ ]|lies[ ])?(?:also[ ]|only[ ])?$", re.IGNORECASE
)
_MOTION: Final = re.compile(
    r"\b(?:walk|march|drove|driv|travel|advanc|mov|fle|trek|swam|cycl|rode|runn?|ran"
    r"|cover|retreat|withdr[ae]w|push|rang|fir|rac|meander|stretch|wound)\w{0,6}"
    r"[ ](?:back[ ]|more[ ]than[ ])?$",
    re.IGNORECASE,
)
_NEARBY: Final = 160


def find_claims(document: Document, toponyms: Iterable[Toponym]) -> tuple[ClaimRead, ...]:
    """The distances, directions and travel times that a text states, in its order.

    Parameters
    ----------
    document
        What is read.
    toponyms
        The names in it, in order. Names that only these phrases show to be places are
        given as toponyms without places; one without a name stands for a place that the
        text does not say.

    Examples
    --------
    >>> text = "Tabqa is about 40 km (25 miles) west of Raqqa."
    >>> (claim,) = find_claims(Document(text), ())
    >>> claim.end.name, claim.km, claim.direction, claim.start.name
    ('Tabqa', 40.0, 'W', 'Raqqa')
    """
    if HINTS.isdisjoint(document.lowers):
        return ()
    marks = Marks(document, toponyms)
    claims: list[ClaimRead] = []
    for number in _hinted(document):
        claims.extend(_claims_in(marks, number))
    return tuple(claims)


def _hinted(document: Document) -> list[int]:
    """Numbers of the sentences that may state a distance."""
    firsts = [sentence.first for sentence in document.sentences]
    hints = (i for i, word in enumerate(document.lowers) if word in HINTS)
    return sorted({bisect_right(firsts, i) - 1 for i in hints})


def _claims_in(marks: Marks, number: int) -> Iterator[ClaimRead]:
    line = marks.sentence(number)
    read_to = 0
    before: ClaimRead | None = None
    for piece, position in enumerate(line.positions):
        end = line.positions[piece + 1] if piece + 1 < len(line.positions) else None
        if position < read_to or line.text[position:end].rstrip().lower() not in HINTS:
            continue
        extent = find_extent(line.text, line.positions, piece)
        tail = (
            find_towards(line.text, position)
            if extent is None
            else find_tail(line.text, extent)
        )
        if extent is not None and extent.start < read_to:
            continue
        found = extent or Extent(position if tail is None else tail.start, position)
        claim = _claim(marks, number, found, tail, (read_to, before))
        if claim is not None:
            before = claim
            yield claim
            read_to = max(found.end, tail.end if tail else 0)


def _claim(
    marks: Marks,
    number: int,
    extent: Extent,
    tail: Tail | None,
    earlier: tuple[int, ClaimRead | None],
) -> ClaimRead | None:
    line = marks.sentence(number)
    left = line.text[max(0, extent.start - _NEARBY) : extent.start]
    pair = _pair(line, left, extent, tail)
    if pair is not None:
        return pair
    if tail is None:
        return None
    start = _reference(marks, number, extent, tail)
    subject = _subject(marks, number, (extent, tail, start), earlier)
    if start is None and subject is not None:
        here = (extent.start, extent.start)
        start = earlier_place(marks, number, here, subject.toponym.name)
    if start is None or not _is_stated((extent, tail, start), subject, left):
        return None
    span = line.span(extent.start, tail.end)
    nowhere = Toponym(Span(span.start, span.start), "", "")
    return ClaimRead(
        span=span,
        start=start,
        end=nowhere if subject is None else subject.toponym,
        km=extent.km,
        miles=extent.miles,
        direction=tail.direction,
        minutes=extent.minutes,
    )


_Phrase = tuple[Extent, Tail, Toponym | None]
"""How far, what follows, and the name of reference."""


def _subject(
    marks: Marks, number: int, phrase: _Phrase, earlier: tuple[int, ClaimRead | None]
) -> Subject | None:
    """What a phrase is said of: after "and", what the phrase before was said of."""
    extent, tail, start = phrase
    read_to, before = earlier
    text = marks.sentence(number).text
    if before is not None and _CHAINED.fullmatch(text, read_to, extent.start):
        return Subject(before.end, is_beside=True) if before.end.name else None
    return find_subject(marks, number, Span(extent.start, tail.end), start)


def _is_stated(phrase: _Phrase, subject: Subject | None, left: str) -> bool:
    """Whether the words say how far a place is, not how far somebody went."""
    extent, tail, start = phrase
    if subject is None:
        is_far = extent.km is not None and not extent.is_upper_bound and not tail.is_vague
        return is_far and (tail.direction is not None or not _MOTION.search(left))
    if start is not None and subject.toponym.name == start.name:
        return False
    if extent.km is None and extent.minutes is None:
        return subject.is_beside and not subject.is_new
    if extent.minutes is not None and not extent.is_way:
        return subject.is_beside and tail.direction is not None
    return tail.direction is not None or not _MOTION.search(left)


def _reference(marks: Marks, number: int, extent: Extent, tail: Tail) -> Toponym | None:
    """The place that a distance is counted from, if it is named or meant."""
    line = marks.sentence(number)
    if tail.mark is not None:
        return line.toponyms.get(tail.mark)
    if tail.name is not None:
        return new_toponym(line, *tail.name)
    if tail.noun is not None:
        subject = find_subject(marks, number, Span(extent.start, tail.end), None)
        other = subject.toponym.name if subject and subject.is_beside else None
        return earlier_place(marks, number, tail.noun, other)
    return None


def _pair(
    line: MarkedSentence, left: str, extent: Extent, tail: Tail | None
) -> ClaimRead | None:
    """The claim that two places are so far from each other."""
    offset = extent.start - len(left)
    if extent.km is None and extent.minutes is None:
        return None
    if tail is not None and tail.other is not None and tail.mark is not None:
        if _MOTION.search(left):
            return None
        places = (tail.mark, tail.other)
        return _between(line, places, (extent.start, tail.end), extent)
    apart = _APART_AFTER.match(line.text, extent.end)
    if apart is None and tail is not None:
        return None
    match = (_PAIR_BEFORE if apart is None else _APART_BEFORE).search(left)
    if match is None:
        return None
    first, second = (
        offset + match.start(name) for name in match.groupdict() if match[name]
    )
    end = extent.end if apart is None else apart.end()
    return _between(line, (first, second), (first, end), extent)


def _between(
    line: MarkedSentence, places: tuple[int, int], part: tuple[int, int], extent: Extent
) -> ClaimRead | None:
    start, end = (line.toponyms.get(place) for place in places)
    if start is None or end is None or start.name == end.name:
        return None
    return ClaimRead(
        span=line.span(*part),
        start=start,
        end=end,
        km=extent.km,
        miles=extent.miles,
        direction=None,
        minutes=extent.minutes,
    )
