"""How many were killed or wounded, and how many towns were taken, as a text states it.

Numbers follow ACLED: the lowest that is stated; "dozens" is 12, "hundreds" 100, "several"
no number; wounded without dead are 0 dead. Of "killed and wounded dozens" nobody knows
how many died. The dead of a whole war are marked as a total and belong to no event.

References
----------
ACLED, Fatality Counts and Methodology (the lowest reported number; vague numbers).
"""

from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Final, NamedTuple

from ...data.lexicon import load_lexicon
from .people_numbers import PeopleNumber, people_number
from .text import Document, Sentence, Span

__all__ = ["Casualties", "Taken", "Toll", "casualties_of", "find_casualties", "find_taken"]

_FURTHEST: Final = 24
"""Words between a number and its verb."""
_WIDEST: Final = 6
"""Words of a number's noun phrase."""
_NUMBER_WORDS: Final = 4
_MOST_OF_ONE_EVENT: Final = 5000
_QUOTES: Final = frozenset("\"'“”‘’-–—")
_BE: Final = frozenset({"was", "were", "been", "being", "be", "is", "are", "got"})
_PRONOUNS: Final = frozenset({"them", "those", "whom"})
_SELVES: Final = frozenset({"himself", "herself", "themselves", "and", "between"})


@dataclass(frozen=True, slots=True)
class Casualties:
    """How many were killed, or how many wounded, by one verb or noun of a text."""

    words: Span
    """From the number to the verb, or the other way round."""
    span: Span
    """In code points."""
    killed: int | None = None
    wounded: int | None = None
    is_total: bool = False
    """Whether it is of a whole war: of no single event."""


class Toll(NamedTuple):
    """Who was killed and wounded in one event; ``None``: not stated."""

    killed: int | None
    wounded: int | None
    killed_span: Span | None
    wounded_span: Span | None


class Taken(NamedTuple):
    """How many towns, villages, ... were taken."""

    span: Span
    words: Span
    number: int
    unit: str


def find_casualties(document: Document) -> tuple[Casualties, ...]:
    """What a text states on killed and wounded, in order."""
    heads = _heads()
    lowers = document.lowers
    found = []
    for i in [i for i, word in enumerate(lowers) if word in heads]:
        casualties = _read(document, i)
        if casualties is not None:
            found.append(casualties)
    return tuple(found)


def find_taken(document: Document) -> tuple[Taken, ...]:
    """Numbers of towns and the like that were taken: "seized at least four towns"."""
    verbs, units = _taken_words()
    lowers = document.lowers
    found = []
    for i in [i for i, word in enumerate(lowers) if word in units]:
        sentence = document.sentences[document.sentence_at(i)]
        floor = max(sentence.first, i - _WIDEST)
        numbers = [
            number for j in range(floor, i) if (number := people_number(document, j, i))
        ]
        window = range(max(sentence.first, floor - _WIDEST), i)
        if numbers and numbers[-1].value and any(lowers[j] in verbs for j in window):
            words = Span(numbers[-1].first, i + 1)
            found.append(Taken(document.span(*words), words, numbers[-1].value, lowers[i]))
    return tuple(found)


def casualties_of(
    trigger: Span, casualties: tuple[Casualties, ...], document: Document
) -> Toll:
    """What of the casualties of a text belongs to the action of the words `trigger`.

    Those of its sentence, the nearest first; else those of the next sentences of the
    paragraph, if they tell of the same action.
    """
    number = document.sentence_at(trigger.start)
    home = document.sentences[number]
    order = [number, number + 1, number + 2]
    if "the" in document.lowers[max(trigger.start - 3, home.first) : trigger.start]:
        order.append(number - 1)  # "The bomb went off in ..." after its dead
    for other in order:
        if not 0 <= other < len(document.sentences):
            continue
        sentence = document.sentences[other]
        is_near = abs(other - number) == 1
        if other != number and not _tells_on(document, home, sentence, is_next=is_near):
            continue
        stated = [
            stated
            for stated in casualties
            if sentence.first <= stated.words.start < sentence.last and not stated.is_total
        ]
        if stated:
            return _toll(trigger, stated, document)
    return Toll(None, None, None, None)


