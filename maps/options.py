"""How maps are made and how groups of events are drawn: options and palette."""

from dataclasses import dataclass
from typing import Literal

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


@dataclass(frozen=True, slots=True)
class MapOptions:
    """How a map is made."""

    lang: str = "en"  # BCP 47 language of the page
    max_towns: int = 300  # labelled towns beside those that the report names
