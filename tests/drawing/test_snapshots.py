"""The drawings of a small zone, each held against the SVG that was looked at last.

A change of look is a change of these files, to be reviewed like code. To write them anew, look at the differences and
commit them:

    RENEW_SNAPSHOTS=1 python -m pytest tests/drawing/test_snapshots.py; git diff tests/drawing/snapshots
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from geodata import Zone, load_zone
from maps.drawing.overview import inset
from maps.drawing.static_map import detail_map, static_map
from maps.export.pictures.context import PictureText, scene
from maps.export.pictures.layouts import FORMS, picture
from maps.page.payload import payload
from maps.text.translator import Translator
from tests.drawing.zone import write_drawing_zone

FOLDER = Path(__file__).parent / "snapshots"


@cache
def the_zone() -> Zone:
    with TemporaryDirectory() as folder:
        return load_zone(write_drawing_zone(Path(folder) / "zone"))


def drawings() -> dict[str, str]:
    zone = the_zone()
    texts = payload(zone)["texts"]
    found = {
        "static-map": static_map(zone, texts),
        "close-up": detail_map(zone, texts),
        "overview": inset(zone, texts["en"]),
    }
    say = PictureText(zone, Translator("en"), texts["en"])
    for form in FORMS:
        found[f"picture-{form.id}"] = picture(scene(say, "light"), form).decode()
    return found


NAMES = ("static-map", "close-up", "overview", "picture-1x1", "picture-16x9", "picture-9x16", "picture-a4")


@pytest.mark.parametrize("name", NAMES)
def test_a_drawing_looks_as_it_did_when_it_was_reviewed(name: str) -> None:
    # An element on each line, so that a difference is short.
    drawn = drawings()[name].replace("\n", "").replace("><", ">\n<") + "\n"
    path = FOLDER / f"{name}.svg"
    if os.environ.get("RENEW_SNAPSHOTS"):
        path.write_text(drawn, "utf-8")
    assert drawn == path.read_text("utf-8"), "see the top of this file for how to renew the snapshots"


def test_no_snapshot_is_left_over() -> None:
    assert {path.stem for path in FOLDER.glob("*.svg")} == set(NAMES)
