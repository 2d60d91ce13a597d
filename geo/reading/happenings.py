"""What a text tells: each trigger with its place, date, parties, source and numbers.

Triggers of one sentence that tell of one thing are joined here; what several sentences
tell of is joined in ``merging``.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from ...data.edtf import parse_edtf
from ...data.schema import Status
from .actions import TAKEN, Trigger, find_triggers, words_of
from .counts import Casualties, casualties_of, find_casualties, find_taken
from .dates import DateReader
from .forms import Form
from .merging import Telling
from .modality import NOT_EVENTS, status_of
from .model import EventRead, Party, Toponym
from .parties import Actor, find_actors
from .roles import ActorIndex, Roles, is_fight, is_on_civilians, taken_type
from .saying import Saying, find_sayings, speaker_of
from .text import Document, Span
from .trigger_groups import BLOODLESS, TriggerGroup, group_triggers
from .where import EventPlaces

__all__ = ["find_happenings"]

_DETERMINER_REACH: Final = 2
_DEFINITE: Final = frozenset({"the", "this", "that", "these", "those", "both"})
_BE: Final = frozenset({"was", "were", "been", "being"})
_TOLD: Final = frozenset({Status.REPORTED, Status.CLAIMED})
_OLD_DAYS: Final = 45
_BE_REACH: Final = 3
_OBJECT_REACH: Final = 7
_CIVIL_OBJECT_REACH: Final = 10


def find_happenings(
    document: Document,
    toponyms: Sequence[Toponym],
    published: date | None,
    country_codes: Sequence[str] = (),
) -> list[Telling]:
    """Tellings in the order of the text, one for each place that each names.

    Who takes a place in `country_codes` is at home or abroad there.
    """
    triggers = find_triggers(document)
    if not triggers:
        return []
    finder = _Finder(document, toponyms, published, country_codes)
    return list(finder.tellings(triggers))


class _Finder:
    """All that is known of a text, to be asked about its triggers."""

    def __init__(
        self,
        document: Document,
        toponyms: Sequence[Toponym],
        published: date | None,
        country_codes: Sequence[str],
    ) -> None:
        self._document = document
        self._country_codes = country_codes
        self._published = published
        self._places = EventPlaces(document, toponyms)
        self._dates = DateReader(document, published)
        actors = find_actors(document, toponyms)
        self._actors = ActorIndex(document, actors)
        self._sayings = find_sayings(document, actors)
        self._taken = find_taken(document)
        self._casualties: dict[int, list[Casualties]] = {}
        for told in find_casualties(document):
            number = document.sentence_at(told.words.start)
            self._casualties.setdefault(number, []).append(told)

    def tellings(self, triggers: Sequence[Trigger]) -> Iterator[Telling]:
        """What the triggers tell."""
        leading = {trigger.sentence for trigger in triggers if not trigger.is_minor}
        for group in group_triggers(triggers, self._document):
            status = status_of(self._document, group.lead)
            if status in NOT_EVENTS or self._is_of_whole_war(group):
                continue
            saying = speaker_of(
                self._sayings.get(group.lead.sentence, ()), group.lead.first
            )
            roles = self._actors.roles_of(group.lead, saying)
            event = self._event(group, status, roles, saying)
            if group.lead.sub_type == TAKEN:
                event = self._with_places_taken(event, group.lead)
            if event.sub_type not in BLOODLESS:
                event = self._with_toll(event, group.lead, leading)
            yield from self._tellings_of(event, group, roles)

    def _event(
        self, group: TriggerGroup, status: str, roles: Roles, saying: Saying | None
    ) -> EventRead:
        """What a group tells, but for where it was and how many died."""
        status = _with_source(status, saying, roles)
        lead = group.lead
        sentence = self._document.sentences[lead.sentence]
        when = self._dates.date_of(Span(lead.first, lead.last))
        if when and status == Status.PLANNED and when.span.start < sentence.start:
            when = None  # the day of what was told before
        edtf = when.edtf if when else None
        if status in _TOLD and self._is_old(edtf):
            status = str(Status.BACKGROUND)
        return EventRead(
            sub_type=self._sub_type(lead, roles),
            trigger=self._document.span(group.first, group.last),
            date=edtf,
            date_span=when.span if when else None,
            initiators=self._parties(roles.initiators),
            targets=self._parties(roles.targets),
            status=status,
            claimed_by=saying.speaker if saying else None,
            sentences=(Span(sentence.start, sentence.end),),
        )

    def _with_toll(self, event: EventRead, lead: Trigger, leading: set[int]) -> EventRead:
        """An event with its dead and wounded.

        Those of another sentence that leads with an event of its own are that one's.
        """
        near = tuple(
            told
            for number in range(lead.sentence - 1, lead.sentence + 3)
            if number == lead.sentence or number not in leading
            for told in self._casualties.get(number, ())
        )
        if not near:
            return event
        toll = casualties_of(Span(lead.first, lead.last), near, self._document)
        counted = toll.killed_span or toll.wounded_span
        return replace(
            event,
            fatalities=toll.killed,
            fatalities_span=toll.killed_span,
            wounded=toll.wounded,
            wounded_span=toll.wounded_span,
            sentences=self._with_sentence(event.sentences, counted),
        )

    def _with_places_taken(self, event: EventRead, lead: Trigger) -> EventRead:
        """An event with the number of towns that its verb says were taken."""
        last = lead.last + _OBJECT_REACH
        for taken in self._taken:
            if lead.first <= taken.words.start < last:
                return replace(event, taken=taken.number, taken_span=taken.span)
        return event

    def _with_sentence(
        self, known: tuple[Span, ...], part: Span | None
    ) -> tuple[Span, ...]:
        """Sentences and the one that holds a part of the text."""
        if part is None:
            return known
        word = self._document.word_at(part.start)
        sentence = self._document.sentences[self._document.sentence_at(word)]
        return tuple(dict.fromkeys((*known, Span(sentence.start, sentence.end))))

    def _tellings_of(
        self, event: EventRead, group: TriggerGroup, roles: Roles
    ) -> Iterator[Telling]:
        """One telling for each place."""
        lead = group.lead
        own = self._own_places(group)
        places = own or self._places.at(Span(lead.first, lead.last))
        telling = Telling(
            event,
            words=self._document.slice(lead.first, lead.last).lower(),
            is_anaphoric=self._is_anaphoric(lead),
            is_definite=self._is_definite(lead),
            is_outcome=lead.is_minor,
            is_placed_here=bool(own),
            is_generic=lead.is_generic,
            is_noun=not lead.is_verb,
            side=next((actor.side for actor in roles.initiators), ""),
            sentence=lead.sentence,
            paragraph=self._document.sentences[lead.sentence].paragraph,
        )
        if not places:
            yield telling
        for toponym in places:
            yield telling._replace(event=replace(event, toponym=toponym))

    def _own_places(self, group: TriggerGroup) -> list[Toponym]:
        """Where its own sentence says it was: by the leading words, else by the others."""
        for trigger in (group.lead, *group.others):
            words = Span(trigger.first, trigger.last)
            found = self._places.at(words, carry=False)
            if found:
                return found
        return []

    def _is_anaphoric(self, trigger: Trigger) -> bool:
        """Whether it goes back to what was told before: "the attack", "the strikes"."""
        is_noun = trigger.form in {Form.NOUN, Form.BASE, Form.THIRD}
        return trigger.by_means and is_noun and self._is_definite(trigger)

    def _is_definite(self, trigger: Trigger) -> bool:
        """Whether it is told as known: "the car bomb", "the second blast"."""
        first = max(trigger.first - _DETERMINER_REACH, 0)
        before = self._document.lowers[first : trigger.first]
        return bool(before) and (
            before[-1] in _DEFINITE
            or (before[0] in _DEFINITE and before[-1] in words_of("orders"))
        )

    def _is_of_whole_war(self, group: TriggerGroup) -> bool:
        return any(
            told.is_total and told.words.start < group.last and group.first < told.words.end
            for told in self._casualties.get(group.lead.sentence, ())
        )

    def _sub_type(self, trigger: Trigger, roles: Roles) -> str:
        if trigger.sub_type == TAKEN:
            return taken_type(
                roles,
                is_person=self._takes_persons(trigger),
                country_codes=self._country_codes,
            )
        if trigger.sub_type == "Attack" and is_fight(roles):
            return "Armed clash"
        if trigger.sub_type == "Armed clash" and (
            is_on_civilians(roles) or self._hits_civil_object(trigger, roles)
        ):
            return "Attack"
        return trigger.sub_type

    def _takes_persons(self, trigger: Trigger) -> bool:
        """Whether the object of "captured" is a person and not a place."""
        before, after = self._around(trigger, _OBJECT_REACH)
        for word in after:
            if word in words_of("territory"):
                return False
            if word in words_of("persons"):
                return True
        is_passive = not _BE.isdisjoint(before[-_BE_REACH:])
        return is_passive and not words_of("persons").isdisjoint(before)

    def _hits_civil_object(self, trigger: Trigger, roles: Roles) -> bool:
        if is_fight(roles):
            return False
        before, after = self._around(trigger, _CIVIL_OBJECT_REACH)
        is_passive = "under" in self._document.lowers[trigger.first : trigger.last] or (
            trigger.form is Form.PAST and not _BE.isdisjoint(before[-_BE_REACH:])
        )
        near = before if is_passive else after
        return not words_of("civil_objects").isdisjoint(near)

    def _around(self, trigger: Trigger, reach: int) -> tuple[list[str], list[str]]:
        """The words of the sentence before and after a trigger."""
        sentence = self._document.sentences[trigger.sentence]
        first = max(trigger.first - reach, sentence.first)
        last = min(trigger.last + reach, sentence.last)
        lowers = self._document.lowers
        return lowers[first : trigger.first], lowers[trigger.last : last]

    def _is_old(self, edtf: str | None) -> bool:
        if edtf is None or self._published is None:
            return False
        interval = parse_edtf(edtf)
        known = interval.end or interval.start
        return known is not None and (self._published - known).days > _OLD_DAYS

    def _parties(self, actors: Sequence[Actor]) -> tuple[Party, ...]:
        parties: dict[str, Party] = {}
        for actor in actors:
            parties.setdefault(actor.name, actor.party(self._document))
        return tuple(parties.values())


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
