"""The manual is built without a warning, and its reference leaves nothing out."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

import ieworkbench as ie
from beside import PROJECT

DOCS = PROJECT / "docs"


@pytest.fixture(scope="module")
def manual(tmp_path_factory):
    """The built manual."""
    out = tmp_path_factory.mktemp("manual")
    command = [sys.executable, "-m", "sphinx", "-W", "--keep-going", "-q", "-b", "html", str(DOCS), str(out / "html")]
    done = subprocess.run([*command, "-d", str(out / "trees")], capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return out / "html"


def test_the_reference_has_every_command_with_every_option(manual):
    import typer.main

    from ieworkbench import cli
    from ieworkbench.cli.options import app

    for each in cli._COMMANDS:
        __import__(f"ieworkbench.cli.{each}")
    page = (manual / "commands.html").read_text("utf-8")
    commands = typer.main.get_command(app).commands
    assert len(commands) > 40
    for name, command in commands.items():
        section = re.search(rf'<section id="{re.escape(name)}">.*?</section>', page, re.S)
        assert section, name
        for each in command.params:
            if each.param_type_name == "option" and not each.hidden:
                assert each.opts[0] in section.group(), (name, each.opts)


def test_the_reference_has_every_public_name():
    page = (DOCS / "python.md").read_text("utf-8")
    told = {name.split(".")[-1] for name in re.findall(r"^\.\. auto(?:class|function):: (\S+)$", page, re.M)}
    assert set(ie.__all__) - told == {"__version__"}


def test_every_page_stands_in_the_table_of_contents():
    index = (DOCS / "index.md").read_text("utf-8")
    listed = set(re.findall(r"^([a-z-]+)$", index, re.M))
    assert {each.stem for each in DOCS.glob("*.md")} - listed == {"index"}


def test_no_page_shows_what_a_signature_hides(manual):
    assert "object object" not in (manual / "python.html").read_text("utf-8")


def test_the_version_is_the_same_wherever_it_is_said():
    assert f"\nversion: {ie.__version__}\n" in (PROJECT / "CITATION.cff").read_text("utf-8")
    assert f'\nversion = "{ie.__version__}"\n' in (PROJECT / "pyproject.toml").read_text("utf-8")
    assert f"It is version {ie.__version__}," in (PROJECT / "README.md").read_text("utf-8")
