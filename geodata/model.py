"""The records of a zone in memory, frozen once loaded.

`geodata.columns` describes each attribute that tables show; the docstrings here add what it does not say.
Coordinates are WGS-84, longitude before latitude, in degrees. Lengths are metres and areas
square kilometres on the WGS-84 ellipsoid; money is in whole units of its currency.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, fields
from importlib import import_module
from typing import TYPE_CHECKING, Any

from shapely import MultiPolygon, Point, Polygon
from shapely.geometry.base import BaseGeometry

if TYPE_CHECKING:
    import geopandas
    import pandas

LANGUAGES = ("en", "de", "zh", "ja")
"""The languages that every text is written in; the page's default comes first."""
UNSPACED = ("zh", "ja")
"""The languages written in Han characters, without spaces."""

CRS = "EPSG:4326"
"""The coordinate reference system of every geometry here (axis order lon/lat, as in GeoJSON)."""


@dataclass(frozen=True)
class Text:
    """One text in every language of the page."""

    en: str
    de: str
    zh: str
    ja: str

    def __getitem__(self, language: str) -> str:
        if language not in LANGUAGES:
            raise KeyError(language)
        return str(getattr(self, language))


assert tuple(f.name for f in fields(Text)) == LANGUAGES


@dataclass(frozen=True)
class Source:
    """A document or dataset that the data is taken from."""

    id: str
    label: Text
    publisher: str
    publisher_names: Mapping[str, str]
    """The publisher's name in those page languages that have their own: {"ja": "新華社"}."""
    language: str
    url: str
    licence: str
    published: dt.date | None
    credit: str | None
    credit_language: str | None
    """BCP 47 tag of a credit line that is not in Latin letters."""

    def publisher_in(self, language: str) -> str:
        """Return the publisher's name in a language of the page."""
        return self.publisher_names.get(language, self.publisher)


@dataclass(frozen=True)
class Locator:
    """The passage of a published text that states a fact."""

    source: str
    """Id of the source, that is, of one language version of the release."""
    paragraph: int
    """Counted from 1; empty lines separate paragraphs."""
    sentence: int
    """Counted from 1 within the paragraph."""
    quote: str
    """The figure or a few words, verbatim."""


@dataclass(frozen=True)
class Quotation:
    """The wording of a fact in another language version of the release."""

    source: str
    quote: str


@dataclass(frozen=True)
class Fact:
    """One statement, either from the release (with a locator) or from another source (without one)."""

    id: str
    group: str
    label: Text
    text: Text
    """A sentence in our own words; `{value}` stands for the formatted value."""
    value: int | float | str | dt.date | None
    unit: str | None
    """Unit of a numeric value: one of `UNITS`, the id of a `Unit` of the zone, or a currency code (ISO 4217)."""
    date: dt.date | None
    items: tuple[Text, ...]
    areas: tuple[str, ...]
    sources: tuple[str, ...]
    locator: Locator | None
    versions: tuple[Quotation, ...]
    """The same statement in other language versions, where their wording is known."""

    @property
    def in_release(self) -> bool:
        return self.locator is not None

    @property
    def all_sources(self) -> tuple[str, ...]:
        """Return the ids of all its sources, the quoted ones first."""
        quoted = [self.locator.source] if self.locator else []
        return tuple(dict.fromkeys([*quoted, *(version.source for version in self.versions), *self.sources]))


@dataclass(frozen=True)
class Place:
    """One feature of the backdrop."""

    id: str
    kind: str
    geometry: BaseGeometry
    name: Text | None
    phrase: Text | None
    """The name as written after a distance: "vom Tianfu-Platz" in German; elsewhere it may be just the name."""
    gloss: Text | None
    """An explanation for readers from elsewhere; the map writes it in brackets after the name."""
    rank: int
    """When it appears as the map zooms in: 1 for the whole municipality, 2 city, 3 quarters, 4 main streets, 5 last."""
    source: str
    basis: tuple[str, ...]
    accuracy_m: float
    """How far its position may be off, in metres."""
    schematic: bool
    line: str | None
    opened: str | None
    opened_source: str | None
    district: str | None

    def was_open_on(self, day: dt.date) -> bool:
        """Return whether it was open on `day`; False where the opening date is unknown."""
        return self.opened is not None and self.opened <= day.isoformat()[: len(self.opened)]


