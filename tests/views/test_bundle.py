"""The front end that is shipped is the one that is written: checked, tried, and built anew where Node is there."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FRONTEND = ROOT / "frontend"
SHIPPED = ROOT / "src" / "ieworkbench" / "views" / "static"
BUILT = ("widget.js", "page.js", "workbench.css")

pytestmark = [
    pytest.mark.skipif(shutil.which("node") is None, reason="Node is not installed"),
    pytest.mark.skipif(not (FRONTEND / "node_modules").is_dir(), reason="`npm ci` was not run in frontend/"),
]


def run(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        words, cwd=FRONTEND, capture_output=True, text=True, encoding="utf-8", timeout=120, check=False
    )


def test_the_types_hold():
    checked = run("node", "node_modules/typescript/bin/tsc", "--noEmit")
    assert checked.returncode == 0, checked.stdout


def test_what_is_shipped_is_what_is_written(tmp_path):
    """Whoever changes the front end builds it: `npm run build` in frontend/."""
    built = run("node", "build.mjs", str(tmp_path))
    assert built.returncode == 0, built.stderr
    for name in BUILT:
        assert (tmp_path / name).read_bytes() == (SHIPPED / name).read_bytes(), f"{name} was not built anew"


def test_its_own_tests_pass():
    """Positions, blocks, marks, keys and the queue are tried without a browser."""
    tried = run("node", "--test", *sorted(str(path) for path in (FRONTEND / "test").glob("*.test.mjs")))
    assert tried.returncode == 0, tried.stdout


def test_no_view_styles_what_another_makes():
    """A class that two style sheets speak of would look in one view as it should in the other; the page around them may."""
    sheets = [*(FRONTEND / "src" / "style").glob("*.css"), *(FRONTEND / "src" / "page").glob("*.css")]
    spoken: dict[str, set[str]] = {}
    for sheet in sheets:
        text = re.sub(r"/\*.*?\*/|@[^{;]*[{;]", "", sheet.read_text("utf-8"), flags=re.DOTALL)
        for selectors in re.findall(r"([^{}]+)\{", text):
            for selector in re.sub(r"\([^()]*\)", "", selectors).split(","):
                *around, last = re.split(r"[\s>+~]+", selector.strip())
                if not around or around[0].split(":")[0] != ".iew-page":
                    for name in re.findall(r"\.(iew-[\w-]+)", last)[:1]:
                        spoken.setdefault(name, set()).add(sheet.name)
    assert len(spoken) > 150
    assert {name: found for name, found in spoken.items() if len(found) > 1} == {}


def test_nothing_is_needed_from_elsewhere():
    """No address of another machine stands in what is shipped."""
    for name in BUILT:
        words = (SHIPPED / name).read_text("utf-8").replace("http://www.w3.org/2000/svg", "")
        assert "http://" not in words, name
        assert "https://" not in words, name
