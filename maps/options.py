"""How maps are made and how groups of events are drawn: options and palette."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

from .tiles import check_tiles

if TYPE_CHECKING:
    from ..data.reports import Source

Symbol = Literal["burst", "circle", "cross", "diamond", "plus", "square", "triangle"]


@dataclass(frozen=True, slots=True)
class GroupStyle:
    """How one group of event types is drawn: a symbol, and a colour for each theme."""

    name: str  # an ACLED event type, or "Other"
    symbol: Symbol
    light: str  # #rrggbb, on a light map
    dark: str  # #rrggbb, on a dark map


# Contrast with land, sea and the symbol inside is at least 3.3 in both themes. Any two
# colours are at least 20 apart (CIE 1976 ΔE*ab) for normal sight and for protanopia,
# deuteranopia and tritanopia (Machado, Oliveira & Fernandes 2009, severity 1,
# DOI 10.1109/TVCG.2009.113); the symbol tells the groups apart without any colour.
PALETTE: tuple[GroupStyle, ...] = (
    GroupStyle("Battles", "cross", "#900000", "#fc8d56"),
    GroupStyle("Explosions/Remote violence", "burst", "#7c0e80", "#a874e1"),
    GroupStyle("Violence against civilians", "triangle", "#5b061c", "#ffbed4"),
    GroupStyle("Protests", "circle", "#3e54c1", "#9fc1ff"),
    GroupStyle("Riots", "square", "#937000", "#e6e154"),
    GroupStyle("Strategic developments", "diamond", "#20866a", "#49b98b"),
    GroupStyle("Other", "plus", "#474f5e", "#85909f"),
)


STYLED_AS: dict[str, str] = {
    "State-based violence": "Battles",
    "Non-state violence": "Riots",
}
"""Event types of data sets, and the group whose symbol and colours they take."""


def _no_source() -> "Source":
    from ..data.reports import Source  # noqa: PLC0415  heavier than all else here

    return Source()


@dataclass(frozen=True, slots=True)
class About:
    """What a page says of its events beside what they or their report say."""

    title: str = ""  # of a frame of events; a report has its own
    source: "Source" = field(default_factory=_no_source)  # who published it; the same
    notes: tuple[str, ...] = ()  # sentences for readers
    parts: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    """Further keys of the payload, plain JSON; what they hold is said where they are made:
    "reports" and "tellings" of an archive's map, "changes" of a report's."""


@dataclass(frozen=True, slots=True)
class MapOptions:
    """How a map is made.

    Raises
    ------
    PayloadError
        If the tiles' address is not one, or it is not said whose work they are.
    """

    lang: str = "en"  # BCP 47 language of the page
    max_towns: int = 300  # labelled towns beside those that the report names
    tiles: str | None = None  # https address with {z}, {x}, {y}: offered, and off at first
    tiles_attribution: str = ""  # plain text: whose work the tiles are

    def __post_init__(self) -> None:
        """Check what would otherwise fail in a reader's browser."""
        check_tiles(self.tiles, self.tiles_attribution)


@dataclass(frozen=True, slots=True)
class Release:
    """For readers from whom what reports mark as sensitive is withheld."""

    as_of: date | None = None  # the day of the release, for what is delayed
