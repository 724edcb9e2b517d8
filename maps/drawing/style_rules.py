"""Rules derived from the style table: attributes of elements by their classes, as CSS and as SVG attributes.

The elements of a drawing have classes. On the page the rules are a stylesheet; in exported pictures `svg_attributes`
resolves them, because not every SVG viewer supports CSS. A later rule overrides an earlier one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from maps.drawing import style
from maps.drawing.palette import AREA_COLOURS
from maps.drawing.style import AREA, LABELS, STYLES, DotStyle, LabelStyle, Style


@dataclass(frozen=True)
class Colour:
    """A colour token of the palette, or `style.AREA`."""

    token: str


@dataclass(frozen=True)
class Length:
    """A length in CSS pixels: `weighted` times `style.line_weight`, plus `fixed`."""

    weighted: float
    fixed: float = 0


Dashes = tuple[float, ...]
"""Lengths of dashes and gaps in CSS pixels."""
Value = Colour | Length | Dashes | str
Attributes = dict[str, Value]


@dataclass(frozen=True)
class Rule:
    """Attributes of the elements that have all these classes."""

    classes: tuple[str, ...]
    attributes: Attributes
    tag: str = ""
    """Element name, for a rule that applies to such elements only."""


@cache
def rules() -> tuple[Rule, ...]:
    """Return all rules in cascade order."""
    return tuple(_rules())


def _rules() -> Iterator[Rule]:
    for kind, look in STYLES.items():
        yield from _kind_rules(kind, look)
    for kind, look in style.LATER.items():
        if look.dash:
            yield Rule((kind, "later"), {"stroke-dasharray": look.dash, "stroke-linecap": "butt"})
        if look.dot:
            yield Rule(("dot", kind, "later"), {"fill": Colour(look.dot.fill)})
            yield Rule(("dot-core", kind, "later"), {"stroke": Colour(look.dot.fill)})
    for name, look in style.PARTS.items():
        yield Rule((name,), _shape_attributes(look))
    yield from _area_rules()
    yield from _label_rules()


def _kind_rules(kind: str, look: Style) -> Iterator[Rule]:
    if look.fill or look.stroke:
        yield Rule((kind,), _shape_attributes(look))
    if look.casing:
        width = Length(look.width, look.fixed_width + look.casing_width)
        yield Rule(("case", kind), {"stroke": Colour(look.casing), "stroke-width": width})
    if dot := look.dot:
        colours: Attributes = {"fill": Colour(dot.fill), "stroke": Colour(dot.stroke)}
        yield Rule(("dot", kind), {**colours, "stroke-width": Length(0, dot.ring)})
        # The live map draws all dots of a kind as one path of zero-length lines with round caps.
        core = Length(2 * dot_radius(dot).weighted, 2 * dot_radius(dot).fixed)
        edge = Length(core.weighted, core.fixed + 2 * dot.ring)
        for name, colour, width in (("dot-edge", dot.stroke, edge), ("dot-core", dot.fill, core)):
            yield Rule((name, kind), {**_LINE, "stroke": Colour(colour), "stroke-width": width})


_LINE: Attributes = {"fill": "none", "stroke-linecap": "round", "stroke-linejoin": "round"}


def _shape_attributes(look: Style) -> Attributes:
    """Return all attributes of a line or a filled shape, explicitly, because Leaflet's defaults differ from SVG's."""
    attributes: Attributes = {"fill": Colour(look.fill) if look.fill else "none"}
    if look.fill:
        attributes["fill-opacity"] = f"{look.fill_opacity:g}"
    attributes["stroke"] = Colour(look.stroke) if look.stroke else "none"
    if look.stroke:
        attributes["stroke-width"] = Length(look.width, look.fixed_width)
        attributes["stroke-linecap"] = look.line_cap
        attributes["stroke-linejoin"] = "round"
    if look.stroke_opacity != 1:
        attributes["stroke-opacity"] = f"{look.stroke_opacity:g}"
    if look.dash:
        attributes["stroke-dasharray"] = look.dash
    return attributes


def dot_radius(dot: DotStyle) -> Length:
    """Return the radius of a dot's disc: a third of it grows with the weight of lines."""
    return Length(dot.radius / 3, dot.radius * 2 / 3)


