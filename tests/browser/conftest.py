"""The local page as it is used: a made-up study, a running page, one Chromium, and pages that tell on themselves.

Tests here may talk to this machine and to nothing else.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest

import ieworkbench as ie
from ieworkbench.views.desk.desk import Desk
from ieworkbench.views.local_page import LocalPage

from .late_desk import late_desk

HERE = Path(__file__).parent

TALK = """\
I: How did it begin?
U1: I rang the office 😀 and they said “come back when you have slept a whole night”. I had no idea what they meant.
I: And then?
U1: Then the letter came 👩🏽‍🔧. It said cafe\u0301 rehabilitation 🇳🇴, and my plan had to say the same.
I: Who wrote the plan?
U1: Nobody told me. She filled in the form while I sat there, and then she read it out to me.
SP2: We write what the form asks for. The goal has to be work or education, or it is sent back.
U1: שלום, she said, and that was all there was to it <b>in the end</b>.
"""
"""A made-up talk with emoji, a joined letter, a flag, words from right to left, and markup."""

LETTER = "Decision\n\nThe application is refused. You must send a new plan within three weeks.\n"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test of this folder may reach this machine."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.allow_hosts(["127.0.0.1"]))


@pytest.fixture
def made_study(tmp_path: Path) -> Callable[..., Path]:
    """Makes a study of made-up texts with a few codes, and says where it is."""

    def make(talk: str = TALK, *, name: str = "s.iestudy") -> Path:
        for title, words in (("U1.txt", talk), ("decision.txt", LETTER)):
            (tmp_path / title).write_text(words, encoding="utf-8")
        with ie.create_study(tmp_path / name, title="Back to work", standpoint="S", person="Ann") as study:
            study.add_case("C1")
            study.add_informant("U1", level="entry", cases="C1")
            study.add_source(tmp_path / "U1.txt", kind="interview", cases="C1", informants="U1", wave=1, language="en")
            study.add_source(tmp_path / "decision.txt", kind="written decision", cases="C1", language="en")
            study.add_code("work", definition="What people do, meant widely.")
            study.add_code("phoning", under="work", definition="Calls to an office.")
            study.add_code("waiting", definition="Time in which nothing comes.")
        return tmp_path / name

    return make


@dataclass
class Local:
    """A running local page, and the study it stands on."""

    path: Path
    address: Callable[..., str]
    stop: Callable[[], None]
    page: LocalPage

    def study(self) -> ie.Study:
        """The study, opened once more to look what arrived; close it."""
        return ie.open_study(self.path, person="Test")


@pytest.fixture
def local_page(made_study: Callable[..., Path]) -> Iterator[Callable[..., Local]]:
    """Starts a local page in a thread: `local_page()` on the made-up study, `local_page(path)` on another."""
    with ExitStack() as over:

        def start(
            path: Path | None = None, *, person: str = "Ann", language: str | None = None, **given: object
        ) -> Local:
            path = path or made_study()
            study = over.enter_context(ie.open_study(path, person=person))
            page = LocalPage(Desk(study, language=language), name=str(path), **given)
            thread = threading.Thread(target=page.run, name="local page")
            thread.start()

            def stop() -> None:
                page.stop()
                thread.join(10)
                assert not thread.is_alive()

            over.callback(stop)
            return Local(path, page.address, stop, page)

        yield start


@dataclass
class Process:
    """`ieworkbench code` in a process of its own."""

    process: subprocess.Popen[str]
    address: str

    def kill(self) -> None:
        """End it as a power cut would."""
        self.process.kill()
        self.process.wait(10)

    def interrupt(self) -> str:
        """Press Ctrl+C, and give what it said last; of one that does not end, where it stands."""
        self.process.send_signal(signal.SIGINT)
        try:
            return self.process.communicate(timeout=10)[0]
        except subprocess.TimeoutExpired:
            self.process.send_signal(signal.SIGABRT)  # Python says then what each thread does
            return self.process.communicate(timeout=10)[0]


@pytest.fixture
def local_process(tmp_path: Path) -> Iterator[Callable[..., Process]]:
    """Starts `ieworkbench code STUDY --no-browser ...` and waits for its address."""
    started: list[subprocess.Popen[str]] = []

    def start(path: Path, *words: str, browser: str = "") -> Process:
        command = [
            sys.executable,
            "-m",
            "ieworkbench",
            "code",
            str(path),
            *words,
            *(() if browser else ("--no-browser",)),
        ]
        # Started from a shell that does something else meanwhile, as checks often are, we and our children hear no Ctrl+C.
        ours = signal.signal(signal.SIGINT, signal.default_int_handler)
        process = subprocess.Popen(
            command, cwd=tmp_path, text=True, encoding="utf-8", stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            env={**os.environ, "PYTHONIOENCODING": "utf-8", "PYTHONUNBUFFERED": "1", "BROWSER": browser, "PYTHONFAULTHANDLER": "1"},
        )  # fmt: skip
        signal.signal(signal.SIGINT, ours)
        started.append(process)
        too_long = threading.Timer(60, process.kill)
        too_long.start()
        said = ""
        while line := process.stdout.readline():
            said += line
            if found := re.search(r"http://127\.0\.0\.1:\d+/\S+", line):
                too_long.cancel()
                return Process(process, found[0])
        raise AssertionError(f"no address was printed: {said}")

    yield start
    for each in started:
        with suppress(ProcessLookupError):
            each.kill()
        each.communicate(timeout=10)


@dataclass
class Complaints:
    """What a page's browser complained of; the test may say what it expects."""

    said: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)

    def expect(self, words: str) -> None:
        """A complaint with these words is no failure."""
        self.expected.append(words)

    def left(self) -> list[str]:
        """Those that nobody expected."""
        return [each for each in self.said if not any(words in each for words in self.expected)]


@pytest.fixture
def complaints() -> Complaints:
    """What the browser complained of so far."""
    return Complaints()


@pytest.fixture
def opened(chromium, complaints: Complaints, request: pytest.FixtureRequest):
    """Opens an address in a context of its own.

    What the page writes to the console, throws, is refused by its policy, or asks of anybody but its
    own server fails the test. `context=page.context` opens another page beside it.
    """
    contexts = []

    def opening(address: str, *, scheme: str = "light", width: int = 1280, height: int = 800, context=None):
        if context is None:
            context = chromium.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
            contexts.append(context)
        page = context.new_page()
        if late := request.config.getoption("--late"):
            page.add_init_script(late_desk(late))
        own = urlsplit(address).netloc
        page.on("console", lambda said: complaints.said.append(f"{said.type}: {said.text}"))
        page.on("pageerror", lambda error: complaints.said.append(f"thrown: {error}"))
        page.on("request", lambda asked: _foreign(asked.url, own, complaints))
        page.on("requestfailed", lambda asked: complaints.said.append(f"failed: {asked.url.rsplit('/', 1)[-1]}"))
        page.goto(address)
        return page

    yield opening
    for each in contexts:
        each.close()
    assert complaints.left() == []


def _foreign(url: str, own: str, complaints: Complaints) -> None:
    if urlsplit(url).netloc != own:
        complaints.said.append(f"asked of elsewhere: {url}")
