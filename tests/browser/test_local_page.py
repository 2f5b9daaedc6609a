"""The server of the local page, asked as a browser would ask it, and as those who should get nothing."""

from __future__ import annotations

import asyncio
import http.client
import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import pytest
from tornado.httpclient import HTTPClientError, HTTPRequest
from tornado.websocket import websocket_connect

from ieworkbench.errors import PortTaken
from ieworkbench.views.desk.steps import PutOff
from ieworkbench.views.local_page import LocalPage


class Echo:
    """A desk that says back what it is told."""

    def __init__(self):
        self.seats = 0
        self.ready = threading.Event()
        self.put_off = PutOff()

    def attach(self, send):
        self.seats += 1
        return Seat(self, send)

    def get_ready(self):
        self.ready.set()


class Seat:
    def __init__(self, desk, send):
        self.desk, self.receive = desk, send

    def leave(self):
        self.desk.seats -= 1


@pytest.fixture
def running():
    """Starts a page with a desk that says back what it is told."""
    ends = []

    def start(**given):
        page = LocalPage(desk := Echo(), **given)
        page.desk = desk
        thread = threading.Thread(target=page.run)
        page.thread = thread
        thread.start()
        ends.append((page, thread))
        return page

    yield start
    for page, thread in ends:
        page.stop()
        thread.join(10)
        assert not thread.is_alive()


def ask(page, path=None, method="GET", **headers):
    """The status, headers and body that a path gives."""
    parts = urlsplit(page.address())
    connection = http.client.HTTPConnection("127.0.0.1", page.port, timeout=5)
    connection.request(method, parts.path if path is None else path, headers=headers)
    answer = connection.getresponse()
    body = answer.read().decode()
    connection.close()
    return answer.status, answer.headers, body


def talk(page, *words, path=None, origin=None, **headers):
    """What a WebSocket from an origin says back; the status if it is refused."""
    parts = urlsplit(page.address())
    headers = {"Origin": origin or f"http://{parts.netloc}"} | headers
    asked = HTTPRequest(f"ws://{parts.netloc}{parts.path if path is None else path}desk", headers=headers)

    async def said():
        try:
            socket = await websocket_connect(asked)
        except HTTPClientError as refused:
            return refused.code
        heard = []
        for each in words:
            await socket.write_message(json.dumps(each, ensure_ascii=False))
            heard.append(json.loads(await socket.read_message()))
        socket.close()
        assert await socket.read_message() is None
        return heard

    with ThreadPoolExecutor(1) as elsewhere:  # Playwright has a loop of its own in this thread
        return elsewhere.submit(asyncio.run, said()).result()


def test_the_address_gives_the_page_and_its_files_and_nothing_else(running):
    page = running()
    key = urlsplit(page.address()).path
    assert [ask(page, key + name)[0] for name in ("", "page.js", "workbench.css", "page.css", "icon.svg")] == [200] * 5
    assert [ask(page, key + name)[0] for name in ("widget.js", "local.page.py", "..", "page.js.map")] == [404] * 4
    assert "<script" in ask(page)[2]
    assert ask(page, method="POST")[0] == 405


def test_when_somebody_has_come_and_reads_the_desk_gets_ready_for_what_is_asked_next(running):
    page = running()
    assert not page.desk.ready.is_set()
    talk(page, {"say": "hello"})
    assert page.desk.ready.wait(20)


def test_an_edit_that_is_too_large_is_refused_once_and_the_connection_stays(running):
    edit = {"say": "edit", "op": "one", "do": {"kind": "note", "text": "ø" * (4 * 1024 * 1024)}}
    refused, gone, said = talk(running(), edit, {"say": "ask", "about": "ø" * (5 * 1024 * 1024)}, {"say": "hello"})
    assert (refused["tell"], refused["op"], gone["tell"]) == ("refused", "one", "gone")
    assert refused["sentence"].startswith("Nothing was changed: what was written has ")
    assert said == {"say": "hello"}


