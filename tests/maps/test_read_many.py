"""Many articles: every engine gives the same, a stopped run goes on, no line is lost."""

import gzip
import json
import os
import subprocess
import sys

import geopandas as gpd
import orjson
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner
from filelock import FileLock

from conflictmap.data import EVENT_COLUMNS, ConflictMapError
from conflictmap.geo.reading.as_json import reading_json
from conflictmap.geo.reading.read import read_text
from conflictmap.maps import engines, read_many
from conflictmap.maps.cli import main
from conflictmap.maps.engines import Outcome, open_engine
from conflictmap.maps.event_parts import PART_COLUMNS

TEXTS = (
    "Rebels shelled Hama on Sunday, killing two people, the army said.",
    "Three soldiers were killed in an air strike 15 km south-west of Idlib on Monday.",
    "Nothing.",
    "Gunmen attacked a checkpoint in Nowherabad, residents said.",
    "The army captured Aleppo after clashes with rebels on 3 December 2024.",
)
KILLED = """
import os, signal, sys
from conflictmap.maps import read_many
from conflictmap.maps.cli import main
read_many._PART_LINES = 2
calls, fsync = [], os.fsync
def fsync_or_die(handle):
    calls.append(handle)
    if len(calls) == int(sys.argv[1]):
        os.kill(os.getpid(), signal.SIGKILL)
    fsync(handle)
os.fsync = fsync_or_die
main(sys.argv[2:])
"""


def run(*arguments, **options):
    return CliRunner().invoke(main, [str(argument) for argument in arguments], **options)


def article(number, text, **keys):
    return json.dumps({"id": number, "text": text, "published": "2024-12-02", **keys})


def lines_of(*rows):
    return "".join(f"{row}\n" for row in rows).encode()


