"""Who did what to whom: the actors round a trigger, by voice, order and prepositions."""

from bisect import bisect_left
from collections.abc import Sequence
from typing import Final, NamedTuple

from .actions import Trigger
from .forms import Form
from .parties import Actor, country_of
from .saying import Saying
from .text import Document, Span

__all__ = ["ActorIndex", "Roles", "is_fight", "is_on_civilians", "taken_type"]

_REACH: Final = 14
_MOST: Final = 3
_BE: Final = frozenset("was were been being be is are get got gets getting".split())  # noqa: SIM905
_PASSIVE_GAP: Final = 3
_AGAINST: Final = frozenset(
    {"on", "against", "at", "targeting", "upon", "of", "with", "between"}
)
_STOPS: Final = frozenset(".;:!?")
_PRONOUN_REACH: Final = 4
_DONE: Final = frozenset({"to", "have"})
_PRONOUNS: Final = frozenset({"they", "it", "he", "she", "we"})
_CLAUSES: Final = _STOPS | frozenset(
    "after before while when because but although whose where".split()  # noqa: SIM905
)
_ASIDE: Final = frozenset({"said", "says", "told", "according", "reported", "claimed"})
_JOINS: Final = frozenset({"and", "or", ",", "with", "by", "the", "then", "backed", "-"})
_FIGHTERS: Final = frozenset({"government", "nonstate", "international"})
_SUPPORT: Final = frozenset({"backed", "led", "followed", "supported", "joined", "manned"})
"""Before "by", these say who stands with somebody, not who acts."""
_TAKERS_AFTER: Final = frozenset({"fall to", "falls to", "fell to", "fallen to"})
_STRUCK_BEFORE: Final = ("under attack", "under fire")
"""Who comes under these is struck, not who acts."""


class Roles(NamedTuple):
    """The actors of an event."""

    initiators: tuple[Actor, ...] = ()
    targets: tuple[Actor, ...] = ()


