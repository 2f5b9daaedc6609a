"""What every test may use: real files kept beside the project, and a browser, where they are; and what was skipped."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from beside import CHROMIUM, CHROMIUM_OPTIONS, SHARED

settings.register_profile(
    "checks",  # the same examples each time, however busy the machine is
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.register_profile("search", settings.get_profile("checks"), derandomize=False)
settings.load_profile("checks")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Have the tests of the local page hear the desk late: what they see must not rest on who is faster."""
    parser.addoption("--late", type=int, default=0, metavar="MS", help="how late a page may hear the desk")


def pytest_unconfigure(config: pytest.Config) -> None:
    """Say last what was not tried here, and why."""
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None or hasattr(config, "workerinput"):
        return
    why = Counter(str(each.longrepr[2]).removeprefix("Skipped: ") for each in reporter.stats.get("skipped", ()))
    if why:
        reporter.write_line(
            "Not tried here: " + "; ".join(f"{reason} ({count})" for reason, count in sorted(why.items()))
        )


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real files; the test is skipped where it is not there."""
    if not SHARED.is_dir():
        pytest.skip("the folder of real files is not beside this clone")
    return SHARED


@pytest.fixture
def only_read(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Called, has every study that is opened afterwards stand where it may only be read, also for root, who may write everywhere."""
    real = os.access

    def begin() -> None:
        monkeypatch.setattr(
            "ieworkbench.store.database.os.access", lambda file, mode: mode != os.W_OK and real(file, mode)
        )

    return begin


@pytest.fixture(scope="session")
def chromium():
    """One Chromium for all tests; they are skipped where there is none."""
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed")
    playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    playwright.expect.set_options(timeout=15_000)  # where several tests share few processors, a page takes its time
    with playwright.sync_playwright() as play:
        started = play.chromium.launch(executable_path=CHROMIUM, args=[*CHROMIUM_OPTIONS])
        yield started
        started.close()
