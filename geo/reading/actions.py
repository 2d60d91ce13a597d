"""The words of a text that tell of events, and which ACLED sub-event type each means.

The words are data (``actions.toml``). Whether what they tell of happened is decided in
``modality``, who did it in ``parties``, where in ``where``.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any, Final, NamedTuple

from ...data.lexicon import load_lexicon
from .forms import Form, Found, PhraseIndex, noun_forms
from .text import Document, Sentence

__all__ = ["TAKEN", "Action", "Trigger", "find_triggers", "light_verbs", "words_of"]

TAKEN: Final = "Taken"
"""The type of words that tell of a place taken: who took it decides the sub-event type."""
_BEFORE, _AFTER = 3, 3
"""Words before and after a trigger among which "unless" words stand."""
_NEAR: Final = 12
"""Words before and after a trigger among which what it needs stands."""
_CLOSE: Final = 6
"""Words before and after a trigger among which what changes its type stands."""
_MONTHS: Final = frozenset({"March", "Marches", "May"})
_DETERMINERS: Final = frozenset(
    "the a an 's ’s several many its his her their some these those two three no".split()  # noqa: SIM905
)
_NO_NOUNS: Final = frozenset(
    "by in on at near from to with during when as after and or who that were was".split()  # noqa: SIM905
)


class Action(NamedTuple):
    """An entry of the word list."""

    sub_type: str
    by_means: bool
    is_minor: bool
    needs: str | None
    by_whom: tuple[tuple[str, str], ...]
    beside: tuple[tuple[str, str], ...]
    unless: frozenset[str]


class Trigger(NamedTuple):
    """Words [first, last) that tell of an event."""

    first: int
    last: int
    form: Form
    sub_type: str
    is_minor: bool
    by_means: bool
    is_generic: bool
    """Whether the means decide what it is and none is named."""
    sentence: int

    @property
    def is_verb(self) -> bool:
        """Whether a verb tells of it."""
        return self.form not in {Form.NOUN, Form.FIXED}


@dataclass(frozen=True, slots=True)
class _Lexicon:
    actions: PhraseIndex[Action]
    means: dict[str, str]
    long_means: PhraseIndex[str]
    classes: dict[str, frozenset[str]]


@cache
def _lexicon() -> _Lexicon:
    content = load_lexicon("actions")
    index: PhraseIndex[Action] = PhraseIndex()
    for entry in content["action"]:
        _add_entry(index, entry, content["irregular"])
    means: dict[str, str] = {}
    long_means: PhraseIndex[str] = PhraseIndex()
    for entry in content["means"]:
        for word in entry["words"]:
            if " " in word:
                long_means.add_noun(word.lower(), entry["type"])
            else:
                for form in noun_forms(word.lower()):
                    means.setdefault(form, entry["type"])
    return _Lexicon(index, means, long_means, _classes(content["classes"]))


def _classes(lists: dict[str, list[str]]) -> dict[str, frozenset[str]]:
    return {
        name: frozenset(
            form for word in words for form in noun_forms(word.lower().split(" ")[-1])
        )
        for name, words in lists.items()
    }


def _add_entry(
    index: PhraseIndex[Action], entry: dict[str, Any], irregular: dict[str, str]
) -> None:
    action = Action(
        sub_type=entry["type"],
        by_means=entry.get("by_means", False),
        is_minor=entry.get("minor", False),
        needs=entry.get("needs"),
        by_whom=tuple(entry.get("by_whom", {}).items()),
        beside=tuple(entry.get("beside", {}).items()),
        unless=frozenset(word.lower() for word in entry.get("unless", ())),
    )
    for phrase in entry.get("phrases", ()):
        index.add(phrase.lower(), action)
    for noun in entry.get("nouns", ()):
        index.add_noun(noun.lower(), action)
    for verb in entry.get("verbs", ()):
        index.add_verb(verb.lower(), action, irregular, entry.get("forms"))


@cache
def light_verbs() -> PhraseIndex[str]:
    """Verbs that say with a noun that something happened: "carried out a raid"."""
    content = load_lexicon("actions")
    index: PhraseIndex[str] = PhraseIndex()
    for verb in content["light"]["verbs"]:
        index.add_verb(verb, verb, content["irregular"])
    return index


def words_of(name: str) -> frozenset[str]:
    """Words of a class of the word list, in lower case, singular and plural."""
    return _lexicon().classes[name]


def find_triggers(document: Document) -> list[Trigger]:
    """Words that may tell of an event, in the order of the text.

    Those beside which a word stands that gives them another meaning are left out ("heart
    attack"), and those without what they need ("captured" without a place).
    """
    lexicon = _lexicon()
    triggers = []
    for found in lexicon.actions.find(document.lowers):
        sentence = document.sentence_at(found.first)
        within = document.sentences[sentence]
        action = found.meaning
        if _is_other_sense(document, found, within) or _is_no_verb(document, found):
            continue
        if action.needs and not _has_near(document, found, within, action.needs):
            continue
        by_means = _by_means(document, found, within) if action.by_means else None
        by_whom = _by_class(document, found, within, action.by_whom, _NEAR)
        beside = _by_class(document, found, within, action.beside, _CLOSE)
        if action.by_whom and by_whom is None:
            continue
        triggers.append(
            Trigger(
                found.first,
                found.last,
                found.form,
                by_means or by_whom or beside or action.sub_type,
                action.is_minor,
                action.by_means,
                action.by_means and by_means is None,
                sentence,
            )
        )
    return triggers


def _is_other_sense(document: Document, found: Found[Action], within: Sentence) -> bool:
    unless = found.meaning.unless
    if not unless:
        return False
    first = max(found.first - _BEFORE, within.first)
    last = min(found.last + _AFTER, within.last)
    lowers = document.lowers
    return not unless.isdisjoint(lowers[first : found.first]) or not unless.isdisjoint(
        lowers[found.last : last]
    )


def _is_no_verb(document: Document, found: Found[Action]) -> bool:
    """Whether it is a month ("in March") or an adjective ("several burned trucks")."""
    if found.last == found.first + 1 and document.words[found.first] in _MONTHS:
        return True
    if found.form is not Form.PAST or found.first == 0 or found.last == len(document.words):
        return False
    is_before_noun = document.words[found.last].isalpha() and (
        document.lowers[found.last] not in _NO_NOUNS
    )
    return is_before_noun and document.lowers[found.first - 1] in _DETERMINERS


def _by_class(
    document: Document,
    found: Found[Action],
    within: Sentence,
    types: tuple[tuple[str, str], ...],
    reach: int,
) -> str | None:
    """Type by the class of the nearest word that has one, before it and then after it."""
    if not types:
        return None
    first = max(found.first - reach, within.first)
    last = min(found.last + reach, within.last)
    for i in (*range(found.first - 1, first - 1, -1), *range(found.last, last)):
        for name, sub_type in types:
            if document.lowers[i] in words_of(name):
                return sub_type
    return None


def _has_near(
    document: Document, found: Found[Action], within: Sentence, needed: str
) -> bool:
    first = max(found.first - _NEAR, within.first)
    last = min(found.last + _NEAR, within.last)
    lowers = document.lowers
    if needed == "name":
        return found.last < last and document.words[found.last].istitle()
    wanted = words_of(needed)
    if not wanted.isdisjoint(lowers[first:last]):
        return True
    # a name does for a territory: what it names is looked at later
    return needed == "territory" and any(
        word[0].isupper() for word in document.words[found.last : last]
    )


def _by_means(document: Document, found: Found[Action], within: Sentence) -> str | None:
    """Type of the weapon that is named nearest to a trigger, in its sentence."""
    lexicon = _lexicon()
    first = max(found.first - _NEAR, within.first)
    last = min(found.last + _NEAR, within.last)
    words = document.lowers[first:last]
    best: tuple[int, str] | None = None
    for other in lexicon.long_means.find(words):
        gap = _gap(first + other.first, first + other.last, found)
        if gap and (best is None or gap < best[0]):
            best = gap, other.meaning
    for i, word in enumerate(words, first):
        if word in lexicon.means:
            gap = _gap(i, i + 1, found)
            if gap and (best is None or gap < best[0]):
                best = gap, lexicon.means[word]
    return best[1] if best else None


def _gap(first: int, last: int, found: Found[Action]) -> int:
    """Words from a phrase to a trigger, at least 1; 0 if they overlap."""
    if last <= found.first:
        return found.first - last + 1
    return first - found.last + 1 if first >= found.last else 0
