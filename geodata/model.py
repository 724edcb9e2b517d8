"""A zone in memory: frozen records, the same for every reader of them.

Coordinates are WGS-84, longitude before latitude, in degrees. Lengths are metres and areas
square kilometres on the WGS-84 ellipsoid; money is in whole units of its currency.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from importlib import import_module
from typing import TYPE_CHECKING, Any

from shapely import MultiPolygon, Point, Polygon
from shapely.geometry.base import BaseGeometry

if TYPE_CHECKING:
    import geopandas
    import pandas

LANGUAGES = ("en", "de", "zh", "ja")
"""The languages every text is written in, the page's default first."""

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
    """A document or dataset that something here is taken from."""

    id: str
    label: Text
    """What it is, in our own words."""
    publisher: str
    publisher_names: Mapping[str, str]
    """What the publisher is called in those languages of the page that have a name of their own: {"ja": "新華社"}."""
    language: str
    """BCP 47 tag of the language it is written in."""
    url: str
    """Its address; empty where only a copy on another site is known, since such a copy is not linked."""
    licence: str
    """SPDX id, or a sentence where there is none."""
    published: dt.date | None
    credit: str | None
    """The credit line its licence asks for."""
    credit_language: str | None
    """BCP 47 tag of the credit line, where it is not in a language of Latin letters that all read."""

    def publisher_in(self, language: str) -> str:
        """Return what the publisher is called in a language of the page."""
        return self.publisher_names.get(language, self.publisher)


@dataclass(frozen=True)
class Locator:
    """The place in a published text where a fact stands."""

    source: str
    """Id of the source: which language version of the release."""
    paragraph: int
    """Counted from 1; paragraphs are parted by an empty line."""
    sentence: int
    """Counted from 1 within the paragraph."""
    quote: str
    """The figure or the few words as they stand there."""


@dataclass(frozen=True)
class Quotation:
    """A fact's words in another language version of the release."""

    source: str
    quote: str


@dataclass(frozen=True)
class Fact:
    """One statement, of the release (it has a locator) or of another source (it has none)."""

    id: str
    group: str
    """One of `GROUPS`."""
    label: Text
    text: Text
    """A sentence in our own words; `{value}` stands for the formatted value."""
    value: int | float | str | dt.date | None
    unit: str | None
    """What a numeric value counts: one of `UNITS`, the id of a `Unit` of the zone, or a currency (ISO 4217)."""
    date: dt.date | None
    """The day the statement is about or was made on."""
    items: tuple[Text, ...]
    """The members of an enumeration, such as the companies named."""
    areas: tuple[str, ...]
    """Ids of the areas concerned; empty for the zone as a whole."""
    sources: tuple[str, ...]
    locator: Locator | None
    versions: tuple[Quotation, ...]
    """The same statement in other language versions, where their words are known."""

    @property
    def in_release(self) -> bool:
        return self.locator is not None

    @property
    def cited(self) -> tuple[str, ...]:
        """Ids of all its sources, those that its quotes stand in first."""
        quoted = [self.locator.source] if self.locator else []
        return tuple(dict.fromkeys([*quoted, *(version.source for version in self.versions), *self.sources]))


@dataclass(frozen=True)
class Place:
    """One feature of the backdrop."""

    id: str
    kind: str
    """A key of `KINDS`."""
    geometry: BaseGeometry
    name: Text | None
    phrase: Text | None
    """The name after a distance: German "vom Tianfu-Platz"; in languages that need no preposition here, the name."""
    gloss: Text | None
    """What readers from elsewhere should know of it; the map writes it in brackets after the name."""
    rank: int
    """When it comes into view: 1 with the whole municipality, 2 the city, 3 quarters, 4 main streets, 5 last."""
    source: str
    basis: tuple[str, ...]
    """Ids of further sources that part of it rests on, such as the fixed points of a sketch."""
    accuracy_m: float
    """How far its position may be off, in metres."""
    schematic: bool
    """True where no reference exists and the shape is only a sketch."""
    line: str | None
    """Metro line of a metro line or a station, such as `18`; several are parted by a comma."""
    opened: str | None
    """Day, month or year of opening in ISO 8601 (`2023-08-13`, `2020-09`, `2010`)."""
    opened_source: str | None
    """Id of the source that tells it."""
    district: str | None
    """Id of the feature of the kind `district` in which it lies."""

    def ran_on(self, day: dt.date) -> bool:
        """Return whether it was open on `day`; False where no date of opening is known."""
        return self.opened is not None and self.opened <= day.isoformat()[: len(self.opened)]


