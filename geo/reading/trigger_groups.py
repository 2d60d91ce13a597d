"""Triggers of one sentence that tell of one thing: the leading one, and what came of it.

"Shells hit a school, killing three" has two triggers and tells of one event; so does "the
attack hit", and "launched an attack" is told by both of its words.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final

from .actions import Trigger, light_verbs
from .forms import Form
from .text import Document

__all__ = ["TriggerGroup", "group_triggers"]

_JOINED_WITHIN: Final = 12
_PARTING: Final = frozenset(
    {";", "retaliation", "response", "after", "following", "since", "who", "while", "when"}
)
_LIGHT_WITHIN: Final = 5
_SUBJECT_WITHIN: Final = 2


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
        leads = list(_without_objects(t for t in inside if not t.is_minor))
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


def _without_objects(leads: Iterable[Trigger]) -> Iterator[Trigger]:
    """Triggers but those of which the one right before is the subject: "the attack hit"."""
    before: Trigger | None = None
    for lead in leads:
        is_same = (
            before is not None
            and lead.first - before.last <= _SUBJECT_WITHIN
            and not before.is_verb
            and lead.is_verb
            and (before.by_means or before.sub_type == lead.sub_type)
        )
        if not is_same:
            yield lead
        before = lead


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
