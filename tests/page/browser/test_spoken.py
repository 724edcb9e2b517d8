"""What a screen reader says, in order: spoken by a virtual screen reader in the page itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from geodata import LANGUAGES, Zone
from maps.text.translator import Translator
from tests.browser import open_page, wait_for_live_map

SCREEN_READER = Path(__file__).parents[3] / "node_modules/@guidepup/virtual-screen-reader/lib/esm/index.browser.js"
EXPORTED = re.compile(r"export\{[\w$]+ as Virtual,([\w$]+) as virtual\};?")
SPEAK = """async (last) => {
  // Unlike a browser it does not know that the content of a closed menu is hidden from screen readers.
  for (const held of document.querySelectorAll('details:not([open]) > :not(summary)')) held.ariaHidden = 'true';
  await virtual.start({ container: document.body });
  while ((await virtual.lastSpokenPhrase()) !== last) await virtual.next();
  const phrases = await virtual.spokenPhraseLog();
  await virtual.stop();
  return phrases;
}"""
# Leave out the ends of elements and plain paragraphs.
UNSPOKEN = re.compile(r"end of |paragraph$|document$|strong$|·$")
POSITION = re.compile(r", level 1, position \d+, set size \d+")
LAST = "heading, Distance and direction, level 3"
EXPECTED = """\
link, Skip to the areas
link, Skip to the map
link, Skip to the facts
link, Skip to the downloads
banner
China–Japan zone, Chengdu
navigation, Language
link, English, current item
link, Deutsch
link, 中文
link, 日本語
button, Share, 1 control, not expanded
button, Download, 1 control, not expanded
main
heading, Most of Chengdu’s 36.9 km² China–Japan zone appears to lie near the new airport, level 1
region, Map
image, Overview: where the map lies in Chengdu
application, Map of the areas, On the map: arrow keys move it, + and − zoom, N lists what is near.
button, Gazelle Valley, 4.6 km², approximate location, current item
button, Qilong Innovation Park, 5.3 km², approximate location
button, Future Science and Technology City, 27 km², approximate location
1 km
group, How much of this is certain?
How much of this is certain?
radio, Release only, not checked, position 1, set size 3
Release only
radio, + sources, not checked, position 2, set size 3
+ sources
radio, + estimate, checked, position 3, set size 3
+ estimate
The locations are our estimate. Each filled shape shows the true size …
button, Zoom in
button, Zoom out
button, Show all areas
button, Show the map full screen
group
Online background
group
Move the map
group
How to read this map
link, © OpenStreetMap contributors
link, 行政区划：天地图 GS(2024)0650号
region, The areas
heading, The areas, level 2
list
listitem
button, Gazelle Valley 瞪羚谷 4.6 km² 11 km south of Tianfu Square · location ±2 km, current item
listitem
button, Qilong Innovation Park 骑龙创新园 5.3 km² 14 km south of Tianfu Square · location ±1.6 km
listitem
button, Future Science and Technology City 成都未来科技城 27 km² 46 km south-east of Tianfu Square · location ±3 km
button, How big is that? Lay it over the old town, not pressed
In November 2020 Chengdu presented its plans for a zone of …
Where no outline is known, the map shows a circle: its size is the published one, its location our estimate.
China–Japan (Chengdu) Regional Development Cooperation Demonstration Zone
Press release of 20 November 2020, mapped
region, Gazelle Valley
article
heading, Gazelle Valley, level 2
button, Previous area
button, Next area
button, Close details
瞪羚谷
Dènglíng Gǔ
4.6 km², 12.5% of the zone
heading, How certain is the location?, level 3
Confidence: medium. The centre may be up to 2 km off.
Two clues point to Dayuan and Jincheng Lake. The architects of Qilong …
heading, Distance and direction, level 3
"""


def speak(browser: Browser, file: Path, address: str, last: str) -> list[str]:
    with open_page(browser, file, address, reduced_motion="reduce") as page:
        wait_for_live_map(page)
        page.wait_for_selector("html.whole")
        page.locator(".legend").evaluate("legend => (legend.open = false)")
        reader, count = EXPORTED.subn(r"globalThis.virtual = \1;", SCREEN_READER.read_text("utf-8"))
        assert count == 1
        # Inject it as a debugger does, so that the page keeps its policy.
        page.evaluate(f"(() => {{ {reader}\n}})()")
        phrases: list[str] = page.evaluate(SPEAK, last)
    return list(keep_what_is_heard(phrases))


def keep_what_is_heard(phrases: list[str]) -> Iterator[str]:
    """Yield what a reader hears. The content of a button, link or image is part of its name."""
    whole = ""
    for phrase in phrases:
        if whole:
            whole = "" if phrase == f"end of {whole}" else whole
            continue
        if f"end of {phrase}" in phrases and phrase.startswith(("button, ", "image, ", "link, ", "radio, ")):
            whole = phrase
        if not UNSPOKEN.match(phrase):
            yield shorten(POSITION.sub("", phrase))


def shorten(phrase: str) -> str:
    """Return the beginning of a long text, whose words are tested elsewhere."""
    return phrase if len(phrase) <= 110 else phrase[:70].rsplit(" ", 1)[0] + " …"


def test_spoken_order_from_the_top_to_the_first_area(browser: Browser, file: Path) -> None:
    assert "\n".join(speak(browser, file, "#lang=en&area=gazelle-valley", LAST)) == EXPECTED.rstrip("\n")


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_speaks_the_same_controls_in_the_same_order(
    browser: Browser, file: Path, chengdu: Zone, language: str
) -> None:
    area = chengdu.area_records[0]
    last = f"heading, {Translator(language)('details.distances')}, level 3"
    heard = speak(browser, file, f"#lang={language}&area={area.id}", last)
    kinds = re.compile(r"^(link|button|heading|radio|region|application|navigation|group), ", re.MULTILINE)
    assert kinds.findall("\n".join(heard)) == kinds.findall(EXPECTED)
    assert any(phrase.startswith(f"button, {area.name[language]}") for phrase in heard)
    assert any(phrase.startswith(f"application, {Translator(language)('map.label')}") for phrase in heard)
