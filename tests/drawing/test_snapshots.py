"""The drawings of a small zone, each compared with the SVG that was last reviewed.

A change of look is a change of these files, to be reviewed like code. Regenerate them, look at the differences and
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
from maps.drawing.page_maps import draw_page_maps
from maps.export.pictures.context import PictureText
from maps.export.pictures.layouts import FORMATS, picture
from maps.text.page_texts import zone_texts
from maps.text.translator import Translator
from tests.drawing.zone import write_drawing_zone

FOLDER = Path(__file__).parent / "snapshots"


@cache
def drawing_zone() -> Zone:
    with TemporaryDirectory() as folder:
        return load_zone(write_drawing_zone(Path(folder) / "zone"))


@cache
def drawings() -> dict[str, str]:
    zone = drawing_zone()
    texts = zone_texts(zone)
    maps = draw_page_maps(zone, texts)
    by_name = {
        "static-map": maps.static_map,
        **{f"close-up-{number}": close_up for number, close_up in enumerate(maps.close_ups, 1)},
        "overview": maps.overview,
        "regional-context": maps.regional_context,
        "translated-names": maps.translated_names,
        "legend": "<svg>" + "".join(symbol for _, symbol in maps.legend) + "</svg>",
    }
    say = PictureText(zone, Translator("en"), texts["en"])
    for layout in FORMATS:
        by_name[f"picture-{layout.id}"] = picture(say, "light", layout).decode()
    return by_name


NAMES = (
    *("static-map", "close-up-1", "close-up-2", "overview", "regional-context", "translated-names", "legend"),
    *(f"picture-{layout.id}" for layout in FORMATS),
)


@pytest.mark.parametrize("name", NAMES)
def test_a_drawing_looks_as_it_did_when_last_reviewed(name: str) -> None:
    # Put each element on its own line, so that a difference is short.
    drawn = drawings()[name].replace("\n", "").replace("><", ">\n<") + "\n"
    path = FOLDER / f"{name}.svg"
    if os.environ.get("RENEW_SNAPSHOTS"):
        path.write_text(drawn, "utf-8")
    assert drawn == path.read_text("utf-8"), "see the top of this file for how to renew the snapshots"


def test_each_drawing_has_a_snapshot_and_each_snapshot_a_drawing() -> None:
    assert {path.stem for path in FOLDER.glob("*.svg")} == set(NAMES) == set(drawings())
