"""What tests of several layers share: the gazetteer and the shipped report."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

from conflictmap.data import Report, read_report, shipped_reports
from conflictmap.geo import LocatedReport, PlaceLookup, locate_report

settings.register_profile("untimed", deadline=None)  # a busy machine is no bug
settings.load_profile("untimed")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write tests/golden anew; look at the difference before committing it",
    )


@pytest.fixture(scope="session", autouse=True)
def _no_layers(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Leave out the places that whoever runs the tests has added."""
    os.environ["CONFLICTMAP_LAYERS"] = str(tmp_path_factory.mktemp("layers"))


@pytest.fixture(scope="session")
def lookup() -> PlaceLookup:
    """The shipped places; the index is compiled on the machine's first run."""
    return PlaceLookup()


@pytest.fixture(scope="session")
def shipped() -> Path:
    (path,) = shipped_reports()
    return path


@pytest.fixture(scope="session")
def report(shipped: Path) -> Report:
    return read_report(shipped)


@pytest.fixture(scope="session")
def located(report: Report, lookup: PlaceLookup) -> LocatedReport:
    return locate_report(report, lookup)
