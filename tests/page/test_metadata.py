"""Metadata for machines: the schema.org graph, by another processor and by SHACL shapes, and the tags of the head."""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import pyshacl
import pytest
import shapely
from rdflib import RDF, Graph, Literal, Namespace, URIRef
from shapely import MultiPolygon, Polygon

from geodata import Zone
from maps import build_page
from maps.export.pictures.captions import all_captions
from maps.page.metadata import PICTURE, file_address, json_ld
from maps.text.credits import LICENCE, VERSION
from maps.text.page_texts import zone_texts
from tests import markup
from tests.markup import find, one, text, where

SDO = Namespace("https://schema.org/")
BASE = "https://example.org/maps/page.html"
SHAPES = """
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix s: <https://schema.org/> .
[] a sh:NodeShape ; sh:targetClass s:WebPage ; sh:property
  [ sh:path s:name ; sh:minCount 1 ; sh:minLength 10 ], [ sh:path s:inLanguage ; sh:minCount 4 ],
  [ sh:path s:about ; sh:class s:Place ; sh:minCount 1 ],
  [ sh:path s:mainEntity ; sh:class s:Dataset ; sh:minCount 1 ],
  [ sh:path s:citation ; sh:class s:NewsArticle ; sh:minCount 1 ] .
[] a sh:NodeShape ; sh:targetClass s:Dataset ; sh:property
  [ sh:path s:name ; sh:minCount 1 ], [ sh:path s:license ; sh:minCount 1 ], [ sh:path s:creator ; sh:minCount 1 ],
  [ sh:path s:description ; sh:minLength 50 ; sh:maxLength 5000 ; sh:minCount 1 ],
  [ sh:path s:distribution ; sh:class s:DataDownload ; sh:minCount 3 ],
  [ sh:path s:spatialCoverage ; sh:minCount 1 ] .
[] a sh:NodeShape ; sh:targetClass s:DataDownload ; sh:property
  [ sh:path s:contentUrl ; sh:minCount 1 ; sh:maxCount 1 ],
  [ sh:path s:encodingFormat ; sh:pattern "^[a-z]+/" ; sh:minCount 1 ] .
[] a sh:NodeShape ; sh:targetClass s:GeoCircle ; sh:property
  [ sh:path s:geoMidpoint ; sh:class s:GeoCoordinates ; sh:minCount 1 ; sh:maxCount 1 ],
  [ sh:path s:geoRadius ; sh:minExclusive 0 ; sh:minCount 1 ; sh:maxCount 1 ] .
[] a sh:NodeShape ; sh:targetClass s:GeoCoordinates ; sh:property
  [ sh:path s:latitude ; sh:minInclusive 18 ; sh:maxInclusive 54 ; sh:minCount 1 ],
  [ sh:path s:longitude ; sh:minInclusive 73 ; sh:maxInclusive 136 ; sh:minCount 1 ] .
[] a sh:NodeShape ; sh:targetClass s:NewsArticle ; sh:property
  [ sh:path s:headline ; sh:minCount 1 ; sh:maxLength 110 ], [ sh:path s:datePublished ; sh:minCount 1 ],
  [ sh:path s:publisher ; sh:minCount 1 ], [ sh:path s:url ; sh:minCount 1 ] .
"""


@pytest.fixture(scope="module")
def graph(tree: Element) -> Graph:
    return graph_of(tree)


def graph_of(tree: Element) -> Graph:
    """Return the graph as a JSON-LD processor reads it. schema.org's own context is online and gives the same terms."""
    data = json.loads(text(one(tree, where("script", type="application/ld+json"))))
    assert data["@context"] == "https://schema.org"
    ids = {"@type": "@id"}
    data["@context"] = {"@vocab": str(SDO), "url": ids, "license": ids, "contentUrl": ids}
    with warnings.catch_warnings(action="ignore"):  # a warning of rdflib about its own classes
        return Graph().parse(data=json.dumps(data), format="json-ld", base=BASE)


def violations(graph: Graph) -> str:
    conforms, _, found = pyshacl.validate(graph, shacl_graph=Graph().parse(data=SHAPES, format="turtle"))
    return "" if conforms else str(found)


def test_the_graph_has_the_shapes_that_search_engines_require(graph: Graph) -> None:
    assert violations(graph) == ""


def test_the_shapes_would_notice(graph: Graph) -> None:
    """Without this, the test before it would prove nothing."""
    for kind, term in [(SDO.Dataset, SDO.license), (SDO.WebPage, SDO.about), (SDO.NewsArticle, SDO.headline)]:
        copy = Graph() + graph
        copy.remove((next(copy.subjects(RDF.type, kind)), term, None))
        assert violations(copy), term


def test_each_area_is_a_place_with_its_uncertainty(zone: Zone, graph: Graph) -> None:
    places = {place.fragment: place for place in graph.subjects(RDF.type, SDO.Place) if isinstance(place, URIRef)}
    for area in zone.area_records:
        place = places[area.id]
        assert str(graph.value(place, SDO.name)) == area.name.en
        assert area.name.zh in map(str, graph.objects(place, SDO.alternateName))
        assert float(graph.value(graph.value(place, SDO.additionalProperty), SDO.value)) == area.size_km2
        geo = graph.value(place, SDO.geo)
        if area.surveyed:
            assert graph.value(geo, RDF.type) == SDO.GeoShape
            points = str(graph.value(geo, SDO.polygon)).split()
            # Latitude first, as schema.org requires.
            assert all(18 <= float(latitude) <= 54 for latitude in points[::2])
            assert points[:2] == points[-2:]
            # To a tenth of a metre.
            ends = zip(points[1::2], points[::2], strict=True)
            outline = Polygon([(float(lon), float(lat)) for lon, lat in ends])
            assert shapely.hausdorff_distance(outline, area.footprint) < 1e-6
        else:
            middle = graph.value(geo, SDO.geoMidpoint)
            assert float(graph.value(geo, SDO.geoRadius)) == area.uncertainty_m
            assert [float(graph.value(middle, term)) for term in (SDO.longitude, SDO.latitude)] == pytest.approx(
                [area.centre.x, area.centre.y], abs=1e-7
            )
        assert (URIRef(f"{BASE}#zone"), SDO.containsPlace, place) in graph


