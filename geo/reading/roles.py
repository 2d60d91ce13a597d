"""Who did what to whom: the actors round a trigger, by voice, order and prepositions."""

from bisect import bisect_left
from collections.abc import Sequence
from typing import Final, NamedTuple

from .actions import Trigger
from .forms import Form
from .parties import Actor, country_of
from .saying import Saying
from .text import Document

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
_PASSIVE_NOUNS: Final = frozenset({"come under attack", "came under attack"})


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
        targets = tuple(
            actor
            for actor in roles.targets
            if actor.last <= words.start or actor.first >= words.end
        )
        initiators = roles.initiators
        told = self._document.lowers[saying.verb + 1 : trigger.first]
        is_own = not _PRONOUNS.isdisjoint(told[-_PRONOUN_REACH:]) or (
            bool(told) and _DONE.issuperset(told)
        )
        if not initiators and is_own:
            initiators = (Actor(*words, saying.speaker.name, saying.side),)
        return Roles(initiators, targets)

    def _roles_by_order(self, trigger: Trigger) -> Roles:
        sentence = self._document.sentences[trigger.sentence]
        before = self._before(trigger.first, max(sentence.first, trigger.first - _REACH))
        after = self._after(trigger.last, min(sentence.last, trigger.last + _REACH))
        if trigger.is_verb and self._is_passive(trigger):
            return Roles(self._by(trigger, after), before)
        if trigger.is_verb:
            return Roles(before, after)
        agents = self._by(trigger, after)
        if agents:
            return Roles(agents, before)
        if self._document.slice(trigger.first, trigger.last).lower() in _PASSIVE_NOUNS:
            return Roles((), before)
        return Roles(before, self._struck(trigger, after))

    def _is_passive(self, trigger: Trigger) -> bool:
        if trigger.form is not Form.PAST:
            return False
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

    def _by(self, trigger: Trigger, after: tuple[Actor, ...]) -> tuple[Actor, ...]:
        """The actors after "by"."""
        if not after:
            return ()
        between = self._document.lowers[trigger.last : after[0].first]
        return after if "by" in between else ()

    def _struck(self, trigger: Trigger, after: tuple[Actor, ...]) -> tuple[Actor, ...]:
        """The actors after "on" or "against"."""
        if not after:
            return ()
        between = self._document.lowers[trigger.last : after[0].first]
        return after if not _AGAINST.isdisjoint(between) else ()


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