def content_of(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture(autouse=True)
def _small_parts(monkeypatch):
    monkeypatch.setattr(read_many, "_PART_LINES", 2)


@pytest.fixture
def docs(tmp_path):
    """A folder with two files of articles, one of them packed."""
    folder = tmp_path / "articles"
    folder.mkdir()
    rows = [article(number, text) for number, text in enumerate(TEXTS)]
    (folder / "a.jsonl.gz").write_bytes(gzip.compress(lines_of(*rows)))
    (folder / "b.jsonl").write_bytes(lines_of(*rows[:3]))
    return folder


@pytest.fixture
def read(docs, tmp_path):
    """Reads all articles into a folder, in this process unless an engine is given."""

    def read(name="events.parquet", *arguments, engine="serial"):
        folder = tmp_path / name
        options = ("--engine", engine, *arguments)
        return run("read", "--jsonl", docs / "*", "-o", folder, *options), folder

    return read


# What is in the folder


def test_the_parts_are_one_frame_of_events(read):
    result, folder = read()
    assert (result.exit_code, result.stdout) == (0, "")
    events = gpd.read_parquet(folder)
    assert events.crs.to_epsg() == 4326
    assert list(events.columns) == [*PART_COLUMNS, "geometry"]
    assert events["place"].tolist()[:3] == [
        "Hama",
        "15 km south-west of Idlib",
        "Nowherabad",
    ]
    assert events["date_start"].iloc[0].isoformat() == "2024-12-01T00:00:00"
    assert ds.dataset(folder).count_rows() == len(events)


def test_an_event_says_from_which_line_of_which_file_it_is(read, docs):
    _, folder = read()
    events = gpd.read_parquet(folder)
    where = list(zip(events["input"], events["line"], events["report"], strict=True))
    assert where[0] == (str(docs / "a.jsonl.gz"), 1, "0")
    assert where[-1] == (str(docs / "b.jsonl"), 2, "1")


def test_a_trigger_stands_where_the_row_says(read):
    _, folder = read()
    for event in gpd.read_parquet(folder).itertuples():
        text = TEXTS[int(event.report)]
        assert text[event.start : event.end] == event.trigger


def test_an_event_lies_where_json_says(read, docs):
    _, folder = read()
    events = gpd.read_parquet(folder)
    lines = run("read", "--jsonl", docs / "*").stdout.splitlines()
    said = [event for line in lines for event in json.loads(line)["events"]]
    assert len(said) == len(events) > 5
    for event, (_, row) in zip(said, events.iterrows(), strict=True):
        if event["lon"] is None:
            assert row["geometry"] is None
        else:
            assert (row["geometry"].x, row["geometry"].y) == (event["lon"], event["lat"])


def test_what_lies_15_km_from_a_town_is_not_said_to_be_the_town(read):
    _, folder = read()
    event = gpd.read_parquet(folder).iloc[1]
    assert (event["place_name"], event["place_matched"]) == (event["place"], "described")
    assert event["geonameid"] != event["geonameid"]  # null
    assert event["place_source"].startswith("described from Idlib")


def test_an_event_without_a_place_has_no_geometry(read):
    _, folder = read()
    events = gpd.read_parquet(folder)
    (event,) = events[events["place"] == "Nowherabad"].itertuples()
    assert event.geometry is None
    assert event.lon != event.lon  # NaN


def test_columns_are_called_as_those_of_events_where_they_are_the_same():
    own = {"published", "trigger", "start", "end", "input"}
    assert set(PART_COLUMNS) - own <= set(EVENT_COLUMNS)


def test_each_part_is_a_whole_file_of_the_same_columns_also_without_events(docs, tmp_path):
    (docs / "c.jsonl").write_bytes(lines_of(article(1, "Nothing.")))
    run("read", "--jsonl", docs / "*", "-o", tmp_path / "e.parquet", "--engine", "serial")
    parts = sorted((tmp_path / "e.parquet").glob("*.parquet"))
    assert [path.name for path in parts] == [
        "part-00000-000000001-000000002.parquet",
        "part-00000-000000003-000000004.parquet",
        "part-00000-000000005-000000005.parquet",
        "part-00001-000000001-000000002.parquet",
        "part-00001-000000003-000000003.parquet",
        "part-00002-000000001-000000001.parquet",
    ]
    schemas = {str(pq.read_schema(path).remove_metadata()) for path in parts}
    assert len(schemas) == 1
    assert len(gpd.read_parquet(parts[-1])) == 0


def test_articles_of_the_same_id_are_told_apart_by_their_lines(docs, tmp_path):
    same = article("same", TEXTS[0])
    (docs / "c.jsonl").write_bytes(lines_of(same, same))
    folder = ("-o", tmp_path / "e.parquet", "--engine", "serial")
    run("read", "--jsonl", docs / "c.jsonl", *folder)
    events = gpd.read_parquet(tmp_path / "e.parquet")
    assert events["report"].tolist() == ["same", "same"]
    assert events["line"].tolist() == [1, 2]


def test_the_folder_says_what_it_is_made_of(read, docs):
    _, folder = read("e.parquet", "--country", "sy")
    found = json.loads((folder / "_conflictmap.json").read_bytes())
    assert found["is_complete"]
    assert found["options"]["country"] == ["SY"]
    assert [one["bytes"] for one in found["inputs"]] == [
        (docs / name).stat().st_size for name in ("a.jsonl.gz", "b.jsonl")
    ]
    assert sum(part["articles"] for part in found["parts"]) == found["articles"] == 8


def test_a_line_at_the_end_says_what_was_read(read):
    result, folder = read()
    (line,) = result.stderr.splitlines()
    events = len(gpd.read_parquet(folder))
    assert line == f"{folder}: {events} events of 8 articles"


# Engines


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("engine", ["processes", "dask"])
def test_every_engine_writes_the_same_bytes(engine, read):
    _, plain = read("plain.parquet")
    result, folder = read("other.parquet", "--jobs", "2", engine=engine)
    assert result.exit_code == 0
    assert content_of(folder) == content_of(plain)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("engine", ["processes", "dask"])
def test_every_engine_prints_the_same_lines_in_the_same_order(engine, docs, monkeypatch):
    monkeypatch.setattr(read_many, "_STREAM_LINES", 2)
    command = ("read", "--jsonl", docs / "*", "--engine", engine, "--jobs", "2")
    result = run(*command)
    assert result.exit_code == 0
    assert result.stdout_bytes == run("read", "--jsonl", docs / "*").stdout_bytes


def test_lines_on_stdout_are_the_readings_as_json(docs, lookup):
    rows = [json.loads(row) for row in (docs / "b.jsonl").read_text("utf-8").splitlines()]
    published = __import__("datetime").date(2024, 12, 2)
    expected = [
        orjson.dumps(
            reading_json(read_text(row["text"], lookup, published=published), row["id"])
        )
        for row in rows
    ]
    assert run("read", "--jsonl", docs / "b.jsonl").stdout_bytes.splitlines() == expected


def test_a_folder_is_read_into_on_all_cores_and_stdout_on_one(docs, tmp_path, monkeypatch):
    asked = []

    def open_noted(name, **options):
        asked.append(name)
        return open_engine("serial", **options)

    monkeypatch.setattr(engines, "open_engine", open_noted)
    run("read", "--jsonl", docs / "*", "-o", tmp_path / "e.parquet")
    run("read", "--jsonl", docs / "*")
    run("read", "--jsonl", docs / "*", "--jobs", "2")
    assert asked == ["processes", "serial", "processes"]


# Files


def test_several_files_are_read_in_the_order_that_is_given_and_each_once(docs):
    names = (docs / "b.jsonl", docs / "a.jsonl.gz", docs / "*")
    result = run("read", "--jsonl", *names)
    ids = [json.loads(line)["id"] for line in result.stdout.splitlines()]
    assert ids == [0, 1, 2, 0, 1, 2, 3, 4]


def test_standard_input_may_be_read_into_a_folder(docs, tmp_path):
    content = (docs / "b.jsonl").read_bytes()
    command = ("read", "--jsonl", "-", "-o", tmp_path / "e.parquet", "--engine", "serial")
    assert run(*command, input=content).exit_code == 0
    again = run(*command, input=content)
    assert "events of 3 articles (3 of them before)" in again.stderr


def test_a_file_whose_name_looks_like_a_pattern_is_that_file(docs):
    path = docs / "[a].jsonl"
    path.write_bytes(lines_of(article("x", "Nothing.")))
    result = run("read", "--jsonl", path)
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == ["x"]


def test_a_file_whose_name_is_no_text_is_called_as_well_as_may_be(docs, tmp_path):
    path = docs / os.fsdecode(b"caf\xe9.jsonl")
    path.write_bytes(lines_of(article("x", TEXTS[0])))
    folder = tmp_path / "e.parquet"
    done = run("read", "--jsonl", docs / "caf*", "-o", folder, "--engine", "serial")
    assert done.exit_code == 0
    assert gpd.read_parquet(folder)["input"].tolist() == [str(docs / "caf\ufffd.jsonl")]


# Going on


@pytest.mark.parametrize("at", [1, 2, 4, 6])
def test_a_killed_run_is_gone_on_with_to_the_same_bytes(at, read, docs):
    _, clean = read("clean.parquet")
    folder = clean.with_name("killed.parquet")
    command = ("read", "--jsonl", f"{docs}/*", "-o", str(folder), "--engine", "serial")
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, str(at), *command], check=False, capture_output=True
    )
    assert killed.returncode == -9
    assert len([path for path in folder.iterdir() if path.name.startswith(".")]) == 2
    assert len([pq.read_table(path) for path in folder.glob("part-*")]) == max(0, at - 2)
    result, _ = read("killed.parquet")
    assert result.exit_code == 0
    assert content_of(folder) == content_of(clean)


