"""The word lists, and a user's own."""

import pytest

from conflictmap.data import ConflictMapError
from conflictmap.data.lexicon import load_lexicon

NAMES = ["actions", "actors", "counts", "dates", "reporting", "toponyms", "where"]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("CONFLICTMAP_LEXICON", str(tmp_path))
    load_lexicon.cache_clear()
    yield tmp_path
    load_lexicon.cache_clear()


@pytest.mark.parametrize("name", NAMES)
def test_every_list_is_there(name):
    assert load_lexicon(name)


def test_a_users_entries_come_before_the_shipped_ones(folder):
    (folder / "actors.toml").write_text(
        '[[actor]]\nname = "Hill Guard"\nside = "nonstate"\naliases = ["HG"]\n'
        '[heads]\nnonstate = ["raiders"]\n',
        "utf-8",
    )
    actors = load_lexicon("actors")
    assert actors["actor"][0]["name"] == "Hill Guard"
    assert len(actors["actor"]) > 50
    assert actors["heads"]["nonstate"][0] == "raiders"
    assert "rebels" in actors["heads"]["nonstate"]


def test_lists_that_a_user_does_not_have_are_the_shipped_ones(folder):
    assert folder.is_dir()
    assert load_lexicon("dates")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("actor = ", "not a word list"),
        ('actor = "HG"', "actor: expected a list"),
        ('[heads]\nnonstate = "raiders"', "heads: nonstate: expected a list"),
    ],
)
def test_a_list_that_cannot_be_used_says_where_and_why(folder, content, message):
    (folder / "actors.toml").write_text(content, "utf-8")
    with pytest.raises(ConflictMapError, match=message) as error:
        load_lexicon("actors")
    assert "actors.toml" in str(error.value)
