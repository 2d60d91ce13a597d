"""Where in the text the values of an event or a claim stand, by what they are."""

from .model import ClaimRead, EventRead
from .text import Span

__all__ = ["claim_spans", "event_spans"]


def event_spans(event: EventRead) -> dict[str, Span]:
    """Spans by the keys that a report's events have; of several parties the first's."""
    found: dict[str, Span | None] = {
        "trigger": event.trigger,
        "place": None if event.toponym is None else event.toponym.span,
        "date": event.date_span,
        "initiators": event.initiators[0].span if event.initiators else None,
        "targets": event.targets[0].span if event.targets else None,
        "claimed_by": None if event.claimed_by is None else event.claimed_by.span,
        "fatalities": event.fatalities_span,
        "wounded": event.wounded_span,
        "taken": event.taken_span,
        "quote": event.sentences[0] if event.sentences else None,
    }
    return _whole(found)


def claim_spans(claim: ClaimRead) -> dict[str, Span]:
    """Spans by the keys that a report's distances have."""
    return _whole({"claim": claim.span, "from": claim.start.span, "to": claim.end.span})


def _whole(spans: dict[str, Span | None]) -> dict[str, Span]:
    return {part: span for part, span in spans.items() if span and span[0] < span[1]}