def test_an_outline_of_several_parts_is_given_by_the_largest(lanhua: Zone) -> None:
    area = next(area for area in lanhua.area_records if area.surveyed)
    parts = MultiPolygon([shapely.box(104, 30, 104.001, 30.001), area.footprint])
    zone = replace(lanhua, area_records=(replace(area, footprint=parts),))
    assert json_ld(zone, zone_texts(zone)).count("30.001") == 0 < json_ld(zone, zone_texts(zone)).count("30.55 104.2 ")


def test_the_data_covers_all_places_where_the_areas_may_lie(zone: Zone, graph: Graph) -> None:
    south, west, north, east = (float(side) for side in str(next(graph.objects(predicate=SDO.box))).split())
    around = shapely.box(west, south, east, north).buffer(1e-4)  # the box is rounded
    assert all(around.covers(area.reach) for area in zone.area_records)


def test_the_data_is_offered_as_the_export_writes_it(chengdu: Zone, document: Element, exported: Path) -> None:
    graph = graph_of(document)
    folder = "https://example.org/maps/chengdu-zone-data/"
    offered = {
        str(graph.value(file, SDO.contentUrl)).removeprefix(folder): str(graph.value(file, SDO.encodingFormat))
        for file in graph.subjects(RDF.type, SDO.DataDownload)
    }
    described = {
        resource["path"]: resource["mediatype"]
        for resource in json.loads((exported / "datapackage.json").read_bytes())["resources"]
    }
    assert len(offered) == 4
    assert offered == {name: described[name] for name in offered}
    data = graph.value(predicate=RDF.type, object=SDO.Dataset)
    assert (data, SDO.license, URIRef(LICENCE.url)) in graph
    assert (data, SDO.version, Literal(VERSION)) in graph
    assert "© OpenStreetMap contributors" in str(graph.value(data, SDO.creditText))
    assert (data, SDO.citation, URIRef(chengdu.source(chengdu.release).url)) in graph


def tags(tree: Element) -> dict[str, str]:
    metas = find(tree, where("meta", content=None))
    return {meta.get("property") or meta.get("name") or "": meta.attrib["content"] for meta in metas}


def links(tree: Element, rel: str) -> Iterator[tuple[Any, str]]:
    for link in find(tree, where("link", rel=rel)):
        yield link.get("hreflang"), link.attrib["href"]


def test_the_head_has_what_a_shared_link_shows(zone: Zone, tree: Element) -> None:
    found, title = tags(tree), text(one(one(tree, where("head")), where("title")))
    assert found["og:title"] == found["DC.title"] == title
    assert found["og:description"] == found["description"]
    assert 50 <= len(found["description"]) <= 200
    assert found["og:image"] == f"{zone.id}-zone-data/pictures/en/{zone.id}-16x9-light.png"
    assert found["og:image:alt"]
    locales = [
        meta.attrib["content"] for meta in find(tree, where("meta", property=None)) if "locale" in str(meta.attrib)
    ]
    assert locales == ["en_GB", "de_DE", "zh_CN", "ja_JP"]
    assert found["twitter:card"] == "summary_large_image"
    assert found["DC.issued"] == zone.edition.isoformat()
    assert found["DC.creator"] == zone.author
    assert found["DC.source"] == zone.source(zone.release).url


def test_the_picture_that_a_shared_link_shows_is_one_of_the_export(chengdu: Zone, document: Element) -> None:
    [captions] = all_captions(chengdu, zone_texts(chengdu))
    sizes = {picture["path"]: picture["pixels"] for picture in json.loads(captions.content)["en"]["pictures"]}
    found = tags(document)
    assert found["og:image"] == file_address(chengdu, PICTURE)
    path = found["og:image"].removeprefix(file_address(chengdu, "")).removesuffix(".png")
    assert sizes[path] == [int(found["og:image:width"]), int(found["og:image:height"])]


def test_no_address_is_given_where_none_is_known(tree: Element) -> None:
    """Search engines accept absolute addresses only."""
    assert list(links(tree, "alternate")) == list(links(tree, "canonical")) == []
    assert "og:url" not in tags(tree)


def test_a_published_page_says_where_it_is(lanhua: Zone) -> None:
    url = "https://example.org/maps/lanhua.html"
    tree = markup.parse(build_page(replace(lanhua, url=url)))
    assert list(links(tree, "canonical")) == [(None, url)]
    assert dict(links(tree, "alternate")) == {
        "en": f"{url}?lang=en",
        "de": f"{url}?lang=de",
        "zh-Hans": f"{url}?lang=zh",
        "ja": f"{url}?lang=ja",
    }
    assert tags(tree)["og:url"] == url
    assert tags(tree)["og:image"].startswith("https://example.org/maps/lanhua-zone-data/")
    graph = graph_of(tree)
    assert (URIRef(f"{url}#page"), SDO.url, URIRef(url)) in graph
    assert violations(graph) == ""


def test_no_text_ends_the_script_early(lanhua: Zone) -> None:
    name = replace(lanhua.name, en="</script><script>alert(1)</script>")
    tree = markup.parse(build_page(replace(lanhua, name=name)))
    assert name.en in {str(value) for value in graph_of(tree).objects(None, SDO.name)}
