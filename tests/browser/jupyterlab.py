"""A JupyterLab of its own for a test: a server in a folder, a notebook opened in a browser, its cells and its kernel."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import Any

import psutil

_TOKEN = "made-up-for-this-test"
_IDLE = """(() => {
  const kernel = window.jupyterapp?.shell?.currentWidget?.sessionContext?.session?.kernel;
  return kernel && kernel.connectionStatus === "connected" && kernel.status === "idle";
})()"""


def notebook(*cells: str) -> dict[str, Any]:
    """A notebook of these cells, as a file holds it."""
    return {
        "cells": [
            {
                "cell_type": "code",
                "id": f"c{n}",
                "source": words,
                "metadata": {},
                "outputs": [],
                "execution_count": None,
            }
            for n, words in enumerate(cells)
        ],
        "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }


class JupyterLab:
    """A JupyterLab that keeps everything it writes in one folder, and saves the state of widgets."""

    def __init__(self, folder: Path, *cells: str) -> None:
        self.folder = folder
        self.file = folder / "work.ipynb"
        self.file.write_text(json.dumps(notebook(*cells)), "utf-8")
        saving = folder / "settings" / "@jupyter-widgets" / "jupyterlab-manager"
        saving.mkdir(parents=True)
        (saving / "plugin.jupyterlab-settings").write_text('{"saveState": true}')
        self.port = _free_port()
        homes = {
            name: str(folder / name.lower())
            for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")
        }
        environment = {
            **os.environ, **homes, "HOME": str(folder), "JUPYTERLAB_SETTINGS_DIR": str(folder / "settings"),
            "JUPYTERLAB_WORKSPACES_DIR": str(folder / "workspaces"), "PYDEVD_DISABLE_FILE_VALIDATION": "1",
        }  # fmt: skip
        command = [
            sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--ip=127.0.0.1", f"--port={self.port}",
            "--ServerApp.port_retries=0", f"--IdentityProvider.token={_TOKEN}", f"--ServerApp.root_dir={folder}",
            "--expose-app-in-browser", "--LabApp.news_url=", "--LabApp.extension_manager=readonly",
        ]  # fmt: skip
        self._log = (folder / "server.log").open("w")
        self._server = subprocess.Popen(
            command, cwd=folder, env=environment, stdout=self._log, stderr=subprocess.STDOUT
        )
        self.page: Any = None

    def wait(self) -> None:
        """Wait until the server answers."""
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/api?token={_TOKEN}", timeout=5):
                    return
            except OSError:
                time.sleep(0.1)
        raise AssertionError("JupyterLab did not come up: " + (self.folder / "server.log").read_text()[-800:])

    def close(self) -> None:
        """End the server and its kernels."""
        ours = [psutil.Process(self._server.pid), *psutil.Process(self._server.pid).children(recursive=True)]
        for each in ours:
            each.kill()
        self._server.wait(10)
        self._log.close()

    def open(self, page: Any) -> None:
        """Open the notebook in a browser and wait for its kernel."""
        self.page = page
        page.goto(f"http://127.0.0.1:{self.port}/lab/tree/{self.file.name}?token={_TOKEN}")
        self.until_idle()

    def until_idle(self) -> None:
        """Wait until the kernel is there and does nothing."""
        self.page.wait_for_function(_IDLE, timeout=60_000)

    def run(self, cell: int) -> None:
        """Run a cell and wait until it is done."""
        self.page.evaluate(
            f"jupyterapp.shell.currentWidget.content.activeCellIndex = {cell}; jupyterapp.commands.execute('notebook:run-cell').then(() => 1)"
        )
        self.until_idle()

    def cells(self) -> int:
        """How many cells the notebook has."""
        return int(self.page.evaluate("jupyterapp.shell.currentWidget.content.widgets.length"))

    def saved(self) -> str:
        """What the notebook's file holds once it is saved."""
        before = self.file.stat().st_mtime_ns
        self.page.evaluate("jupyterapp.commands.execute('docmanager:save').then(() => 1)")
        assert self.file.stat().st_mtime_ns != before, "the notebook was not saved"
        return self.file.read_text("utf-8")

    def _kernel(self) -> psutil.Process:
        found = [
            each for each in psutil.Process(self._server.pid).children(recursive=True) if "ipykernel_launcher" in each.cmdline()
        ]  # fmt: skip
        assert len(found) == 1, found
        return found[0]

    def freeze(self) -> None:
        """Have the kernel do nothing more, as one does that computes for long."""
        self._kernel().send_signal(signal.SIGSTOP)

    def kill(self) -> None:
        """Kill the kernel, and wait for the one that JupyterLab starts in its place."""
        old = self._kernel()
        old.kill()
        deadline = time.monotonic() + 60
        while not any(
            each.pid != old.pid and "ipykernel_launcher" in each.cmdline()
            for each in psutil.Process(self._server.pid).children(recursive=True)
        ):
            assert time.monotonic() < deadline, "no kernel was started in its place"
            time.sleep(0.1)
        self.until_idle()


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
