"""What conflictmap.data shows is what it says it exports."""

import doctest
from importlib import import_module

import pytest

import conflictmap.data as package

MODULES = ("edtf", "errors", "exports", "reports", "schema", "yaml_source")


def by_case(name):
    """Constants, then classes, then functions: the order that ruff keeps."""
    return (0 if name.isupper() else 1 if name[0].isupper() else 2, name)


def test_the_visible_names_are_the_exported_ones():
    assert set(dir(package)) == set(package.__all__)


def test_the_exported_names_are_sorted_and_each_comes_once():
    assert package.__all__ == sorted(set(package.__all__), key=by_case)


@pytest.mark.parametrize("name", package.__all__)
def test_an_exported_name_can_be_imported_and_is_that_of_one_module(name):
    homes = [import_module(f"conflictmap.data.{module}") for module in MODULES]
    (own,) = {id(vars(home)[name]) for home in homes if name in vars(home)}
    assert id(getattr(package, name)) == own


def test_another_name_is_an_attribute_error_that_says_so():
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        _ = package.nothing


@pytest.mark.parametrize("module", MODULES)
def test_a_module_has_every_name_that_it_exports_sorted(module):
    home = import_module(f"conflictmap.data.{module}")
    names = getattr(home, "__all__", [])
    assert list(names) == sorted(set(names), key=by_case)
    assert all(hasattr(home, name) for name in names)


@pytest.mark.parametrize("module", MODULES)
def test_the_examples_in_the_docstrings_run(module):
    assert doctest.testmod(import_module(f"conflictmap.data.{module}")).failed == 0
