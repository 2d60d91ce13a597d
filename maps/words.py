"""What pages without scripts and the feed say, as one value a language.

The tables are in ``words_en`` and ``words_ar``; ``languages`` chooses one. Where the page
of a map says the same, it says it in the same words: `const say` in ``maps/page/*.js``.
Names in braces stand for what is filled in.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from ..data.edtf import DateWords
from .event_words import clean

__all__ = [
    "RIGHT_TO_LEFT",
    "EventWords",
    "FailedWords",
    "FeedWords",
    "Forms",
    "PlaceWords",
    "ScriptAttributes",
    "Words",
]

RIGHT_TO_LEFT: Final = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]+"
)
"""Letters of Arabic, Hebrew and other scripts that are written so."""

_NOTHING: Final = Markup("")


@dataclass(frozen=True, slots=True)
class Forms:
    """A counted thing by CLDR's plural categories; ``{n}`` is the number.

    A category that a language does not have, or that reads like another, is ``other``.
    """

    other: str
    zero: str | None = None
    one: str | None = None
    two: str | None = None
    few: str | None = None
    many: str | None = None


@dataclass(frozen=True, slots=True)
class ScriptAttributes:
    """What an element says of text that is not in the page's language, as attributes."""

    latin: Markup = _NOTHING  # or any other script from left to right
    mixed: Markup = _NOTHING  # most of it so
    arabic: Markup = _NOTHING
    right_to_left: Markup = _NOTHING  # Persian, Hebrew …


@dataclass(frozen=True, slots=True)
class EventWords:
    """What a row of a record says, see ``event_words``."""

    types: Mapping[str, str]
    """Names of types and sub-types; one that is not in it stands as it is."""
    statuses: Mapping[str, str]
    short_statuses: Mapping[str, str]
    kinds: Mapping[str, str]
    """Of places. One that is not in it stands as it is, as do statuses."""
    precisions: Mapping[str, str]  # {radius}
    described: str  # {radius}
    untyped: str
    claim: str  # {who}, {publisher}
    unnamed: str  # {publisher}
    nobody: str
    not_stated: str
    none_killed: str
    killed_range: str  # {n}, {low}, {high}
    metres: str  # {n}
    kilometres: str  # {n}
    coordinates: str  # {lat} and {lon} in degrees, {north} and {east}: one of these:
    north: str
    south: str
    east: str
    west: str


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """What a place's page says beside its events: sentences, then terms of facts."""

    description: str  # {events}, {place}, {reports}
    heading: str  # {events}, {reports}
    whose_word: str
    published: str  # {date}; follows the report's title
    credit: str
    kind: str
    country: str
    division: str
    coordinates: str
    stands_for: str
    point_from: str
    as_reported: str
    the_point: str
    who: str
    to_whom: str
    who_says_so: str
    own_source: str
    status: str
    killed: str
    wounded: str
    taken: str
    report: str


@dataclass(frozen=True, slots=True)
class FeedWords:
    """What the feed says."""

    attributes: Mapping[str, str]  # of its root
    untitled: str
    changed: str  # {title}
    no_publisher: str
    published: str  # {date}
    not_published: str
    counts: str  # {events}, {placed}
    told_of: str
    since: str  # {changes}
    changes: Mapping[str, str]  # {n}; by the names of `Changes.counts`, as are:
    headings: Mapping[str, str]
    event: str  # {date}, {place}, {type}, {summary}
    no_place: str
    teller: str  # {who}, {status}
    changed_fields: str  # {event}, {fields}
    fields: Mapping[str, str]
    """Names of columns; one that is not in it stands as it is."""
    more: Forms


@dataclass(frozen=True, slots=True)
class FailedWords:
    """What the page in the place of a map says."""

    heading: str  # {name}
    what_to_do: str
    problems: Mapping[str, str]  # attributes of their list: they are told in English


@dataclass(frozen=True, slots=True)
class Words:
    """Everything that is said in one language."""

    root: Mapping[str, str]  # attributes of <html>
    category: Callable[[int], str]
    """CLDR's plural category of a whole number."""
    dates: DateWords
    country_names: Callable[[], Mapping[str, str]]
    """Names of countries by ISO 3166-1 alpha-2 code."""
    events: Forms
    reports: Forms  # as they stand after "from"
    all_reports: str
    to_all_reports: str
    to_feed: str
    machine_read: str
    comma: str
    event: EventWords
    place: PlaceWords
    feed: FeedWords
    failed: FailedWords
    scripts: ScriptAttributes = ScriptAttributes()
    mark: str = "\u200e"
    """What a sentence of ours begins with, whatever the script of a name that follows."""
    turning: re.Pattern[str] = RIGHT_TO_LEFT
    """What a name holds that would turn a sentence round."""

    def counted(self, count: int, forms: Forms) -> str:
        """A number and what is counted: "1 event", "1,204 events"."""
        form: str | None = getattr(forms, self.category(count))
        return (forms.other if form is None else form).format(n=f"{count:,}")

    def named(self, text: str | None) -> str:
        """Text of a report as it stands in a sentence of ours; "" if there is none."""
        cleaned = clean(text) if text else ""
        is_turning = cleaned and self.turning.search(cleaned)
        return f"\u2068{cleaned}\u2069" if is_turning else cleaned

    def alone(self, sentence: str) -> str:
        """A sentence of ours where an element takes its direction from what it holds."""
        return f"{self.mark}{sentence}" if self.turning.search(sentence) else sentence
