"""The command ``read``, and articles given to ``build`` and ``check``."""

import json
import subprocess
import sys

import pytest
from click.testing import CliRunner

from conflictmap.data import read_report
from conflictmap.data.yaml_source import YamlSource
from conflictmap.maps.cli import main

TEXT = (
    "Rebels shelled Hama on Sunday, killing two people, the army said. Hama lies 140 km "
    "south of Aleppo.\n"
)


def run(*arguments, **options):
    return CliRunner().invoke(main, [str(argument) for argument in arguments], **options)


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "hama.txt"
    path.write_text(TEXT, "utf-8")
    return path


@pytest.fixture
def draft(article, tmp_path):
    path = tmp_path / "hama.yaml"
    done = run("read", article, "--published", "2024-12-02", "--country", "sy", "-o", path)
    assert done.exit_code == 0
    return path


def write_lines(path, *lines):
    path.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    return path


# One article


def test_without_an_option_the_draft_goes_to_stdout(article):
    result = run("read", article, "--published", "2024-12-02")
    content = YamlSource(result.stdout, "stdout").content()
    assert (content["published"], content["text"]) == ("2024-12-02", TEXT)


def test_a_summary_for_people_goes_to_stderr(article):
    result = run("read", article, "--published", "2024-12-02")
    assert f"{article}: 2 places, 1 event, 1 stated distance; about SY" in result.stderr
    assert "Shelling/artillery/missile attack · Hama · 2024-12-01" in result.stderr
    assert "in a straight line it is 124.15 km" in result.stderr


def test_without_a_day_of_publication_the_summary_says_what_it_is_for(article):
    assert "give --published, so that Sunday is a date" in run("read", article).stderr


def test_json_is_one_object_with_offsets_into_the_file(article):
    found = json.loads(run("read", article, "--json").stdout)
    assert found["id"] == "hama"
    assert [TEXT[t["start"] : t["end"]] for t in found["toponyms"]] == [
        *("Hama", "Hama", "Aleppo")
    ]


def test_an_article_may_come_from_standard_input():
    result = run("read", "-", "--json", input=TEXT)
    assert json.loads(result.stdout)["id"] == "stdin"


def test_a_draft_is_a_report_with_the_whole_text(draft):
    report = read_report(draft)
    assert (report.text, report.reading) == (TEXT, "machine")
    assert [event.place for event in report.events] == ["Hama"]


def test_what_is_said_of_the_article_is_in_the_draft(article, tmp_path):
    path = tmp_path / "r.yaml"
    said = ("--title", "T: 1", "--publisher", "Wire", "--url", "https://wire.example/1")
    run("read", article, *said, "-o", path)
    report = read_report(path)
    assert (report.title, report.source.publisher) == ("T: 1", "Wire")
    assert report.source.url == "https://wire.example/1"


def test_json_and_a_draft_may_be_wanted_together(article, tmp_path):
    result = run("read", article, "--json", "-o", tmp_path / "r.yaml")
    assert json.loads(result.stdout)["events"]
    assert (tmp_path / "r.yaml").is_file()


def test_a_map_of_the_draft_needs_nothing_more(draft, tmp_path):
    result = run("build", draft, "-o", tmp_path / "site")
    assert result.exit_code == 0
    assert "1 event, 1 on the map; stated distances: 1 road" in result.stderr


# Reading again


def test_reading_again_changes_nothing(article, draft):
    before = draft.read_bytes()
    assert run("read", article, "-o", draft).exit_code == 0
    assert draft.read_bytes() == before


def test_reading_again_keeps_what_was_changed_by_hand(article, draft):
    text = draft.read_text("utf-8")
    (line,) = [row for row in text.splitlines() if row.strip().startswith("fatalities: ")]
    draft.write_text(text.replace(line, "    fatalities: 5  # the hospital's"), "utf-8")
    run("read", article, "-o", draft)
    assert "    fatalities: 5  # the hospital's\n" in draft.read_text("utf-8")