def _area_rules() -> Iterator[Rule]:
    yield Rule(("reach",), _shape_attributes(style.REACH))
    yield Rule(("footprint",), _shape_attributes(style.FOOTPRINT))
    yield Rule(("footprint", "surveyed"), _shape_attributes(style.SURVEYED))
    for colour in AREA_COLOURS:
        yield Rule(("metro", colour), {"stroke": Colour(style.METRO_UNDER_FOOTPRINT)})
    for state in ("selected", "lit", "hovered"):
        yield Rule(("reach", state), _changes(_shape_attributes(style.REACH), _shape_attributes(style.SELECTED_REACH)))
    yield Rule(
        ("parent-zone", "subject"),
        _changes(_shape_attributes(STYLES["parent-zone"]), _shape_attributes(style.SUBJECT_OUTLINE)),
    )
    yield Rule(("unlit",), {"opacity": f"{style.UNLIT_OPACITY:g}"})
    yield Rule(("leader",), _shape_attributes(style.LEADER))
    yield Rule(("leader-dot",), {"fill": Colour(AREA)})
    # A landmark has no area colour.
    landmark = Colour(LABELS["landmark-name"].colour)
    yield Rule(("leader", "landmark-name"), {"stroke": landmark})
    yield Rule(("leader-dot", "landmark-name"), {"fill": landmark})


def _changes(usual: Attributes, other: Attributes) -> Attributes:
    return {name: value for name, value in other.items() if usual.get(name) != value}


def _label_rules() -> Iterator[Rule]:
    usual = LabelStyle()
    yield Rule(("label",), _text_attributes(usual))
    halo: Attributes = {"stroke": Colour("land"), "stroke-width": Length(0, usual.halo), "stroke-linejoin": "round"}
    # A label also has the class of its feature's kind, whose dashes and opacity are not meant for letters.
    plain: Attributes = {"stroke-opacity": "1", "stroke-dasharray": "none"}
    yield Rule(("label",), {**halo, **plain, "paint-order": "stroke"}, tag="text")
    for name, label in LABELS.items():
        # Figures may be nested in an area's label, so set all their attributes.
        before: Attributes = {} if name == "figures" else _text_attributes(usual)
        if changes := _changes(before, _text_attributes(label)):
            yield Rule(("label", name), changes)
        if label.halo != usual.halo:
            yield Rule(("label", name), {"stroke-width": Length(0, label.halo)}, tag="text")
    # A label in the colour of its shape would be illegible inside it.
    yield Rule(("label", "inside"), {"fill": Colour("ink")})


def _text_attributes(label: LabelStyle) -> Attributes:
    attributes: Attributes = {
        "fill": Colour(label.colour),
        "font-size": Length(0, label.size),
        "font-weight": f"{label.weight}",
    }
    if label.italic:
        attributes["font-style"] = "italic"
    if label.spacing:
        attributes["letter-spacing"] = f"{label.spacing:g}em"
    return attributes


def css(area_count: int = len(AREA_COLOURS)) -> str:
    """Return the rules as CSS for a zone of `area_count` areas, with the palette's custom properties for colours.

    `--weight` is `style.line_weight` at the zoom. A drawing whose units are not pixels sets `--px`, the length of a
    pixel in its units. `--narrow-size` is the type size of a label on the live map in a narrow window.
    """
    narrow = {name: label.narrow_size or label.size for name, label in LABELS.items()}
    usual = LabelStyle().size
    sizes = f".label{{--narrow-size:{usual / 16:g}rem}}\n" + "".join(
        f".label.{name}{{--narrow-size:{size / 16:g}rem}}\n" for name, size in narrow.items() if size != usual
    )
    unused = AREA_COLOURS[area_count:]
    used = (rule for rule in rules() if not set(unused) & set(rule.classes))
    return "".join(f"{_selector(rule)}{{{_declarations(rule)}}}\n" for rule in used) + sizes + "".join(_state_rules())


