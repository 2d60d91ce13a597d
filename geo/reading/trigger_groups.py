"""Triggers of one sentence that tell of one thing: the leading one, and what came of it.

"Shells hit a school, killing three" has two triggers and tells of one event; so does "the
attack hit", and "launched an attack" is told by both of its words.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final

from ...data.schema import EVENT_TYPES
from .actions import Trigger, light_verbs
from .forms import Form
from .text import Document

__all__ = ["BLOODLESS", "TriggerGroup", "group_triggers"]

BLOODLESS: Final = frozenset(EVENT_TYPES["Strategic developments"])
"""Sub-event types in which nobody dies: the dead beside them are another event's."""
_JOINED_WITHIN: Final = 12
_PARTING: Final = frozenset(
    {";", "retaliation", "response", "after", "following", "since", "who", "while", "when"}
)
_LIGHT_WITHIN: Final = 5
_SUBJECT_WITHIN: Final = 2
_OBJECT_WITHIN: Final = 4
_MOVEMENT: Final = "Troop movement"


@dataclass(frozen=True, slots=True)
class TriggerGroup:
    """Triggers that tell of one thing."""

    lead: Trigger
    others: tuple[Trigger, ...]
    """Its outcomes."""
    first: int
    last: int
    """The words [first, last) of all of them and of the verb that a noun has."""


def group_triggers(
    triggers: Sequence[Trigger], document: Document
) -> Iterator[TriggerGroup]:
    """Triggers of one sentence that lie close together, led by the most telling one."""
    for _, of_sentence in groupby(triggers, key=_sentence):
        inside = list(of_sentence)
        leads = _without_parts([trigger for trigger in inside if not trigger.is_minor])
        outcomes: dict[Trigger, list[Trigger]] = {lead: [] for lead in leads}
        for minor in (trigger for trigger in inside if trigger.is_minor):
            lead = _lead_of(minor, leads, document)
            if lead is None:
                leads.append(minor)
                outcomes[minor] = []
            else:
                outcomes[lead].append(minor)
        for lead in sorted(leads):
            together = (lead, *outcomes[lead])
            first = min(trigger.first for trigger in together)
            last = max(trigger.last for trigger in together)
            group = TriggerGroup(lead, tuple(outcomes[lead]), first, last)
            yield _with_light_verb(group, document)


def _sentence(trigger: Trigger) -> int:
    return trigger.sentence


def _without_parts(leads: Sequence[Trigger]) -> list[Trigger]:
    """Triggers but those that are part of what the one right beside them tells.

    A verb goes with its subject ("the attack hit"), what is moved with what befell it
    ("attacked a convoy", "a convoy was hit").
    """
    telling = [
        lead
        for i, lead in enumerate(leads)
        if i == 0 or not _is_predicate(leads[i - 1], lead)
    ]
    return [
        lead
        for i, lead in enumerate(telling)
        if not any(_is_struck(lead, other) for other in telling[max(i - 1, 0) : i + 2])
    ]


def _is_predicate(subject: Trigger, verb: Trigger) -> bool:
    """Whether a trigger is the verb of the noun right before it."""
    return (
        verb.first - subject.last <= _SUBJECT_WITHIN
        and not subject.is_verb
        and verb.is_verb
        and (subject.by_means or subject.sub_type == verb.sub_type)
    )


def _is_struck(moved: Trigger, verb: Trigger) -> bool:
    """Whether a noun of movement is what an attack struck: "attacked a convoy"."""
    gap = max(verb.first - moved.last, moved.first - verb.last)
    return (
        moved.form is Form.NOUN
        and moved.sub_type == _MOVEMENT
        and verb.is_verb
        and verb.by_means
        and gap <= _OBJECT_WITHIN
    )


def _with_light_verb(group: TriggerGroup, document: Document) -> TriggerGroup:
    """A group of a noun with the verb that says it happened: "launched an attack"."""
    lead = group.lead
    if lead.form is not Form.NOUN:
        return group
    sentence = document.sentences[lead.sentence]
    start = max(lead.first - _LIGHT_WITHIN, sentence.first)
    before = light_verbs().find(document.lowers[start : lead.first])
    if before:
        return replace(group, first=min(group.first, start + before[-1].first))
    end = min(lead.last + _LIGHT_WITHIN, sentence.last)
    after = light_verbs().find(document.lowers[lead.last : end])
    if after:
        return replace(group, last=max(group.last, lead.last + after[0].last))
    return group


def _lead_of(
    minor: Trigger, leads: Sequence[Trigger], document: Document
) -> Trigger | None:
    """The trigger that tells of what a minor one is the outcome of."""
    best, best_gap = None, _JOINED_WITHIN
    for lead in leads:
        gap = max(lead.first - minor.last, minor.first - lead.last)
        if gap < best_gap:
            best, best_gap = lead, gap
    if best is None:
        return None
    first, last = sorted((best, minor))
    between = document.lowers[first.last : last.first]
    return best if _PARTING.isdisjoint(between) else None