def test_a_reviewed_report_is_left_as_it_is(article, draft):
    text = draft.read_text("utf-8").replace("reading: machine", "reading: reviewed")
    draft.write_text(text, "utf-8")
    result = run("read", article, "-o", draft)
    assert result.exit_code == 1
    assert f"{draft}: reviewed, and so left as it is; --force reads" in result.stderr
    assert draft.read_text("utf-8") == text


def test_a_reviewed_report_that_is_read_by_force_is_no_longer_reviewed(article, draft):
    text = draft.read_text("utf-8").replace("reading: machine", "reading: reviewed")
    draft.write_text(text, "utf-8")
    assert run("read", article, "-o", draft, "--force").exit_code == 0
    assert read_report(draft).reading == "machine"


def test_a_draft_of_another_article_is_not_overwritten(draft, tmp_path):
    other = tmp_path / "other.txt"
    other.write_text("Nothing happened.", "utf-8")
    before = draft.read_bytes()
    result = run("read", other, "-o", draft)
    assert result.exit_code == 1
    assert "drafted from another text" in result.stderr
    assert draft.read_bytes() == before


def test_a_file_that_is_no_report_is_not_overwritten(article, tmp_path):
    path = tmp_path / "notes.yaml"
    path.write_text("my: notes\n", "utf-8")
    result = run("read", article, "-o", path)
    assert result.exit_code == 1
    assert path.read_text("utf-8") == "my: notes\n"


# Many articles


def test_each_line_gives_a_line_of_json_with_its_id(tmp_path):
    docs = write_lines(
        tmp_path / "d.jsonl",
        json.dumps({"id": 7, "text": TEXT, "published": "2024-12-02", "x": 1}),
        json.dumps({"id": "b", "text": "Nothing."}),
    )
    result = run("read", "--jsonl", docs)
    assert result.exit_code == 0
    first, second = map(json.loads, result.stdout.splitlines())
    assert (first["id"], first["events"][0]["date"]) == (7, "2024-12-01")
    assert (second["id"], second["toponyms"]) == ("b", [])


def test_a_bad_line_is_listed_and_costs_only_itself(tmp_path):
    good = json.dumps({"id": 1, "text": TEXT})
    docs = write_lines(tmp_path / "d.jsonl", good, "{oops", good)
    result = run("read", "--jsonl", docs)
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 2
    assert f"{docs}:2: not JSON: " in result.stderr


def test_what_a_line_does_not_say_is_as_typed(tmp_path):
    docs = write_lines(tmp_path / "d.jsonl", json.dumps({"text": TEXT}))
    result = run("read", "--jsonl", docs, "--published", "2024-12-02")
    assert json.loads(result.stdout)["events"][0]["date"] == "2024-12-01"


def test_lines_may_hold_what_text_files_may_not(tmp_path):
    docs = write_lines(tmp_path / "d.jsonl", '{"text": "a\\u0000b \\ud800 Hama \\u001b"}')
    result = run("read", "--jsonl", docs)
    assert (result.exit_code, len(result.stdout.splitlines())) == (0, 1)