@dataclass(frozen=True)
class Clue:
    """A place that a source puts inside an area or outside it."""

    id: str
    point: Point | None
    """Its position (lon/lat); None where it is a feature of the backdrop."""
    feature: str | None
    """Id of that feature."""
    source: str
    """Id of the source that mentions it."""
    inside: bool
    """True for inside the area's reach, False for outside; validation fails where the geometry disagrees."""


@dataclass(frozen=True)
class Area:
    """One of the areas of the zone: its size is published, its location is an estimate."""

    id: str
    name: Text
    name_languages: Mapping[str, str]
    """Where a page language uses a name in another language, that language's BCP 47 tag: {"de": "en"}."""
    pinyin: str | None
    centre: Point
    size_km2: float
    size_source: str
    uncertainty_m: float
    """How far the centre may be off, in metres."""
    confidence: str
    basis: Text
    """How the location was found, best evidence first, and why it is not more certain."""
    purpose: Text
    purpose_source: str
    stations: tuple[str, ...]
    district: str | None
    """Id of the backdrop feature that outlines the wider district, if any."""
    district_km2: float | None
    sources: tuple[str, ...]
    footprint: Polygon | MultiPolygon
    """The area at its estimated location, true to size: its geodesic area is `size_km2`."""
    reach: Polygon | MultiPolygon
    """The shape that, by our estimate, contains the area: the footprint widened by `uncertainty_m`, or the
    wider district widened by `measure.DISTRICT_MARGIN_M`, depending on `reach_basis`."""
    reach_basis: str
    surveyed: bool
    """True where the footprint is a sourced outline and not a circle of the right size."""
    clues: tuple[Clue, ...]
    """The evidence for the location, best first."""


@dataclass(frozen=True)
class Unit:
    """A unit that some of the zone's facts are counted in."""

    id: str
    name: Text
    """Plural, with `{n}` for the number: "{n} factories"."""
    one: Text | None
    """Singular, where a language has one: "{n} factory"."""


@dataclass(frozen=True)
class Difference:
    """How language versions of the release differ on a fact."""

    fact: str
    text: Text


@dataclass(frozen=True)
class Comparison:
    """A place whose size readers know, to compare with the size of the zone."""

    id: str
    name: Text
    """The name as written within a sentence: in German with its article."""
    km2: float
    languages: tuple[str, ...]
    """Languages of the readers that it is meant for."""
    source: str
    """Id of the source that states its size."""


@dataclass(frozen=True)
class City:
    """A large city that readers know, to show where in the country the zone lies."""

    name: Text
    point: Point
    """Its centre (lon/lat), to about a tenth of a degree."""
    source: str


@dataclass(frozen=True)
class RegionalContext:
    """The wider country around the zone, shown by cities alone, without borders."""

    name: Text
    """Name of this part of the country, used as a heading."""
    ring_km: float
    """Spacing in km of the distance rings around the zone."""
    cities: tuple[City, ...]


@dataclass(frozen=True)
class Layer:
    """An online tile layer in Web Mercator (EPSG:3857), loaded only when the reader asks for it."""

    datum: str
    """One of `DATUMS`."""
    name: Text
    who: Text
    """Operator of the server, who therefore sees the reader's IP address."""
    url: str
    """https URL template with {z}, {x} and {y}, optionally {s} (subdomain) and {r} ("@2x" on high-density screens)."""
    subdomains: tuple[str, ...]
    zooms: tuple[int, int]
    """Lowest and highest zoom that the server offers."""
    tile_px: int
    zoom_offset: int
    """Added to the zoom in the URL, as tiles larger than 256 px require."""
    credit: str


