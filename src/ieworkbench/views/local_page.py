"""The local page: a study in a browser on this machine, without a notebook.

A small server on 127.0.0.1 gives the browser the shipped files and one WebSocket for each view,
which a seat at the `Desk` answers. The server is for the person who started it alone:

- its address has a random key in it, and without the key nothing is answered;
- a request must name the server as the browser's address bar does, so that a page from elsewhere
  that resolves its own name to this machine gets nothing; a WebSocket must come from our own page;
- the page may load nothing from anywhere and run nothing but our script;
- nothing of a study is kept by the browser's cache or written into a log.

It stops when no page has been open for a while.
"""

from __future__ import annotations

import asyncio
import errno
import os
import secrets
import socket
import zlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from importlib.resources import files
from threading import Lock
from typing import Any, Protocol
from urllib.parse import quote

import msgspec
from tornado.httpserver import HTTPServer
from tornado.web import Application, RequestHandler
from tornado.websocket import WebSocketClosedError, WebSocketHandler

from ieworkbench.errors import EditTooLarge, IEError, PortTaken
from ieworkbench.views.local_gate import HEADERS, Gate

__all__ = ["IDLE_MINUTES", "LocalPage"]

IDLE_MINUTES = 60.0
"""How long a local page stays without anybody looking, unless told."""

_HERE = "127.0.0.1"
_FIRST_PORT, _PORTS = 21_000, 10_000
_GOING_AWAY = 1001
_REFUSED = 403
_LARGEST_MESSAGE = 4 * 1024 * 1024
"""How many characters a message may have; what is larger is heard, so that its view can be told not to send it again."""
_LARGEST_HEARD = 64 * 1024 * 1024
_PING_SECONDS = 30
_AT_REST_SECONDS = 2.0
"""How long after somebody came what may be asked for next is loaded: when the text is there and being read."""
_FILES = {
    "": ("page.html", "text/html; charset=utf-8"),
    "page.js": ("page.js", "text/javascript; charset=utf-8"),
    "workbench.css": ("workbench.css", "text/css; charset=utf-8"),
    "page.css": ("page.css", "text/css; charset=utf-8"),
    "icon.svg": ("icon.svg", "image/svg+xml"),
}


class LocalPage:
    """A study's page on this machine, from when it is made until it is stopped or nobody looks any more.

    Parameters
    ----------
    desk
        Where the views' messages are answered; it is used from one thread of the page's own.
    port
        The port to listen on. If not given, one that is the same for the same ``name`` each time, so
        that what a browser kept of edits that were not yet stored is found again; or any free one.
    name
        What the port is chosen by: the path of the study.
    idle_minutes
        After how many minutes without an open page it stops.

    Raises
    ------
    PortTaken
        If another program listens on the given port.
    """

    def __init__(
        self, desk: Desk, *, port: int | None = None, name: str = "", idle_minutes: float = IDLE_MINUTES
    ) -> None:
        self._listening = _listen(port, name)
        self.port: int = self._listening.getsockname()[1]
        self._gate = Gate(f"{_HERE}:{self.port}", secrets.token_urlsafe(32))
        self._tickets: set[str] = set()
        self._room = _Room(desk, idle_minutes * 60)
        self._lock = Lock()
        self._running = False

    def address(self, source: str = "") -> str:
        """What to open in a browser: the page, or the page at a source."""
        return self._gate.address + (f"#source={quote(source, safe='')}" if source else "")

    def ticket(self, source: str = "") -> str:
        """What to give to a browser: an address that leads to the page once.

        Which program was started with which words, others on the machine can see; this one is worth
        nothing when they have read it.
        """
        self._tickets.add(ticket := secrets.token_urlsafe(32))
        return self.address(source).replace(self._gate.key, ticket, 1)

    def run(self) -> bool:
        """Answer until stopped.

        Returns
        -------
        bool
            Whether it stopped because nobody looked any more.
        """
        with self._lock:
            self._running = self._listening.fileno() >= 0
        if self._running:
            asyncio.run(self._serve())
        return self._room.was_idle

    def stop(self) -> None:
        """Stop answering, or never begin; may be called from any thread."""
        self._room.close()
        with self._lock:
            if not self._running:
                self._listening.close()

    async def _serve(self) -> None:
        at = {"gate": self._gate}
        application = Application(
            [
                (r"/([^/]*)/desk", _Socket, {**at, "room": self._room}),
                (r"/([^/]*)/", _Page, {**at, "tickets": self._tickets}),
                (r"/([^/]*)/([a-z.]*)", _File, at),
                (r".*", _File, at),
            ],
            log_function=lambda _: None,
            websocket_max_message_size=_LARGEST_HEARD,
            websocket_ping_interval=_PING_SECONDS,
        )
        server = HTTPServer(application)
        server.add_socket(self._listening)
        try:
            await self._room.stay_open()
        finally:
            server.stop()
            await server.close_all_connections()


