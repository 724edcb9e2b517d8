"""Legend, scale bar and projection of a drawn map."""

from __future__ import annotations

from dataclasses import replace

import pytest
import shapely

from geodata import Zone
from geodata.measure import distance_m, ring
from maps.drawing import legend
from maps.drawing.boxes import Box
from maps.drawing.label_layout import Typesetter, shorten
from maps.drawing.page_maps import static_map
from maps.drawing.projection import Viewport, as_circle, path_data
from maps.drawing.scale_bar import round_length, scale_bar
from maps.text.page_texts import Texts
from maps.text.translator import Translator

BOUNDS = (103.9, 30.3, 104.5, 30.7)


def test_the_legend_has_rows_only_for_what_the_map_shows(garden: Zone, garden_texts: Texts) -> None:
    keys = [row.key for row in legend.rows(garden)]
    assert keys == [
        "legend.footprint",
        "legend.surveyed",
        "legend.reach",
        "legend.district",
        "legend.parent_zone",
        "legend.railway",
        "legend.metro",
        "legend.metro_later",
    ]
    bare = replace(garden, backdrop=(), area_records=garden.area_records[:2])
    assert [row.key for row in legend.rows(bare)] == ["legend.footprint", "legend.reach"]
    shown = static_map(garden, garden_texts).drawn_classes()
    # The wider district is shown at another stop of the lens than this drawing.
    assert [row.key for row in legend.rows(garden, shown)] == [key for key in keys if key != "legend.district"]
    assert legend.rows(garden, {"reach area-2"}) == [row for row in legend.rows(garden) if row.shows == "reach"]


def test_symbols_have_the_classes_of_the_things_they_explain(garden: Zone) -> None:
    for row in legend.rows(garden):
        name = legend.symbol(row, garden).get("class", "")
        assert name.removesuffix(" area-1") == row.shows
        assert (row.since or row.only) is None or name.endswith("area-1")


def test_the_symbol_of_a_road_has_its_casing(garden: Zone) -> None:
    symbol = legend.symbol(legend.Row("expressway", "legend.railway", "line"), garden)
    assert [part.get("class") for part in symbol] == ["case expressway", "expressway"]


@pytest.mark.parametrize(("maximum", "length"), [(1, 1), (1.9, 1), (2, 2), (4.9, 2), (5, 5), (9.9, 5), (0.07, 0.05)])
def test_a_bar_has_a_round_length(maximum: float, length: float) -> None:
    assert round_length(maximum) == pytest.approx(length)


@pytest.mark.parametrize("width", [180, 560, 1400])
def test_a_bar_is_as_long_as_its_label_says(width: float) -> None:
    view = Viewport(BOUNDS, width)
    bar = scale_bar(view, Translator("en").length, "N")
    middle = (BOUNDS[1] + BOUNDS[3]) / 2
    width_m = distance_m(shapely.Point(BOUNDS[0], middle), shapely.Point(BOUNDS[2], middle))
    assert bar.length == pytest.approx(width * bar.metres / width_m, rel=0.002)
    assert bar.text == Translator("en").length(bar.metres)
    assert width * 0.08 < bar.length < width * 0.25
    box = bar.box(10, 100)
    assert box.bottom == 100
    assert box.x <= 10
    assert box.right >= 10 + bar.length


def test_a_viewport_shows_its_bounds_in_the_given_box() -> None:
    home = Box(100, 20, 300, 200)
    view = Viewport(BOUNDS, 500, 400, home)
    placed = view.project_bounds(BOUNDS)
    assert placed.centre == pytest.approx(home.centre)
    assert placed.width == pytest.approx(300) or placed.height == pytest.approx(200)
    assert placed.width <= 300.001
    assert placed.height <= 200.001
    visible = view.project_bounds(view.bounds)
    assert visible == pytest.approx((0, 0, 500, 400), abs=1e-6)
    assert view.overlaps(shapely.Point(104, 30.5))
    assert not view.overlaps(shapely.Point(110, 30.5))


def test_the_zoom_is_that_of_a_web_map() -> None:
    # At zoom 0 a web map shows the equator in 256 pixels.
    assert Viewport((0, -10, 90, 10), 64, 64, Box(0, 0, 64, 64)).zoom == pytest.approx(0)
    assert Viewport((0, -10, 90, 10), 64 * 2**9).zoom == pytest.approx(9)


def test_a_ring_of_many_corners_is_a_circle_and_a_square_is_not() -> None:
    view = Viewport(BOUNDS, 1000)
    circle = as_circle(view.project(ring(shapely.Point(104.2, 30.5), 3000)))
    assert circle
    (x, y), radius = circle
    assert (x, y) == pytest.approx(view.project(shapely.Point(104.2, 30.5)).coords[0], abs=0.2)
    assert radius == pytest.approx(3000 / view.pixel_m, rel=0.005)
    assert as_circle(shapely.box(0, 0, 10, 10)) is None
    assert as_circle(shapely.Point(0, 0).buffer(10, quad_segs=2)) is None
    assert as_circle(shapely.affinity.scale(shapely.Point(0, 0).buffer(10), 2, 1)) is None


def test_path_data_has_whole_units_and_relative_steps() -> None:
    line = shapely.LineString([(0, 0), (1.2, 0.1), (1.3, 0.1), (3, -2)])
    assert path_data([line]) == "M0 0l2 0 1 0 3-4"
    assert path_data([shapely.box(0, 0, 2, 1, ccw=False)]) == "M0 0l0 2 4 0 0-2z"
    assert path_data([shapely.LineString([(0, 0), (0.1, 0.1)]), shapely.Point(1, 1), shapely.Polygon()]) == ""


def test_polygons_have_one_direction_and_their_holes_the_other() -> None:
    """A path with several shapes is filled where these directions do not cancel out."""
    square, hole = [(0, 0), (9, 0), (9, 9), (0, 9)], [(3, 3), (6, 3), (6, 6), (3, 6)]
    outer, inner = "M0 0l0 18 18 0 0-18z", "M6 6l6 0 0 6-6 0z"
    for corners in (square, square[:1] + square[:0:-1]):
        assert path_data([shapely.Polygon(corners)]) == outer
        for inside in (hole, hole[:1] + hole[:0:-1]):
            assert path_data([shapely.Polygon(corners, [inside])]) == outer + inner


def test_a_truncated_name_is_left_in_the_language_it_is_drawn_in() -> None:
    """With a key the page would write it in full when its language changes."""
    names = {"en": {"short": "Gate", "long": "Gate"}, "de": {"short": "Tor", "long": "Tor " * 30}}
    lines = (Typesetter(names).line([key], "landmark") for key in ("short", "long"))
    assert [key for line in lines for key, _ in line.pieces] == ["short", ""]


def test_wide_letters_count_double_where_a_name_is_truncated() -> None:
    assert [shorten(letter * 9, 6) for letter in "a园"] == ["aaaaaa…", "园园园…"]
