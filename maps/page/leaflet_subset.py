"""Extract the part of Leaflet that the page uses from the library's source at build time (tree shaking).

All of Leaflet would be a quarter of the page. Its source (`leaflet-src.esm.js`) is a flat list of declarations, so
dependencies can be followed by name, starting from the names that the scripts use. A statement that extends a class
(`Map.include(…)`) is kept if all classes in it are. Then methods whose name occurs nowhere else are removed, and
whatever only they need. Before that, the lists below remove what no browser and no option of the page reaches.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

UNCALLED_METHODS = ("flyTo", "setOpacity", "toGeoJSON", "toMultiPoint", "toString")
"""Methods that the used part of Leaflet does not call, although the same word occurs in it."""
UNCALLED_METHODS_OF = {
    "Bounds": ("equals", "pad"),
    "BoxZoom": ("removeHooks",),
    "CRS": ("project", "unproject"),
    "DoubleClickZoom": ("removeHooks",),
    "Drag": ("_onZoomEnd",),
    "GridLayer": ("createTile", "initialize"),
    "LatLng": ("distanceTo",),
    "LatLngBounds": ("equals",),
    "Map": ("remove", "stop"),
    "Polygon": ("getCenter",),
    "Polyline": ("getCenter",),
    "Renderer": ("onRemove",),
    "ScrollWheelZoom": ("removeHooks",),
    "TouchZoom": ("removeHooks",),
}
"""By class, methods that nothing calls on the page, although other classes have called methods of the same name."""
HANDLERS = ("BoxZoom", "DoubleClickZoom", "Drag", "ScrollWheelZoom", "TouchZoom")
"""Handlers that let readers move the map; Leaflet registers them by itself, so no script names them."""
CONSTANTS = {
    **dict.fromkeys(("Canvas", "vmlMixin", "vmlCreate"), "undefined"),
    **dict.fromkeys(("svg$1", "inlineSvg", "any3d", "passiveEvents", "pointer"), "true"),
    **dict.fromkeys(("canvas$1", "vml", "ie", "ielt9", "edge", "android23", "androidStock", "phantom"), "false"),
    **dict.fromkeys(("ie3d", "mobileOpera", "msPointer"), "false"),
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
    "preventDefault": "(event) => event.preventDefault()",
    "removeClass": "(element, name) => element.classList.remove(name)",
    "requestFn": "requestAnimationFrame",
    "setOpacity": "(element, opacity) => { element.style.opacity = opacity; }",
    "splitWords": "(text) => text.trim().split(/\\s+/)",
    "stopPropagation": "(event) => event.stopPropagation()",
    "trunc": "Math.trunc",
}
"""Values of Leaflet's browser detection, and of functions with a fallback, in every browser that can run the page."""
NEVER = (
    "!this.options.markerZoomAnimation",
    "Browser.ielt9",
    "Browser.ielt9 && this.options.opacity < 1",
    "Browser.vml",
    "canvasTargets",
    "immediate && requestFn === timeoutDefer",
    "map.options.doubleClickZoom === 'center'",
    "map.options.scrollWheelZoom === 'center'",
    "map.options.touchZoom === 'center'",
    "map.options.worldCopyJump",
    "options.animate && options.pan",
    "options.debounceMoveend",
    "options.detectRetina && Browser.retina && options.maxZoom > 0",
    "options.maxBounds",
    "props.includes",
    "props.statics",
    "snap",
    "this._initControlPos",
    "this._locationWatchId !== undefined",
    "this._preventOutline",
    "this.createTile.length < 2",
    "this.options.crossOrigin || this.options.crossOrigin === ''",
    "this.options.opacity < 1",
    "this.options.tms",
    "this.options.trackResize",
    "zoomReverse",
)
"""Conditions that never hold, because of the page's browsers and of the options of its map and layers."""
ALWAYS = (
    "!options.zoomReverse",
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
EMPTY_EXTENSION = re.compile(r"^\w+\.include\(\{\s*\}\);\n", re.MULTILINE)
"""What is left of `Map.include(…)` if none of its methods is used."""
STATEMENT = re.compile(r"^(?=[A-Za-z(])", re.MULTILINE)
"""Start of a top-level statement: the lines inside one are indented or start with a closing bracket."""
DECLARATION = re.compile(r"(?:var|let|const|function) +([\w$]+)")
CLASS = re.compile(r"(?:var )?(\w+)(?: = \w+\.extend|\.include|\.prototype)?[ (=]")
FACTORY = re.compile(r"(?:function (\w+)|var (\w+) = function) ?\([^)]*\) \{\s*return new (\w+)\([^)]*\);\s*\};?\s*$")
"""A factory function such as `map()`, which makes a `Map`; local variables often have the same name."""
METHOD = re.compile(r"^\t([\w$]+): function ?\([^)]*\) \{ *\n.*?^\t\},?\n", re.MULTILINE | re.DOTALL)
WORD = re.compile(r"[A-Za-z_$][\w$]*")
USE = re.compile(r"\bL\.([\w$]+)(?:\.([\w$]+))?")
EXPORTED = re.compile(r"([\w$]+)(?: as ([\w$]+))?")


def leaflet_subset(source: str, scripts: Iterable[str]) -> str:
    """Return a script that sets the global `L` to the part of Leaflet that `scripts` use.

    `source` is Leaflet's ES module. Raises ValueError for a name that Leaflet does not export.
    """
    scripts = tuple(scripts)
    uncalled = {name for name in UNCALLED_METHODS if not any(f".{name}(" in script for script in scripts)}
    uses = [match.groups() for script in scripts for match in USE.finditer(script)]
    source = ALIAS.sub(
        lambda alias: alias[0] if alias[1] in {member for _, member in uses} else "", _remove_comments(source)
    )
    source = UNREACHED.sub("", source)
    source = AFTER_RETURN.sub(r"\1", _choose_branches(source))
    statements = [_remove_methods(each, uncalled) for each in STATEMENT.split(source)]
    exports = {public or name: name for name, public in EXPORTED.findall(_export_list(statements))}
    used = {name for name, _ in uses}
    if unknown := sorted(used - set(exports)):
        raise ValueError(f"Leaflet exports no {', '.join(unknown)}")
    declared = _declaration_indices(statements)
    for name, value in CONSTANTS.items():
        statements[declared[name]] = f"var {name} = {value};\n"
    members = {member for _, member in uses if member} & declared.keys()
    roots = {exports[name] for name in used} | members | set(HANDLERS)
    text, rest = "", "".join(statements)
    # What only unused methods need goes with them.
    while text != rest:
        text = rest
        kept = _reachable(
            STATEMENT.split(_remove_unused_members(text, {(exports[name], member) for name, member in uses})), roots
        )
        rest = EMPTY_EXTENSION.sub("", _remove_unused_methods("".join(kept), scripts))
    public = ",".join(f"{name}:{exports[name]}" for name in sorted(used))
    return f"globalThis.L=(()=>{{{text}\nreturn{{{public}}}}})();\n"


def _choose_branches(source: str) -> str:
    """Replace each `if` whose condition is in `NEVER` or `ALWAYS` by the branch that runs."""

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


def _remove_methods(statement: str, uncalled: set[str]) -> str:
    """Remove the methods that are not called from the statement that defines or extends a class."""
    owner = CLASS.match(statement)
    unwanted = uncalled.union(UNCALLED_METHODS_OF.get(owner[1], ()) if owner else ())
    return METHOD.sub(lambda method: "" if method[1] in unwanted else method[0], statement)


def _remove_unused_methods(text: str, scripts: Iterable[str]) -> str:
    """Remove methods whose name occurs nowhere, in code or strings, except in methods of that name."""
    uses = Counter(WORD.findall("\n".join([text, *scripts])))
    methods: dict[str, list[str]] = {}
    for method in METHOD.finditer(text):
        methods.setdefault(method[1], []).extend(WORD.findall(method[0]))
    own = {name: words.count(name) for name, words in methods.items()}
    while uncalled := [name for name in methods if own[name] == uses[name]]:
        for name in uncalled:
            uses.subtract(methods.pop(name))
    return METHOD.sub(lambda method: method[0] if method[1] in methods else "", text)


def _remove_unused_members(source: str, uses: set[tuple[str | None, str]]) -> str:
    """Remove members of namespaces that neither `source` nor one of `uses` (namespace, member) names."""
    names = "|".join(re.escape(name) for name, _ in NAMESPACE.findall(source))
    used = uses.union(re.findall(rf"(?<![.\w$])({names})\.([\w$]+)", source))

    def keep_used(namespace: re.Match[str]) -> str:
        name, members = namespace.groups()
        return f"var {name} = {{\n{MEMBER.sub(lambda m: m[0] if (name, m[1]) in used else '', members)}}};\n"

    return NAMESPACE.sub(keep_used, source)


def _remove_comments(source: str) -> str:
    return COMMENT_OR_TEXT.sub(lambda match: match[0] if match[0][0] in "'\"" else "", source)


def _export_list(statements: list[str]) -> str:
    [exports] = [statement for statement in statements if statement.startswith("export {")]
    return exports[len("export {") : exports.index("}")]


def _declaration_indices(statements: list[str]) -> dict[str, int]:
    """Return the index of the statement that declares each name."""
    return {match[1]: i for i, text in enumerate(statements) if (match := DECLARATION.match(text))}


def _reachable(statements: list[str], roots: set[str]) -> list[str]:
    """Return the statements that declare `roots`, their dependencies and their extensions."""
    declared = _declaration_indices(statements)
    texts = [COMMENT_OR_TEXT.sub("", statement) for statement in statements]
    references = [set(NAME.findall(text)) & declared.keys() for text in texts]
    # Factories are kept only if a script uses them.
    factories = {
        name for name, i in declared.items() if (m := FACTORY.match(texts[i])) and name.lower() == m[3].lower()
    }
    # The names needed by each statement that declares nothing, such as `Map.include(…)` or `control.scale = scale`: its
    # target and every class in it.
    extensions: dict[int, set[str]] = {}
    for i, text in enumerate(texts):
        target = NAME.match(text)
        if target and references[i] and i not in declared.values() and target[0] != "export":
            is_short = "\n" not in text.strip()
            classes = {name for name in references[i] if name[0].isupper() or (is_short and name in factories)}
            extensions[i] = classes | ({target[0]} - {"if"})
    names: set[str] = set()
    kept: set[int] = set()
    pending = set(roots)
    while pending:
        name = pending.pop()
        names.add(name)
        kept.add(declared[name])
        needed = references[declared[name]] - factories
        for i, required in extensions.items():
            if i not in kept and required <= names:
                kept.add(i)
                needed |= references[i] - factories
        pending |= needed - names
    return [statements[i] for i in sorted(kept)]
