"""The records of a zone: their attributes in memory, frozen once loaded, and their columns in data files and tables.

`geodata.columns` adds the columns that tables compute. An attribute's description is that of its table column; its
docstring here adds what the description does not say.
Coordinates are WGS-84, longitude before latitude, in degrees. Lengths are metres and areas
square kilometres on the WGS-84 ellipsoid; money is in whole units of its currency.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

from shapely import MultiPolygon, Point, Polygon
from shapely.geometry.base import BaseGeometry

from geodata import column, schema
from geodata.languages import LANGUAGES as LANGUAGES
from geodata.languages import UNSPACED as UNSPACED
from geodata.languages import Text as Text
from geodata.measure import DISTRICT_MARGIN_M
from geodata.tile_layers import LAYER_CHECK, Layer, read_layer
from geodata.vocabulary import CONFIDENCES, GROUPS, KINDS, REACH_BASES

if TYPE_CHECKING:
    import geopandas
    import pandas

CRS = "EPSG:4326"
"""The coordinate reference system of every geometry here (axis order lon/lat, as in GeoJSON)."""


@dataclass(frozen=True)
class Source:
    """A document or dataset that the data is taken from."""

    id: str = column.string("Id of the source", schema.ident)
    label: Text = column.text("What it is, in our own words")
    publisher: str = column.string("Who published it")
    publisher_names: Mapping[str, str] = column.by_language()
    """The publisher's name in those page languages that have their own: {"ja": "新華社"}."""
    language: str = column.string("Language it is written in (BCP 47)", schema.language_tag)
    url: str = column.string(
        "Its address; empty where only a copy on another site is known",
        schema.url,
        optional=True,
        default="",
        get=lambda source, _: source.url or None,
    )
    licence: str = column.string(
        "SPDX id, facts-only (all rights reserved, only facts taken) or public-domain", schema.licence
    )
    published: dt.date | None = column.day("Day of publication, where known", optional=True)
    credit: str | None = column.string("Credit line that its licence requires", optional=True)
    credit_language: str | None = column.string(check=schema.language_tag, optional=True)
    """BCP 47 tag of a credit line that is not in Latin letters."""

    def publisher_in(self, language: str) -> str:
        """Return the publisher's name in a language of the page."""
        return self.publisher_names.get(language, self.publisher)


@dataclass(frozen=True)
class Locator:
    """The passage of a published text that states a fact."""

    source: str = column.one_id("source")
    """Id of the source, that is, of one language version of the release."""
    paragraph: int = column.whole_number()
    """Counted from 1; empty lines separate paragraphs."""
    sentence: int = column.whole_number()
    """Counted from 1 within the paragraph."""
    quote: str = column.string()
    """The figure or a few words, verbatim."""


@dataclass(frozen=True)
class Quotation:
    """The wording of a fact in another language version of the release."""

    source: str = column.one_id("source")
    quote: str = column.string()


@dataclass(frozen=True)
class Fact:
    """One statement, either from the release (with a locator) or from another source (without one)."""

    id: str = column.string("Id of the fact", schema.ident, in_page=True)
    group: str = column.string(
        "The question it answers: what, where, who, agreed or planned", schema.one_of(GROUPS), in_frame=True
    )
    label: Text = column.text("Short name of the fact", in_frame=True)
    value: int | float | str | dt.date | None = column.string(
        "Its value as plain text: a number, a day (ISO 8601) or words; money in whole units",
        schema.value,
        optional=True,
        in_frame=True,
    )
    unit: str | None = column.string(
        "What the number counts, such as km2 or guests, or its currency", schema.unit, optional=True, in_frame=True
    )
    """Unit of a numeric value: one of `UNITS`, the id of a `Unit` of the zone, or a currency code (ISO 4217)."""
    date: dt.date | None = column.day(
        "The day that the statement is about or was made on", optional=True, in_frame=True
    )
    areas: tuple[str, ...] = column.ids(
        "area", "Ids of the areas concerned; empty for the zone as a whole", optional=True, in_frame=True, in_page=True
    )
    text: Text = column.text("The fact as a sentence in our own words", ("value",))
    """`{value}` stands for the formatted value."""
    items: tuple[Text, ...] = column.texts("Members of an enumeration, such as the companies named", name="item")
    sources: tuple[str, ...] = column.ids(
        "source", "Ids of the sources", optional=True, get=lambda fact, _: fact.all_sources, in_frame=True
    )
    locator: Locator | None = column.record(Locator)
    versions: tuple[Quotation, ...] = column.records(Quotation, name="version")
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

    geometry: BaseGeometry
    id: str = column.typed("string", "Id of the feature")
    kind: str = column.string("What it is, such as river, metro or station", schema.one_of(tuple(KINDS)), in_frame=True)
    name: Text | None = column.text("Name, where it has one", optional=True, in_frame=True)
    phrase: Text | None = column.text(optional=True)
    """The name as written after a distance: "vom Tianfu-Platz" in German; elsewhere it may be just the name."""
    gloss: Text | None = column.text(optional=True)
    """An explanation for readers from elsewhere; the map writes it in brackets after the name."""
    rank: int = column.whole_number("Weight of its label, from 1 (shown first) to 5", high=5, in_frame=True)
    """When it appears as the map zooms in: 1 for the whole municipality, 2 city, 3 quarters, 4 main streets, 5 last."""
    line: str | None = column.string(
        "Metro line; several are separated by commas", schema.metro_lines, optional=True, sparse=True, in_frame=True
    )
    opened: str | None = column.string(
        "Day, month or year of opening (ISO 8601), where known", schema.partial_date, optional=True, in_frame=True
    )
    opened_source: str | None = column.one_id("source", "Id of the source of that day", optional=True)
    accuracy_m: float = column.number("How far it may be off, in metres", schema.accuracy_m, in_frame=True)
    schematic: bool = column.flag("True for a sketch without a reference", in_frame=True)
    source: str = column.one_id("source", "Id of its source", in_frame=True)
    basis: tuple[str, ...] = column.ids("source", "Ids of further sources of parts of it", min_length=1, optional=True)
    district: str | None = column.one_id("district", "Id of the district in which it lies", optional=True)

    def was_open_on(self, day: dt.date) -> bool:
        """Return whether it was open on `day`; False where the opening date is unknown."""
        return self.opened is not None and self.opened <= day.isoformat()[: len(self.opened)]