@dataclass(frozen=True)
class Clue:
    """A place that a source ties to an area, or sets apart from it."""

    id: str
    point: Point | None
    """Where it lies; None where it is a feature of the backdrop."""
    feature: str | None
    """Id of that feature."""
    source: str
    """Id of the source that tells of it."""
    inside: bool
    """Whether it lies inside the reach of the area; the data are refused where it does not."""


@dataclass(frozen=True)
class Area:
    """One of the areas of the zone: its size is published, its location is an estimate."""

    id: str
    name: Text
    name_languages: Mapping[str, str]
    """Where a language of the page uses a name of another one, the BCP 47 tag of that: {"de": "en"}."""
    pinyin: str | None
    centre: Point
    size_km2: float
    size_source: str
    uncertainty_m: float
    """How far the centre may be off, in metres."""
    confidence: str
    """One of `CONFIDENCES`."""
    basis: Text
    """How the location was found, and why it is no surer: the best evidence first."""
    purpose: Text
    purpose_source: str
    stations: tuple[str, ...]
    """Ids of the nearest metro stations in the backdrop."""
    district: str | None
    """Id of the backdrop's outline of the wider district, where there is one."""
    district_km2: float | None
    sources: tuple[str, ...]
    footprint: Polygon | MultiPolygon
    """The area at its best estimate, true to size: its geodesic area is `size_km2`."""
    reach: Polygon | MultiPolygon
    """By our estimate the area lies inside this: the footprint widened by `uncertainty_m`, or the wider
    district widened by `measure.DISTRICT_MARGIN_M`, as `reach_basis` says."""
    reach_basis: str
    """One of `REACH_BASES`."""
    surveyed: bool
    """True where the footprint is a sourced outline and not a circle of the right size."""
    clues: tuple[Clue, ...]
    """What the place is reckoned from, the best evidence first."""


@dataclass(frozen=True)
class Unit:
    """What some of the zone's facts count."""

    id: str
    name: Text
    """A count of them; `{n}` stands for the number: "{n} factories"."""
    one: Text | None
    """The same for one, where a language has a singular: "{n} factory"."""


@dataclass(frozen=True)
class Difference:
    """How two language versions of the release differ at a fact."""

    fact: str
    text: Text


@dataclass(frozen=True)
class Comparison:
    """Something whose size readers know, to hold the zone's against."""

    id: str
    name: Text
    """As it stands within a sentence: in German with its article."""
    km2: float
    languages: tuple[str, ...]
    """The languages whose readers it is for."""
    source: str
    """Id of the source that states its size."""


@dataclass(frozen=True)
class City:
    """A large city that readers know, to show where in the country the zone lies."""

    name: Text
    point: Point
    """Its middle, to a tenth of a degree or so."""
    source: str


@dataclass(frozen=True)
class RegionalContext:
    """The wider country around the zone: cities alone, no border."""

    name: Text
    """The part of the country, as a heading."""
    ring_km: float
    """Distance from one ring around the zone, or its own city, to the next, in km."""
    cities: tuple[City, ...]


@dataclass(frozen=True)
class Layer:
    """Map tiles from a server, for a reader who asks for them; Web Mercator (EPSG:3857)."""

    provider: str
    """Its name in xyzservices, such as `Esri.WorldImagery`."""
    datum: str
    """One of `DATUMS`."""
    name: Text
    who: Text
    """Who runs the server, and so learns of the reader's address."""
    url: str
    """https, with {z}, {x} and {y} to fill in, perhaps {s} for a subdomain and {r} for "@2x" on a fine screen."""
    subdomains: tuple[str, ...]
    zooms: tuple[int, int]
    """The first and the last that the server has."""
    tile_px: int
    zoom_offset: int
    """What is added to the zoom in the address, as larger tiles ask for."""
    credit: str


