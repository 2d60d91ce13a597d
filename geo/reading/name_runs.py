"""Runs of words with capitals: where names may be, whatever they name.

A run goes on over hyphens ("Maarat al-Numan"), over small words between capitals ("Sea of
Azov", "Deir el Balah") and over the dot of "St. Petersburg". Scripts without capitals are
for ``uncased``.
"""

from typing import Final, NamedTuple

from .text import Document

__all__ = ["Run", "find_runs"]

_LONGEST: Final = 12
"""Words of a run; what is longer is parted, so that work on a run is bounded."""
_ARTICLES: Final = frozenset(
    (  # noqa: SIM905
        "al el ul ad an ar as ash at az e i ye ol ud ed en er es esh et ez us le la los las"
    ).split()
)
_BETWEEN: Final = frozenset(
    "of de del des da do dos du di la las los le el al en on upon van der den the".split()  # noqa: SIM905
)
_DOTTED: Final = frozenset(
    (  # noqa: SIM905
        "St Ste Ft Mt Pt N S E W Gov Gen Lt Col Sgt Capt Maj Dr Mr Mrs Ms Rep Sen Rev Prof "
        "Det Supt Cpl Adm Brig Cmdr Hon Insp"
    ).split()
)
_GLUE: Final = frozenset("-'’‘ʻ`–")


class Run(NamedTuple):
    """Words [first, last) of a document that may hold names."""

    first: int
    last: int
    sentence: int


def find_runs(document: Document) -> list[Run]:
    """The runs of a document, in order."""
    runs: list[Run] = []
    words, starts, ends = document.words, document.starts, document.ends
    for number, sentence in enumerate(document.sentences):
        at = sentence.first
        while at < sentence.last:
            word = words[at]
            if not word[0].isupper() and (
                word not in _ARTICLES
                or not _is_article_of_name(document, at, sentence.last)
            ):
                at += 1
                continue
            last = _end_of_run(words, starts, ends, at, min(sentence.last, at + _LONGEST))
            runs.append(Run(at, last, number))
            at = last
    return runs


def _is_article_of_name(document: Document, at: int, last: int) -> bool:
    """Whether "al-Numan" or "al Numan" begins with an article."""
    words = document.words
    if at + 1 >= last:
        return False
    if words[at + 1] == "-":
        return (
            at + 2 < last
            and words[at + 2][0].isupper()
            and document.starts[at + 2] == document.ends[at] + 1
        )
    return words[at] in {"al", "el"} and words[at + 1][0].isupper()


def _end_of_run(
    words: list[str], starts: list[int], ends: list[int], first: int, last: int
) -> int:
    """The word after a run that begins at `first`."""
    end = first + 1
    while end < last:
        if words[end][0].isupper():
            if starts[end] - ends[end - 1] > _WIDEST_GAP:
                break
            end += 1
            continue
        is_glued = starts[end] == ends[end - 1]
        step = _joined(words, starts, ends, end, last) if is_glued else 0
        step = step or _bridged(words, end, last)
        if not step:
            break
        end += step
    return end


def _joined(
    words: list[str], starts: list[int], ends: list[int], at: int, last: int
) -> int:
    """Words that a hyphen, apostrophe or dot joins to the word before; 0: none."""
    if at + 1 >= last:
        return 0
    mark, part = words[at], words[at + 1]
    if mark == ".":
        return 2 if words[at - 1] in _DOTTED and part[0].isupper() else 0
    if mark not in _GLUE or starts[at + 1] != ends[at] or not part[0].isalpha():
        return 0
    is_joined = part[0].isupper() or part in _ARTICLES or mark != "-"
    return 2 if is_joined and part != "s" else 0


def _bridged(words: list[str], at: int, last: int) -> int:
    """Words up to a capital that go on with a name: "of Azov", "el Balah"; 0: none."""
    word = words[at]
    is_article = word in _ARTICLES and words[at + 1 : at + 2] == ["-"]
    if word in _BETWEEN or is_article:
        step = 2 if words[at + 1 : at + 2] and words[at + 1] in _AFTER_BRIDGE else 1
        if at + step < last and words[at + step][0].isupper():
            return step + 1
        return 0
    is_number = word.isdigit() and len(word) <= _LONGEST_NUMBER
    return int(is_number and words[at - 1].lower() in _NUMBERED)


_AFTER_BRIDGE: Final = frozenset({"-", "the", "la", "los"})
_WIDEST_GAP: Final = 2
"""Characters between the words of a name."""
_LONGEST_NUMBER: Final = 4
_NUMBERED: Final = frozenset({"route", "interstate", "highway", "camp"})
