"""What commands are given to read is looked at before anything is done."""

import pytest
from click.testing import CliRunner

from conflictmap.maps.cli import main


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("postgresql://me:wr0ng@h/db", "neither table nor sql"),
        ("postgresql://me:wr0ng@h/db?tabel=events", "neither table nor sql"),
        ("postgresql://me:wr0ng@h/db?table=t&sql=SELECT+1", "both table and sql"),
        ("postgresql://me:wr0ng@h:port/db?table=t", "not the address of a database"),
    ],
)
@pytest.mark.parametrize("command", ["build", "export"])
def test_an_address_that_names_nothing_to_read_is_told_before_anything_is_written(
    command, address, told, tmp_path
):
    output = tmp_path / "out.csv"
    result = CliRunner().invoke(main, [command, address, "-o", str(output)])
    assert result.exit_code == 2
    assert told in " ".join(result.stderr.split())
    assert "wr0ng" not in result.output
    assert not output.exists()


def test_without_the_packages_for_databases_nothing_is_built(tmp_path, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "sqlalchemy", None)
    address = "postgresql://h/db?table=events"
    result = CliRunner().invoke(main, ["build", address, "-o", str(tmp_path / "site")])
    assert result.exit_code == 1
    assert "conflictmap[postgis]" in result.stderr
    assert not (tmp_path / "site").exists()
