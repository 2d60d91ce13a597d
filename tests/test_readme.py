"""What the README says is true."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from conflictmap.maps.cli import main

README = (Path(__file__).parents[1] / "README.md").read_text("utf-8")
SCRIPTS = Path(sys.executable).parent


def blocks(language):
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.DOTALL | re.MULTILINE)


def test_it_is_at_most_seven_kilobytes():
    assert len(README.encode()) <= 7 * 1024


def test_there_are_exactly_two_set_up_lines():
    assert blocks("sh")[0].splitlines() == [
        "python3 -m venv .venv && .venv/bin/pip install . && .venv/bin/conflictmap build",
        ".venv/bin/pip install -e '.[test]' && .venv/bin/pytest",
    ]


def test_the_python_lines_run(tmp_path):
    (code,) = blocks("python")
    result = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "idlib-air-strikes" in result.stdout
    assert "124.15 km" in result.stdout
    assert (tmp_path / "map.html").stat().st_size > 100_000


def test_the_shell_lines_run(tmp_path, shipped):
    (tmp_path / "my-reports").mkdir()
    (tmp_path / "my-reports" / shipped.name).write_bytes(shipped.read_bytes())
    environment = {**os.environ, "PATH": f"{SCRIPTS}{os.pathsep}{os.environ['PATH']}"}
    for line in blocks("sh")[1].splitlines():
        command = ["/bin/bash", "-c", line]
        subprocess.run(
            command, cwd=tmp_path, env=environment, check=True, capture_output=True
        )
    assert (tmp_path / "site" / f"{shipped.stem}.html").is_file()


@pytest.mark.parametrize("command", sorted(main.commands))
def test_every_command_is_documented(command):
    assert f"conflictmap {command}" in README


@pytest.mark.parametrize("target", re.findall(r"\]\(([^)#:]+)\)", README))
def test_every_link_into_the_repository_leads_somewhere(target):
    assert (Path(__file__).parents[1] / target).exists()
