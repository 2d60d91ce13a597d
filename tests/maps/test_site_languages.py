"""A site's pages of places, its feed and its failed pages are in the site's language."""

import pytest

from conflictmap.maps import MapOptions
from conflictmap.maps.site import build_site

REPORT = """title: Clashes
published: 2024-12-01
country: [SY]
events:
  - {id: e1, type: Attack, place: Idlib, date: 2024-11-30, summary: Shots were heard.}
  - {id: e2, type: Attack, place: Homs, date: 2024-11-30, summary: Shots were heard.}
"""
ENGLISH_WORDS = ("Coordinates", "All reports", "Told of", "No map of")


@pytest.fixture
def build(lookup, tmp_path):
    reports = tmp_path / "reports"
    reports.mkdir()
    (reports / "good.yaml").write_text(REPORT, "utf-8")
    (reports / "bad.yaml").write_text("events: 5\n", "utf-8")

    def build(lang):
        options = MapOptions(lang=lang)
        build_site(sorted(reports.iterdir()), tmp_path / "site", lookup, options=options)
        files = [*(tmp_path / "site" / "places").iterdir()]
        files += [tmp_path / "site" / name for name in ("feed.xml", "bad.html")]
        return {path.name: path.read_text("utf-8") for path in files}

    return build


def english_in(texts):
    return {
        name for name, text in texts.items() if any(word in text for word in ENGLISH_WORDS)
    }


def test_another_language_writes_all_pages_anew(build):
    english = build("en")
    assert english_in(english) == set(english)
    assert len(english) == 4
    arabic = build("ar")
    assert english_in(arabic) == set()
    assert set(arabic) == set(english)


def test_a_site_that_changed_its_language_is_as_one_that_always_had_it(build):
    first = build("ar")
    build("en")
    assert build("ar") == first