@dataclass(frozen=True)
class Zone:
    """Everything the map shows."""

    id: str
    name: Text
    title: Text
    standfirst: Text
    author: str
    """Author of the data and the map, as named in citations."""
    edition: dt.date
    """Day of this edition of the data: the date of citations and of exported files."""
    total_km2: float
    released: dt.date
    """Day of the release; decides whether a metro line or station was open at that time."""
    release: str
    """Id of the source that locators refer to."""
    release_sentences: tuple[tuple[int, ...], ...]
    """Length in characters of each sentence of the release, by paragraph, for the page's drawing of it; empty where
    unknown."""
    location_statement: Text | None
    """All that the release says about the location, if anything; `{total}` stands for the total size."""
    key_facts: tuple[str, ...]
    landmarks: tuple[str, ...]
    """Ids of the backdrop places that distances are measured to; the page can lay the zone's size over the first."""
    facts: tuple[Fact, ...]
    sources: tuple[Source, ...]
    differences: tuple[Difference, ...]
    not_stated: tuple[Text, ...]
    area_records: tuple[Area, ...]
    backdrop: tuple[Place, ...]
    layers: tuple[Layer, ...]
    units: tuple[Unit, ...]
    comparisons: tuple[Comparison, ...]
    """Either empty or exactly one for each language."""
    url: str | None
    """Address at which the page is published, if known; used in metadata, citations and shared links."""
    noun: Mapping[str, str]
    """Common noun for the zone within a sentence, in Chinese and Japanese: {"zh": "示范区"}."""
    regional_context: RegionalContext | None
    municipality: Text | None
    """Name of the city or county that the backdrop's districts belong to."""
    centre_name: Text | None
    """Name of the surroundings of the first landmark, as written after "over" ("the old town")."""
    unbroken: Mapping[str, tuple[str, ...]]
    """Words of the title that must not be broken across lines, by language."""
    status: Text | None
    """The date up to which the data covers publications, and what it leaves out."""
    parent_zone: str | None
    """Id of the backdrop feature that outlines the zone in which the release places this one."""
    parent_zone_note: Text | None
    """How the areas lie relative to that outline, in a sentence."""
    parent_zone_note_sources: tuple[str, ...]
    """Ids of the sources for what the note says beyond the release."""
    parent_zone_extent: Text | None
    """Which part of that zone is drawn, and why not all of it, in one or two sentences."""
    short_name: Text | None
    """Name of the zone in the title bar, where the full name is too long."""

    @property
    def areas(self) -> geopandas.GeoDataFrame:
        """Return the areas as a frame in EPSG:4326 (lon/lat), indexed by id: footprint (active), `centre`, `reach`."""
        return _frames().areas_frame(self)

    @property
    def places(self) -> geopandas.GeoDataFrame:
        """Return the backdrop as a frame in EPSG:4326 (lon/lat), indexed by id: rivers, roads, stations and so on."""
        return _frames().places_frame(self)

    @property
    def facts_table(self) -> pandas.DataFrame:
        """Return the facts as a table, indexed by id, with value, unit and location in the release."""
        return _frames().facts_frame(self)

    def source(self, source_id: str) -> Source:
        """Return the source with this id. Raises KeyError for an unknown one."""
        return {source.id: source for source in self.sources}[source_id]

    def place(self, place_id: str) -> Place:
        """Return the feature of the backdrop with this id. Raises KeyError for an unknown one."""
        return {place.id: place for place in self.backdrop}[place_id]

    def unit(self, unit_id: str | None) -> Unit | None:
        """Return the zone's own unit with this id; None for a unit that all zones share."""
        return next((unit for unit in self.units if unit.id == unit_id), None)

    def comparison(self, language: str) -> Comparison | None:
        """Return the comparison for readers of `language`, if there is one."""
        return next((c for c in self.comparisons if language in c.languages), None)


def _frames() -> Any:
    """Import `geodata.frames` lazily: it depends on these records, and building a page does not need it."""
    return import_module("geodata.frames")
