"""A drawn map: areas true to size and in place, backdrop by the style table, each name beside the thing it names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from math import hypot, pi
from xml.etree.ElementTree import Element

import pytest
import shapely

from geodata import Zone
from geodata.measure import area_km2, distance_m
from geodata.model import Place
from maps.drawing import style
from maps.drawing.backdrop import home_bounds
from maps.drawing.boxes import Box, shape_distance
from maps.drawing.label_positions import bounding_box
from maps.drawing.map_labels import label_shape
from maps.drawing.map_svg import MapDrawing, inline_styles
from maps.drawing.page_maps import close_ups, draw_page_maps, static_map
from maps.drawing.palette import LIGHT
from maps.drawing.projection import UNITS_PER_PIXEL, Viewport
from maps.text.page_texts import Texts

AREAS = 'data-areas="([^"]*)"'


@pytest.fixture(params=["chengdu", "garden"])
def drawings(request: pytest.FixtureRequest) -> list[MapDrawing]:
    """Return the whole map and the close-ups of a zone."""
    zone, texts = (request.getfixturevalue(f"{request.param}{part}") for part in ("", "_texts"))
    return [static_map(zone, texts), *close_ups(zone, texts)]


def parts(drawing: MapDrawing) -> Iterator[Element]:
    for root in drawing.elements():
        yield from root.iter()


def of_class(drawing: MapDrawing, *classes: str) -> list[Element]:
    return [part for part in parts(drawing) if set(classes) <= set(part.get("class", "").split())]


def drawn_km2(shape: Element, drawing: MapDrawing) -> float:
    """Return the size in km² of a circle, or of a path of one ring that is written in relative steps."""
    unit_km = drawing.viewport.pixel_m / UNITS_PER_PIXEL / 1000
    if shape.tag == "circle":
        return float(pi * (float(shape.attrib["r"]) * unit_km) ** 2)
    x, y, *steps = [int(step) for step in re.findall(r"-?\d+", shape.attrib["d"])]
    corners = [(x, y)]
    for across, down in zip(steps[::2], steps[1::2], strict=True):
        corners.append((corners[-1][0] + across, corners[-1][1] + down))
    return float(shapely.Polygon(corners).area * unit_km**2)


def test_areas_are_true_to_size_and_in_their_places(drawings: list[MapDrawing]) -> None:
    for drawing in drawings:
        drawn = set[str]()
        zone, metre = drawing.zone, UNITS_PER_PIXEL / drawing.viewport.pixel_m
        centres = []
        for index, area in enumerate(zone.area_records, 1):
            footprints = of_class(drawing, "footprint", f"area-{index}")
            if not footprints:
                continue
            [footprint], reaches = footprints, of_class(drawing, "reach", f"area-{index}")
            assert len(reaches) == (not area.surveyed), "where a source gives the outline nothing is estimated"
            # A pixel covers less ground in the north of the map than in the south.
            assert drawn_km2(footprint, drawing) == pytest.approx(area.size_km2, rel=0.12 if area.surveyed else 0.012)
            drawn.add(area.id)
            for reach in reaches:
                assert drawn_km2(reach, drawing) == pytest.approx(area_km2(area.reach), rel=0.02)
            assert footprint.get("data-area") == (area.id if drawing.clickable else None)
            if footprint.tag == "circle":
                centres.append((area, float(footprint.attrib["cx"]), float(footprint.attrib["cy"])))
        for (a, x, y), (b, other_x, other_y) in pairwise(centres):
            assert hypot(x - other_x, y - other_y) == pytest.approx(distance_m(a.centre, b.centre) * metre, rel=0.01)
            assert (x < other_x) is (a.centre.x < b.centre.x)
            assert (y < other_y) is (a.centre.y > b.centre.y)
        assert drawn


def test_reaches_lie_below_all_footprints_and_only_surveyed_ones_have_an_edge(drawings: list[MapDrawing]) -> None:
    for drawing in drawings:
        names = [part.get("class", "").split() for part in parts(drawing)]
        kinds = ["reach" if "reach" in name else "footprint" for name in names if {"reach", "footprint"} & {*name}]
        assert kinds == sorted(kinds, reverse=True)
    plain, surveyed = (_inline_style(name)["stroke"] for name in ("footprint area-1", "footprint surveyed area-1"))
    assert (plain, surveyed) == (None, LIGHT["area-1"])


def _inline_style(name: str, tag: str = "path") -> dict[str, str | None]:
    part = inline_styles(Element(tag, {"class": name}), LIGHT, "sans-serif")
    return {key: part.get(key) for key in ("fill", "stroke", "stroke-width", "fill-opacity")}


def test_each_area_is_on_a_close_up(chengdu: Zone, chengdu_texts: Texts) -> None:
    shown = [ids for svg in draw_page_maps(chengdu, chengdu_texts).close_ups for ids in re.findall(AREAS, svg)]
    assert shown == ["gazelle-valley qilong-innovation-park", "future-science-and-technology-city"]


def test_a_feature_is_drawn_from_its_min_zoom(drawings: list[MapDrawing]) -> None:
    for drawing in drawings:
        drawn = {place.id for place, _ in drawing.drawn_shapes}
        for place in drawing.places:
            min_zoom = style.STYLES[place.kind].min_zoom[place.rank - 1]
            assert min_zoom is not None
            is_visible = drawing.viewport.project(place.geometry).intersects(shapely.box(0, 0, *drawing.viewport.size))
            assert place.id not in drawn or min_zoom <= drawing.viewport.zoom
            assert place.id in drawn or min_zoom > drawing.viewport.zoom or not is_visible
        names = [part.get("class", "").removeprefix("case ") for part in drawing.backdrop()]
        assert {name.split()[0] for name in names} == {
            place.kind for place, shape in drawing.drawn_shapes if shape.geom_type != "Point"
        }


def test_casings_lie_below_all_roads(garden: Zone, garden_texts: Texts) -> None:
    names = [part.get("class", "") for part in static_map(garden, garden_texts).backdrop()]
    roads = [name for name in names if name.split()[-1] in ("road", "expressway", "ring")]
    assert [name.startswith("case") for name in roads] == [True] * 3 + [False] * 3


def test_an_outline_has_the_colour_of_its_area_and_is_shown_at_the_stop_sources(
    garden: Zone, garden_texts: Texts
) -> None:
    north, *others = garden.area_records
    moved = replace(garden, area_records=(*others, north))
    for zone, index in ((garden, 1), (moved, 3)):
        [outline] = of_class(static_map(zone, garden_texts), "outline")
        assert outline.attrib["class"] == f"outline area-{index}"
        assert outline.get("data-only") == "sources"


def test_only_close_ups_draw_station_dots_without_a_name(drawings: list[MapDrawing]) -> None:
    whole, *near = drawings
    assert of_class(whole, "dot", "station") == []
    for drawing in drawings:
        dots = [part for part in parts(drawing) if "dot" in part.get("class", "").split()]
        named = [key for key in drawing.labels.placed if drawing.dot_radius(place_of(drawing, key))]
        assert len([dot for dot in dots if "station" not in dot.attrib["class"].split()]) <= len(named)
    if any(place.kind == "station" for drawing in near for place, _ in drawing.drawn_shapes):
        assert any(of_class(drawing, "dot", "station") for drawing in near)


def place_of(drawing: MapDrawing, key: str) -> Place:
    return next((p for p in drawing.places if f"place.{p.id}" == key), drawing.places[0])


def test_names_stand_beside_the_things_they_name(drawings: list[MapDrawing]) -> None:
    """Each is in view and off other areas and names; an area's is nearest to its shape or joined to it by a line."""
    for drawing in drawings:
        view = drawing.viewport
        shapes = [label_shape(f"area.{a.id}", view.project(a.footprint)) for a in drawing.zone.area_records]
        boxes = {key: bounding_box(placement) for key, placement in drawing.labels.placed.items()}
        for key, box in boxes.items():
            assert box.x >= 0
            assert box.y >= 0
            assert box.right <= view.width
            assert box.bottom <= view.height
            assert not any(box.overlaps(other) for other_key, other in boxes.items() if other_key != key)
            assert not any(box.overlaps(cover) for cover in drawing.covers)
            own = next((shape for shape in shapes if shape.id == key), None)
            if own:
                others = [shape_distance(shape, box) for shape in shapes if shape is not own]
                assert all(distance > 0 for distance in others)
                assert drawing.labels.placed[key].leader or all(shape_distance(own, box) <= d for d in others)


