"""A spaCy pipeline in the place of our own search for names."""

import sys
from pathlib import Path

import pytest

from conflictmap.data.errors import MissingExtraError
from conflictmap.geo import PlaceLookup
from conflictmap.geo.reading.recogniser import load_recogniser
from conflictmap.geo.reading.text import Document, Span
from conflictmap.geo.reading.toponyms import find_toponyms


@pytest.fixture(scope="module")
def pipeline(tmp_path_factory: pytest.TempPathFactory) -> Path:
    import spacy

    made = spacy.blank("en")
    ruler = made.add_pipe("entity_ruler")
    ruler.add_patterns(
        [
            {"label": "GPE", "pattern": "Idlib"},
            {"label": "FAC", "pattern": "Hotel Bellevista"},
            {"label": "PERSON", "pattern": "Homs"},
        ]
    )
    folder = tmp_path_factory.mktemp("pipeline") / "made"
    made.to_disk(folder)
    return folder


def test_places_are_what_the_pipeline_says(pipeline: Path) -> None:
    text = "Homs left Idlib for the Hotel Bellevista."
    spans = load_recogniser(f"spacy:{pipeline}")(Document(text))
    assert [text[start:end] for start, end in spans] == ["Idlib", "Hotel Bellevista"]


def test_only_its_names_are_looked_up(pipeline: Path, lookup: PlaceLookup) -> None:
    reading = find_toponyms(
        Document("Homs and Idlib are in Syria."),
        lookup,
        country_codes="SY",
        recogniser=load_recogniser(f"spacy:{pipeline}"),
    )
    (toponym,) = reading.toponyms
    assert toponym.place is not None
    assert (toponym.name, toponym.place.country) == ("Idlib", "SY")


def test_any_function_can_be_the_recogniser(lookup: PlaceLookup) -> None:
    reading = find_toponyms(
        Document("homs, idlib"),
        lookup,
        recogniser=lambda _: [Span(6, 11), Span(0, 4), Span(0, 4)],
    )
    assert [toponym.name for toponym in reading.toponyms] == ["homs", "idlib"]


@pytest.mark.parametrize("name", ["en_core_web_sm", "spacy:", "other:x"])
def test_a_name_of_another_form_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="expected spacy:NAME"):
        load_recogniser(name)


def test_a_pipeline_that_is_not_installed_is_named() -> None:
    with pytest.raises(ValueError, match="no pipeline 'xx_no_such_pipeline'"):
        load_recogniser("spacy:xx_no_such_pipeline")


def test_a_pipeline_without_names_is_refused(tmp_path: Path) -> None:
    import spacy

    spacy.blank("en").to_disk(tmp_path / "blank")
    with pytest.raises(ValueError, match="no entity recogniser"):
        load_recogniser(f"spacy:{tmp_path / 'blank'}")


def test_without_spacy_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "spacy", None)
    with pytest.raises(MissingExtraError, match=r"conflictmap\[spacy\]"):
        load_recogniser("spacy:en_core_web_sm")
