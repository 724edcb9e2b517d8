"""The browsers' own "Save page as": Chromium's by its keys and dialog, Firefox's by the code behind its dialog.

Firefox is driven by Marionette, its own protocol, whose messages are JSON preceded by their length: WebDriver BiDi,
which the tests of the engines use, can control pages only.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import websocket

from tests.browser import FLAGS, chromium_path
from tests.engines import PATIENCE_S, found, virtual_screen

PREFERENCES: dict[str, Any] = {
    "marionette.port": 0,  # any free port
    "browser.download.folderList": 2,  # into `browser.download.dir`
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
    """One window of Firefox, with the network off."""

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
        """Wait until the expression is true."""
        _wait_until(lambda: self.evaluate(expression), expression)

    def save(self, folder: Path) -> Path:
        """Return the file that "Save page as" writes into an empty folder, with the defaults of its dialog."""
        self._in_browser(
            f"Services.prefs.setStringPref('browser.download.dir', {json.dumps(str(folder))});"
            "saveBrowser(gBrowser.selectedBrowser, true)"
        )
        _wait_until(lambda: self._in_browser(SAVED), "the page is saved")
        (saved,) = folder.iterdir()
        return saved

    def faults(self) -> list[str]:
        """Return the errors of pages from disk in the console since the start."""
        return [str(fault) for fault in self._in_browser(FAULTS)]


@contextmanager
def firefox(profile: Path) -> Iterator[Firefox]:
    """Yield Firefox with a new profile in an empty folder."""
    lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in PREFERENCES.items()]
    (profile / "user.js").write_text("".join(lines), "utf-8")
    options = ["--headless", "--marionette", "--remote-allow-system-access", "--profile", str(profile)]
    program = [found("firefox-esr", "firefox"), *options]
    process = subprocess.Popen(program, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    port_file = profile / "MarionetteActivePort"
    try:
        _wait_until(lambda: port_file.exists() and port_file.read_text(), "Firefox has started")
        with socket.create_connection(("127.0.0.1", int(port_file.read_text())), timeout=PATIENCE_S) as connection:
            yield Firefox(connection)
    finally:
        process.terminate()
        process.wait()


SAVE_BUTTON = ("X", "WIDTH", 50), ("Y", "HEIGHT", 24)
"""Distance of the button from the lower right corner of Chromium's dialog, in pixels."""


def saved_by_chromium(path: Path, address: str, ready: str, folder: Path) -> Path:
    """Return the file that Chromium's "Save page as" writes into the empty `folder`, by Ctrl+S and its dialog.

    Only X drives it, as Playwright suppresses such dialogs. DevTools reports whether the page is `ready`.
    """
    profile = folder.parent / "profile of Chromium"
    (profile / "Default").mkdir(parents=True)
    preferences = {"savefile": {"default_directory": str(folder)}}
    (profile / "Default" / "Preferences").write_text(json.dumps(preferences), "utf-8")
    options = [f"--user-data-dir={profile}", "--remote-debugging-port=0", "--remote-allow-origins=*"]
    with virtual_screen() as screen:
        # Without a session bus, the dialog is Chromium's own, on its own screen.
        env = os.environ | {"DISPLAY": screen, "DBUS_SESSION_BUS_ADDRESS": "disabled:", "LANGUAGE": "en"}
        program = [chromium_path(), *FLAGS, *options, path.as_uri() + address]
        process = subprocess.Popen(program, env=env, stderr=subprocess.DEVNULL)
        try:
            _wait_until(lambda: _is_true(ready, profile / "DevToolsActivePort"), "the page is ready")
            tool = found("xdotool")
            subprocess.run([tool, "key", "ctrl+s"], env=env, check=True)
            search = [tool, "search", "--sync", "--onlyvisible", "--name", "^Save File$"]
            answer = subprocess.run(
                [*search, "getwindowgeometry", "--shell"], env=env, check=True, timeout=PATIENCE_S, capture_output=True
            )
            # The button is in the corner. Without a window manager, keys do not reach it.
            dialog = dict(line.split("=") for line in answer.stdout.decode().split())
            corner = [f"{int(dialog[at]) + int(dialog[size]) - off}" for at, size, off in SAVE_BUTTON]
            subprocess.run([tool, "mousemove", *corner, "click", "1"], env=env, check=True)
            _wait_until(lambda: any(_is_whole(each) for each in folder.iterdir()), "the page is saved")
        finally:
            process.terminate()
            process.wait()
    (saved,) = folder.iterdir()
    return saved


def _is_true(expression: str, port_file: Path) -> bool:
    """Return whether the expression is true in the first page of the Chromium whose port is in `port_file`."""
    if not port_file.exists():
        return False
    with urllib.request.urlopen(f"http://127.0.0.1:{port_file.read_text().split()[0]}/json") as answer:
        target = next(each for each in json.load(answer) if each["type"] == "page")
    page = websocket.create_connection(target["webSocketDebuggerUrl"], timeout=PATIENCE_S)
    page.send(json.dumps({"id": 1, "method": "Runtime.evaluate", "params": {"expression": expression}}))
    result = json.loads(page.recv())["result"]["result"]
    page.close()
    return result.get("value") is True


def _is_whole(saved: Path) -> bool:
    return saved.suffix == ".html" and saved.read_bytes().rstrip().endswith(b"</html>")


def _wait_until(is_so: Callable[[], object], what: str) -> None:
    """Poll until it is so; fail after twice `PATIENCE_S`."""
    until = time.monotonic() + 2 * PATIENCE_S
    while not is_so():
        assert time.monotonic() < until, f"waited in vain until {what}"
        time.sleep(0.1)