@dataclass(frozen=True)
class Clue:
    """A place that a source puts inside an area or outside it."""

    id: str = column.string(check=schema.ident)
    source: str = column.one_id("source")
    """Id of the source that mentions it."""
    inside: bool = column.flag()
    """True for inside the area's reach, False for outside; validation fails where the geometry disagrees."""
    point: Point | None = column.position(optional=True)
    """Its position (lon/lat); None where it is a feature of the backdrop."""
    feature: str | None = column.one_id("place", optional=True)
    """Id of that feature."""


@dataclass(frozen=True)
class Area:
    """One of the areas of the zone: its size is published, its location is an estimate."""

    centre: Point
    footprint: Polygon | MultiPolygon
    """The area at its estimated location, true to size: its geodesic area is `size_km2`."""
    reach: Polygon | MultiPolygon
    """The shape that, by our estimate, contains the area: the footprint widened by `uncertainty_m`, or the
    wider district widened by `measure.DISTRICT_MARGIN_M`, depending on `reach_basis`."""
    id: str = column.typed("string", "Id of the area", in_page=True)
    name: Text = column.text("Name", in_frame=True)
    pinyin: str | None = column.string("The Chinese name in Pinyin", optional=True, sparse=True, in_frame=True)
    size_km2: float = column.number(
        "Published size in km²; the footprint has this area on the WGS-84 ellipsoid", in_frame=True
    )
    size_source: str = column.one_id("source", "Id of the source of the size")
    uncertainty_m: float = column.number(
        "How far the true centre may lie from the one given here, in metres", schema.uncertainty_m, in_frame=True
    )
    confidence: str = column.string(
        "Confidence in the location: low, low-to-medium, medium or high", schema.one_of(CONFIDENCES), in_frame=True
    )
    surveyed: bool = column.typed(
        "boolean", "True where the footprint is an outline from a source, false where it is a circle", in_page=True
    )
    district: str | None = column.one_id(
        "outline", "Id of the wider district in the backdrop, where there is one", optional=True
    )
    district_km2: float | None = column.number("Size of that district in km²", optional=True)
    reach_basis: str = column.string(
        f"What the reach is widened from: the footprint by uncertainty_m, or the district by {DISTRICT_MARGIN_M} m",
        schema.one_of(REACH_BASES),
        optional=True,
        default=REACH_BASES[0],
    )
    stations: tuple[str, ...] = column.ids(
        "station", "Ids of the nearest metro stations in the backdrop", optional=True, sparse=True
    )
    sources: tuple[str, ...] = column.ids("source", "Ids of the sources of size and place", min_length=1)
    purpose: Text = column.text("What the area is planned for", ("size", "off"))
    purpose_source: str = column.one_id("source", "Id of the source of the purpose")
    basis: Text = column.text("How the location was found, and why it is not more certain", ("size", "off"))
    """The best evidence comes first."""
    clues: tuple[Clue, ...] = column.records(Clue)
    """The evidence for the location, best first."""
    name_languages: Mapping[str, str] = column.by_language(schema.language_tag)
    """Where a page language uses a name in another language, that language's BCP 47 tag: {"de": "en"}."""


@dataclass(frozen=True)
class Unit:
    """A unit that some of the zone's facts are counted in."""

    id: str = column.string(check=schema.ident)
    name: Text = column.text(placeholders=("n",))
    """Plural, with `{n}` for the number: "{n} factories"."""
    one: Text | None = column.text(placeholders=("n",), optional=True)
    """Singular, where a language has one: "{n} factory"."""


@dataclass(frozen=True)
class Difference:
    """How language versions of the release differ on a fact."""

    fact: str = column.one_id("fact")
    text: Text = column.text()