class Seat(Protocol):
    """One view's place at the desk."""

    def receive(self, message: Any) -> None:  # noqa: ANN401 - what came from outside
        """Answer a message."""

    def leave(self) -> None:
        """Hear no more."""


class PutOff(Protocol):
    """What the desk does when nobody has said anything."""

    when_idle: Callable[[Callable[[], None]], object] | None


class Desk(Protocol):
    """What answers the views."""

    @property
    def put_off(self) -> PutOff:
        """What can wait."""

    def attach(self, send: Callable[[Any], None]) -> Seat:
        """A seat, whose answers are sent by ``send``."""

    def get_ready(self) -> None:
        """Load what may be asked for later."""


class _Room:
    """Where the desk stands: the thread it is used from, those who look, and when it is closed."""

    def __init__(self, desk: Desk, idle_seconds: float) -> None:
        self._desk = desk
        self._idle_seconds = idle_seconds
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="desk")
        self._looking: set[_Socket] = set()
        self._closing: tuple[asyncio.AbstractEventLoop, asyncio.Event] | None = None
        self._waiting: asyncio.TimerHandle | None = None
        self._lock = Lock()
        self._closed = False
        self._ready = False
        desk.put_off.when_idle = self._do  # whatever was said before it stands before it in the thread's row
        self.was_idle = False

    async def stay_open(self) -> None:
        """Wait until the room is closed, or until nobody has looked for long enough."""
        closing = asyncio.Event()
        with self._lock:
            self._closing = (asyncio.get_running_loop(), closing)
            if self._closed:
                closing.set()
        self._wait()
        try:
            await closing.wait()
        finally:
            for each in tuple(self._looking):
                each.close(_GOING_AWAY)
            self._thread.shutdown(wait=True)

    def close(self) -> None:
        """Close it, now or as soon as it opens; may be called from any thread."""
        with self._lock:
            self._closed = True
            closing = self._closing
        if closing is not None:
            with suppress(RuntimeError):  # it is closed already
                closing[0].call_soon_threadsafe(closing[1].set)

    async def come(self, one: _Socket) -> Seat:
        """A seat for somebody who looks."""
        self._looking.add(one)
        if self._waiting is not None:
            self._waiting.cancel()
        loop = asyncio.get_running_loop()
        if not self._ready:
            self._ready = True
            loop.call_later(_AT_REST_SECONDS, self._do, self._desk.get_ready)

        def send(message: Any) -> None:  # noqa: ANN401 - what the desk says
            words = msgspec.json.encode(message).decode()
            with suppress(RuntimeError):  # the room is closed
                loop.call_soon_threadsafe(one.tell, words)

        return await loop.run_in_executor(self._thread, self._desk.attach, send)

    async def say(self, seat: Seat, message: Any) -> None:  # noqa: ANN401 - what came from outside
        """Have the desk answer."""
        await asyncio.get_running_loop().run_in_executor(self._thread, seat.receive, message)

    def go(self, one: _Socket, seat: Seat | None) -> None:
        """Give up a seat."""
        self._looking.discard(one)
        if seat is not None:
            self._do(seat.leave)
        if not self._looking:
            self._wait()

    def _do(self, what: Callable[[], None]) -> None:
        """Have something done at the desk, after whatever waits there."""
        with suppress(RuntimeError):  # the room is closed
            self._thread.submit(what)

    def _wait(self) -> None:
        if self._closing is not None:
            self._waiting = self._closing[0].call_later(self._idle_seconds, self._tire)

    def _tire(self) -> None:
        self.was_idle = True
        self.close()


