"""What machines are told of the page: schema.org as JSON-LD, and the tags of its head.

Addresses are absolute where the zone says at which address the page is published, otherwise relative to the page.
The files that are told of are those of `zone-map export`, in the folder beside the page where it puts them.
"""

from __future__ import annotations

import json
from typing import Any

import shapely
from markupsafe import Markup

from geodata.model import LANGUAGES, Area, Source, Zone
from maps.text.credits import AUTHOR, EDITION, LICENCE, VERSION
from maps.text.translator import TAGS

OG_LOCALES = {"en": "en_GB", "de": "de_DE", "zh": "zh_CN", "ja": "ja_JP"}
"""Open Graph wants a territory with each language."""
PICTURE = "pictures/en/{zone}-16x9-light.png"
PICTURE_SIZE = (1920, 1080)
DISTRIBUTIONS = {
    "areas.geojson": "application/geo+json",
    "{zone}-zone.gpkg": "application/geopackage+sqlite3",
    "{zone}-zone.kml": "application/vnd.google-earth.kml+xml",
    "facts.csv": "text/csv",
}
"""Files of the export that a data search should know of, with their media types."""


def file_address(zone: Zone, name: str) -> str:
    """Address of a file of the export, seen from the page."""
    return (zone.url or "").rpartition("/")[0] + ("/" if zone.url else "") + f"{zone.id}-zone-data/" + name


def picture_address(zone: Zone) -> str:
    return file_address(zone, PICTURE.format(zone=zone.id))


def json_ld(zone: Zone, title: str, description: str) -> Markup:
    """The page, the zone with its areas, the data and the release as one schema.org graph."""
    graph = [
        _page(zone, title, description),
        _zone(zone),
        *(_area(zone, area) for area in zone.area_records),
        _dataset(zone, description),
        _release(zone.source(zone.release)),
    ]
    written = json.dumps({"@context": "https://schema.org", "@graph": graph}, ensure_ascii=False, separators=(",", ":"))
    # A text must not end the script element that it stands in.
    return Markup(written.replace("<", "\\u003c"))


def _page(zone: Zone, title: str, description: str) -> dict[str, Any]:
    page = {
        "@type": "WebPage",
        "@id": f"{zone.url or ''}#page",
        "name": title,
        "description": description,
        "inLanguage": list(TAGS.values()),
        "datePublished": EDITION.isoformat(),
        "author": {"@type": "Organization", "name": AUTHOR},
        "isAccessibleForFree": True,
        "about": {"@id": "#zone"},
        "mainEntity": {"@id": "#data"},
        "citation": {"@id": zone.source(zone.release).url},
        "primaryImageOfPage": {"@type": "ImageObject", "contentUrl": picture_address(zone)},
    }
    return page | ({"url": zone.url} if zone.url else {})


def _zone(zone: Zone) -> dict[str, Any]:
    return {
        "@type": "Place",
        "@id": "#zone",
        "name": zone.name[LANGUAGES[0]],
        "alternateName": [zone.name[language] for language in LANGUAGES[1:]],
        "containsPlace": [{"@id": f"#{area.id}"} for area in zone.area_records],
        "additionalProperty": _size(zone.total_km2),
    }


def _area(zone: Zone, area: Area) -> dict[str, Any]:
    names = dict.fromkeys(area.name[language] for language in LANGUAGES[1:])
    return {
        "@type": "Place",
        "@id": f"#{area.id}",
        "name": area.name[LANGUAGES[0]],
        "alternateName": [name for name in names if name != area.name[LANGUAGES[0]]],
        "additionalProperty": _size(area.size_km2),
        "geo": _outline(area) if area.surveyed else _circle(area),
    }


def _circle(area: Area) -> dict[str, Any]:
    """Where the true centre lies, not what the area covers."""
    return {
        "@type": "GeoCircle",
        "geoMidpoint": {"@type": "GeoCoordinates", "latitude": area.centre.y, "longitude": area.centre.x},
        "geoRadius": area.uncertainty_m,
        "description": "Estimate: the centre of the area lies in this circle; radius in metres",
    }


def _outline(area: Area) -> dict[str, Any]:
    parts = getattr(area.footprint, "geoms", [area.footprint])
    # schema.org writes latitude first, unlike everything else here.
    outline = max(parts, key=lambda part: part.area).exterior.coords
    return {"@type": "GeoShape", "polygon": " ".join(f"{lat:g} {lon:g}" for lon, lat, *_ in outline)}


def _size(km2: float) -> dict[str, Any]:
    return {"@type": "PropertyValue", "name": "area", "value": km2, "unitCode": "KMK"}


def _dataset(zone: Zone, description: str) -> dict[str, Any]:
    west, south, east, north = shapely.total_bounds([area.footprint for area in zone.area_records])
    files = {name.format(zone=zone.id): media_type for name, media_type in DISTRIBUTIONS.items()}
    return {
        "@type": "Dataset",
        "@id": "#data",
        "name": zone.name[LANGUAGES[0]],
        "description": description,
        "version": VERSION,
        "dateModified": EDITION.isoformat(),
        "license": LICENCE.url,
        "creator": {"@type": "Organization", "name": AUTHOR},
        "isAccessibleForFree": True,
        "spatialCoverage": {
            "@type": "Place",
            "geo": {"@type": "GeoShape", "box": f"{south:.4f} {west:.4f} {north:.4f} {east:.4f}"},
        },
        "distribution": [
            {"@type": "DataDownload", "contentUrl": file_address(zone, name), "encodingFormat": media_type}
            for name, media_type in files.items()
        ],
        "citation": {"@id": zone.source(zone.release).url},
    }


def _release(source: Source) -> dict[str, Any]:
    release = {
        "@type": "NewsArticle",
        "@id": source.url,
        "headline": source.label[LANGUAGES[0]],
        "publisher": {"@type": "Organization", "name": source.publisher},
        "inLanguage": source.language,
        "url": source.url,
    }
    return release | ({"datePublished": source.published.isoformat()} if source.published else {})
