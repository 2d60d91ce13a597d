"""What each layer shows is what it says it exports."""

import doctest
import subprocess
import sys
from importlib import import_module
from pkgutil import walk_packages

import pytest

LAYERS = ("data", "geo", "maps")
MODULES = [
    module.name
    for layer in LAYERS
    for module in walk_packages(
        import_module(f"conflictmap.{layer}").__path__, f"conflictmap.{layer}."
    )
    if not module.name.startswith("conflictmap.data.tables.")  # needs what builds them
]
EXPORTS = [
    (layer, name)
    for layer in LAYERS
    for name in import_module(f"conflictmap.{layer}").__all__
]


def by_case(name):
    """Constants, then classes, then functions: the order that ruff keeps."""
    return (0 if name.isupper() else 1 if name[0].isupper() else 2, name)


def test_every_module_is_looked_at():
    assert {
        "conflictmap.data.reports",
        "conflictmap.geo.lookup",
        "conflictmap.maps.cli",
    } < set(MODULES)


@pytest.mark.parametrize("layer", LAYERS)
def test_the_visible_names_are_the_exported_ones(layer):
    package = import_module(f"conflictmap.{layer}")
    assert set(dir(package)) == set(package.__all__)


@pytest.mark.parametrize(("layer", "name"), EXPORTS)
def test_an_exported_name_is_that_of_its_module(layer, name):
    package = import_module(f"conflictmap.{layer}")
    modules = [import_module(m) for m in MODULES if m.startswith(f"{package.__name__}.")]
    (own,) = {id(vars(module)[name]) for module in modules if name in vars(module)}
    assert id(getattr(package, name)) == own


@pytest.mark.parametrize("layer", LAYERS)
def test_another_name_is_an_attribute_error_that_says_so(layer):
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        _ = import_module(f"conflictmap.{layer}").nothing


@pytest.mark.parametrize("module", [f"conflictmap.{layer}" for layer in LAYERS] + MODULES)
def test_exported_names_are_sorted_once_and_there(module):
    home = import_module(module)
    names = getattr(home, "__all__", [])
    assert list(names) == sorted(set(names), key=by_case)
    assert all(hasattr(home, name) for name in names)


@pytest.mark.parametrize("module", MODULES)
@pytest.mark.usefixtures("lookup")  # some examples need the gazetteer
def test_the_examples_in_the_docstrings_run(module, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert doctest.testmod(import_module(module)).failed == 0


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
