"""In a notebook: frames to work with, a map that shows and takes layers, and the example that does both."""

from __future__ import annotations

import re
import sys
from html import unescape
from pathlib import Path

import folium
import nbformat
import pytest
from folium.plugins import MarkerCluster
from nbclient import NotebookClient
from playwright.sync_api import Browser, expect

from geodata import Zone
from maps import build_map, build_page
from tests.browser import open_page, wait_for_live_map

NOTEBOOK = Path(__file__).parent.parent / "docs" / "zone.ipynb"


def test_the_frames_hold_the_values_of_the_records(chengdu: Zone) -> None:
    places, facts = chengdu.places, chengdu.facts_table
    assert places.crs == chengdu.areas.crs == "EPSG:4326"
    assert list(places.index) == [place.id for place in chengdu.backdrop]
    assert places.loc["m5-dayuan", "name_zh"] == "大源"
    assert places.geometry.is_valid.all()
    assert list(facts.index) == [fact.id for fact in chengdu.facts]
    assert (facts.loc["area", "value"], facts.loc["area", "unit"]) == (36.9, "km2")
    assert facts.paragraph.dtype == "Int64"
    assert set(facts.index[facts.quote.notna()]) == {fact.id for fact in chengdu.facts if fact.locator}


def test_a_map_with_nothing_added_is_the_page(chengdu: Zone, page: str, tmp_path: Path) -> None:
    for save in (build_map(chengdu).save, build_map(chengdu).get_root().save):
        save(str(tmp_path / "map.html"))
        assert (tmp_path / "map.html").read_bytes() == page.encode()


def test_layers_are_visible_on_the_live_map(browser: Browser, chengdu: Zone, tmp_path: Path) -> None:
    zone_map = build_map(chengdu)
    group = folium.FeatureGroup("Mine").add_to(zone_map)
    folium.Marker([30.5, 104.2], popup="<b>Own</b> words", tooltip="a tip").add_to(group)
    folium.CircleMarker([30.6, 104.3], radius=20, class_name="own-circle").add_to(group)
    folium.GeoJson(chengdu.areas.geometry.to_json()).add_to(zone_map)
    folium.Marker([30.4, 104.1], icon=folium.DivIcon(html="<i>here</i>", class_name="own-icon")).add_to(zone_map)
    folium.LayerControl(collapsed=False).add_to(zone_map)
    path = tmp_path / "own.html"
    zone_map.save(str(path))
    for scheme in ("light", "dark"):
        with open_page(browser, path, "#lang=en", color_scheme=scheme) as page:
            wait_for_live_map(page)
            expect(page.locator(".own-circle")).to_be_visible()
            expect(page.locator(".own-icon")).to_have_text("here")
            pin = page.locator("img.leaflet-marker-icon")
            assert pin.evaluate("image => image.decode().then(() => image.naturalWidth > 0)")
            pin.hover()
            expect(page.locator(".leaflet-tooltip")).to_have_text("a tip")
            pin.click()
            expect(page.locator(".leaflet-popup-content b")).to_have_text("Own")
            page.locator(".leaflet-control-layers-overlays label", has_text="Mine").click()
            expect(page.locator(".own-circle")).to_have_count(0)
            # The page's own functions still work.
            page.locator(".card").first.click()
            expect(page.locator("#details h2:visible")).to_have_text(chengdu.area_records[0].name.en)


def test_layers_that_need_the_network_are_refused_by_name(chengdu: Zone, tmp_path: Path) -> None:
    zone_map = build_map(chengdu)
    MarkerCluster().add_to(zone_map)
    folium.Marker([30.5, 104.2], icon=folium.Icon("red")).add_to(zone_map)
    folium.TileLayer("OpenStreetMap").add_to(zone_map)
    with pytest.raises(ValueError, match="MarkerCluster needs files from the internet") as error:
        zone_map.save(str(tmp_path / "map.html"))
    lines = str(error.value).splitlines()
    assert [line.split(" ")[0] for line in lines] == ["MarkerCluster", "Icon", "TileLayer"]
    assert "use folium.FeatureGroup" in lines[0]
    assert list(tmp_path.iterdir()) == []


def test_two_maps_are_independent(chengdu: Zone, page: str) -> None:
    one, other = build_map(chengdu), build_map(chengdu)
    folium.CircleMarker([30.6, 104.3], class_name="own-circle").add_to(one)
    assert "own-circle" in one.get_root().render()
    assert other.get_root().render() == page == build_page(chengdu)


