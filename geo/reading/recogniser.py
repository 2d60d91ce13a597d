"""A user's spaCy pipeline in the place of our own search for names.

What it marks as a geopolitical entity, location or facility is a place; which place, the
gazetteer decides. spaCy comes with the extra ``conflictmap[spacy]``, its pipelines do not.
"""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Final

from ...data.errors import MissingExtraError
from .text import Document, Span

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Recogniser", "load_recogniser"]

Recogniser = Callable[[Document], "Iterable[Span]"]
"""Says which parts of a text are names of places."""

_PREFIX: Final = "spacy:"
_LABELS: Final = frozenset({"GPE", "LOC", "FAC"})
_FINDERS: Final = ("ner", "entity_ruler", "span_ruler", "beam_ner")


def load_recogniser(name: str) -> Recogniser:
    """A recogniser of place names, by its name.

    Parameters
    ----------
    name
        "spacy:NAME", with the name of an installed spaCy pipeline or its folder.

    Raises
    ------
    MissingExtraError
        If spaCy is not installed.
    ValueError
        If `name` has another form, there is no such pipeline, or it finds no names.
    """
    pipeline_name = name.removeprefix(_PREFIX)
    if pipeline_name == name or not pipeline_name:
        raise ValueError(
            f"recogniser {name!r}: expected spacy:NAME, as in spacy:en_core_web_sm"
        )
    try:
        import spacy  # noqa: PLC0415
    except ImportError as err:
        raise MissingExtraError(
            f"recogniser {name!r} needs spaCy: pip install 'conflictmap[spacy]'"
        ) from err
    try:
        pipeline = spacy.load(pipeline_name)
    except (OSError, ValueError) as err:
        raise ValueError(
            f"recogniser {name!r}: spaCy has no pipeline {pipeline_name!r}; give a folder, "
            f"or install it: python -m spacy download {pipeline_name}"
        ) from err
    if not any(finder in pipeline.pipe_names for finder in _FINDERS):
        raise ValueError(
            f"recogniser {name!r}: the pipeline has no entity recogniser, only "
            f"{', '.join(pipeline.pipe_names) or 'a tokenizer'}"
        )
    return _Spacy(pipeline)


class _Spacy:
    """The places that a spaCy pipeline finds."""

    def __init__(self, pipeline: Any) -> None:  # noqa: ANN401  spaCy's Language
        self._pipeline = pipeline
        pipeline.max_length = max(pipeline.max_length, _LONGEST_TEXT)

    def __call__(self, document: Document) -> Iterator[Span]:
        for entity in self._pipeline(document.text).ents:
            if entity.label_ in _LABELS:
                yield Span(entity.start_char, entity.end_char)


_LONGEST_TEXT: Final = 20_000_000
"""Characters; spaCy refuses longer texts."""
