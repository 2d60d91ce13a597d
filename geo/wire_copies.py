"""Wire copies: reports whose text is, for the most part, another report's.

An agency's report that ten newspapers print is one source, not ten. Texts are compared by
their shingles, runs of five folded words, so that case, accents and punctuation do not
matter. A text is a copy if at least 0.6 of its own shingles stand in an earlier one: an
abridged report is a copy of the whole, and one that quotes a line, or adds as much again
of its own, is none. Texts of fewer than 20 shingles are not judged: a line that two
reports share may be the quotation of a third.

The earlier one is what was published on an earlier day; of one day the longer, as copies
are cut rather than filled; then the first by name. A report without a day comes last.

A text is kept as a sketch of at most 400 shingles, about 2 kB, so that an archive's
reports are compared without their texts. Of longer texts it holds those with the lowest
hashes, a fair sample, and the comparison is an estimate: within 0.05 of the share for
texts alike in length, less sure for a short text in one of many thousand words.

References
----------
Broder 1997, On the resemblance and containment of documents
(DOI 10.1109/SEQUEN.1997.666900).
"""

from base64 import b64decode, b64encode
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final
from zlib import crc32

from .names import fold

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["find_copies", "is_judged", "text_sketch"]

_SHINGLE: Final = 5  # words
_MOST: Final = 400  # shingles of a sketch
_LEAST: Final = 20
_COPIED: Final = 0.6
_LEAST_COMPARED: Final = 8
"""Shingles of a text that fall into the range of another's sketch."""
_PROBES: Final = 16
"""Shingles of a text by which others are looked for: at a share of 0.6 two of 16 miss in
one text of 100,000."""
_HOLDERS: Final = 16
"""Earliest texts looked at that hold a shingle: a line that thousands print is no clue."""
_LEAST_FOUND: Final = 2  # probes
_NO_LIMIT: Final = 2**32 - 1


def text_sketch(text: str) -> str:
    """What `find_copies` compares of a text, as ASCII; empty if there is too little.

    The same on every machine. Base64 of sorted hashes, 32 bits each, little-endian.
    """
    import numpy as np  # noqa: PLC0415

    words = fold(text).split(" ")
    count = len(words) - _SHINGLE + 1
    if count < _LEAST:
        return ""
    known = {word: crc32(word.encode("utf-8", "surrogatepass")) for word in set(words)}
    hashes = np.array([known[word] for word in words], np.uint64)
    shingles = np.zeros(count, np.uint64)
    for first in range(_SHINGLE):
        shingles = _mixed(shingles + hashes[first : first + count])
    found = np.unique((shingles >> np.uint64(32)).astype("<u4"))
    if len(found) < _LEAST:
        return ""
    return b64encode(found[:_MOST].tobytes()).decode("ascii")


def is_judged(sketch: str) -> bool:
    """Whether a text is long enough to be compared with others."""
    return bool(sketch)


def find_copies(
    names: Sequence[str], published: Sequence[str | None], sketches: Sequence[str]
) -> list[int | None]:
    """For each text the number of the one that it is a copy of, the first of all.

    Parameters
    ----------
    names
        Of the texts, all different.
    published
        ISO 8601 days; ``None``: not known.
    sketches
        What `text_sketch` gave.

    Raises
    ------
    ValueError
        If a sketch is none of `text_sketch`.
    """
    texts = [_hashes(name, sketch) for name, sketch in zip(names, sketches, strict=True)]
    judged = [number for number, found in enumerate(texts) if len(found)]
    order = sorted(
        judged,
        key=lambda n: (published[n] or "9999-99-99", -_length(texts[n]), names[n]),
    )
    original: list[int | None] = [None] * len(names)
    for copy, earlier in _candidates([texts[number] for number in order]):
        number, other = order[copy], order[earlier]
        if original[number] is None and _is_within(texts[number], texts[other]):
            first = original[other]
            original[number] = other if first is None else first
    return original


def _mixed(values: "NDArray[np.uint64]") -> "NDArray[np.uint64]":
    """The finaliser of SplitMix64: every bit of a value changes half of the result's."""
    import numpy as np  # noqa: PLC0415

    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        values = (values ^ (values >> np.uint64(shift))) * np.uint64(factor)
    return values ^ (values >> np.uint64(31))


def _hashes(name: str, sketch: str) -> "NDArray[np.uint32]":
    import numpy as np  # noqa: PLC0415

    try:
        return np.frombuffer(b64decode(sketch, validate=True), "<u4")
    except ValueError as err:
        raise ValueError(
            f"the sketch of the text of {name!r} is broken: {err}; expected what "
            "text_sketch gives; build the report again"
        ) from err


def _limit(hashes: "NDArray[np.uint32]") -> int:
    """The highest hash up to which a sketch holds all of its text."""
    return int(hashes[-1]) if len(hashes) >= _MOST else _NO_LIMIT


def _length(hashes: "NDArray[np.uint32]") -> int:
    """Shingles of the text, estimated where the sketch is a sample."""
    return round(len(hashes) * _NO_LIMIT / _limit(hashes))


def _is_within(text: "NDArray[np.uint32]", other: "NDArray[np.uint32]") -> bool:
    import numpy as np  # noqa: PLC0415

    limit = min(_limit(text), _limit(other))
    compared = text[: np.searchsorted(text, limit, "right")]
    shared = np.intersect1d(compared, other, assume_unique=True)
    return len(compared) >= _LEAST_COMPARED and len(shared) >= _COPIED * len(compared)


def _candidates(texts: "Sequence[NDArray[np.uint32]]") -> Iterator[tuple[int, int]]:
    """Pairs of a text and an earlier one that share some of its lowest hashes.

    In the order of the texts, then of the earlier ones.
    """
    import numpy as np  # noqa: PLC0415

    if not texts:
        return iter(())
    shift = np.uint64(32)
    holders = np.arange(len(texts), dtype=np.uint64).repeat([len(text) for text in texts])
    held = np.sort((np.concatenate(texts).astype(np.uint64) << shift) | holders)
    probes = [text[:_PROBES] for text in texts]
    owner = np.arange(len(texts), dtype=np.uint64).repeat([len(probe) for probe in probes])
    keys = np.concatenate(probes).astype(np.uint64) << shift
    at = np.searchsorted(held, keys)[:, None] + np.arange(_HOLDERS)
    found = held[np.minimum(at, len(held) - 1)]
    earlier = found & np.uint64(_NO_LIMIT)
    is_earlier = (found - earlier == keys[:, None]) & (earlier < owner[:, None])
    is_earlier &= at < len(held)
    pairs = ((owner[:, None] << shift) | earlier)[is_earlier]
    distinct, times = np.unique(pairs, return_counts=True)
    likely = distinct[times >= _LEAST_FOUND]
    copies, earliest = likely >> shift, likely & np.uint64(_NO_LIMIT)
    return zip(copies.tolist(), earliest.tolist(), strict=True)
