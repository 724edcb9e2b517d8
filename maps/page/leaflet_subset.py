"""Extract the part of Leaflet that the page uses from the library's source at build time (tree shaking).

All of Leaflet would be a quarter of the page. Its source (`leaflet-src.esm.js`) is a flat list of declarations, so
dependencies can be followed by name, starting from the names that the scripts use. A statement that extends a class
(`Map.include(…)`) is kept if all classes in it are. Finally, methods whose name occurs nowhere else are removed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

UNCALLED_METHODS = ("flyTo", "setOpacity", "toGeoJSON", "toMultiPoint", "toString")
"""Methods that the used part of Leaflet does not call, although the same word occurs in it."""
HANDLERS = ("BoxZoom", "DoubleClickZoom", "Drag", "ScrollWheelZoom", "TouchZoom")
"""Handlers that let readers move the map; Leaflet registers them by itself, so no script names them."""
CONSTANTS = {
    **dict.fromkeys(("Canvas", "vmlMixin", "vmlCreate"), "undefined"),
    **dict.fromkeys(("svg$1", "inlineSvg"), "true"),
    **dict.fromkeys(("canvas$1", "vml", "ie", "ielt9", "edge", "android23", "androidStock", "phantom"), "false"),
}
"""Values of Leaflet's browser detection, and of its fallbacks for SVG, in every browser that can run the page."""
COMMENT_OR_TEXT = re.compile(r"""/\*.*?\*/|//[^\n]*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*\"""", re.DOTALL)
NAME = re.compile(r"(?<![.\w$])[A-Za-z_$][\w$]*")
ALIAS = re.compile(r"^Events\.\w+ =(?: Events\.\w+ =)? Events\.\w+;\n", re.MULTILINE)
"""Deprecated names of the methods for events."""
UNREACHED = re.compile(
    r"^\t\tif \(this\._locationWatchId !== undefined\) \{.*?^\t\t\}\n"
    r"|^\t\tvar tileBounds = this\._tileCoordsToBounds\(coords\);\n\t\treturn [^\n]+\n",
    re.MULTILINE | re.DOTALL,
)
"""Statements for a map that follows the reader's position, and for tile layers with bounds; the page has neither."""
STATEMENT = re.compile(r"^(?=[A-Za-z(])", re.MULTILINE)
"""Start of a top-level statement: the lines inside one are indented or start with a closing bracket."""
DECLARATION = re.compile(r"(?:var|let|const|function) +([\w$]+)")
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
    source = UNREACHED.sub("", ALIAS.sub("", _remove_comments(source)))
    statements = STATEMENT.split(METHOD.sub(lambda m: "" if m[1] in uncalled else m[0], source))
    exports = {public or name: name for name, public in EXPORTED.findall(_export_list(statements))}
    uses = [match.groups() for script in scripts for match in USE.finditer(script)]
    used = {name for name, _ in uses}
    if unknown := sorted(used - set(exports)):
        raise ValueError(f"Leaflet exports no {', '.join(unknown)}")
    members = {member for _, member in uses if member} & _declaration_indices(statements).keys()
    kept, names = _reachable(statements, {exports[name] for name in used} | members | set(HANDLERS))
    public = ",".join(f"{name}:{exports[name]}" for name in sorted(exports) if exports[name] in names)
    return f"globalThis.L=(()=>{{{_remove_unused_methods(''.join(kept), scripts)}\nreturn{{{public}}}}})();\n"


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


def _remove_comments(source: str) -> str:
    return COMMENT_OR_TEXT.sub(lambda match: match[0] if match[0][0] in "'\"" else "", source)


def _export_list(statements: list[str]) -> str:
    [exports] = [statement for statement in statements if statement.startswith("export {")]
    return exports[len("export {") : exports.index("}")]


def _declaration_indices(statements: list[str]) -> dict[str, int]:
    """Return the index of the statement that declares each name."""
    return {match[1]: i for i, text in enumerate(statements) if (match := DECLARATION.match(text))}


def _reachable(statements: list[str], roots: set[str]) -> tuple[list[str], set[str]]:
    """Return the statements that declare `roots`, their dependencies and their extensions; and the names declared."""
    declared = _declaration_indices(statements)
    for name, value in CONSTANTS.items():
        statements[declared[name]] = f"var {name} = {value};\n"
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
    return [statements[i] for i in sorted(kept)], names
