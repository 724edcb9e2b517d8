"""Addresses, the history and the moves of the map: the reader is where he expects to be."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, expect

from geodata import Zone
from tests.browser import open_page

QILONG = "area=qilong-innovation-park&lang=de"


@pytest.mark.parametrize(
    "pasted",
    [
        f"#{QILONG}).",
        f"#!/{QILONG}",
        f"#{quote(QILONG, safe='')}",
        f"#{quote('/' + QILONG + ',', safe='')}",
        "#area=qilong-innovation-park&amp;lang=de-AT",
        "#AREA=QILONG-INNOVATION-PARK&lang=DE",
        "#area=qilong- innovation-park & lang=de_CH”",
    ],
)
def test_an_address_is_understood_as_people_paste_it(browser: Browser, file: Path, chengdu: Zone, pasted: str) -> None:
    with open_page(browser, file, pasted) as page:
        expect(page.locator("#details h2")).to_have_text(chengdu.area_records[1].name.de)
        expect(page.locator("html")).to_have_attribute("lang", "de")
        # A link that is pasted into the open page is understood too.
        page.evaluate("location.hash = '#!area=gazelle-valley&amp;lang=zh-CN.'")
        expect(page.locator("#details h2")).to_have_text(chengdu.area_records[0].name.zh)
        page.evaluate("location.hash = '#gazelle'")
        expect(page.locator("#details")).to_be_hidden()
