"""What is in the repository is what is installed."""

import importlib
import tomllib
from importlib import metadata
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SETUPTOOLS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"][
    "setuptools"
]


def test_every_folder_with_code_or_assets_is_a_declared_package():
    folders = {
        path.parent.relative_to(ROOT).as_posix()
        for layer in ("geo", "data", "maps")
        for path in (ROOT / layer).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert {"conflictmap." + folder.replace("/", ".") for folder in folders} == set(
        SETUPTOOLS["packages"]
    )


@pytest.mark.parametrize("package", ["geo", "data", "maps"])
def test_installed_files_are_the_files_in_the_repository(package):
    installed = Path(importlib.import_module(f"conflictmap.{package}").__path__[0])
    expected = {
        p.relative_to(ROOT / package) for p in (ROOT / package).rglob("*") if p.is_file()
    }
    missing = {p for p in expected if not (installed / p).is_file()}
    assert not {p for p in missing if "__pycache__" not in p.parts}


def test_nothing_is_installed_outside_conflictmap():
    files = metadata.files("conflictmap") or []
    tops = {file.parts[0] for file in files if file.suffix == ".py" and len(file.parts) > 1}
    assert tops <= {"conflictmap"}
