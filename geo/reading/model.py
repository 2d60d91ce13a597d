"""What reading finds in a text: toponyms, events and distance claims, each with its spans.

Every value knows where in the text it stands (code points, end exclusive). What is here
says nothing of how it was found.
"""

from dataclasses import dataclass, field

from ..places import Place
from .text import Span

__all__ = ["ClaimRead", "EventRead", "Party", "Reading", "Toponym"]


@dataclass(frozen=True, slots=True)
class Toponym:
    """A place name in a text, and what it was taken to mean."""

    span: Span
    name: str
    """As in the text."""
    query: str
    """What was asked of the gazetteer: the name, with the type word beside it if any."""
    places: tuple[Place, ...] = ()
    """The likeliest first, then the runners-up; empty: a place by its context only."""
    is_metonym: bool = False
    """Whether the name stands for a government or a force ("Moscow said")."""

    @property
    def place(self) -> Place | None:
        """The likeliest place."""
        return self.places[0] if self.places else None


@dataclass(frozen=True, slots=True)
class Party:
    """Who acts, is acted upon or says so."""

    span: Span
    name: str
    """The usual name of a known actor, else the words of the text."""


@dataclass(frozen=True, slots=True)
class ClaimRead:
    """A stated distance or direction: `end` lies so far in that direction of `start`."""

    span: Span
    """From the number to the end of the name of reference."""
    start: Toponym
    """The place of reference."""
    end: Toponym
    km: float | None
    """Kilometres; miles are converted."""
    miles: float | None
    direction: str | None
    """One of `DIRECTIONS`."""
    minutes: float | None = None
    """Stated travel time."""


@dataclass(frozen=True, slots=True)
class EventRead:
    """Something that a text says happened, will happen or did not."""

    sub_type: str
    """ACLED sub-event type."""
    trigger: Span
    toponym: Toponym | None = None
    described: str | None = None
    """The words that describe the place from the toponym: "15 km south-west of Idlib"."""
    date: str | None = None
    """EDTF."""
    date_span: Span | None = None
    initiators: tuple[Party, ...] = ()
    targets: tuple[Party, ...] = ()
    status: str = "reported"
    claimed_by: Party | None = None
    fatalities: int | None = None
    fatalities_span: Span | None = None
    wounded: int | None = None
    wounded_span: Span | None = None
    taken: int | None = None
    """How many towns, villages or the like were taken."""
    taken_span: Span | None = None
    sentences: tuple[Span, ...] = ()
    """The sentences that tell of it: the first one's, then those of repeats."""


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read in one text."""

    text: str
    countries: tuple[str, ...] = ()
    """What the text is about, ISO 3166-1 alpha-2: as given, else as found."""
    toponyms: tuple[Toponym, ...] = ()
    events: tuple[EventRead, ...] = field(default=())
    claims: tuple[ClaimRead, ...] = field(default=())
