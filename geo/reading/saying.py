"""Who says what in a text: "the Syrian army said", "according to SOHR", "he added".

A speaker's words reach from the verb of saying to the end of the sentence, or from its
beginning to the verb. Whether what is said is believed is not decided here.
"""

from collections.abc import Sequence
from functools import cache
from typing import Final, NamedTuple

from ...data.lexicon import load_lexicon
from .forms import Form, PhraseIndex, verb_forms
from .model import Party
from .parties import Actor
from .speakers import Speaker, SpeakerFinder
from .text import Document, Sentence

__all__ = ["Saying", "find_sayings", "speaker_of"]

_STOPS: Final = frozenset(',;:)—–"“”.!?')
_ENDS: Final = _STOPS | {"on", "in"}
_PAST_OR_GERUND: Final = frozenset({Form.PAST, Form.GERUND})
_TOLD_OF: Final = (["to", "be"], ["to", "have"])
"""After a verb of saying, these tell of whom it is said: "jets believed to be theirs"."""
_QUOTES: Final = frozenset({"quote", "quotes", "quoted", "quoting", "cited", "citing"})
_QUOTE_REACH: Final = 14
_NO_VERB: Final = frozenset({"been", "be", "being", "is", "was", "were", "are", "as", "to"})
"""Before "said" or "saying", these make it no saying of a speaker's."""


class Saying(NamedTuple):
    """A verb of saying with its speaker, and the words that it covers."""

    verb: int
    speaker: Party
    side: str
    """Of the speaker: government, nonstate, source, media or "" if unknown."""
    first: int
    last: int
    """Words [first, last) that are the speaker's."""
    sense: str
    """said, claimed, denied or confirmed."""


@cache
def _verbs() -> dict[str, str]:
    content = load_lexicon("reporting")
    senses = {}
    for sense, key in (
        ("said", "verbs"),
        ("claimed", "claiming"),
        ("denied", "denying"),
        ("confirmed", "confirming"),
    ):
        for verb in content[key]:
            for form, kind in verb_forms(verb, content["irregular"]).items():
                if kind in _PAST_OR_GERUND or verb not in content["nouns_too"]:
                    senses[form] = sense
    return senses


@cache
def _phrases() -> PhraseIndex[str]:
    index: PhraseIndex[str] = PhraseIndex()
    for phrase in load_lexicon("reporting")["phrases"]:
        index.add(phrase, "said")
    return index


def find_sayings(document: Document, actors: Sequence[Actor]) -> dict[int, list[Saying]]:
    """What is said in each sentence, by its number; pronouns mean the speaker before."""
    finder = SpeakerFinder(document, actors)
    verbs = _verbs()
    phrases = {found.first: found.last for found in _phrases().find(document.lowers)}
    # words as they stand: "Islamic State" says nothing
    at = sorted({*phrases, *(i for i, w in enumerate(document.words) if w in verbs)})
    quotes = {word: _quote_before(document, word) for word in phrases}
    told = set(quotes.values())
    sayings: dict[int, list[Saying]] = {}
    for word in at:
        if word in told:  # "quoted" is done with at its "as saying"
            continue
        number = document.sentence_at(word)
        sentence = document.sentences[number]
        quote = quotes.get(word)
        if quote is not None:
            speaker = finder.quoted(quote, sentence)
            covered, sense = (sentence.first, sentence.last), "said"
        elif word in phrases:
            speaker = finder.after(phrases[word] - 1, sentence, is_verb=False)
            covered, sense = (sentence.first, sentence.last), "said"
        else:
            sense = verbs[document.lowers[word]]
            speaker, covered = _said(document, sentence, word, finder, sense)
        if speaker is not None:
            finder.last = speaker
            saying = Saying(word, speaker.party, speaker.side, *covered, sense)
            sayings.setdefault(number, []).append(saying)
    return sayings


def _quote_before(document: Document, word: int) -> int | None:
    """Where "quoted" stands before "as saying"."""
    if document.lowers[word : word + 2] != ["as", "saying"]:
        return None
    sentence = document.sentences[document.sentence_at(word)]
    first = max(sentence.first, word - _QUOTE_REACH)
    return next(
        (i for i in range(word - 1, first - 1, -1) if document.lowers[i] in _QUOTES), None
    )


def speaker_of(sayings: Sequence[Saying], word: int) -> Saying | None:
    """The saying that covers a word: the nearest verb counts."""
    covering = (saying for saying in sayings if saying.first <= word < saying.last)
    return min(covering, key=lambda saying: abs(saying.verb - word), default=None)


def _said(
    document: Document, sentence: Sentence, verb: int, finder: SpeakerFinder, sense: str
) -> tuple[Speaker | None, tuple[int, int]]:
    """Whose words a verb of saying gives, and which words of the sentence they are."""
    lowers = document.lowers
    rest, whole = (verb, sentence.last), (sentence.first, sentence.last)
    following = lowers[verb + 1 : verb + 3]
    if sense == "claimed" and following[:1] == ["by"]:
        return finder.after(verb + 1, sentence, is_verb=False), whole
    if verb > sentence.first and lowers[verb - 1] in _NO_VERB:
        return None, rest
    if sense == "said" and following in _TOLD_OF:
        return None, rest
    speaker = finder.before(verb, sentence)
    if speaker is not None:
        ends_clause = verb + 1 >= sentence.last or lowers[verb + 1] in _ENDS
        return speaker, whole if ends_clause else rest
    follows_stop = verb > sentence.first and lowers[verb - 1] in _STOPS - {")"}
    if follows_stop:
        speaker = finder.after(verb, sentence, is_verb=True)
        if speaker is not None:
            return speaker, whole
    is_told_on = lowers[verb].endswith("ing")  # "…, claiming to have killed"
    return (finder.last if is_told_on else None), rest
