"""Draw the layers that authors add, separately from the page's own map, or refuse them by name."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from types import SimpleNamespace
from typing import cast

from jinja2 import Template, TemplateError

from maps.page.bundle import escape_for_script_element, minify_script
from maps.page.folium_map.colour_bar import colour_bar
from maps.page.folium_map.library import ColorMap, Element, Figure, escape_backticks, folium
from maps.page.folium_map.markup import Added, excerpt
from maps.page.folium_map.refused import name_of, reasons_to_refuse, walk

PARTS = ("header", "html", "script")
"""The parts of a figure that folium's layers write to."""
Check = Callable[[Mapping[str, str]], Added]
"""`check_and_split` with the names of the page and the folders to search for files."""

JQUERY = (
    "var $ = function (markup) { return document.createRange().createContextualFragment(markup.trim()).children; };\n"
)
"""A substitute for jQuery, which folium only uses to turn a popup's markup into an element: `$(markup)[0]`."""


def parts_of(figure: Figure) -> Iterator[Element]:
    return (getattr(figure, name) for name in PARTS)


@contextmanager
def preserve(figure: Figure) -> Iterator[None]:
    """Restore the figure and its elements on exit: drawing adds children to folium's layers each time."""
    before = [(each, dict(vars(each)), OrderedDict(each._children)) for each in walk(figure, excluded=())]
    try:
        yield
    finally:
        for element, attributes, children in before:
            vars(element).clear()
            vars(element).update(attributes)
            element._children = children


def draw_added(
    figure: Figure, folium_map: folium.Map, layers: list[Element], loose: dict[str, list[Element]], check: Check
) -> Added:
    """Return the output of the layers and of `loose`, the elements added to the figure itself, by part.

    Raises ValueError with every reason why one of them cannot be shown.
    """
    problems = [reason for layer in layers for reason in reasons_to_refuse(layer)]
    entries = [(part, entry) for part, elements in loose.items() for entry in elements]
    problems += [reason for _, entry in entries for reason in reasons_to_refuse(entry)]
    if problems:
        raise ValueError("\n".join(dict.fromkeys(problems)))
    texts = [(part, entry.render() or "") for part, entry in entries]
    outputs = [(f"The figure's {part}, {excerpt(text)!r},", check({part: f"{text}\n"})) for part, text in texts]
    outputs += [(name_of(layer), _output_of_layer(figure, layer, check)) for layer in layers]
    if problems := [f"{name} {problem}" for name, output in outputs for problem in output.problems]:
        raise ValueError("\n".join(dict.fromkeys(problems)))
    added = Added(JQUERY)
    for _, output in outputs:
        added.append(output)
    added.script += _bring_to_front(folium_map)
    _check_syntax(outputs, added)
    return _with_stable_ids(added, {element._id for layer in layers for element in walk(layer)})


def _output_of_layer(figure: Figure, layer: Element, check: Check) -> Added:
    """Let folium draw a layer into the figure's parts; return their content and empty them."""
    for element in walk(layer):
        _prepare(element)
    written, has_colour_map = {}, any(isinstance(element, ColorMap) for element in walk(layer))
    try:
        layer.render()
        for name, part in zip(PARTS, parts_of(figure), strict=True):
            written[name] = {key: entry.render() or "" for key, entry in part._children.items()}
            part._children.clear()
    except (AssertionError, AttributeError, LookupError, TemplateError, TypeError, ValueError) as error:
        reason = f"no {error}" if isinstance(error, KeyError) else error
        raise ValueError(f"{name_of(layer)} cannot be drawn: {reason}") from error
    kept = {
        name: "\n".join(
            each
            for key, each in entries.items()
            if not (key == "d3" and has_colour_map) and not (name == "header" and _is_draggable_legend(each))
        )
        for name, entries in written.items()
    }
    output = check({name: f"{each}\n" for name, each in kept.items()})
    if not any(written.values()):
        output.problems.append(
            "draws nothing when added directly; put it in a layer, in a Popup or into get_root().html"
        )
    return output


def _prepare(element: Element) -> None:
    """Make an element draw without network access; `preserve` undoes these changes."""
    if isinstance(element, ColorMap):
        element._template = cast(Template, SimpleNamespace(module=SimpleNamespace(html=colour_bar)))
    elif isinstance(element, folium.Tooltip):
        # folium escapes them in popups only.
        element.text = escape_backticks(element.text)
    elif isinstance(element, folium.GeoJson):
        # Embed its data, which it has read already, instead of a link to it.
        element.embed = True


def _is_draggable_legend(text: str) -> bool:
    """Return whether a text is the script and style of geopandas' categorical legend; the page styles it itself."""
    return "jquery-ui" in text and ".maplegend" in text


def _bring_to_front(folium_map: folium.Map) -> str:
    names = [layer.get_name() for layer in folium_map.objects_to_stay_in_front]
    if not names:
        return ""
    calls = "".join(f"{name}.bringToFront();" for name in names)
    name = folium_map.get_name()
    return f"(function (front) {{ {name}.on('overlayadd', front); front(); }})(function () {{ {calls} }});\n"


def _check_syntax(outputs: list[tuple[str, Added]], added: Added) -> None:
    """Raise ValueError, naming the layers at fault, where the script has a syntax error."""
    if _syntax_error(added.script) is None:
        return
    problems = [
        f"{name} has a script with an error: {error}"
        for name, output in outputs
        if (error := _syntax_error(output.script))
    ]
    raise ValueError("\n".join(problems) or f"Two layers conflict: {_syntax_error(added.script)}")


def _syntax_error(script: str) -> str | None:
    try:
        minify_script(f"(function(){{{escape_for_script_element(script)}\n}})()")
    except Exception as error:
        message = str(error).partition(" on line")[0]
        # The minifier parses every script in strict mode.
        return None if "legacy octal" in message else message
    return None


def _with_stable_ids(added: Added, ids: set[str]) -> Added:
    """Replace folium's random ids with numbers, so that the same layers give the same bytes each time."""
    numbers: dict[str, str] = {}

    def number(match: re.Match[str]) -> str:
        return numbers.setdefault(match[0], str(len(numbers))) if match[0] in ids else match[0]

    def with_numbers(text: str) -> str:
        return re.sub(r"(?<=_)[0-9a-f]{32}", number, text)

    return replace(
        added,
        script=with_numbers(added.script),
        markup=with_numbers(added.markup),
        styles=[*map(with_numbers, added.styles)],
    )