@pytest.mark.parametrize("path", ["/", "/x/", "/x/page.js", "/x/desk", "//", "/%00/", "/%C3%A9/"])
def test_without_the_key_nothing_is_given(running, path):
    status, headers, body = ask(running(), path)
    assert (status, body) == (403, "This page needs the whole address that ieworkbench printed when it was started.")
    assert "Server" not in headers


def test_a_key_that_is_right_but_for_its_end_is_wrong(running):
    page = running()
    assert ask(page, urlsplit(page.address()).path[:-2] + "_/")[0] == 403


def test_what_a_browser_is_started_with_leads_to_the_page_once(running):
    page = running()
    ticket = urlsplit(page.ticket("U1"))
    assert ticket.fragment == "source=U1"
    assert ticket.path != urlsplit(page.address()).path
    assert ask(page, ticket.path + "page.js")[0] == 403
    assert ask(page, ticket.path, Host="evil.example")[0] == 403
    status, headers, _ = ask(page, ticket.path)
    assert (status, headers["Location"]) == (302, page.address())
    assert ask(page, ticket.path)[0] == 403


def test_every_page_is_started_with_another_key(running):
    first, second = running(), running()
    assert urlsplit(first.address()).path != urlsplit(second.address()).path
    assert len(urlsplit(first.address()).path) > 40


@pytest.mark.parametrize("host", ["evil.example", "localhost", "127.0.0.1", "127.0.0.1:1", ""])
def test_a_name_that_was_made_to_lead_here_gets_nothing(running, host):
    page = running()
    assert ask(page, Host=host)[0] in {400, 403}
    assert talk(page, "hello", Host=host) in {400, 403}


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:1", "https://127.0.0.1"])
def test_a_socket_from_another_page_is_refused_though_it_has_the_key(running, origin):
    page = running()
    assert talk(page, "hello", origin=origin) == 403


def test_a_socket_without_the_key_is_refused(running):
    assert talk(running(), "hello", path="/x/") == 403


def test_a_socket_that_says_not_where_it_comes_from_is_refused(running):
    page = running()
    asked = {
        "Upgrade": "websocket",
        "Connection": "Upgrade",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "eA==",
    }
    assert ask(page, urlsplit(page.address()).path + "desk", **asked)[0] == 403


def test_a_socket_from_the_page_is_answered_in_order(running):
    said = [{"say": "hello", "words": "å😀"}, {"say": "look"}]
    assert talk(running(), *said) == said


def test_the_page_may_load_and_run_only_what_is_ours_and_is_kept_nowhere(running):
    page = running()
    for path in (None, urlsplit(page.address()).path + "page.js", "/x/"):
        headers = ask(page, path)[1]
        policy = headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'; ")
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert (headers["Cache-Control"], headers["Referrer-Policy"]) == ("no-store", "no-referrer")
        assert headers["X-Content-Type-Options"] == "nosniff"


def test_it_listens_on_this_machine_alone(running):
    page = running()
    assert page._listening.getsockname() == ("127.0.0.1", page.port)


def test_the_port_is_the_same_for_a_study_each_time_and_another_one_where_it_is_taken(running):
    first = running(name="/home/ann/s.iestudy")
    second = running(name="/home/ann/s.iestudy")
    assert second.port != first.port
    first.stop()
    first.thread.join(10)
    assert running(name="/home/ann/s.iestudy").port == first.port


def test_a_port_that_was_asked_for_and_is_taken_is_said_in_one_sentence(running):
    page = running()
    with pytest.raises(PortTaken, match=f"Port {page.port} cannot be used"):
        LocalPage(Echo(), port=page.port)


def test_it_stops_when_no_page_was_open_for_a_while():
    page = LocalPage(Echo(), idle_minutes=0.5 / 60)
    ended = []
    thread = threading.Thread(target=lambda: ended.append(page.run()))
    thread.start()
    assert talk(page, "hello") == ["hello"]
    thread.join(10)
    assert ended == [True]


def test_whoever_leaves_gives_up_the_seat(running):
    page = running()
    talk(page, "hello")
    deadline = time.monotonic() + 5
    while page.desk.seats and time.monotonic() < deadline:
        time.sleep(0.01)
    assert page.desk.seats == 0