@pytest.mark.parametrize("width", [420, 900])
def test_a_map_has_the_right_size_in_a_notebook(browser: Browser, chengdu: Zone, tmp_path: Path, width: int) -> None:
    """The host page shows it as a notebook does: as wide as the cell and as high as the map asks for."""
    host = tmp_path / "host.html"
    shown = build_map(chengdu)._repr_html_()
    # In a frame, 'self' would be the notebook's server. Without a source named, no connection is allowed.
    assert "default-src &#x27;none&#x27;" in shown
    assert "connect-src" not in shown
    host.write_text(f"<!DOCTYPE html><body style='margin: 0; width: {width}px'>{shown}", "utf-8")
    page = browser.new_page(viewport={"width": width + 40, "height": 900}, offline=True)
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(host.as_uri())
    frame = page.frames[1]
    frame.wait_for_selector("html[data-map=live]")
    expect(frame.locator(".whole-page")).to_be_hidden()
    # As high as its content, once that is completely laid out.
    frame.wait_for_function("() => document.documentElement.scrollHeight === innerHeight && innerHeight > 720")
    box = page.locator("iframe").bounding_box()
    assert box
    assert box["width"] == width
    assert frame.evaluate("document.documentElement.scrollWidth") <= width
    expect(frame.locator(".masthead")).to_be_hidden()
    frame.locator(".card").nth(2).click()
    expect(frame.locator("#details h2:visible")).to_have_text(chengdu.area_records[2].name.en)
    # There is no file of the whole page, to which links to facts would lead.
    expect(frame.locator("#details .chip").first).to_be_visible()
    expect(frame.locator("#details .chip[href]")).to_have_count(0)
    page.close()
    assert faults == []


def test_without_frames_a_line_of_text_and_a_still_picture_are_shown(
    browser: Browser, chengdu: Zone, tmp_path: Path
) -> None:
    """A notebook that is not trusted shows it so: without the frame, and here without styles too."""
    shown = build_map(chengdu)._repr_html_()
    shown = re.sub(r"<iframe .*</iframe>| style=\"[^\"]*\"", "", shown, flags=re.DOTALL)
    host = tmp_path / "host.html"
    host.write_text(f"<!DOCTYPE html><meta charset='utf-8'><title>host</title>{shown}", "utf-8")
    page = browser.new_page(offline=True)
    page.goto(host.as_uri())
    expect(page.locator("p")).to_contain_text("A still picture of the map")
    picture = page.get_by_role("img", name="zone appears to lie near the new airport")
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") == 960
    page.close()


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> tuple[nbformat.NotebookNode, Path]:
    folder = tmp_path_factory.mktemp("notebook")
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    notebook.metadata.kernelspec.name = "python3"
    client = NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(folder)}})
    client.execute()
    return notebook, folder


def test_the_example_is_committed_without_output() -> None:
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    nbformat.validate(notebook)
    assert all(not cell.get("outputs") and cell.get("execution_count") is None for cell in notebook.cells)
    assert str(Path.home()) not in NOTEBOOK.read_text("utf-8")


def test_the_example_runs_and_prints_what_its_text_says(ran: tuple[nbformat.NotebookNode, Path], chengdu: Zone) -> None:
    notebook, _ = ran
    printed = "".join(str(output.get("text", output.get("data", {}).get("text/plain", "")))
                      for cell in notebook.cells for output in cell.get("outputs", []))  # fmt: skip
    for area in chengdu.area_records:
        assert area.id in printed
    sizes = [float(size) for size in re.findall(r"(?:valley|park|city)\s+(\d+\.\d{4,})", printed)]
    assert sizes == pytest.approx([area.size_km2 for area in chengdu.area_records], rel=2e-3)
    assert "40 km, give or take 5 km" in printed
    assert "174 stations, 93 opened after the release" in printed
    [html] = [output.data["text/html"] for cell in notebook.cells for output in cell.get("outputs", [])
              if "<iframe" in str(output.get("data", {}).get("text/html", ""))]  # fmt: skip
    assert chengdu.name.en in unescape(html)


def test_the_page_that_the_example_saves_shows_its_layer(
    browser: Browser, ran: tuple[nbformat.NotebookNode, Path], chengdu: Zone
) -> None:
    stations = [p for p in chengdu.backdrop if p.kind == "station" and "18" in (p.line or "").split(",")]
    with open_page(browser, ran[1] / "zone-with-line-18.html") as page:
        wait_for_live_map(page)
        expect(page.locator("path[stroke='#15418c']")).to_have_count(len(stations))
        assert len(stations) == 13


def test_the_kernel_is_the_python_of_these_tests(ran: tuple[nbformat.NotebookNode, Path]) -> None:
    assert sys.version_info[:2] == tuple(map(int, ran[0].metadata.language_info.version.split(".")[:2]))