@dataclass(frozen=True)
class Zone:
    """Everything the map shows."""

    id: str
    name: Text
    title: Text
    standfirst: Text
    author: str
    """Who made the data and the map, as citations name them."""
    edition: dt.date
    """Day of this edition of the data: the date of citations and of the files of an export."""
    total_km2: float
    released: dt.date
    """Day of the release; what ran "then" is judged by it."""
    release: str
    """Id of the source that locators refer to."""
    release_sentences: tuple[tuple[int, ...], ...]
    """Length in characters of each sentence of the release, by paragraph; the page draws it from them. Empty where
    they are not known."""
    location_statement: Text | None
    """All that the release says of the place, if anything; `{total}` stands for the total size."""
    key_facts: tuple[str, ...]
    landmarks: tuple[str, ...]
    """Ids of the backdrop places that distances are given to; the size of the zone can be laid over the first."""
    facts: tuple[Fact, ...]
    sources: tuple[Source, ...]
    differences: tuple[Difference, ...]
    not_stated: tuple[Text, ...]
    area_records: tuple[Area, ...]
    backdrop: tuple[Place, ...]
    layers: tuple[Layer, ...]
    units: tuple[Unit, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    """None at all, or one for each language."""
    url: str | None = None
    """Where the page is published, if that is known: what machines are told needs it, readers do not."""
    noun: Mapping[str, str] = field(default_factory=dict)
    """What kind of zone it is called within a sentence, in Chinese and Japanese: {"zh": "示范区"}."""
    regional_context: RegionalContext | None = None
    municipality: Text | None = None
    """Name of the city or county that the districts of the backdrop make up."""
    centre_name: Text | None = None
    """What the ground around the first landmark is called, as it stands after "over" ("the old town")."""
    unbroken: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Words of the title that no line of a headline may part, by language."""
    status: Text | None = None
    """Up to when the data covers what was published, and what it leaves out."""
    parent_zone: str | None = None
    """Id of the backdrop's outline of the zone in which the release places this one."""
    parent_zone_note: Text | None = None
    """How the areas lie to that outline, in a sentence."""
    parent_zone_note_sources: tuple[str, ...] = ()
    """Ids of the sources of what that note says beyond the release."""
    parent_zone_extent: Text | None = None
    """Which part of that zone is drawn, and why not all of it: one or two sentences."""
    short_name: Text | None = None  # What the title bar calls the zone, where its name is too long for that.

    @property
    def areas(self) -> geopandas.GeoDataFrame:
        """Return the areas as a frame in EPSG:4326, indexed by id: footprint (active), `centre` and `reach`."""
        return _frames().areas_frame(self)

    @property
    def places(self) -> geopandas.GeoDataFrame:
        """Return the backdrop as a frame in EPSG:4326, indexed by id: rivers, roads, stations, districts and so on."""
        return _frames().places_frame(self)

    @property
    def facts_table(self) -> pandas.DataFrame:
        """Return the facts as a table, indexed by id, with value, unit and place in the release."""
        return _frames().facts_frame(self)

    def source(self, source_id: str) -> Source:
        return next(s for s in self.sources if s.id == source_id)

    def place(self, place_id: str) -> Place:
        return next(p for p in self.backdrop if p.id == place_id)

    def unit(self, id: str | None) -> Unit | None:
        """Return the zone's own unit of this id; None for one that all zones have."""
        return next((unit for unit in self.units if unit.id == id), None)

    def comparison(self, language: str) -> Comparison | None:
        """Return the one for readers of `language`."""
        return next((c for c in self.comparisons if language in c.languages), None)


def _frames() -> Any:
    """Return `geodata.frames`, by name and at its first use: it is made of these records, and no page needs it."""
    return import_module("geodata.frames")
