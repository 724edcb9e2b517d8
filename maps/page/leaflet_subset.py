"""Extract the part of Leaflet that the page uses from the library's source at build time (tree shaking).

All of Leaflet would be a quarter of the page. Its source (`leaflet-src.esm.js`) is a flat list of declarations, so
dependencies can be followed by name, starting from the names that the scripts use. A statement that extends a class
(`Map.include(…)`) is kept if all classes in it are, and a method if its name occurs in code that is kept. Before that,
the lists below remove what no browser and no option of the page reaches.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

UNCALLED_METHODS = {
    "Bounds": ("equals", "pad"),
    "Drag": ("_onZoomEnd",),
    "LatLngBounds": ("equals",),
    "Map": ("flyTo", "remove", "stop"),
    "Polygon": ("getCenter",),
    "Polyline": ("getCenter",),
    "Renderer": ("onRemove",),
}
"""By class, methods that nothing calls on the page, although other classes have called methods of the same name."""
HANDLERS = ("BoxZoom", "DoubleClickZoom", "Drag", "ScrollWheelZoom", "TouchZoom")
"""Handlers that let readers move the map; Leaflet registers them by itself, so no script names them."""
CONSTANTS = {
    **dict.fromkeys(("Canvas", "vmlCreate"), "undefined"),
    **dict.fromkeys(("svg$1", "any3d", "passiveEvents", "pointer"), "true"),
    **dict.fromkeys(("canvas$1", "vml", "ie3d", "ielt9", "edge", "mobileOpera"), "false"),
    **{f"POINTER_{event.upper()}": f"'pointer{event}'" for event in ("down", "move", "up", "cancel")},
    "TRANSFORM": "'transform'",
    "TRANSITION": "'webkitTransition'",
    "TRANSITION_END": "'webkitTransitionEnd'",
    "addClass": "(element, names) => element.classList.add(...splitWords(names))",
    "bind": "(method, ...context) => method.bind(...context)",
    "cancelFn": "cancelAnimationFrame",
    "create$2": "Object.create",
    "getPropagationPath": "(event) => event.composedPath()",
    "hasClass": "(element, name) => element.classList.contains(name)",
    "indexOf": "(array, member) => array.indexOf(member)",
    "isArray": "Array.isArray",
    "removeClass": "(element, name) => element.classList.remove(name)",
    "requestFn": "requestAnimationFrame",
    "setOpacity": "(element, opacity) => { element.style.opacity = opacity; }",
    "splitWords": "(text) => text.trim().split(/\\s+/)",
    "trunc": "Math.trunc",
}
"""Values of Leaflet's browser detection, and of functions with a fallback, in every browser that can run the page."""
NEVER = (
    "!this.options.markerZoomAnimation",
    "Browser.ielt9",
    "Browser.vml",
    "canvasTargets",
    "immediate && requestFn === timeoutDefer",
    "map.options.worldCopyJump",
    "options.debounceMoveend",
    "options.detectRetina && Browser.retina && options.maxZoom > 0",
    "props.includes",
    "snap",
    "this._initControlPos",
    "this.createTile.length < 2",
    "this.options.crossOrigin || this.options.crossOrigin === ''",
)
"""Conditions that never hold, because of the page's browsers and of the options of its map and layers."""
ALWAYS = (
    "!tolerance || !points.length",
    "'onselectstart' in document",
    "Browser.any3d",
    "this.options.noClip",
)
"""Conditions that always hold."""
COMMENT_OR_TEXT = re.compile(r"""/\*.*?\*/|//[^\n]*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*\"""", re.DOTALL)
NAME = re.compile(r"(?<![.\w$])[A-Za-z_$][\w$]*")
ALIAS = re.compile(r"^\w+\.(\w+) =(?: \w+\.\w+ =)? [\w$.]+;\n", re.MULTILINE)
"""A second name for a declaration, such as `Map.Drag = Drag`; Leaflet itself uses none."""
UNREACHED = re.compile(r"^\t\tvar tileBounds = this\._tileCoordsToBounds\(coords\);\n\t\treturn [^\n]+\n", re.MULTILINE)
"""Statements for tile layers with bounds; the page has none."""
CHOICE = re.compile(
    r"^(\t*)if \(([^\n]+)\) \{(?: [^\n]+ \}|\n(.*?)^\1\}(?: else (.*?^\1\}))?)\n", re.MULTILINE | re.DOTALL
)
"""An `if` with its two branches; the second may be another `if`."""
AFTER_RETURN = re.compile(r"^((\t+)return\b[^\n]*;\n)(?:\2[^\n]*\n|\s*\n)+", re.MULTILINE)
"""A statement that returns, and what follows it in its block."""
NAMESPACE = re.compile(r"^var ([\w$]+) = \{\n((?:\s+(?:[\w$]+: [\w$]+,?|get [^\n]*)\n)+)\};\n", re.MULTILINE)
"""An object that only gives names to other declarations, such as `var DomUtil = {create: create$1, …}`."""
MEMBER = re.compile(r"^\s+(?:get )?([\w$]+)[^\n]*\n", re.MULTILINE)
STATEMENT = re.compile(r"^(?=[A-Za-z(])", re.MULTILINE)
"""Start of a top-level statement: the lines inside one are indented or start with a closing bracket."""
DECLARATION = re.compile(r"(?:var|let|const|function) +([\w$]+)")
CLASS = re.compile(r"(?:var )?(\w+)(?: = \w+\.extend|\.include|\.prototype)?[ (=]")
FACTORY = re.compile(r"(?:function (\w+)|var (\w+) = function) ?\([^)]*\) \{\s*return new (\w+)\([^)]*\);\s*\};?\s*$")
"""A factory function such as `map()`, which makes a `Map`; local variables often have the same name."""
METHOD = re.compile(r"^\t([\w$]+): function ?\([^)]*\) \{ *\n.*?^\t\},?\n", re.MULTILINE | re.DOTALL)
WORD = re.compile(r"[A-Za-z_$][\w$]*")
MEMBER_USE = re.compile(r"(?<![.\w$])([\w$]+)\.([\w$]+)")
"""A member of a namespace or of another object, such as `DomUtil.create`."""
USE = re.compile(r"\bL\.([\w$]+)(?:\.([\w$]+))?")
EXPORTED = re.compile(r"([\w$]+)(?: as ([\w$]+))?")