def test_areas_and_landmarks_in_view_are_named(drawings: list[MapDrawing]) -> None:
    for drawing in drawings:
        view = drawing.viewport
        points = {f"area.{area.id}": view.project(area.footprint).centroid for area in drawing.zone.area_records}
        points |= {f"place.{key}": view.project(drawing.zone.place(key).geometry) for key in drawing.zone.landmarks}
        visible = {key for key, point in points.items() if view.contains((point.x, point.y))}
        assert visible <= set(drawing.labels.placed)


def test_the_whole_map_has_twelve_to_fifteen_names_and_none_of_a_station(chengdu: Zone, chengdu_texts: Texts) -> None:
    drawing = static_map(chengdu, chengdu_texts)
    assert 12 <= len(drawing.labels.placed) <= 15
    assert not any(place_of(drawing, key).kind == "station" for key in drawing.labels.placed)


def test_names_may_break_in_a_drawing_of_one_language(chengdu: Zone, chengdu_texts: Texts) -> None:
    view = Viewport(home_bounds(chengdu), 260)
    drawing = MapDrawing(chengdu, view, {"en": chengdu_texts["en"]}, overview=True)
    lines = [line for key in drawing.labels.placed for line in drawing.labels.names[key].layouts[-1]]
    assert any(len(drawing.labels.names[key].layouts) > 1 for key in drawing.labels.placed)
    # No line ends within a word.
    words = {word for text in chengdu_texts["en"].values() for word in text.split()}
    assert all(set(piece.split()) <= words for line in lines for _, piece in line.pieces)


def test_panels_over_the_map_hide_the_names_below_them(chengdu: Zone, chengdu_texts: Texts) -> None:
    drawing = static_map(chengdu, chengdu_texts)
    covered = replace(drawing, covers=(Box(0, 0, *drawing.viewport.size),))
    assert covered.labels.placed == {}


def test_a_drawing_with_inline_styles_has_no_class_and_only_colours_of_its_scheme(drawings: list[MapDrawing]) -> None:
    for drawing in drawings:
        root = Element("g")
        root.extend(drawing.elements())
        inline_styles(root, LIGHT, "sans-serif", drawing.weight)
        assert not any(part.get(name) for part in root.iter() for name in ("class", "data-t", "data-only", "data-area"))
        colours = {part.get(name) for part in root.iter() for name in ("fill", "stroke")}
        assert colours <= {None, "none", *LIGHT.values()}
        shapes = [part for part in root.iter() if part.tag in ("path", "circle", "text")]
        assert all(part.get("fill") or part.get("stroke") for part in shapes)