def test_finished_parts_are_not_read_again(read):
    _, folder = read()
    lost = folder / "part-00000-000000003-000000004.parquet"
    lost.unlink()
    before = {path: path.stat().st_mtime_ns for path in folder.glob("part-*")}
    result, _ = read()
    assert "events of 8 articles (6 of them before)" in result.stderr
    assert {path: path.stat().st_mtime_ns for path in before} == before
    assert lost.exists()


def test_a_damaged_part_is_written_anew(read):
    _, folder = read()
    path = folder / "part-00001-000000001-000000002.parquet"
    whole = path.read_bytes()
    path.write_bytes(whole[:-9])
    assert read()[0].exit_code == 0
    assert path.read_bytes() == whole


def test_a_finished_folder_stays_as_it_is(read):
    _, folder = read()
    before = {path: path.stat().st_mtime_ns for path in folder.glob("*")}
    assert read()[0].exit_code == 0
    assert {path: path.stat().st_mtime_ns for path in folder.glob("*")} == before


def test_a_file_that_has_grown_is_an_error_that_says_what_to_do(read, docs):
    _, folder = read()
    before = content_of(folder)
    with (docs / "b.jsonl").open("ab") as file:
        file.write(lines_of(article(9, TEXTS[0])))
    result, _ = read()
    assert result.exit_code == 1
    assert f"was begun with {docs / 'b.jsonl'} of " in result.stderr
    assert "begin anew with --force, or give another folder" in result.stderr
    assert content_of(folder) == before


