"""What a text tells: each trigger with its place, date, parties, source and numbers.

Triggers of one sentence that tell of one thing are joined here; what several sentences
tell of is joined in ``merging``.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from ...data.edtf import parse_edtf
from ...data.schema import Status
from .actions import TAKEN, Trigger, find_triggers, light_verbs, words_of
from .counts import casualties_of, find_casualties
from .dates import DateReader
from .forms import Form
from .merging import Telling
from .modality import NOT_EVENTS, status_of
from .model import EventRead, Party, Toponym
from .parties import Actor, find_actors
from .roles import ActorIndex, Roles, is_fight, is_on_civilians, taken_type
from .saying import Saying, find_sayings, speaker_of
from .text import Document, Span
from .where import EventPlaces

__all__ = ["find_happenings"]

_JOINED_WITHIN: Final = 12
_PARTING: Final = frozenset(
    {";", "retaliation", "response", "after", "following", "since", "who", "while", "when"}
)
_LIGHT_WITHIN: Final = 5
_SUBJECT_WITHIN: Final = 2
_DETERMINER_REACH: Final = 2
_DEFINITE: Final = frozenset({"the", "this", "that", "these", "those", "both"})
_TOLD: Final = frozenset({Status.REPORTED, Status.CLAIMED})
_OLD_DAYS: Final = 45
_OBJECT_REACH: Final = 7
_CIVIL_OBJECT_REACH: Final = 10


@dataclass(frozen=True, slots=True)
class _Group:
    """Triggers that tell of one thing: the leading one, and what came of it."""

    lead: Trigger
    others: tuple[Trigger, ...]
    first: int
    last: int


def find_happenings(
    document: Document, toponyms: Sequence[Toponym], published: date | None
) -> list[Telling]:
    """Tellings in the order of the text, one for each place that each names."""
    triggers = find_triggers(document)
    if not triggers:
        return []
    return list(_Finder(document, toponyms, published).tellings(triggers))


class _Finder:
    """All that is known of a text, to be asked about its triggers."""

    def __init__(
        self, document: Document, toponyms: Sequence[Toponym], published: date | None
    ) -> None:
        self._document = document
        self._published = published
        self._places = EventPlaces(document, toponyms)
        self._dates = DateReader(document, published)
        actors = find_actors(document, toponyms)
        self._actors = ActorIndex(document, actors)
        self._sayings = find_sayings(document, actors)
        self._casualties = find_casualties(document)

    def tellings(self, triggers: Sequence[Trigger]) -> Iterator[Telling]:
        """What the triggers tell."""
        for group in _grouped(triggers, self._document):
            yield from self._tellings_of(group)

    def _tellings_of(self, group: _Group) -> Iterator[Telling]:
        lead = group.lead
        status = status_of(self._document, lead)
        if status in NOT_EVENTS:
            return
        roles = self._actors.roles_of(lead)
        sub_type = self._sub_type(lead, roles)
        if sub_type is None:
            return
        words = Span(lead.first, lead.last)
        when = self._dates.date_of(words)
        edtf = when.edtf if when else None
        saying = speaker_of(self._sayings.get(lead.sentence, ()), lead.first)
        status = _with_source(status, saying, roles)
        if self._is_of_whole_war(group):
            return
        if status in _TOLD and self._is_old(edtf):
            status = str(Status.BACKGROUND)
        toll = casualties_of(words, self._casualties, self._document)
        sentence = self._document.sentences[lead.sentence]
        own = self._own_places(group)
        placed: list[Toponym | None] = [*(own or self._places.at(words))]
        for toponym in placed or [None]:
            event = EventRead(
                sub_type=sub_type,
                trigger=self._span(group.first, group.last),
                toponym=toponym,
                date=edtf,
                date_span=when.span if when else None,
                initiators=self._parties(roles.initiators),
                targets=self._parties(roles.targets),
                status=status,
                claimed_by=saying.speaker if saying else None,
                fatalities=toll.killed,
                fatalities_span=toll.killed_span,
                wounded=toll.wounded,
                sentences=(Span(sentence.start, sentence.end),),
            )
            yield Telling(
                event,
                words=self._document.slice(lead.first, lead.last).lower(),
                is_anaphoric=self._is_anaphoric(lead),
                is_outcome=lead.is_minor,
                is_placed_here=bool(own),
                is_generic=lead.is_generic,
                is_noun=not lead.is_verb,
                side=next((actor.side for actor in roles.initiators), ""),
                sentence=lead.sentence,
                paragraph=sentence.paragraph,
            )

    def _own_places(self, group: _Group) -> list[Toponym]:
        """Where its own sentence says it was: by the leading words, else by the others."""
        for trigger in (group.lead, *group.others):
            words = Span(trigger.first, trigger.last)
            found = self._places.at(words, carry=False)
            if found:
                return found
        return []

    def _is_anaphoric(self, trigger: Trigger) -> bool:
        """Whether it goes back to what was told before: "the attack", "the strikes"."""
        if not trigger.by_means or trigger.form not in {Form.NOUN, Form.BASE, Form.THIRD}:
            return False
        first = max(trigger.first - _DETERMINER_REACH, 0)
        before = self._document.lowers[first : trigger.first]
        return bool(before) and (
            before[-1] in _DEFINITE
            or (before[0] in _DEFINITE and before[-1] in words_of("orders"))
        )

    def _is_of_whole_war(self, group: _Group) -> bool:
        return any(
            told.is_total and told.words.start < group.last and group.first < told.words.end
            for told in self._casualties
        )

    def _sub_type(self, trigger: Trigger, roles: Roles) -> str | None:
        if trigger.sub_type == TAKEN:
            return taken_type(roles, is_person=self._takes_persons(trigger))
        if trigger.sub_type == "Attack" and is_fight(roles):
            return "Armed clash"
        if trigger.sub_type == "Armed clash" and (
            is_on_civilians(roles) or self._hits_civil_object(trigger, roles)
        ):
            return "Attack"
        return trigger.sub_type

    def _takes_persons(self, trigger: Trigger) -> bool:
        """Whether the object of "captured" is a person and not a place."""
        lowers = self._document.lowers
        for word in lowers[trigger.last : trigger.last + _OBJECT_REACH]:
            if word in words_of("territory"):
                return False
            if word in words_of("persons"):
                return True
        before = lowers[max(trigger.first - _OBJECT_REACH, 0) : trigger.first]
        is_passive = bool({"was", "were", "been", "being"} & set(before[-3:]))
        return is_passive and not words_of("persons").isdisjoint(before)

    def _hits_civil_object(self, trigger: Trigger, roles: Roles) -> bool:
        if is_fight(roles):
            return False
        last = trigger.last + _CIVIL_OBJECT_REACH
        first = max(trigger.first - _CIVIL_OBJECT_REACH, 0)
        near = self._document.lowers[trigger.last : last]
        if "under" in self._document.lowers[trigger.first : trigger.last]:
            near = self._document.lowers[first : trigger.first]
        return not words_of("civil_objects").isdisjoint(near)

    def _is_old(self, edtf: str | None) -> bool:
        if edtf is None or self._published is None:
            return False
        end = parse_edtf(edtf).end
        start = parse_edtf(edtf).start
        known = end or start
        return known is not None and (self._published - known).days > _OLD_DAYS

    def _parties(self, actors: Sequence[Actor]) -> tuple[Party, ...]:
        parties: dict[str, Party] = {}
        for actor in actors:
            parties.setdefault(actor.name, actor.party(self._document))
        return tuple(parties.values())

    def _span(self, first: int, last: int) -> Span:
        return Span(self._document.starts[first], self._document.ends[last - 1])


def _with_source(status: str, saying: Saying | None, roles: Roles) -> str:
    """The status, in the light of who says so."""
    if saying is None or status != Status.REPORTED:
        return status
    if saying.sense == "denied":
        return str(Status.DENIED)
    if saying.sense == "claimed":
        return str(Status.CLAIMED)
    names = {actor.name for actor in (*roles.initiators, *roles.targets)}
    is_party = saying.speaker.name in names or saying.side in {"government", "nonstate"}
    return str(Status.CLAIMED) if is_party else status


def _grouped(triggers: Sequence[Trigger], document: Document) -> Iterator[_Group]:
    """Triggers of one sentence that lie close together, led by the most telling one."""
    by_sentence: dict[int, list[Trigger]] = {}
    for trigger in triggers:
        by_sentence.setdefault(trigger.sentence, []).append(trigger)
    for inside in by_sentence.values():
        leads = [trigger for trigger in inside if not trigger.is_minor]
        outcomes: dict[Trigger, list[Trigger]] = {lead: [] for lead in leads}
        for minor in (trigger for trigger in inside if trigger.is_minor):
            lead = _lead_of(minor, leads, document)
            if lead is None:
                leads.append(minor)
                outcomes[minor] = []
            else:
                outcomes[lead].append(minor)
        for lead in _without_objects(sorted(leads)):
            others = tuple(outcomes[lead])
            first = min(trigger.first for trigger in (lead, *others))
            last = max(trigger.last for trigger in (lead, *others))
            yield _with_light_verb(_Group(lead, others, first, last), document)


def _without_objects(leads: Sequence[Trigger]) -> Iterator[Trigger]:
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


def _with_light_verb(group: _Group, document: Document) -> _Group:
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
