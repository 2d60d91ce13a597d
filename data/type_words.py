"""ACLED's types in the words of tables that are not ACLED's, where these mean no more."""

from typing import Final

from .heading_words import fold_heading
from .schema import EVENT_TYPE_OF, EVENT_TYPES

__all__ = ["NO_TYPE", "type_pair"]

NO_TYPE: Final = "Type not stated"

_WORDS: Final[dict[str, str]] = {
    "Armed clash": "clash|clashes|armed clashes|firefight|اشتباك|اشتباكات",
    "Air/drone strike": (
        "airstrike|air strike|airstrikes|air strikes|drone strike|drone attack|"
        "frappe aerienne|ataque aereo|غاره جويه|غارات جويه"
    ),
    "Shelling/artillery/missile attack": (
        "shelling|artillery|artillery shelling|missile strike|missile attack|rocket attack|"
        "mortar|mortar attack|tir d artillerie|قصف مدفعي|قصف صاروخي"
    ),
    "Remote explosive/landmine/IED": "ied|landmine|roadside bomb|عبوه ناسفه",
    "Suicide bomb": "suicide bombing|suicide attack|attentat suicide|تفجير انتحاري",
    "Abduction/forced disappearance": "abduction|kidnapping|enlevement|secuestro|خطف",
    "Arrests": "arrest|arrests|detention|arrestation|arresto|اعتقال|اعتقالات",
    "Looting/property destruction": "looting|pillage|saqueo|نهب",
}
_SUB_TYPES: Final = {
    word: sub_type for sub_type, words in _WORDS.items() for word in words.split("|")
} | {fold_heading(sub_type): sub_type for sub_type in EVENT_TYPE_OF}
_TYPES: Final = {fold_heading(event_type): event_type for event_type in EVENT_TYPES} | {
    "battle": "Battles",
    "protest": "Protests",
    "riot": "Riots",
}


def type_pair(event_type: str | None, sub_type: str | None) -> tuple[str, str]:
    """Event type and sub-event type of what a table calls them: ACLED's or its own.

    Examples
    --------
    >>> type_pair("airstrike", None)
    ('Explosions/Remote violence', 'Air/drone strike')
    >>> type_pair("Sniping", None)
    ('Sniping', 'Sniping')
    """
    named = sub_type or event_type
    if named is None:
        return NO_TYPE, NO_TYPE
    known = _SUB_TYPES.get(fold_heading(named))
    if known is not None:
        return EVENT_TYPE_OF[known], known
    wider = event_type or named
    wider = _TYPES.get(fold_heading(wider), wider)
    return wider, wider if sub_type is None else sub_type
