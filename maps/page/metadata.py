"""Metadata of the page: schema.org as JSON-LD, and the tags of its head.

URLs are absolute if the zone states where the page is published, otherwise relative to the page.
The files listed are those of `zone-map export`, in its default folder beside the page.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urljoin

from markupsafe import Markup

from geodata.addresses import format_decimal
from geodata.model import LANGUAGES, Area, Source, Zone
from maps.drawing.close_ups import cluster_bounds
from maps.export import EXPORT_FOLDER
from maps.export.file import FORMATS
from maps.page.payload import safe_json
from maps.text.credits import LICENCE, VERSION, credit_line
from maps.text.page_texts import Texts
from maps.text.translator import LOCALES, TAGS, remove_break_controls

OG_LOCALES = [f"{parts[0]}_{parts[-1]}" for parts in (locale.split("_") for locale in LOCALES.values())]
"""Open Graph locales: language and territory, without a script."""
PICTURE = "pictures/en/{zone}-16x9-light.png"
PICTURE_SIZE = (1920, 1080)
"""A picture of the export and its size in pixels. Not imported: those modules would slow down each build."""
DISTRIBUTIONS = ("areas.geojson", "{zone}-zone.gpkg", "{zone}-zone.kml", "facts.csv")
"""Files of the export to list for dataset search engines."""


def file_address(zone: Zone, name: str) -> str:
    """Return the URL of an exported file, absolute or relative to the page; {zone} in its name stands for the id."""
    return urljoin(zone.url or "", f"{EXPORT_FOLDER}/{name}".format(zone=zone.id))


def json_ld(zone: Zone, texts: Texts) -> Markup:
    """Return the page, the zone with its areas, the data and the release as one schema.org graph."""
    first = texts[LANGUAGES[0]]
    graph = [
        _page(zone, first),
        _zone(zone, texts),
        *(_area(area, texts) for area in zone.area_records),
        _dataset(zone, first),
        _release(zone.source(zone.release), first),
    ]
    return Markup(safe_json({"@context": "https://schema.org", "@graph": graph}))


def _page(zone: Zone, texts: Mapping[str, str]) -> dict[str, Any]:
    page = {
        "@type": "WebPage",
        "@id": f"{zone.url or ''}#page",
        "name": texts["zone.title"],
        "description": texts["page.description"],
        "inLanguage": list(TAGS.values()),
        "datePublished": zone.edition.isoformat(),
        "author": {"@type": "Organization", "name": zone.author},
        "isAccessibleForFree": True,
        "about": {"@id": "#zone"},
        "mainEntity": {"@id": "#data"},
        "citation": {"@id": zone.source(zone.release).url},
        "primaryImageOfPage": {"@type": "ImageObject", "contentUrl": file_address(zone, PICTURE)},
    }
    return page | ({"url": zone.url} if zone.url else {})


def _zone(zone: Zone, texts: Texts) -> dict[str, Any]:
    return {
        "@type": "Place",
        "@id": "#zone",
        **_names("zone.name", texts),
        "containsPlace": [{"@id": f"#{area.id}"} for area in zone.area_records],
        "additionalProperty": _size(zone.total_km2),
    }


def _names(key: str, texts: Texts) -> dict[str, Any]:
    """Return the name of a place in the first language, and the different names in other languages."""
    first, *others = dict.fromkeys(texts[language][key] for language in LANGUAGES)
    return {"name": first, "alternateName": others}


def _area(area: Area, texts: Texts) -> dict[str, Any]:
    return {
        "@type": "Place",
        "@id": f"#{area.id}",
        **_names(f"area.{area.id}", texts),
        "additionalProperty": _size(area.size_km2),
        "geo": _outline(area) if area.surveyed else _circle(area),
    }


def _circle(area: Area) -> dict[str, Any]:
    """Return the circle of uncertainty around the centre, radius in metres; it is not the extent of the area."""
    return {
        "@type": "GeoCircle",
        "geoMidpoint": {"@type": "GeoCoordinates", "latitude": area.centre.y, "longitude": area.centre.x},
        "geoRadius": area.uncertainty_m,
        "description": "Estimate: the centre of the area lies in this circle; radius in metres",
    }


def _outline(area: Area) -> dict[str, Any]:
    parts = getattr(area.footprint, "geoms", [area.footprint])
    # schema.org has latitude first, unlike the rest of this project.
    outline = max(parts, key=lambda part: part.area).exterior.coords
    return {
        "@type": "GeoShape",
        "polygon": " ".join(f"{format_decimal(lat)} {format_decimal(lon)}" for lon, lat, *_ in outline),
    }


def _size(km2: float) -> dict[str, Any]:
    return {"@type": "PropertyValue", "name": "area", "value": km2, "unitCode": "KMK"}


def _dataset(zone: Zone, texts: Mapping[str, str]) -> dict[str, Any]:
    # The areas may lie anywhere within their reaches.
    west, south, east, north = cluster_bounds(zone.area_records)
    return {
        "@type": "Dataset",
        "@id": "#data",
        "name": texts["zone.name"],
        "description": texts["page.description"],
        "version": VERSION,
        "dateModified": zone.edition.isoformat(),
        "license": LICENCE.url,
        **({"creditText": credit} if (credit := credit_line(zone.sources)) else {}),
        "creator": {"@type": "Organization", "name": zone.author},
        "isAccessibleForFree": True,
        "spatialCoverage": {
            "@type": "Place",
            "geo": {"@type": "GeoShape", "box": f"{south:.4f} {west:.4f} {north:.4f} {east:.4f}"},
        },
        "distribution": [
            {
                "@type": "DataDownload",
                "contentUrl": file_address(zone, name),
                "encodingFormat": FORMATS[name.rpartition(".")[2]].media_type,
            }
            for name in DISTRIBUTIONS
        ],
        "citation": {"@id": zone.source(zone.release).url},
    }


def _release(source: Source, texts: Mapping[str, str]) -> dict[str, Any]:
    release = {
        "@type": "NewsArticle",
        "@id": source.url,
        "headline": texts[f"source.{source.id}"],
        "publisher": {"@type": "Organization", "name": remove_break_controls(source.publisher)},
        "inLanguage": source.language,
        "url": source.url,
    }
    return release | ({"datePublished": source.published.isoformat()} if source.published else {})