def test_lines_that_were_changed_are_found_by_their_hash(read, docs):
    read()
    content = (docs / "b.jsonl").read_bytes()
    (docs / "b.jsonl").write_bytes(content.replace(b"Nothing", b"Nobody."))
    result, _ = read()
    assert result.exit_code == 1
    assert f"{docs / 'b.jsonl'}:3: changed since its events were written" in result.stderr


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ((), ("--country", "sy"), "another value of country: [], and now it is ['SY']"),
        (("--published", "2024-12-01"), (), "another value of published: '2024-12-01'"),
    ],
)
def test_other_options_are_an_error(before, after, expected, read):
    read("e.parquet", *before)
    result, _ = read("e.parquet", *after)
    assert result.exit_code == 1
    assert expected in result.stderr


def test_another_file_is_an_error(read, docs):
    read()
    (docs / "c.jsonl").write_bytes(b"")
    assert f"other files: {docs / 'c.jsonl'} was not among them" in read()[0].stderr
    (docs / "c.jsonl").unlink()
    (docs / "b.jsonl").unlink()
    assert f"other files: {docs / 'b.jsonl'} was among them" in read()[0].stderr


def test_files_in_another_order_are_an_error(docs, tmp_path):
    names = (docs / "a.jsonl.gz", docs / "b.jsonl")
    run("read", "--jsonl", *names, "-o", tmp_path / "e.parquet", "--engine", "serial")
    result = run("read", "--jsonl", *reversed(names), "-o", tmp_path / "e.parquet")
    assert result.exit_code == 1
    assert "was begun with the files in another order" in result.stderr


def test_the_parts_of_another_version_are_an_error(read, monkeypatch):
    read()
    monkeypatch.setattr(read_many, "version", lambda _: "99")
    assert "was begun with another version: conflictmap " in read()[0].stderr


def test_force_begins_anew(read, docs):
    read()
    (docs / "a.jsonl.gz").unlink()
    result, folder = read("events.parquet", "--force")
    assert result.exit_code == 0
    assert len(gpd.read_parquet(folder)["input"].unique()) == 1
    assert content_of(folder) == content_of(read("clean.parquet")[1])


# What is not ours, or in use


@pytest.mark.parametrize("force", [(), ("--force",)])
def test_a_folder_of_other_files_is_left_alone(force, read, tmp_path):
    (tmp_path / "events.parquet").mkdir()
    (tmp_path / "events.parquet" / "part-0.parquet").write_text("mine", "utf-8")
    result, folder = read("events.parquet", *force)
    assert result.exit_code == 1
    assert "holds other files, such as 'part-0.parquet'; expected an empty" in result.stderr
    assert content_of(folder) == {"part-0.parquet": b"mine"}


def test_a_file_is_not_overwritten(read, tmp_path):
    (tmp_path / "events.parquet").write_text("mine", "utf-8")
    result, path = read()
    assert result.exit_code == 1
    assert f"{path}: a file; events go into a folder" in result.stderr
    assert path.read_text("utf-8") == "mine"


def test_two_runs_do_not_write_into_one_folder(read):
    _, folder = read()
    with FileLock(folder / ".lock"):
        result, _ = read()
    assert result.exit_code == 1
    assert "another run is writing into this folder; wait" in result.stderr