def _toll(trigger: Span, stated: list[Casualties], document: Document) -> Toll:
    def nearness(casualties: Casualties) -> int:
        words = casualties.words
        return max(words.start - trigger.end, trigger.start - words.end, 0)

    motives = _words("motives")
    nearest = sorted(
        (
            one
            for one in stated
            if motives.isdisjoint(document.lowers[trigger.end : one.words.start])
        ),
        key=nearness,
    )
    killed = next((one for one in nearest if one.killed is not None), None)
    wounded = next((one for one in nearest if one.wounded is not None), None)
    has_dead = any(one.wounded is None for one in nearest)
    least = killed.killed if killed else None
    return Toll(
        0 if wounded and not has_dead else least,
        wounded.wounded if wounded else None,
        killed.span if killed else None,
        wounded.span if wounded else None,
    )


def _tells_on(
    document: Document, home: Sentence, sentence: Sentence, *, is_next: bool
) -> bool:
    """Whether a later sentence tells of the same action as `home`."""
    if sentence.paragraph != home.paragraph:
        return False
    words = document.lowers[sentence.first : sentence.last]
    if not _words("elsewhere").isdisjoint(words):
        return False
    actions = _words("actions")
    return is_next or any(
        before in ("the", "'s", "’s") and word in actions
        for before, word in pairwise(words)
    )


def _read(document: Document, at: int) -> Casualties | None:
    """What the verb or noun at a word states."""
    lowers = document.lowers
    kind, forms = _heads()[lowers[at]]
    sentence = document.sentences[document.sentence_at(at)]
    before = lowers[at - 1] if at > sentence.first else ""
    after = lowers[at + 1] if at + 1 < sentence.last else ""
    is_doing = lowers[at].endswith("ing")
    numbers: list[PeopleNumber] = []
    if before == "those":  # "were among those killed": a part of others
        return None
    if "active" in forms and not _is_passive(lowers, at, sentence):
        numbers = _numbers_after(document, at + 1, sentence)
    if not numbers and "of_nouns" in forms and after in _words("links"):
        numbers = _numbers_after(document, at + 2, sentence)
    if not numbers and {"active", "passive", "nouns"} & forms and not is_doing:
        numbers = _numbers_before(document, at, sentence, is_noun=forms == {"nouns"})
    is_joint = _is_joint(lowers, at, before, after)
    if not numbers:
        return None
    count = None if is_joint else sum(number.value for number in numbers)
    words = Span(min(at, numbers[0].first), max(at + 1, numbers[-1].last))
    return Casualties(
        words,
        document.span(*words),
        killed=count if kind == "killed" else 0 if kind == "either" else None,
        wounded=count if kind == "wounded" else None,
        is_total=kind == "killed" and _is_total(document, sentence, count),
    )


def _is_passive(lowers: list[str], at: int, sentence: Sentence) -> bool:
    """Whether "were killed" precedes, adverbs aside."""
    auxiliaries = _words("auxiliaries")
    for i in range(at - 1, max(at - 5, sentence.first - 1), -1):
        if lowers[i] in _BE:
            return True
        if lowers[i] not in auxiliaries:
            return False
    return False


def _is_joint(lowers: list[str], at: int, before: str, after: str) -> bool:
    """Whether one number is said of killed and wounded together."""
    heads = _heads()
    other = ""
    if after in ("and", "or") and at + 2 < len(lowers):
        other = lowers[at + 2]
    elif before in ("and", "or") and at > 1:
        other = lowers[at - 2]
    both = (heads.get(lowers[at]), heads.get(other))
    return all(head is not None and "active" in head[1] for head in both)