def _state_rules() -> Iterator[str]:
    """Yield the rules for certain stops of the lens, for the tiles of online layers and for more contrast, as CSS."""
    for kind, look in STYLES.items():
        if look.only_stop:
            yield f'html:not([data-lens="{look.only_stop}"]) .folium-map .{kind}{{display:none}}\n'
    # Without footprints, metro lines have their usual colour everywhere.
    yield f'[data-lens]:not([data-lens="estimate"]) path.metro{{stroke:var(--{STYLES["metro"].stroke})}}\n'
    yield f"[data-tiles] .folium-map path.metro{{stroke:var(--{style.METRO_OVER_TILES})}}\n"
    hidden = [kind for kind, look in STYLES.items() if (look.fill or look.stroke) and not look.over_tiles]
    yield f"[data-tiles] .folium-map path:is({','.join(f'.{name}' for name in (*hidden, 'case'))}){{display:none}}\n"
    footprint, reach = style.CONTRAST_FOOTPRINT.fill_opacity, style.CONTRAST_REACH.fixed_width
    strong = f".footprint{{fill-opacity:{footprint}}}.leaflet-pane path.reach{{stroke-width:{reach}px}}"
    yield f"@media (prefers-contrast:more){{{strong}}}\n"


def _selector(rule: Rule) -> str:
    if rule.classes == ("label", "figures"):
        return ".label.figures,.label.area span"
    return rule.tag + "".join(f".{name}" for name in rule.classes)


def _declarations(rule: Rule) -> str:
    attributes = {name: _css_value(name, value) for name, value in rule.attributes.items()}
    if "label" in rule.classes and "fill" in attributes:
        attributes["color"] = attributes["fill"]  # for the live map, where labels are HTML elements
    return ";".join(f"{name}:{value}" for name, value in attributes.items())


def _css_value(name: str, value: Value) -> str:
    if isinstance(value, Colour):
        return "var(--colour)" if value.token == AREA else f"var(--{value.token})"
    # Except in drawings, type follows the reader's own font size.
    pixel = "var(--px,.0625rem)" if name == "font-size" else "var(--px,1px)"
    if isinstance(value, tuple):
        return " ".join(f"calc({length:g}*{pixel})" for length in value)
    if isinstance(value, Length) and value.weighted and value.fixed:
        return f"calc(({value.weighted:.4g}*var(--weight,1) + {value.fixed:.4g})*{pixel})"
    if isinstance(value, Length):
        weight = f"{value.weighted:.4g}*var(--weight,1)" if value.weighted else f"{value.fixed:.4g}"
        return f"calc({weight}*{pixel})"
    return value


def svg_attributes(
    classes: Iterable[str], colours: Mapping[str, str], weight: float, unit: float, type_scale: float
) -> dict[str, str]:
    """Return the presentation attributes of an element with these classes, which include its tag.

    `colours` is a scheme of the palette, `weight` the `style.line_weight`, `unit` the length of a pixel in
    the drawing's units, and `type_scale` a factor for the type sizes of the table.
    """
    present = frozenset(classes)
    area = next((name for name in AREA_COLOURS if name in present), AREA_COLOURS[0])
    attributes: dict[str, str] = {}
    for name, value in _attributes(present).items():
        if isinstance(value, Colour):
            attributes[name] = colours[area if value.token == AREA else value.token]
        elif isinstance(value, Length):
            scale = unit * type_scale if "label" in present else unit
            attributes[name] = f"{(value.weighted * weight + value.fixed) * scale:.4g}"
        elif isinstance(value, tuple):
            attributes[name] = " ".join(f"{length * unit:.4g}" for length in value)
        elif value != "none" or name == "fill":
            attributes[name] = value
    if (spacing := attributes.get("letter-spacing", "")).endswith("em"):  # not every viewer resolves ems here
        attributes["letter-spacing"] = f"{float(spacing[:-2]) * float(attributes['font-size']):.4g}"
    return attributes


@cache
def _attributes(classes: frozenset[str]) -> Attributes:
    attributes: Attributes = {}
    for rule in rules():
        if classes.issuperset(rule.classes) and (not rule.tag or rule.tag in classes):
            attributes |= rule.attributes
    return attributes
