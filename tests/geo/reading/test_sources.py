"""Files of kinds that are not read are told so, with the endings that are."""

import pytest

from conflictmap.data import ReportError
from conflictmap.geo.reading.sources import load_report

REPORT = "title: One\nevents: []\n"


@pytest.fixture
def written(tmp_path):
    def written(name, content):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return written


@pytest.mark.parametrize(
    ("name", "content"),
    [("n.docx", b"PK\3\4"), ("p.PNG", b"\x89PNG\r\n\xff"), ("a.xyz", b"no keys")],
)
def test_another_ending_is_named_with_those_that_are_read(written, lookup, name, content):
    path = written(name, content)
    with pytest.raises(ReportError) as caught:
        load_report(path, lookup)
    first = str(caught.value).splitlines()[0]
    assert first.startswith(f"{path}: '{path.suffix}' is no ending of what is read: ")
    for ending in ("reports .yaml, .yml;", ".md, .txt", "data sets .csv", ".xlsx", ".gpkg"):
        assert ending in first


@pytest.mark.parametrize("name", ["r.yaml", "r.YML", "r.json", "r"])
def test_what_is_wrong_with_a_report_is_all_that_is_said(written, lookup, name):
    with pytest.raises(ReportError) as caught:
        load_report(written(name, "no keys"), lookup)
    assert "ending" not in str(caught.value)


def test_a_report_of_another_ending_is_read(written, lookup):
    assert load_report(written("r.report", REPORT), lookup).title == "One"


def test_a_data_set_is_called_so(written, lookup):
    with pytest.raises(ReportError, match="a data set, which only build and export read"):
        load_report(written("events.csv", "a,b\n1,2\n"), lookup)
