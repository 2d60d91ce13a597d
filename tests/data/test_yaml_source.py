"""YAML whose values know their line, and nothing in it that surprises."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from conflictmap.data import ReportError
from conflictmap.data.yaml_source import YamlSource, nearest

REPORT = """\
# a comment
title: One
events:
  - id: first

    summary: >-
      folded
      text
  - id: second
    place: {lon: 1,
            lat: 2}
source:
  publisher: P
"""


def content(text):
    return YamlSource(text, "r.yaml").content()


def error(text):
    with pytest.raises(ReportError) as caught:
        YamlSource(text, "r.yaml")
    return str(caught.value)


# Values


@pytest.mark.parametrize(
    ("text", "value"),
    [
        *((word, word) for word in ("NO", "no", "yes", "on", "off", "y", "TRUE")),
        *((word, word) for word in ("2024-12-01", "12:30", "1_000", "0x1F", "0o17")),
        *((word, word) for word in (".nan", ".inf", "1e3", "~x")),
        *((word, word) for word in ("'140'", '"true"')),
        *(("true", True), ("False", False), ("null", None), ("~", None), ("", None)),
        *(("140", 140), ("-3", -3), ("+7", 7), ("012", 12)),
        *(("140.5", 140.5), (".5", 0.5), ("-1.5e3", -1500.0), ("2.", 2.0)),
        ("1" * 19, "1" * 19),
        ("!!int 5", "5"),
    ],
)
def test_a_scalar_has_the_type_of_the_yaml_core_schema(text, value):
    found = content(f"key: {text}")["key"]
    expected = value.strip("'\"") if isinstance(value, str) else value
    assert (found, type(found)) == (expected, type(expected))


def test_a_merge_key_is_a_key_like_any_other():
    assert content("<<: {a: 1}") == {"<<": {"a": 1}}


@pytest.mark.parametrize("text", ["", "# only a comment\n", "---\n", "\ufeff"])
def test_a_file_without_content_holds_nothing(text):
    assert content(text) is None


@pytest.mark.parametrize(
    "text", ["\ufefftitle: One", "title: One\r\n", "--- \ntitle: One\n..."]
)
def test_a_byte_order_mark_line_ends_and_document_marks_do_not_matter(text):
    assert content(text) == {"title": "One"}


@given(st.dictionaries(st.from_regex(r"[a-z]{1,8}", fullmatch=True), st.text(max_size=20)))
def test_quoted_text_comes_back_as_it_was(pairs):
    lines = [f"{key}: {_quoted(value)}" for key, value in pairs.items()]
    assert content("\n".join(lines) or "{}") == pairs


def _quoted(text):
    return '"' + "".join(f"\\U{ord(character):08x}" for character in text) + '"'


# Lines


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("title",), 2),
        (("events",), 3),
        (("events", 0), 4),
        (("events", 0, "id"), 4),
        (("events", 0, "summary"), 6),
        (("events", 1), 9),
        (("events", 1, "place"), 10),
        (("events", 1, "place", "lat"), 11),
        (("source", "publisher"), 13),
    ],
)
def test_a_value_knows_the_line_of_its_key(path, line):
    assert YamlSource(REPORT, "r.yaml").line(path) == line


@pytest.mark.parametrize(
    ("path", "line"),
    [(("events", 1, "date"), 9), (("events", 7), 3), (("nothing", "here"), 2), ((), 2)],
)
def test_a_value_that_is_not_there_has_the_line_of_its_nearest_parent(path, line):
    assert YamlSource(REPORT, "r.yaml").line(path) == line


# Refusals


def test_a_key_that_comes_twice_is_refused_on_its_second_line():
    assert error("a: 1\nb: 2\na: 3") == "r.yaml:3: the key 'a' is there twice"


def test_a_key_may_come_again_in_another_mapping():
    assert content("- {a: 1}\n- {a: 2}") == [{"a": 1}, {"a": 2}]


@pytest.mark.parametrize("text", ["a: 1\nb: &x 2", "a: 1\nb: *x", "a: 1\nb: &x [1]"])
def test_anchors_and_aliases_are_refused(text):
    assert error(text) == "r.yaml:2: anchors and aliases are not used in report files"


@pytest.mark.parametrize("text", ["[a]: 1", "{a: 1}: 2", "&x a: 1", "? [a]\n: 1"])
def test_a_key_that_is_not_a_plain_word_is_refused(text):
    assert error(text) == "r.yaml:1: a key must be a plain word"


@pytest.mark.parametrize("unit", ["[", "{a: ", "- ", "? "])
def test_a_hundred_thousand_levels_are_refused_without_a_crash(unit):
    assert error(unit * 100_000).startswith("r.yaml:1: ")


def test_sixteen_levels_are_deep_enough_and_seventeen_too_deep():
    assert content("[" * 17 + "]" * 17) is not None  # the outermost is level 0
    assert "nested too deeply" in error("[" * 18 + "]" * 18)


def test_a_second_document_is_refused_rather_than_lost():
    message = error("title: One\n---\ntitle: Two\n")
    assert message == "r.yaml:2: a second document: a file holds one report"


@pytest.mark.parametrize("character", ["\0", "\x07", "\x7f", "\ufffe"])
def test_a_control_character_is_refused_on_its_line(character):
    # the letters before it have two bytes, so that counting bytes as letters shows
    message = error(f"title: {'é' * 40}\n\n\nplace: a{character}b\nx: é\n\n\n")
    assert message.startswith("r.yaml:4: not YAML: a character that may not")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: 'open\n\n", 3),
        ("a: 1\n\tb: 2", 2),
        ("a: [1\nb: 2", 2),
        ("a: b: c", 1),
        ("@x", 1),
    ],
)
def test_what_is_not_yaml_is_refused_with_its_line(text, line):
    assert error(text).startswith(f"r.yaml:{line}: not YAML: ")


@given(st.text(alphabet="ab:-[]{}&*!|>'\"%@`#,?\n \t\0é1~<", max_size=40))
@example("%TAG ! tag:\n---\n!x")
@example("...")
def test_any_text_is_either_read_or_refused_with_file_and_line(text):
    try:
        YamlSource(text, "r.yaml").content()
    except ReportError as err:
        assert str(err).startswith("r.yaml:")  # noqa: PT017  either outcome is right


# The nearest value


@pytest.mark.parametrize(
    ("value", "known", "hint"),
    [
        ("claimd", ["claimed", "denied"], "; did you mean 'claimed'?"),
        ("AIR/DRONE STRIKE", ["Air/drone strike"], "; did you mean 'Air/drone strike'?"),
        ("qqqq", ["claimed", "denied"], ""),
        ("", ["claimed"], ""),
        ("claimed", [], ""),
        ("x" * 1_000_000, ["claimed"], ""),
    ],
)
def test_the_nearest_known_value_is_suggested_or_none(value, known, hint):
    assert nearest(value, known) == hint
