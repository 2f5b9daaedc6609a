"""What lies beside the tests: the project, real files where they are, a browser and the rules of accessibility."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
SHARED = PROJECT.parent / "shared"
AXE = PROJECT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
CHROMIUM_OPTIONS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip

needs_axe = pytest.mark.skipif(not AXE.is_file(), reason="axe-core is not installed (npm ci --prefix frontend)")


def broken_rules(page) -> list[tuple[str, list[str]]]:
    """Which rules of axe-core a page breaks, and where."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run()")
    return [(each["id"], [node["html"][:120] for node in each["nodes"]]) for each in found["violations"]]
