"""Whether what a trigger tells of happened: negated, hypothetical, planned or long past.

Read off the words before it in its clause; the words are data (``reporting.toml``).
"""

from functools import cache
from itertools import pairwise
from typing import Final

from ...data.lexicon import load_lexicon
from ...data.schema import Status
from .actions import Trigger, light_verbs
from .forms import Form
from .text import Document

__all__ = ["NOT_EVENTS", "status_of"]

NEGATED: Final = "negated"
HYPOTHETICAL: Final = "hypothetical"
ANOTHER_TIME: Final = "another time"
NOT_EVENTS: Final = frozenset({NEGATED, HYPOTHETICAL, ANOTHER_TIME})
"""What did not happen, is only possible, or only dates another event: no event at all."""
_WINDOW: Final = 7
_CLAUSE_ENDS: Final = frozenset(
    (  # noqa: SIM905
        ', ; : ( ) — – . ! ? " “ ” who which that while when after as where and but '
        "said says say saying"
    ).split(" ")
)
_NEAR: Final = 4
_FOLLOWING: Final = 8
_AFTER: Final = frozenset({"after", "since", "before"})
_TIMES: Final = frozenset("days day hours hour weeks week months month years year".split())  # noqa: SIM905
_BE: Final = frozenset({"is", "was", "are", "were", "be", "been"})
_BE_GAP: Final = 2
_PERFECT: Final = frozenset({"have", "has", "had", "having"})


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(load_lexicon("reporting")[name])


def status_of(document: Document, trigger: Trigger) -> str:
    """`Status.PLANNED`, "negated", "hypothetical", or `Status.REPORTED`."""
    sentence = document.sentences[trigger.sentence]
    lowers = document.lowers
    first = max(trigger.first - _WINDOW, sentence.first)
    for i in range(trigger.first - 1, first - 1, -1):
        if lowers[i] in _CLAUSE_ENDS:
            first = i + 1
            break
    before = lowers[first : trigger.first]
    near = before[-_NEAR:]
    for status in (NEGATED, HYPOTHETICAL, str(Status.PLANNED)):
        if _is_said(status, near) or _is_said_after(status, document, trigger):
            return status
    if _is_aim(trigger, near):
        return HYPOTHETICAL
    is_other_time = _is_other_time(document, trigger, sentence.first)
    return ANOTHER_TIME if is_other_time else str(Status.REPORTED)


def _is_said(status: str, near: list[str]) -> bool:
    """Whether a word before it, or two in a row, say so."""
    listed = _words(status)
    return not listed.isdisjoint(near) or any(
        f"{word} {following}" in listed for word, following in pairwise(near)
    )


def _is_said_after(status: str, document: Document, trigger: Trigger) -> bool:
    """Whether what is said of a noun says so: "an attack on the town is imminent"."""
    if trigger.form is not Form.NOUN:
        return False
    last = min(trigger.last + _FOLLOWING, document.sentences[trigger.sentence].last)
    for i in range(trigger.last, last):
        if document.lowers[i] in _BE:
            said = document.lowers[i + 1 : min(i + 1 + _BE_GAP, last)]
            return not _words(f"{status}_after").isdisjoint(said)
        if document.lowers[i] in _CLAUSE_ENDS:
            return False
    return False


def _is_aim(trigger: Trigger, near: list[str]) -> bool:
    """Whether it is yet to be done: "to capture", "for attacks", "before launching"."""
    is_infinitive = near[-1:] == ["to"] or (trigger.form is Form.BASE and "to" in near)
    if trigger.form is Form.NOUN and (near[-1:] == ["for"] or _is_yet_to_do(near)):
        return True
    return is_infinitive and _PERFECT.isdisjoint(near) and not _began(near)


def _is_other_time(document: Document, trigger: Trigger, start: int) -> bool:
    """Whether it only says when something else was: "days after a deadly attack"."""
    lowers = document.lowers
    for at in range(trigger.first - 1, max(trigger.first - _WINDOW, start), -1):
        if lowers[at] in _AFTER:
            return lowers[at - 1] in _TIMES
        if lowers[at] in _CLAUSE_ENDS:
            return False
    return False


def _is_yet_to_do(near: list[str]) -> bool:
    """Whether a noun's verb is an aim: "to launch an attack", "before launching"."""
    for aim in ("to", "before", "for"):
        if aim in near:
            at = near.index(aim) + 1
            if at < len(near) and light_verbs().find(near[at:]):
                return not _began(near[: at - 1])
    return False


def _began(near: list[str]) -> bool:
    """Whether "to do" tells of what was done: began to, managed to, continued to."""
    return not _words("begun").isdisjoint(near)