class _Answer(RequestHandler):
    """What is the same of every answer."""

    gate: Gate

    def initialize(self, gate: Gate) -> None:
        self.gate = gate

    def set_default_headers(self) -> None:
        """Kept nowhere, named nowhere."""
        self.clear_header("Server")
        for name, value in HEADERS.items():
            self.set_header(name, value)

    def prepare(self) -> None:
        """Refuse whoever has no key."""
        key = self.path_args[0] if self.path_args else ""
        if not self.gate.lets_in(self._host, key):
            self.send_error(_REFUSED)

    @property
    def _host(self) -> str | None:
        return self.request.headers.get("Host")

    def write_error(self, status_code: int, **_: Any) -> None:  # noqa: ANN401 - as tornado calls it
        """One sentence, with nothing of the request in it."""
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.set_header("Content-Security-Policy", self.gate.policy)
        refused = "This page needs the whole address that ieworkbench printed when it was started."
        self.finish(refused if status_code == _REFUSED else "There is nothing here.")

    def log_exception(self, *_: Any) -> None:  # noqa: ANN401 - as tornado calls it
        """Write nothing: what was asked may hold words."""


class _File(_Answer):
    """One of the shipped files."""

    def get(self, _: str = "", name: str = "") -> None:
        """The file of a name."""
        if name not in _FILES:
            self.send_error(404)
            return
        file, kind = _FILES[name]
        self.set_header("Content-Type", kind)
        self.set_header("Content-Security-Policy", self.gate.policy)
        self.finish(files("ieworkbench.views").joinpath("static", file).read_bytes())


class _Page(_File):
    """The page; for a ticket, the way to it."""

    tickets: set[str]

    def initialize(self, gate: Gate, tickets: set[str]) -> None:  # type: ignore[override] # tornado passes by name
        super().initialize(gate)
        self.tickets = tickets

    def prepare(self) -> None:
        """Take a ticket, or refuse whoever has no key."""
        ticket = next((each for each in self.tickets if self.gate.lets_in(self._host, self.path_args[0], each)), "")
        if ticket:
            self.tickets.discard(ticket)
            self.redirect(self.gate.address)
        else:
            super().prepare()


class _Socket(_Answer, WebSocketHandler):
    """One view's way to the desk and back."""

    room: _Room
    seat: Seat | None = None

    def initialize(self, gate: Gate, room: _Room) -> None:  # type: ignore[override] # tornado passes by name
        super().initialize(gate)
        self.room = room

    def prepare(self) -> None:
        """Refuse whoever has no key or comes from another page."""
        super().prepare()
        if not self._finished and not self.gate.is_own(self.request.headers.get("Origin")):
            self.send_error(_REFUSED)

    def check_origin(self, origin: str) -> bool:
        """Only our own page."""
        return self.gate.is_own(origin)

    async def open(self, *_: str) -> None:
        """Take a seat at the desk."""
        self.seat = await self.room.come(self)
        if self.close_code is not None or self.ws_connection is None:  # it went while it was waiting
            self.room.go(self, self.seat)

    async def on_message(self, message: str | bytes) -> None:
        """Have the desk answer; one after the other, in the order in which they came."""
        if self.seat is None:
            return
        try:
            if len(message) > _LARGEST_MESSAGE:
                self.tell(_refused(message))
                return
            await self.room.say(self.seat, msgspec.json.decode(message))
        except msgspec.DecodeError:
            return
        except IEError as error:
            self.tell(msgspec.json.encode({"tell": "gone", "sentence": str(error)}).decode())

    def on_close(self) -> None:
        """Leave the desk."""
        self.room.go(self, self.seat)

    def tell(self, words: str) -> None:
        """Send words to the view, if it is still there."""
        with suppress(WebSocketClosedError):
            self.write_message(words).add_done_callback(lambda done: done.cancelled() or done.exception())


def _refused(message: str | bytes) -> str:
    """What the view hears that said too much at once."""
    op = msgspec.json.decode(message, type=_Named).op
    told = {"tell": "refused", "op": op} if op else {"tell": "gone"}
    return msgspec.json.encode({**told, "sentence": str(EditTooLarge(len(message), _LARGEST_MESSAGE))}).decode()


class _Named(msgspec.Struct):
    """The name of an edit."""

    op: str = ""


def _listen(port: int | None, name: str) -> socket.socket:
    """A socket that listens on a port of this machine alone."""
    usual = _FIRST_PORT + zlib.crc32(name.encode()) % _PORTS
    for each in (usual, 0) if port is None else (port,):
        listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        try:
            if os.name == "posix":  # elsewhere it would let two programs have one port
                listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listening.bind((_HERE, each))
            listening.listen()
        except OSError as error:
            listening.close()
            if error.errno not in {errno.EADDRINUSE, errno.EACCES}:
                raise
        else:
            listening.setblocking(False)
            return listening
    raise PortTaken(port or 0)
