"""The three engines that readers have, driven for real: Chromium and Firefox by Playwright, WebKitGTK by WebDriver.

Firefox is Debian's, over WebDriver BiDi; WebKitGTK is its MiniBrowser on a virtual screen. A small set of
verbs is all that the tests of the engines need, so that each test is written once.
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

from playwright.sync_api import Page, sync_playwright
from selenium import webdriver
from selenium.webdriver.common.actions.action_builder import ActionBuilder
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.wait import WebDriverWait
from selenium.webdriver.webkitgtk.options import Options
from selenium.webdriver.webkitgtk.service import Service

from tests.browser import start_chromium

SIZE = (1280, 800)
PATIENCE_S = 10


class Engine(ABC):
    """One page in one browser."""

    @abstractmethod
    def open(self, address: str) -> None:
        """Afresh: to another fragment of the same file a browser would only move."""

    @abstractmethod
    def click(self, selector: str) -> None:
        """A real click in the middle of the element."""

    @abstractmethod
    def press(self, key: str) -> None:
        """A key by its name in the DOM: Tab, Enter, Escape, a space."""

    @abstractmethod
    def evaluate(self, expression: str) -> Any: ...

    @abstractmethod
    def wait(self, expression: str) -> None:
        """Until the expression is true; after a while it fails."""

    def back(self) -> None:
        self.evaluate("void history.back()")

    def forward(self) -> None:
        self.evaluate("void history.forward()")


class ByPlaywright(Engine):
    def __init__(self, page: Page) -> None:
        self._page = page

    def open(self, address: str) -> None:
        self._page.goto("about:blank")
        self._page.goto(address)

    def click(self, selector: str) -> None:
        self._page.locator(selector).click()

    def press(self, key: str) -> None:
        self._page.keyboard.press(key)

    def evaluate(self, expression: str) -> Any:
        return self._page.evaluate(expression)

    def wait(self, expression: str) -> None:
        self._page.wait_for_function(f"() => {expression}", timeout=1000 * PATIENCE_S)


KEYS = {"Tab": Keys.TAB, "Enter": Keys.ENTER, "Escape": Keys.ESCAPE, " ": Keys.SPACE}


class ByWebDriver(Engine):
    def __init__(self, driver: webdriver.WebKitGTK) -> None:
        self._driver = driver

    def open(self, address: str) -> None:
        self._driver.get("about:blank")
        self._driver.get(address)

    def click(self, selector: str) -> None:
        # By pointer: to the driver's own click a shape of SVG is nothing that can be clicked.
        box = self._box(selector)
        if box["bottom"] > self.evaluate("innerHeight") or box["top"] < 0:
            self.evaluate(f"void document.querySelector({selector!r}).scrollIntoView({{ block: 'center' }})")
            box = self._box(selector)
        actions = ActionBuilder(self._driver)
        middle = round(box["x"] + box["width"] / 2), round(box["y"] + box["height"] / 2)
        actions.pointer_action.move_to_location(*middle).click()
        actions.perform()

    def _box(self, selector: str) -> dict[str, float]:
        return dict(self.evaluate(f"document.querySelector({selector!r}).getBoundingClientRect().toJSON()"))

    def press(self, key: str) -> None:
        webdriver.ActionChains(self._driver).send_keys(KEYS[key]).perform()

    def evaluate(self, expression: str) -> Any:
        return self._driver.execute_script(f"return ({expression})")  # type: ignore[no-untyped-call]

    def wait(self, expression: str) -> None:
        WebDriverWait(self._driver, PATIENCE_S).until(lambda _: self.evaluate(expression), expression)


@contextmanager
def chromium() -> Iterator[Engine]:
    with sync_playwright() as playwright:
        browser = start_chromium(playwright)
        yield ByPlaywright(browser.new_page(viewport={"width": SIZE[0], "height": SIZE[1]}, locale="en-US"))
        browser.close()


@contextmanager
def firefox() -> Iterator[Engine]:
    with sync_playwright() as playwright:
        path = _found("firefox-esr", "firefox")
        # By its name the channel stands for a Firefox that is not Playwright's own build.
        browser = playwright.firefox.launch(channel="moz-firefox", executable_path=path, headless=True)
        yield ByPlaywright(browser.new_page(viewport={"width": SIZE[0], "height": SIZE[1]}, locale="en-US"))
        browser.close()


@contextmanager
def webkit() -> Iterator[Engine]:
    with virtual_screen() as screen:
        options = Options()
        options.binary_location = _found(*glob("/usr/lib/*/webkit2gtk-4.*/MiniBrowser"))
        options.add_argument("--automation")
        service = Service(_found("WebKitWebDriver"), env=os.environ | {"DISPLAY": screen, "LANGUAGE": "en"})
        driver = webdriver.WebKitGTK(options=options, service=service)
        try:
            driver.set_window_size(*SIZE)
            yield ByWebDriver(driver)
        finally:
            driver.quit()


ENGINES = {"chromium": chromium, "firefox": firefox, "webkit": webkit}


@contextmanager
def virtual_screen() -> Iterator[str]:
    """The name of a display of its own that the X server has chosen."""
    told, write = os.pipe()
    size = f"{SIZE[0]}x{SIZE[1] + 200}x24"
    server = subprocess.Popen(
        [_found("Xvfb"), "-displayfd", str(write), "-screen", "0", size, "-nolisten", "tcp"],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    try:
        with os.fdopen(told) as answer:
            yield f":{answer.readline().strip()}"
    finally:
        server.terminate()
        server.wait()


def _found(*names: str) -> str:
    """The path of the first program that is there; without any the tests fail, not skip."""
    for name in names:
        path = shutil.which(name) or (name if Path(name).is_absolute() and Path(name).exists() else None)
        if path:
            return path
    raise RuntimeError(f"not found: {names!r}; scripts/test_tools.sh installs it")
