"""CAMEO's codes of events, which GDELT uses, as this project's types.

References
----------
Schrodt, CAMEO: Conflict and Mediation Event Observations, version 1.1b3, 2012.
"""

from typing import Final

__all__ = ["CAMEO", "cameo_type"]

CAMEO: Final[dict[str, tuple[str, str]]] = {
    "14": ("Protests", "Protest, not told which"),
    "141": ("Protests", "Demonstration or rally"),
    "142": ("Protests", "Hunger strike"),
    "143": ("Protests", "Strike or boycott"),
    "144": ("Protests", "Obstruction or blockade"),
    "145": ("Riots", "Violent demonstration"),
    "15": ("Strategic developments", "Show of force"),
    "154": ("Strategic developments", "Troop movement"),
    "17": ("Strategic developments", "Coercion, not told which"),
    "171": ("Strategic developments", "Looting/property destruction"),
    "172": ("Strategic developments", "Administrative sanction"),
    "173": ("Strategic developments", "Arrests"),
    "174": ("Strategic developments", "Displacement"),
    "175": ("Violence against civilians", "Violent repression"),
    "18": ("Violence against civilians", "Assault, not told which"),
    "181": ("Violence against civilians", "Abduction/forced disappearance"),
    "182": ("Violence against civilians", "Attack"),
    "1821": ("Violence against civilians", "Sexual violence"),
    "183": ("Explosions/Remote violence", "Bombing, not told which"),
    "1831": ("Explosions/Remote violence", "Suicide bomb"),
    "1832": ("Explosions/Remote violence", "Vehicle bomb"),
    "1833": ("Explosions/Remote violence", "Remote explosive/landmine/IED"),
    "184": ("Violence against civilians", "Use as human shield"),
    "185": ("Violence against civilians", "Attempted assassination"),
    "186": ("Violence against civilians", "Assassination"),
    "19": ("Battles", "Use of military force, not told which"),
    "191": ("Strategic developments", "Closure"),
    "192": ("Battles", "Occupation of territory"),
    "193": ("Battles", "Armed clash"),
    "194": ("Explosions/Remote violence", "Shelling/artillery/missile attack"),
    "195": ("Explosions/Remote violence", "Air/drone strike"),
    "196": ("Battles", "Breach of a ceasefire"),
    "20": ("Violence against civilians", "Mass violence, not told which"),
    "201": ("Strategic developments", "Displacement"),
    "202": ("Violence against civilians", "Mass killing"),
    "203": ("Violence against civilians", "Ethnic cleansing"),
    "204": ("Explosions/Remote violence", "Weapons of mass destruction"),
    "2041": ("Explosions/Remote violence", "Chemical, biological or radiological weapon"),
    "2042": ("Explosions/Remote violence", "Nuclear weapon"),
}
"""Event type and sub-event type by CAMEO code: of codes that are not here, those of the
longest code that they begin with. ACLED's words where they mean it."""


def cameo_type(code: str) -> tuple[str, str] | None:
    """Types of a CAMEO code of three or four digits; ``None`` of what is left out."""
    if len(code) < len("190"):
        return None
    return next((CAMEO[code[:n]] for n in (4, 3, 2) if code[:n] in CAMEO), None)
