"""Forms of English words, and finding listed phrases among a text's words.

Regular plurals and verb forms are made by spelling rules; irregular ones come from the
word list that is given. A phrase is found in any form of its first word (a verb) or its
last one (a noun); between its words a hyphen may stand.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from enum import StrEnum
from typing import Final, Generic, NamedTuple, TypeVar

__all__ = ["Form", "Found", "PhraseIndex", "noun_forms", "verb_forms"]

_VOWELS: Final = "aeiou"
_SIBILANT: Final = ("s", "x", "z", "ch", "sh")
_DOUBLED: Final = re.compile(r"[^aeiou][aeiou][bdgklmnprt]")
_VOWEL_GROUPS: Final = re.compile("[aeiou]+")
_HYPHENS: Final = frozenset("-‐‑–")

T = TypeVar("T")


class Form(StrEnum):
    """How a word of a phrase was inflected."""

    BASE = "base"
    THIRD = "third"  # attacks
    PAST = "past"  # attacked: past tense or participle
    GERUND = "gerund"  # attacking
    NOUN = "noun"
    FIXED = "fixed"


def noun_forms(noun: str) -> tuple[str, ...]:
    """Singular and plural of a noun.

    Examples
    --------
    >>> noun_forms("clash"), noun_forms("army"), noun_forms("convoy")
    (('clash', 'clashes'), ('army', 'armies'), ('convoy', 'convoys'))
    """
    return noun, _with_s(noun)


def verb_forms(verb: str, irregular: Mapping[str, str]) -> dict[str, Form]:
    """Forms of a verb; `irregular` holds other past and gerund forms by base form.

    Examples
    --------
    >>> list(verb_forms("seize", {})), list(verb_forms("stab", {}))
    (['seize', 'seizes', 'seized', 'seizing'], ['stab', 'stabs', 'stabbed', 'stabbing'])
    """
    is_doubled = len(_VOWEL_GROUPS.findall(verb)) == 1 and _DOUBLED.fullmatch(verb[-3:])
    stem = verb + verb[-1] if is_doubled else verb
    if verb.endswith("ie"):
        gerund = f"{verb[:-2]}ying"
    elif verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")):
        gerund = f"{verb[:-1]}ing"
    else:
        gerund = f"{stem}ing"
    forms = {verb: Form.BASE, _with_s(verb): Form.THIRD}
    given = irregular.get(verb, "").split()
    for form in given:
        forms[form] = Form.GERUND if form.endswith("ing") else Form.PAST
    if Form.PAST not in forms.values():
        if verb.endswith("e"):
            past = f"{verb}d"
        elif verb.endswith("y") and verb[-2] not in _VOWELS:
            past = f"{verb[:-1]}ied"
        else:
            past = f"{stem}ed"
        forms[past] = Form.PAST
    if Form.GERUND not in forms.values():
        forms[gerund] = Form.GERUND
    return forms


def _with_s(word: str) -> str:
    if word.endswith(_SIBILANT):
        return f"{word}es"
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return f"{word[:-1]}ies"
    return f"{word}s"


class Found(NamedTuple, Generic[T]):
    """A listed phrase in a text: words [first, last), how inflected, what it stands for."""

    first: int
    last: int
    form: Form
    meaning: T


class PhraseIndex(Generic[T]):
    """Phrases by their first word; longer ones win."""

    def __init__(self) -> None:
        self._by_word: dict[str, list[tuple[tuple[str, ...], Form, T]]] = {}

    def add(self, phrase: str, meaning: T, form: Form = Form.FIXED) -> None:
        """Take up a phrase as it stands; the first meaning given to it stays."""
        words = tuple(re.findall(r"\w+(?:\.\w+\.)?|['’]\w+", phrase))
        known = self._by_word.setdefault(words[0], [])
        if all(words != other for other, _, _ in known):
            known.append((words, form, meaning))
            known.sort(key=lambda entry: -len(entry[0]))

    def add_noun(self, noun: str, meaning: T) -> None:
        """Take up a noun, singular and plural."""
        head, _, last = noun.rpartition(" ")
        for form in noun_forms(last):
            self.add(f"{head} {form}".strip(), meaning, Form.NOUN)

    def add_verb(
        self,
        verb: str,
        meaning: T,
        irregular: Mapping[str, str],
        wanted: Collection[str] | None = None,
    ) -> None:
        """Take up a verb with all forms of its first word, or only those wanted."""
        first, _, rest = verb.partition(" ")
        for form, kind in verb_forms(first, irregular).items():
            if wanted is not None and kind not in wanted:
                continue
            self.add(f"{form} {rest}".strip(), meaning, kind)

    def find(self, words: Sequence[str]) -> list[Found[T]]:
        """Phrases among words, from left to right, not overlapping."""
        found = []
        by_word = self._by_word
        free_from = 0
        for i, word in enumerate(words):
            if word in by_word and i >= free_from:
                for phrase, form, meaning in by_word[word]:
                    last = _end_of(phrase, words, i)
                    if last:
                        found.append(Found(i, last, form, meaning))
                        free_from = last
                        break
        return found


def _end_of(phrase: tuple[str, ...], words: Sequence[str], at: int) -> int:
    """Number of the word after a phrase that begins at a word; 0 if it is not there."""
    at += 1
    for part in phrase[1:]:
        if at < len(words) and words[at] in _HYPHENS:
            at += 1
        if at >= len(words) or words[at] != part:
            return 0
        at += 1
    return at