# Wrong calls


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ((), "expected either one ARTICLE or --jsonl DOCS.jsonl"),
        (("a.txt", "--jsonl", "-"), "a.txt: expected either one ARTICLE or --jsonl"),
        (("a.txt", "b.txt"), "expected either one ARTICLE or --jsonl DOCS.jsonl"),
        (("none.txt",), "none.txt: no such file; expected .txt, .md, .html, or -"),
        (("-", "--published", "Sunday"), "'Sunday' is not a day: expected a date like"),
        (("-", "--country", "XX"), "'XX' is not a country code"),
        (("-", "--url", "wire.example"), "'wire.example' is not a web address"),
        (("--jsonl", "-", "-o", "r.yaml"), "expected a folder such as events.parquet"),
        (("--jsonl", "-", "--force"), "--force is for a REPORT.yaml or a folder (-o)"),
        (("--jsonl", "none/*.jsonl"), "'none/*.jsonl': no file is called so"),
        (("--jsonl", "/"), "/: a folder; expected files such as '/*.jsonl'"),
        (("--jsonl", "-", "--scheduler", "tcp://h:1"), "--scheduler is for --engine dask"),
        (("--jsonl", "-", "--engine", "serial", "--jobs", "2"), "--jobs is for --engine"),
        (("-", "--engine", "dask"), "--engine is for --jsonl, not for one ARTICLE"),
        (("-", "--jobs", "2"), "--jobs is for --jsonl, not for one ARTICLE"),
        (("--jsonl", "-", "--title", "x"), "--title is for one ARTICLE, not for --jsonl"),
        (("-", "-o", "none/r.yaml"), "none/r.yaml: there is no folder 'none' to write it"),
        (("-", "--recogniser", "nltk"), "recogniser 'nltk': expected spacy:NAME"),
    ],
)
def test_a_wrong_call_is_told_what_was_expected(arguments, expected):
    result = run("read", *arguments, input=TEXT)
    assert result.exit_code == 2
    assert expected in " ".join(result.stderr.split())


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("r.yaml", "a report already; use conflictmap build or check"),
        ("d.jsonl", "many articles; use --jsonl"),
        ("folder", "a folder; expected .txt"),
    ],
)
def test_a_file_of_another_kind_is_told_what_it_is_for(name, expected, tmp_path):
    path = tmp_path / name
    path.mkdir() if name == "folder" else path.write_text("x", "utf-8")
    result = run("read", path)
    assert result.exit_code == 2
    assert expected in " ".join(result.stderr.split())


def test_an_article_that_cannot_be_read_is_an_error_and_no_trace(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"%PDF-1.7")
    result = run("read", path)
    assert result.exit_code == 1
    assert f"{path}: a PDF, not a text; save its text as .txt in UTF-8" in result.stderr


def test_json_lines_that_are_not_there_are_an_error(tmp_path):
    result = run("read", "--jsonl", tmp_path / "none.jsonl")
    assert result.exit_code == 1
    assert "none.jsonl: cannot be read: No such file" in result.stderr


# Articles given to the other commands


def test_an_article_is_mapped_at_once(article, tmp_path):
    result = run("build", article, "-o", tmp_path / "site")
    assert result.exit_code == 0
    assert (tmp_path / "site" / "hama.html").is_file()
    assert "1 on the map; stated distances: 1 road" in result.stderr


def test_an_article_that_cannot_be_read_costs_only_itself(article, tmp_path):
    empty = tmp_path / "empty.txt"
    empty.write_text("", "utf-8")
    result = run("build", article, empty, "-o", tmp_path / "site")
    assert result.exit_code == 1
    assert f"{empty}: no text in it" in result.stderr
    assert (tmp_path / "site" / "hama.html").is_file()


def test_an_article_that_lies_in_a_folder_is_not_mapped(article):
    result = run("build", article.parent)
    assert result.exit_code == 2
    assert "no report (*.yaml)" in result.stderr


def test_the_distances_of_an_article_are_checked(article):
    (finding,) = json.loads(run("check", "--json", article).stdout)
    assert (finding["report"], finding["verdict"]) == ("hama", "road")


def test_help_explains_each_option():
    result = run("read", "--help")
    assert result.exit_code == 0
    assert "--recogniser spacy:NAME" in result.stdout


def test_reading_lines_does_not_import_what_only_maps_need(tmp_path):
    docs = write_lines(tmp_path / "d.jsonl", json.dumps({"text": "Nothing."}))
    code = (
        "import sys; from conflictmap.maps.cli import main\n"
        f"try: main(['read', '--jsonl', {str(docs)!r}])\n"
        "except SystemExit: pass\n"
        "heavy = {'folium', 'geopandas', 'pandas', 'trafilatura', 'spacy', 'ruamel.yaml'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True
    )
    assert done.stdout.splitlines()[-1] == "[]"
