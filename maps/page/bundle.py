"""Bundle the page's ES modules into one script, each module after those that it imports."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from functools import cache
from importlib.resources import files

import minify

IMPORT = re.compile(r'^import (?:(?P<names>\{[^}]*\}) from )?"(?P<path>\.{1,2}/[\w./-]+)\.js";\n', re.MULTILINE)
"""The only form of import that the page's modules may use, so that they can be bundled."""
TOP_LEVEL = re.compile(r"^(?:async )?(?:const|let|function|class) (?:[\[{] *)?([\w$]+(?:, [\w$]+)*)", re.MULTILINE)


@cache
def bundle_script(name: str) -> str:
    """Return the module `name` of page/script/ and all that it imports as one minified script.

    Imports from main.js in another script become reads of the global `zonePage`.
    Raises ValueError for a circular import, or a name that two modules declare.
    """
    sources: dict[str, str] = {}
    _add_module(name, sources, ())
    # All modules share one scope, where a duplicate name would be a syntax error that only shows in the browser.
    declarations = (names for source in sources.values() for names in TOP_LEVEL.findall(source))
    counts = Counter(each for names in declarations for each in names.split(", "))
    if duplicates := [each for each, count in counts.items() if count > 1]:
        raise ValueError(
            f"page/script/{name}.js and the modules it imports declare more than one {', '.join(duplicates)}"
        )
    # Wrap the modules in a function, so that their top-level names are shortened too and errors are reported.
    # If bootstrap.js has left the page in its no-script state, the other scripts do nothing either.
    gate = "void" if name == "bootstrap" else "document.documentElement.className&&"
    return minify_script(f"{gate}(async()=>{{{''.join(sources.values())}}})().catch(reportError);") + "\n"


def minify_script(code: str) -> str:
    """Return JavaScript without comments and white space, with short local names."""
    return str(minify.string("application/javascript", code))


def minify_css(code: str) -> str:
    """Return a stylesheet without comments and white space."""
    return str(minify.string("text/css", code))


def escape_for_script_element(script: str) -> str:
    """Escape a script so that no string in it ends its script element."""
    return script.replace("\r", "\n").replace("</script", r"\x3c/script").replace("<!--", r"\x3c!--")


def _add_module(name: str, sources: dict[str, str], path: tuple[str, ...]) -> None:
    """Add a module to `sources` after its imports; `path` leads to it from the first module."""
    if name in path:
        raise ValueError(f"page/script/{name}.js imports itself by way of {' > '.join(path)}")
    if name in sources:
        return
    source = files("maps.page").joinpath("script", *f"{name}.js".split("/")).read_text("utf-8")
    folder = posixpath.dirname(name)
    for match in IMPORT.finditer(source):
        imported = posixpath.normpath(posixpath.join(folder, match["path"]))
        if imported != "main":
            _add_module(imported, sources, (*path, name))

    def read_from_page(match: re.Match[str]) -> str:
        imported = posixpath.normpath(posixpath.join(folder, match["path"]))
        return f"const {match['names']} = zonePage;\n" if imported == "main" else ""

    sources[name] = re.sub(r"^export ", "", IMPORT.sub(read_from_page, source), flags=re.MULTILINE)
