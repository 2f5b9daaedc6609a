"""The pages that results show in a cell, in a browser: on a light and on a dark ground, for everybody."""

from __future__ import annotations

import pytest

from beside import broken_rules, needs_axe
from views.test_every_page import shown  # noqa: F401 - a fixture

LIGHT, DARK = "background:#fff;color:#111", "background:#111;color:#ddd"


@needs_axe
@pytest.mark.parametrize("ground", [LIGHT, DARK], ids=["light", "dark"])
def test_small_pages_break_no_rule_of_access(chromium, shown, ground):  # noqa: F811 - the fixture of that name
    page = chromium.new_page()
    body = "".join(f"<h3>{number}</h3>{value._repr_html_()}" for number, value in enumerate(shown))
    top = f"<!doctype html><html lang='en'><title>Pages</title><body style='{ground}'>"
    page.set_content(f"{top}<main><h1>Pages</h1><h2>All</h2>{body}</main>")
    assert broken_rules(page) == []
    page.close()