def test_without_pyarrow_the_extra_is_named(read, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    result, folder = read()
    assert result.exit_code == 1
    assert "pip install 'conflictmap[parquet]'" in result.stderr
    assert not folder.exists()


# What cannot be read


def test_a_bad_line_is_told_by_every_run_and_costs_only_itself(read, docs):
    (docs / "c.jsonl").write_bytes(lines_of("{oops", article(1, TEXTS[0])))
    for _ in range(2):
        result, folder = read()
        assert result.exit_code == 1
        assert f"{docs / 'c.jsonl'}:1: not JSON: " in result.stderr
        assert "of 9 articles" in result.stderr
        assert "1 line without an article" in result.stderr
    assert gpd.read_parquet(folder)["line"].iloc[-1] == 2


def test_of_a_packed_file_that_is_cut_off_the_lines_before_are_there(read, docs):
    rows = [article(i, f"{TEXTS[0]} {i} {i * 7919} {i * 104729}") for i in range(80)]
    packed = gzip.compress(lines_of(*rows))
    (docs / "c.jsonl.gz").write_bytes(packed[: len(packed) // 2])
    (docs / "d.jsonl").write_bytes(lines_of(article(1, TEXTS[0])))
    result, folder = read()
    assert result.exit_code == 1
    assert "c.jsonl.gz:" in result.stderr
    assert "damaged, cannot be unpacked from here on" in result.stderr
    events = gpd.read_parquet(folder)
    assert {"c.jsonl.gz", "d.jsonl"} < {name.rpartition("/")[2] for name in events["input"]}


def test_a_text_that_breaks_the_reading_costs_only_itself(read, docs, monkeypatch):
    def read_or_break(text, *arguments, **options):
        if text == TEXTS[1]:
            raise RecursionError("too deep")
        return read_text(text, *arguments, **options)

    monkeypatch.setattr("conflictmap.geo.reading.read.read_text", read_or_break)
    result, _ = read()
    assert result.exit_code == 1
    assert f"{docs / 'b.jsonl'}:2: cannot be read" in result.stderr
    assert "RecursionError: too deep" in result.stderr
    assert "of 6 articles" in result.stderr


def test_an_index_that_cannot_be_read_ends_the_run(read, monkeypatch):
    def fail(*_, **__):
        raise ConflictMapError("the index is gone")

    monkeypatch.setattr("conflictmap.geo.reading.read.read_text", fail)
    result, folder = read()
    assert (result.exit_code, result.stderr) == (1, "Error: the index is gone\n")
    assert not list(folder.glob("part-*"))


def test_a_worker_with_other_places_ends_the_run_before_anything_is_read(read, monkeypatch):
    answers = iter(("the run's", "a worker's"))
    monkeypatch.setattr(
        "conflictmap.geo.place_files.places_fingerprint", lambda _: next(answers)
    )
    result, folder = read()
    assert result.exit_code == 1
    assert "has other places than the run was begun with" in result.stderr
    assert not list(folder.glob("part-*"))


def test_numbers_that_no_column_holds_cost_only_their_event(docs, tmp_path):
    text = f"Rebels shelled Hama, killing {'9' * 30} people and wounding {'8' * 30}."
    (docs / "c.jsonl").write_bytes(lines_of(article(1, text), article(2, TEXTS[0])))
    folder = ("-o", tmp_path / "e.parquet", "--engine", "serial")
    run("read", "--jsonl", docs / "c.jsonl", *folder)
    assert 2 in gpd.read_parquet(tmp_path / "e.parquet")["line"].tolist()


class LosingEngine:
    """An engine whose second task kills its workers."""

    workers = 2

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def run(self, work, tasks):
        for number, task in enumerate(tasks):
            if number == 1:
                yield Outcome(number, None, "its worker died twice")
            else:
                yield Outcome(number, work(task))


def test_a_batch_whose_workers_died_is_told_and_read_by_the_next_run(
    read, docs, monkeypatch
):
    with monkeypatch.context() as patched:
        patched.setattr(engines, "open_engine", lambda *_, **__: LosingEngine())
        result, folder = read()
    assert result.exit_code == 1
    told = f"{docs / 'a.jsonl.gz'}:3-4: nothing was read: its worker died twice"
    assert told in result.stderr
    assert "of 6 articles, 1 part to be tried again" in result.stderr
    assert not json.loads((folder / "_conflictmap.json").read_bytes())["is_complete"]
    assert read()[0].exit_code == 0
    assert content_of(folder) == content_of(read("clean.parquet")[1])


def test_after_ctrl_c_finished_parts_stay_and_the_message_says_how_to_go_on(
    read, monkeypatch
):
    def stop_at_third(text, *arguments, **options):
        if text == TEXTS[4]:
            raise KeyboardInterrupt
        return read_text(text, *arguments, **options)

    with monkeypatch.context() as patched:
        patched.setattr("conflictmap.geo.reading.read.read_text", stop_at_third)
        result, folder = read()
    assert result.exit_code == 130
    assert f"is in {folder}: the same command goes on from there" in result.stderr
    assert len(list(folder.glob("part-*"))) == 2
    assert "(4 of them before)" in read()[0].stderr