@dataclass(frozen=True)
class Comparison:
    """A place whose size readers know, to compare with the size of the zone."""

    id: str = column.string(check=schema.ident)
    name: Text = column.text()
    """The name as written within a sentence: in German with its article."""
    km2: float = column.number()
    languages: tuple[str, ...] = column.typed(
        "list", check=schema.list_of(schema.one_of(LANGUAGES), min_length=1), read=tuple
    )
    """Languages of the readers that it is meant for."""
    source: str = column.one_id("source")
    """Id of the source that states its size."""


@dataclass(frozen=True)
class City:
    """A large city that readers know, to show where in the country the zone lies."""

    name: Text = column.text()
    point: Point = column.position(name="at")
    """Its centre (lon/lat), to about a tenth of a degree."""
    source: str = column.one_id("source")


@dataclass(frozen=True)
class RegionalContext:
    """The wider country around the zone, shown by cities alone, without borders."""

    name: Text = column.text()
    """Name of this part of the country, used as a heading."""
    ring_km: float = column.number(check=schema.number_between(1, 10_000))
    """Spacing in km of the distance rings around the zone."""
    cities: tuple[City, ...] = column.records(City, min_length=1, name="city")


@dataclass(frozen=True)
class Zone:
    """Everything the map shows; the columns are the keys of zone.toml, and no table shows them."""

    facts: tuple[Fact, ...]
    sources: tuple[Source, ...]
    area_records: tuple[Area, ...]
    backdrop: tuple[Place, ...]
    id: str = column.string(check=schema.ident)
    name: Text = column.text()
    title: Text = column.text(placeholders=("total",))
    standfirst: Text = column.text(placeholders=("total", "date"))
    author: str = column.string()
    """Author of the data and the map, as named in citations."""
    edition: dt.date = column.day()
    """Day of this edition of the data: the date of citations and of exported files."""
    total_km2: float = column.number()
    released: dt.date = column.day()
    """Day of the release; decides whether a metro line or station was open at that time."""
    release: str = column.one_id("source")
    """Id of the source that locators refer to."""
    release_sentences: tuple[tuple[int, ...], ...] = column.typed(
        "list", check=schema.sentence_lengths, optional=True, default=(), read=lambda raw: tuple(map(tuple, raw))
    )
    """Length in characters of each sentence of the release, by paragraph, for the page's drawing of it; empty where
    unknown."""
    location_statement: Text | None = column.text(placeholders=("total",), optional=True)
    """All that the release says about the location, if anything; `{total}` stands for the total size."""
    key_facts: tuple[str, ...] = column.ids("fact", optional=True)
    landmarks: tuple[str, ...] = column.ids("place", optional=True)
    """Ids of the backdrop places that distances are measured to; the page can lay the zone's size over the first."""
    units: tuple[Unit, ...] = column.records(Unit, name="unit")
    differences: tuple[Difference, ...] = column.records(Difference, name="difference")
    not_stated: tuple[Text, ...] = column.texts()
    comparisons: tuple[Comparison, ...] = column.records(Comparison, name="comparison")
    """Either empty or exactly one for each language."""
    noun: Mapping[str, str] = column.by_language(languages=UNSPACED)
    """Common noun for the zone within a sentence, in Chinese and Japanese: {"zh": "示范区"}."""
    regional_context: RegionalContext | None = column.record(RegionalContext)
    layers: tuple[Layer, ...] = column.typed(
        "records",
        check=schema.list_of(LAYER_CHECK),
        optional=True,
        default=(),
        read=lambda raw: tuple(map(read_layer, raw)),
        name="layer",
    )
    parent_zone: str | None = column.one_id("parent-zone", optional=True)
    """Id of the backdrop feature that outlines the zone in which the release places this one."""
    parent_zone_note: Text | None = column.text(optional=True)
    """How the areas lie relative to that outline, in a sentence."""
    parent_zone_note_sources: tuple[str, ...] = column.ids("source", optional=True)
    """Ids of the sources for what the note says beyond the release."""
    parent_zone_extent: Text | None = column.text(optional=True)
    """Which part of that zone is drawn, and why not all of it, in one or two sentences."""
    municipality: Text | None = column.text(optional=True)
    """Name of the city or county that the backdrop's districts belong to."""
    centre_name: Text | None = column.text(optional=True)
    """Name of the surroundings of the first landmark, as written after "over" ("the old town")."""
    unbroken: Mapping[str, tuple[str, ...]] = column.typed(
        "records",
        check=schema.record({}, dict.fromkeys(LANGUAGES, schema.list_of(schema.visible_text))),
        optional=True,
        default={},
        read=lambda raw: {language: tuple(words) for language, words in raw.items()},
    )
    """Words of the title that must not be broken across lines, by language."""
    status: Text | None = column.text(optional=True)
    """The date up to which the data covers publications, and what it leaves out."""
    short_name: Text | None = column.text(optional=True)
    """Name of the zone in the title bar, where the full name is too long."""
    url: str | None = column.string(check=schema.page_url, optional=True)
    """Address at which the page is published, if known; used in metadata, citations and shared links."""

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