def _numbers_after(
    document: Document, first: int, sentence: Sentence
) -> list[PeopleNumber]:
    """Numbers of what follows a verb: "killing at least six guards and two clerks"."""
    lowers = document.lowers
    heads = _heads()
    if first + 1 < sentence.last and lowers[first] in ("and", "or"):
        first += 2 * (lowers[first + 1] in heads)
    if first < sentence.last and lowers[first] in _BE:
        first += 1  # "Also hurt were nine"
    found: list[PeopleNumber] = []
    at = first
    while at < min(first + _FURTHEST, sentence.last):
        number = people_number(document, at, sentence.last)
        if number is not None:
            found.append(number)
            at = number.last
            limit = at + _WIDEST
            while at < min(limit, sentence.last) and lowers[at] not in ("and", ","):
                at += 1
            if at >= sentence.last or lowers[at] not in ("and", ","):
                break
            at += 1 + (lowers[at : at + 2] == [",", "and"])
            if at < sentence.last and lowers[at] in _QUOTES:
                break
        elif lowers[at] in _words("about") or lowers[at] in _QUOTES | _SELVES:
            at += 1
        else:
            break
    return found


def _numbers_before(
    document: Document, at: int, sentence: Sentence, *, is_noun: bool
) -> list[PeopleNumber]:
    """Numbers of what stands before a verb, without those of a part of them."""
    lowers = document.lowers
    reach = _NUMBER_WORDS if is_noun else _FURTHEST
    first = max(sentence.first, at - reach)
    for i in range(at - 1, first - 1, -1):
        if lowers[i] in _words("stops") or lowers[i] in _heads():
            first = i + 1
            break
    found: list[PeopleNumber] = []
    i = first
    is_part = False
    while i < at:
        if lowers[i] in _words("of_those"):
            is_part = lowers[i] != "among" or lowers[i + 1] in _PRONOUNS
        elif is_part and (lowers[i] in (",", "-", "–", "—") or lowers[i] in _BE):
            is_part = False
        number = None if is_part else people_number(document, i, at)
        if number is not None and not _is_of_place(lowers, number.first, first):
            found.append(number)
            i = number.last
        else:
            i += 1
    return _joined(document, found)


def _is_of_place(lowers: list[str], at: int, first: int) -> bool:
    """Whether a preposition before a number says that it is not of victims."""
    i = at - 1
    while i >= first and lowers[i] in _words("about"):
        if lowers[i] in ("at", "to") and lowers[i + 1] not in ("least", "many"):
            return True
        i -= 1
    return i >= first and lowers[i] in _words("prepositions")


def _joined(document: Document, numbers: list[PeopleNumber]) -> list[PeopleNumber]:
    """The last of some numbers with those that "and" or commas join to it."""
    lowers = document.lowers
    kept = numbers[-1:]
    for number in reversed(numbers[:-1]):
        between = lowers[number.last : kept[0].first]
        if len(between) > _WIDEST + 2 or not {"and", ","} & set(between):
            break
        kept.insert(0, number)
    return kept


def _is_total(document: Document, sentence: Sentence, count: int | None) -> bool:
    """Whether a number is of a whole war."""
    if count is None:
        return False
    words = document.lowers[sentence.first : sentence.last]
    is_long = "since" in words and not _words("lasting").isdisjoint(words)
    return count >= _MOST_OF_ONE_EVENT or is_long


@cache
def _heads() -> dict[str, tuple[str, frozenset[str]]]:
    """What is counted by a verb or noun, and in which forms it stands."""
    heads: dict[str, tuple[str, frozenset[str]]] = {}
    for kind in ("killed", "wounded", "either"):
        for form, words in load_lexicon("counts")[kind].items():
            for word in words:
                forms = heads.get(word, (kind, frozenset[str]()))[1]
                heads[word] = (kind, forms | {form})
    return heads


@cache
def _taken_words() -> tuple[frozenset[str], frozenset[str]]:
    taken = load_lexicon("counts")["taken"]
    return frozenset(taken["verbs"]), frozenset(taken["units"])


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(load_lexicon("counts")["words"][name])