class ActorIndex:
    """The actors of a text, to be asked what they do in an event."""

    __slots__ = ("_actors", "_document", "_firsts")

    def __init__(self, document: Document, actors: Sequence[Actor]) -> None:
        self._document = document
        self._actors = [actor for actor in actors if actor.side not in {"source", "media"}]
        self._firsts = [actor.first for actor in self._actors]

    def roles_of(self, trigger: Trigger, saying: Saying | None = None) -> Roles:
        """Who does what a trigger tells of, and to whom.

        Who says so is struck by nothing for standing beside it, and is who acts where only
        a pronoun or nothing says who: "the rebels claimed to have taken the hill".
        """
        roles = self._roles_by_order(trigger)
        if saying is None:
            return roles
        words = self._document.word_span(saying.speaker.span)
        initiators = roles.initiators
        if words.start > saying.verb:  # "according to residents, soldiers shelled it"
            initiators = _without(initiators, words)
        if not initiators and self._is_own(trigger, saying):
            initiators = (Actor(*words, saying.speaker.name, saying.side),)
        return Roles(initiators, _without(roles.targets, words))

    def _is_own(self, trigger: Trigger, saying: Saying) -> bool:
        """Whether who says so says it of himself: "they had captured", "to have taken"."""
        lowers = self._document.lowers
        if trigger.first < saying.verb:
            return lowers[saying.verb : saying.verb + 2] == ["claimed", "by"]
        told = lowers[saying.verb + 1 : trigger.first]
        return (
            not _PRONOUNS.isdisjoint(told[-_PRONOUN_REACH:])
            or (bool(told) and _DONE.issuperset(told))
            or told[:1] == ["responsibility"]
        )

    def _roles_by_order(self, trigger: Trigger) -> Roles:
        sentence = self._document.sentences[trigger.sentence]
        before = self._before(trigger.first, max(sentence.first, trigger.first - _REACH))
        after = self._after(trigger.last, min(sentence.last, trigger.last + _REACH))
        others, agents = self._parted(trigger, after)
        words = self._document.slice(trigger.first, trigger.last).lower()
        if words in _TAKERS_AFTER:
            return Roles(after, before)
        if words.endswith(_STRUCK_BEFORE):
            return Roles(agents or self._from(trigger, after), before)
        if trigger.is_verb:
            is_passive = self._is_passive(trigger)
            return Roles(agents, before or others) if is_passive else Roles(before, after)
        return self._roles_of_noun(trigger, before, after)

    def _roles_of_noun(
        self, trigger: Trigger, before: tuple[Actor, ...], after: tuple[Actor, ...]
    ) -> Roles:
        others, agents = self._parted(trigger, after)
        if agents:
            return Roles(agents, self._struck(trigger, others) or before)
        if len(after) > 1 and "between" in self._between(trigger, after):
            return Roles(after[:1], after[1:])
        return Roles(before, self._struck(trigger, after))

    def _is_passive(self, trigger: Trigger) -> bool:
        if trigger.form is not Form.PAST:
            return False
        if self._document.lowers[trigger.last : trigger.last + 1] == ["by"]:
            return True  # "soldiers captured by rebels"
        first = max(trigger.first - _PASSIVE_GAP, 0)
        return not _BE.isdisjoint(self._document.lowers[first : trigger.first])

    def _before(self, word: int, start: int) -> tuple[Actor, ...]:
        """The nearest actors that end before a word, with those joined to them."""
        at = bisect_left(self._firsts, word) - 1
        found: list[Actor] = []
        while at >= 0 and len(found) < _MOST:
            actor = self._actors[at]
            if actor.first < start:
                break
            edge = found[-1].first if found else word
            between = self._document.lowers[actor.last : edge]
            if not _CLAUSES.isdisjoint(between) or (
                found and not _JOINS.issuperset(between)
            ):
                break
            if not found and not _ASIDE.isdisjoint(between):
                # "soldiers, residents said, burned it": as if nobody said so
                word = actor.first if between[-1] == "," else word
                at -= 1
                continue
            found.append(actor)
            at -= 1
        return tuple(reversed(found))

    def _after(self, word: int, end: int) -> tuple[Actor, ...]:
        """The nearest actors that begin after a word, with those joined to them."""
        found: list[Actor] = []
        edge = word
        for at in range(bisect_left(self._firsts, word), len(self._actors)):
            actor = self._actors[at]
            between = self._document.lowers[edge : actor.first]
            if actor.first >= end or len(found) == _MOST or not _STOPS.isdisjoint(between):
                break
            if not _ASIDE.isdisjoint(between) or (found and not _JOINS.issuperset(between)):
                break
            found.append(actor)
            edge = actor.last
        return tuple(found)

    def _parted(
        self, trigger: Trigger, after: tuple[Actor, ...]
    ) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
        """The actors before "by" and those after it, who act."""
        lowers = self._document.lowers
        edge = trigger.last
        for at, actor in enumerate(after):
            for i in range(edge, actor.first):
                if lowers[i] == "by" and lowers[i - 1] not in _SUPPORT:
                    return after[:at], after[at:]
            edge = actor.last
        return after, ()

    def _between(self, trigger: Trigger, after: tuple[Actor, ...]) -> list[str]:
        return self._document.lowers[trigger.last : after[0].first]

    def _from(self, trigger: Trigger, after: tuple[Actor, ...]) -> tuple[Actor, ...]:
        """The actors after "from"."""
        return after if after and "from" in self._between(trigger, after) else ()

    def _struck(self, trigger: Trigger, after: tuple[Actor, ...]) -> tuple[Actor, ...]:
        """The actors after "on" or "against"."""
        if not after:
            return ()
        return after if not _AGAINST.isdisjoint(self._between(trigger, after)) else ()


def _without(actors: tuple[Actor, ...], words: Span) -> tuple[Actor, ...]:
    """Actors but those among words [start, end)."""
    return tuple(
        actor for actor in actors if actor.last <= words.start or actor.first >= words.end
    )


def taken_type(roles: Roles, *, is_person: bool, country_codes: Sequence[str] = ()) -> str:
    """Sub-event type of a place, or of people, taken.

    A state that takes a place abroad, in `country_codes`, is coded like a non-state
    actor, as ACLED does.
    """
    side = next((actor.side for actor in roles.initiators), None)
    if is_person:
        by_state = side in {None, "government"}
        return "Arrests" if by_state else "Abduction/forced disappearance"
    home = country_of(roles.initiators[0]) if roles.initiators else None
    is_abroad = home is not None and bool(country_codes) and home not in country_codes
    if side == "government" and not is_abroad:
        return "Government regains territory"
    return "Non-state actor overtakes territory"


def is_fight(roles: Roles) -> bool:
    """Whether the targets bear arms."""
    return any(actor.side in _FIGHTERS for actor in roles.targets)


def is_on_civilians(roles: Roles) -> bool:
    """Whether all known targets are civilians."""
    return bool(roles.targets) and all(actor.side == "civilians" for actor in roles.targets)
