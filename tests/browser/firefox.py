"""Debian's Firefox, driven over WebDriver BiDi: it is opened, told where to go, clicked, and typed into.

Playwright brings a Firefox of its own and cannot drive this one. BiDi is JSON over a WebSocket; what
the tests need of it is here.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import websocket

FIREFOX = shutil.which("firefox-esr") or shutil.which("firefox")
PREFERENCES = """\
user_pref("app.normandy.enabled", false);
user_pref("app.update.enabled", false);
user_pref("browser.shell.checkDefaultBrowser", false);
user_pref("browser.safebrowsing.downloads.remote.enabled", false);
user_pref("browser.safebrowsing.malware.enabled", false);
user_pref("browser.safebrowsing.phishing.enabled", false);
user_pref("browser.startup.homepage_override.mstone", "ignore");
user_pref("browser.startup.page", 0);
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("extensions.update.enabled", false);
user_pref("network.captive-portal-service.enabled", false);
user_pref("network.connectivity-service.enabled", false);
user_pref("services.settings.server", "");
user_pref("toolkit.telemetry.enabled", false);
user_pref("toolkit.telemetry.server", "");
"""
_KEYS = {"Enter": "\ue007", "Escape": "\ue00c", "Shift": "\ue008", "Control": "\ue009", "ArrowRight": "\ue014"}


class Firefox:
    """A Firefox with one page, and what that page complained of."""

    def __init__(self, folder: Path, width: int = 1280, height: int = 800) -> None:
        assert FIREFOX is not None
        (folder / "user.js").write_text(PREFERENCES)
        self._log = (folder / "firefox.log").open("w+")
        self._process = subprocess.Popen(
            [FIREFOX, "--headless", "--no-remote", "--profile", str(folder), "--remote-debugging-port=0",
             f"--width={width}", f"--height={height}"],
            stdout=self._log, stderr=subprocess.STDOUT, env={"HOME": str(folder), "PATH": "/usr/bin:/bin", "MOZ_CRASHREPORTER_DISABLE": "1"},
        )  # fmt: skip
        self._said = 0
        self.complaints: list[str] = []
        self._socket = websocket.create_connection(self._where(folder) + "/session", timeout=60, suppress_origin=True)
        self.ask("session.new", capabilities={})
        self.ask("session.subscribe", events=["log.entryAdded", "network.beforeRequestSent"])
        self._page = self.ask("browsingContext.getTree")["contexts"][0]["context"]
        self._own = ""

    def _where(self, folder: Path) -> str:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            for line in (folder / "firefox.log").read_text(errors="replace").splitlines():
                if "WebDriver BiDi listening on " in line:
                    return line.rpartition(" ")[2].strip()
            time.sleep(0.05)
        raise AssertionError("Firefox did not come up: " + (folder / "firefox.log").read_text(errors="replace")[-500:])

    def close(self) -> None:
        """End it."""
        self._socket.close()
        self._process.terminate()
        self._process.wait(20)
        self._log.close()

    def ask(self, method: str, **given: Any) -> dict[str, Any]:
        """What Firefox answers; what it tells unasked is looked at on the way."""
        self._said += 1
        self._socket.send(json.dumps({"id": self._said, "method": method, "params": given}))
        while True:
            heard = json.loads(self._socket.recv())
            if heard.get("id") == self._said:
                assert heard["type"] == "success", heard
                return heard["result"]
            self._note(heard)

    def _note(self, heard: dict[str, Any]) -> None:
        told = heard.get("params", {})
        if heard.get("method") == "log.entryAdded" and told["level"] in {"warn", "error"}:
            self.complaints.append(str(told["text"]))
        if heard.get("method") == "network.beforeRequestSent" and told.get("context") == self._page:
            url = told["request"]["url"]
            if not url.startswith("data:") and urlsplit(url).netloc != self._own:
                self.complaints.append(f"asked of elsewhere: {url}")

    def go(self, address: str) -> None:
        """Open an address and wait until it is there."""
        self._own = urlsplit(address).netloc
        self.ask("browsingContext.navigate", context=self._page, url=address, wait="complete")

    def see(self, expression: str) -> Any:
        """What an expression is on the page, as far as JSON can say it."""
        wrapped = f"JSON.stringify({expression}) ?? 'null'"
        answer = self.ask("script.evaluate", expression=wrapped, target={"context": self._page}, awaitPromise=True)
        assert answer["type"] == "success", answer
        return json.loads(answer["result"]["value"])

    def wait(self, expression: str, seconds: float = 20) -> Any:
        """The expression as soon as it is true."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if found := self.see(expression):
                return found
            time.sleep(0.05)
        raise AssertionError(f"it never came to this: {expression}; the page said {self.complaints}")

    def press(self, *keys: str, holding: Sequence[str] = ()) -> None:
        """Press keys one after the other, holding others down."""
        down = [{"type": "keyDown", "value": _KEYS.get(each, each)} for each in holding]
        up = [{"type": "keyUp", "value": _KEYS.get(each, each)} for each in reversed(holding)]
        pressed = [
            {"type": kind, "value": _KEYS.get(each, each)} for each in keys for kind in ("keyDown", "keyUp")
        ]  # fmt: skip
        self._act({"type": "key", "id": "keyboard", "actions": [*down, *pressed, *up]})

    def drag(self, x: float, y: float, to_x: float, to_y: float) -> None:
        """Press the mouse at one place of the window and let it go at another."""
        moves = [
            {"type": "pointerMove", "x": round(x), "y": round(y)},
            {"type": "pointerDown", "button": 0},
            {"type": "pointerMove", "x": round((x + to_x) / 2), "y": round((y + to_y) / 2), "duration": 50},
            {"type": "pointerMove", "x": round(to_x), "y": round(to_y), "duration": 50},
            {"type": "pointerUp", "button": 0},
        ]
        self._act({"type": "pointer", "id": "mouse", "parameters": {"pointerType": "mouse"}, "actions": moves})

    def click(self, selector: str) -> None:
        """Click the middle of the first element of a selector."""
        x, y = self.see(
            f"(() => {{const e = document.querySelector({json.dumps(selector)}); e.scrollIntoView({{block: 'nearest'}});"
            "const b = e.getBoundingClientRect(); return [b.x + b.width / 2, b.y + b.height / 2]})()"
        )
        self.drag(x, y, x, y)

    def _act(self, source: dict[str, Any]) -> None:
        self.ask("input.performActions", context=self._page, actions=[source])
