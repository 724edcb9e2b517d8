"""Firefox by Marionette, its own protocol, which reaches the browser itself: "Save page as", console and network.

WebDriver BiDi, by which the tests of the engines drive it, reaches pages only. A message is JSON behind its length.
"""

from __future__ import annotations

import json
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.engines import PATIENCE_S, found

PREFERENCES: dict[str, Any] = {
    "marionette.port": 0,  # any that is free
    "browser.download.folderList": 2,  # where `browser.download.dir` says
    "browser.download.useDownloadDir": True,
    "network.manage-offline-status": False,
}
SAVED = """
return Downloads.getList(Downloads.ALL).then((list) => list.getAll())
  .then((all) => all.length > 0 && all.every(({ succeeded }) => succeeded));
"""
FAULTS = """
return Services.console.getMessageArray()
  .filter((message) => message instanceof Ci.nsIScriptError && /^(file|data):/.test(message.sourceName))
  .map((message) => message.errorMessage);
"""


class Firefox:
    """One window, with the network off."""

    def __init__(self, connection: socket.socket) -> None:
        self._socket = connection
        self._read()
        self._send("WebDriver:NewSession", capabilities={})
        self._in_browser("Services.io.offline = true; Services.console.reset()")

    def _read(self) -> Any:
        length = b""
        while not length.endswith(b":"):
            length += self._socket.recv(1)
        message = b""
        while len(message) < int(length[:-1]):
            message += self._socket.recv(int(length[:-1]) - len(message))
        return json.loads(message)

    def _send(self, command: str, **parameters: Any) -> Any:
        message = json.dumps([0, 1, command, parameters]).encode()
        self._socket.sendall(b"%d:%b" % (len(message), message))
        _, _, error, result = self._read()
        assert error is None, error
        return result

    def _in_browser(self, script: str) -> Any:
        self._send("Marionette:SetContext", value="chrome")
        result = self._send("WebDriver:ExecuteScript", script=script, args=[])["value"]
        self._send("Marionette:SetContext", value="content")
        return result

    def open(self, path: Path, address: str = "") -> None:
        self._send("WebDriver:Navigate", url=path.as_uri() + address)

    def evaluate(self, expression: str) -> Any:
        return self._send("WebDriver:ExecuteScript", script=f"return ({expression})", args=[])["value"]

    def wait(self, expression: str) -> None:
        """Until the expression is true."""
        until = time.monotonic() + PATIENCE_S
        while not self.evaluate(expression):
            assert time.monotonic() < until, expression
            time.sleep(0.1)

    def save(self, folder: Path) -> Path:
        """What "Save page as" writes into an empty folder once the reader has agreed to what its dialog proposes."""
        self._in_browser(
            f"Services.prefs.setStringPref('browser.download.dir', {json.dumps(str(folder))});"
            "saveBrowser(gBrowser.selectedBrowser, true)"
        )
        until = time.monotonic() + PATIENCE_S
        while not self._in_browser(SAVED):
            assert time.monotonic() < until, "nothing was saved"
            time.sleep(0.1)
        (saved,) = folder.iterdir()
        return saved

    def faults(self) -> list[str]:
        """What the console tells of pages from disk since it started."""
        return [str(fault) for fault in self._in_browser(FAULTS)]


@contextmanager
def firefox(profile: Path) -> Iterator[Firefox]:
    """Firefox with a new profile in an empty folder."""
    lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in PREFERENCES.items()]
    (profile / "user.js").write_text("".join(lines), "utf-8")
    options = ["--headless", "--marionette", "--remote-allow-system-access", "--profile", str(profile)]
    program = [found("firefox-esr", "firefox"), *options]
    process = subprocess.Popen(program, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    told = profile / "MarionetteActivePort"
    try:
        until = time.monotonic() + 3 * PATIENCE_S
        while not (told.exists() and told.read_text()):
            assert time.monotonic() < until, "Firefox does not start"
            time.sleep(0.1)
        with socket.create_connection(("127.0.0.1", int(told.read_text())), timeout=PATIENCE_S) as connection:
            yield Firefox(connection)
    finally:
        process.terminate()
        process.wait()
