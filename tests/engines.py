"""Drive the three engines that readers have: Chromium and Firefox with Playwright, WebKitGTK with WebDriver.

Firefox is Debian's, driven over WebDriver BiDi; WebKitGTK is its MiniBrowser on a virtual screen. The tests of the
engines use only a few methods, so that each test is written once.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from glob import glob
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, ViewportSize, sync_playwright
from selenium import webdriver
from selenium.webdriver.common.actions.action_builder import ActionBuilder
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.wait import WebDriverWait
from selenium.webdriver.webkitgtk.options import Options
from selenium.webdriver.webkitgtk.service import Service

from tests.browser import FLAGS, chromium_path, faults_of, start_chromium

SIZE = (1280, 800)
PATIENCE_S = 60
"""Timeout in seconds for anything on the page, also on a busy machine."""


class Engine(ABC):
    """One page in one browser."""

    def __init__(self) -> None:
        self.faults: list[str] = []
        """Faults in the page since it was opened, as far as the engine reports them."""

    @abstractmethod
    def open(self, path: Path, address: str) -> None:
        """Load the page afresh; for another fragment of the same file, a browser would only scroll."""

    @abstractmethod
    def click(self, selector: str) -> None:
        """Click with a real pointer in the middle of the element."""

    @abstractmethod
    def press(self, key: str) -> None:
        """Press a key, by its name in the DOM: Tab, Enter, Escape, a space."""

    @abstractmethod
    def evaluate(self, expression: str) -> Any: ...

    @abstractmethod
    def wait(self, expression: str) -> None:
        """Wait until the expression is true; raise an exception after `PATIENCE_S`."""

    @abstractmethod
    def back(self) -> None:
        """Go back, as the browser's own button does."""

    @abstractmethod
    def forward(self) -> None: ...


class ByPlaywright(Engine):
    """A browser driven by Playwright, with a fresh profile for each page and the network off."""

    def __init__(self, browser: Browser) -> None:
        super().__init__()
        self._browser = browser
        self._page = browser.new_page()

    def open(self, path: Path, address: str) -> None:
        self._page.context.close()
        size = ViewportSize(width=SIZE[0], height=SIZE[1])
        self._page = self._browser.new_context(viewport=size, locale="en-US", offline=True).new_page()
        self.faults = faults_of(self._page, path)
        self._page.goto(path.as_uri() + address)

    def click(self, selector: str) -> None:
        self._page.locator(selector).click()

    def press(self, key: str) -> None:
        self._page.keyboard.press(key)

    def evaluate(self, expression: str) -> Any:
        return self._page.evaluate(expression)

    def wait(self, expression: str) -> None:
        self._page.wait_for_function(f"() => {expression}", timeout=1000 * PATIENCE_S)

    def back(self) -> None:
        self._page.go_back()

    def forward(self) -> None:
        self._page.go_forward()


KEYS = {"Tab": Keys.TAB, "Enter": Keys.ENTER, "Escape": Keys.ESCAPE, " ": Keys.SPACE}


class ByWebDriver(Engine):
    """WebKitGTK, driven by WebDriver. WebDriver reports no console messages, so `faults` stays empty."""

    def __init__(self, driver: webdriver.WebKitGTK) -> None:
        super().__init__()
        self._driver = driver

    def open(self, path: Path, address: str) -> None:
        self._driver.get("about:blank")
        self._driver.get(path.as_uri() + address)

    def click(self, selector: str) -> None:
        # Use the pointer: the driver's own click takes an SVG shape for an element that cannot be clicked.
        box = self._box(selector)
        if box["bottom"] > self.evaluate("innerHeight") or box["top"] < 0:
            self.evaluate(f"void document.querySelector({selector!r}).scrollIntoView({{ block: 'center' }})")
            box = self._box(selector)
        actions = ActionBuilder(self._driver)
        middle = round(box["x"] + box["width"] / 2), round(box["y"] + box["height"] / 2)
        actions.pointer_action.move_to_location(*middle).click()  # type: ignore[no-untyped-call]
        actions.perform()

    def _box(self, selector: str) -> dict[str, float]:
        return dict(self.evaluate(f"document.querySelector({selector!r}).getBoundingClientRect().toJSON()"))

    def press(self, key: str) -> None:
        webdriver.ActionChains(self._driver).send_keys(KEYS[key]).perform()

    def evaluate(self, expression: str) -> Any:
        return self._driver.execute_script(f"return ({expression})")

    def wait(self, expression: str) -> None:
        WebDriverWait(self._driver, PATIENCE_S, poll_frequency=0.03).until(
            lambda _: self.evaluate(expression), expression
        )

    def back(self) -> None:
        self._driver.back()

    def forward(self) -> None:
        self._driver.forward()


@contextmanager
def chromium() -> Iterator[Engine]:
    with sync_playwright() as playwright:
        browser = start_chromium(playwright)
        yield ByPlaywright(browser)
        browser.close()


@contextmanager
def with_a_window(headless: Browser) -> Iterator[Browser]:
    """Yield the same Chromium as readers have it: with windows, on a virtual screen."""
    with virtual_screen() as screen:
        env: dict[str, str | float | bool] = {**os.environ, "DISPLAY": screen}
        launch = headless.browser_type.launch
        browser = launch(executable_path=chromium_path(), args=list(FLAGS), headless=False, env=env)
        yield browser
        browser.close()


@contextmanager
def firefox() -> Iterator[Engine]:
    with sync_playwright() as playwright:
        path = found("firefox-esr", "firefox")
        # This channel means a Firefox that is not Playwright's own build.
        browser = playwright.firefox.launch(channel="moz-firefox", executable_path=path, headless=True)
        yield ByPlaywright(browser)
        browser.close()


@contextmanager
def webkit() -> Iterator[Engine]:
    with virtual_screen() as screen:
        options = Options()
        options.binary_location = found(*glob("/usr/lib/*/webkit2gtk-4.*/MiniBrowser"))
        options.add_argument("--automation")
        service = Service(found("WebKitWebDriver"), env=os.environ | {"DISPLAY": screen, "LANGUAGE": "en"})
        driver = webdriver.WebKitGTK(options=options, service=service)
        try:
            driver.set_window_size(*SIZE)
            yield ByWebDriver(driver)
        finally:
            driver.quit()


ENGINES = {"chromium": chromium, "firefox": firefox, "webkit": webkit}


@contextmanager
def virtual_screen() -> Iterator[str]:
    """Yield the name of a new display, chosen by the X server."""
    read, write = os.pipe()
    size = f"{SIZE[0]}x{SIZE[1] + 200}x24"
    server = subprocess.Popen(
        [found("Xvfb"), "-displayfd", str(write), "-screen", "0", size, "-nolisten", "tcp"],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    try:
        with os.fdopen(read) as answer:
            yield f":{answer.readline().strip()}"
    finally:
        server.terminate()
        server.wait()


def found(*names: str) -> str:
    """Return the path of the first program that exists; raise RuntimeError, rather than skip, if there is none."""
    for name in names:
        path = shutil.which(name) or (name if Path(name).is_absolute() and Path(name).exists() else None)
        if path:
            return path
    raise RuntimeError(f"not found: {names!r}; scripts/test_tools.sh installs it")
