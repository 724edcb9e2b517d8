"""Bundle the page's ES modules into one script, each module after those that it imports."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import minify

IMPORT = re.compile(r'^import (?:(?P<names>\{[^}]*\}) from )?"(?P<path>\.{1,2}/[\w./-]+)\.js";\n', re.MULTILINE)
"""The only form of import that the page's modules may use, so that they can be bundled."""
TOP_LEVEL = re.compile(r"^(?:async )?(?:const|let|function|class) (?:[\[{] *)?([\w$]+(?:, [\w$]+)*)", re.MULTILINE)
MAIN = "main"
LATER = ("map/live-map", "map/added-layers")
"""The scripts that run after main.js. They share its modules, so that each is in the page once and has one state."""


class Module(NamedTuple):
    """A module of page/script/: its source without imports, and the names that it imports, by the module's name."""

    source: str
    imports: dict[str, list[str]]


@cache
def bundle_script(name: str) -> str:
    """Return the module `name` of page/script/ and all that it imports as one minified script.

    What the later scripts import from the modules of main.js they get from its global function `pageExports`.
    Raises ValueError for a circular import, or a name that two modules declare.
    """
    modules = _modules(name)
    sources = [module.source for module in modules.values()]
    if name == MAIN:
        sources.insert(-1, f"globalThis.pageExports = () => ({{ {', '.join(_shared_names(*LATER))} }});\n")
    elif name in LATER:
        sources.insert(0, f"const {{ {', '.join(_shared_names(name))} }} = pageExports();\n")
    # All modules share one scope, where a duplicate name would be a syntax error that only shows in the browser.
    declarations = (names for source in sources for names in TOP_LEVEL.findall(source))
    counts = Counter(each for names in declarations for each in names.split(", "))
    if duplicates := [each for each, count in counts.items() if count > 1]:
        raise ValueError(
            f"page/script/{name}.js and the modules it imports declare more than one {', '.join(duplicates)}"
        )
    # Wrap the modules in a function, so that their top-level names are shortened too and errors are reported.
    # If bootstrap.js has left the page in its no-script state, the other scripts do nothing either.
    gate = "void" if name == "bootstrap" else "document.documentElement.className&&"
    return minify_script(f"{gate}(async()=>{{{''.join(sources)}}})().catch(self.reportError);") + "\n"


def minify_script(code: str) -> str:
    """Return JavaScript without comments and white space, with short local names."""
    return str(minify.string("application/javascript", code))


def minify_css(code: str) -> str:
    """Return a stylesheet without comments and white space."""
    return str(minify.string("text/css", code))


def escape_for_script_element(script: str) -> str:
    """Escape a script so that no string in it ends its script element."""
    return script.replace("\r", "\n").replace("</script", r"\x3c/script").replace("<!--", r"\x3c!--")


def _shared_names(*scripts: str) -> list[str]:
    """Return the names that these later scripts import from the modules of main.js."""
    imports = (each for name in scripts for module in _modules(name).values() for each in module.imports.items())
    return sorted({name for imported, names in imports if imported in _modules(MAIN) for name in names})


@cache
def _modules(name: str) -> dict[str, Module]:
    """Return the module `name` and all that it imports, each after what it imports itself.

    For a later script, leave out the modules of main.js.
    """
    shared = _modules(MAIN) if name in LATER else {}
    modules = dict(shared)
    _add_module(name, modules, ())
    return {each: module for each, module in modules.items() if each not in shared}


def _add_module(name: str, modules: dict[str, Module], path: tuple[str, ...]) -> None:
    """Add a module to `modules` after its imports; `path` leads to it from the first module."""
    if name in path:
        raise ValueError(f"page/script/{name}.js imports itself by way of {' > '.join(path)}")
    if name in modules:
        return
    source = files("maps.page").joinpath("script", *f"{name}.js".split("/")).read_text("utf-8")
    imports = {}
    for match in IMPORT.finditer(source):
        imported = posixpath.normpath(posixpath.join(posixpath.dirname(name), match["path"]))
        imports[imported] = re.findall(r"[\w$]+", match["names"] or "")
        _add_module(imported, modules, (*path, name))
    modules[name] = Module(re.sub(r"^export ", "", IMPORT.sub("", source), flags=re.MULTILINE), imports)
