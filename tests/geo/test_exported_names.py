"""What conflictmap.geo shows is what it says it exports."""

import doctest
import subprocess
import sys
from importlib import import_module

import pytest

import conflictmap.geo as package

MODULES = (
    "checks",
    "events",
    "gazetteer",
    "geodesy",
    "index",
    "lookup",
    "names",
    "sources",
)


def by_case(name):
    """Constants, then classes, then functions: the order that ruff keeps."""
    return (0 if name.isupper() else 1 if name[0].isupper() else 2, name)


def test_the_visible_names_are_the_exported_ones():
    assert set(dir(package)) == set(package.__all__)


def test_the_exported_names_are_sorted_and_each_comes_once():
    assert package.__all__ == sorted(set(package.__all__), key=by_case)


@pytest.mark.parametrize("name", package.__all__)
def test_an_exported_name_can_be_imported_and_is_that_of_one_module(name):
    homes = [import_module(f"conflictmap.geo.{module}") for module in MODULES]
    (own,) = {id(vars(home)[name]) for home in homes if name in vars(home)}
    assert id(getattr(package, name)) == own


def test_another_name_is_an_attribute_error_that_says_so():
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        _ = package.nothing


@pytest.mark.parametrize("module", MODULES)
def test_a_module_has_every_name_that_it_exports_sorted(module):
    home = import_module(f"conflictmap.geo.{module}")
    assert list(home.__all__) == sorted(set(home.__all__), key=by_case)
    assert all(hasattr(home, name) for name in home.__all__)


@pytest.mark.parametrize("module", MODULES)
@pytest.mark.usefixtures("lookup")  # the gazetteer's example needs the index
def test_the_examples_in_the_docstrings_run(module):
    assert doctest.testmod(import_module(f"conflictmap.geo.{module}")).failed == 0


def test_importing_the_lookup_does_not_import_what_it_seldom_needs():
    code = (
        "import sys, conflictmap.geo.lookup;"
        "print({'geopandas', 'pandas', 'geopy', 'pyproj', 'rich', 'filelock'}"
        " & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "set()"