@dataclass
class Part:
    """A method in a statement, a member of a namespace, or the text between them."""

    name: str | tuple[str, str] | None
    """What refers to it: the method's name, or the namespace and the member; None for the text between."""
    text: str
    reached: bool = False


def leaflet_subset(source: str, scripts: Iterable[str]) -> str:
    """Return a script that sets the global `L` to the part of Leaflet that `scripts` use.

    `source` is Leaflet's ES module. Raises ValueError for a name that Leaflet does not export.
    """
    scripts = tuple(scripts)
    uses = [match.groups() for script in scripts for match in USE.finditer(script)]
    used, members = {name for name, _ in uses}, {member for _, member in uses}
    source = COMMENT_OR_TEXT.sub(lambda match: match[0] if match[0][0] in "'\"" else "", source)
    source, _, export_list = source.rpartition("\nexport {")
    exports = {public or name: name for name, public in EXPORTED.findall(export_list.partition("}")[0])}
    if unknown := sorted(used - set(exports)):
        raise ValueError(f"Leaflet exports no {', '.join(unknown)}")
    source = ALIAS.sub(lambda alias: alias[0] if alias[1] in members else "", source)
    source = AFTER_RETURN.sub(r"\1", UNREACHED.sub("", _choose_branches(source)))
    statements = STATEMENT.split(source + "\n")
    declared = {match[1]: i for i, text in enumerate(statements) if (match := DECLARATION.match(text))}
    for name, value in CONSTANTS.items():
        statements[declared[name]] = f"var {name} = {value};\n"
    names = {exports[name] for name in used} | (members & declared.keys()) | set(HANDLERS)
    used_parts = {(exports[name], member) for name, member in uses}.union(*map(WORD.findall, scripts))
    text = _reachable([*map(_split_statement, statements)], declared, names, used_parts)
    public = ",".join(f"{name}:{exports[name]}" for name in sorted(used))
    return f"globalThis.L=(()=>{{{text}\nreturn{{{public}}}}})();\n"


def _choose_branches(source: str) -> str:
    """Replace each `if` whose condition is in `NEVER` or `ALWAYS` with the branch that runs."""

    def choose(match: re.Match[str]) -> str:
        indent, condition, then, otherwise = match.groups()
        if condition not in (*NEVER, *ALWAYS):
            # Its branches may contain others.
            head, line_end, rest = match[0].partition("\n")
            return head + line_end + _choose_branches(rest)
        branch = then if condition in ALWAYS else otherwise
        if branch and branch.startswith("if "):
            return _choose_branches(f"{indent}{branch}\n")
        if condition in NEVER:
            branch = (branch or "{\n}").partition("\n")[2].rpartition("\n")[0] + "\n"
        return re.sub("^\t", "", _choose_branches(branch), flags=re.MULTILINE)

    return CHOICE.sub(choose, source)


def _split_statement(statement: str) -> list[Part]:
    """Split a statement at its methods, or a namespace at its members; leave out methods that are not called."""
    owner = CLASS.match(statement)
    uncalled = UNCALLED_METHODS.get(owner[1], ()) if owner else ()
    namespace = NAMESPACE.match(statement)
    found = MEMBER.finditer(statement, *namespace.span(2)) if namespace else METHOD.finditer(statement)
    parts, end = [], 0
    for match in found:
        parts.append(Part(None, statement[end : match.start()]))
        if match[1] not in uncalled:
            parts.append(Part((namespace[1], match[1]) if namespace else match[1], match[0]))
        end = match.end()
    return [*parts, Part(None, statement[end:])]


def _reachable(
    statements: list[list[Part]], declared: dict[str, int], roots: Iterable[str], used_parts: Iterable[Any]
) -> str:
    """Return the statements that declare `roots`, and what these need; `used_parts` are used by the scripts."""
    names, part_names, kept = set(roots), {None, *used_parts}, set[int]()
    texts = ["".join(part.text for part in statement) for statement in statements]
    # A factory is kept only if a script uses it.
    factories = {
        name for name, i in declared.items() if (m := FACTORY.match(texts[i])) and name.lower() == m[3].lower()
    }
    dependencies = declared.keys() - factories
    # The other statements, such as `Map.include(…)`, are kept if their target and every class in them are.
    extensions = {
        i: {name for name in _names(texts[i]) & declared.keys() if name[0].isupper() or texts[i].startswith(name)}
        for i in set(range(len(statements))) - set(declared.values())
    }
    while True:
        kept |= {declared[name] for name in names} | {i for i, targets in extensions.items() if targets <= names}
        new = [part for i in kept for part in statements[i] if part.name in part_names and not part.reached]
        if not new:
            return "".join(part.text for i in sorted(kept) for part in statements[i] if part.reached)
        for part in new:
            part.reached = True
            names |= _names(part.text) & dependencies
            part_names.update(WORD.findall(part.text), MEMBER_USE.findall(part.text))


def _names(code: str) -> set[str]:
    return set(NAME.findall(COMMENT_OR_TEXT.sub("", code)))
