"""Join the page's ES modules into one script, each after those that it imports."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from functools import cache
from importlib.resources import files

import minify

IMPORT = re.compile(r'^import (?:(?P<names>\{[^}]*\}) from )?"(?P<path>\.{1,2}/[\w./-]+)\.js";\n', re.MULTILINE)
"""The only form of import that the page's modules use, so that they can be joined."""
TOP_LEVEL = re.compile(r"^(?:async )?(?:const|let|function|class) (?:[\[{] *)?([\w$]+(?:, [\w$]+)*)", re.MULTILINE)


@cache
def script(name: str) -> str:
    """Return the module `name` of page/script/ and all that it imports, without comments, as one script.

    What a module imports from main.js, where that is not the script itself, it takes from the global `zonePage`.
    Raises ValueError for a circular import, or a name that two modules declare.
    """
    joined: dict[str, str] = {}
    _join(name, joined, ())
    # In one scope a name that two modules declare would be a syntax error, seen only by the reader.
    declared = (found for source in joined.values() for found in TOP_LEVEL.findall(source))
    names = Counter(name for found in declared for name in found.split(", "))
    if twice := [found for found, count in names.items() if count > 1]:
        raise ValueError(f"page/script/{name}.js and what it imports declare more than one {', '.join(twice)}")
    # In a function of their own, so that their top-level names are shortened too; an error counts as a script's.
    # Where bootstrap.js leaves the page as it is for readers without script, the others do too.
    gate = "void" if name == "bootstrap" else "document.documentElement.className&&"
    return minified(f"{gate}(async()=>{{{''.join(joined.values())}}})().catch(reportError);") + "\n"


def minified(code: str) -> str:
    """Return JavaScript without comments and space, its local names shortened."""
    return str(minify.string("application/javascript", code))


def minified_css(code: str) -> str:
    """Return a stylesheet without comments and space."""
    return str(minify.string("text/css", code))


def _join(name: str, joined: dict[str, str], path: tuple[str, ...]) -> None:
    if name in path:
        raise ValueError(f"page/script/{name}.js imports itself by way of {' > '.join(path)}")
    if name in joined:
        return
    source = files("maps.page").joinpath("script", *f"{name}.js".split("/")).read_text("utf-8")
    folder = posixpath.dirname(name)
    for match in IMPORT.finditer(source):
        imported = posixpath.normpath(posixpath.join(folder, match["path"]))
        if imported != "main":
            _join(imported, joined, (*path, name))

    def alone(match: re.Match[str]) -> str:
        imported = posixpath.normpath(posixpath.join(folder, match["path"]))
        return f"const {match['names']} = zonePage;\n" if imported == "main" else ""

    joined[name] = re.sub(r"^export ", "", IMPORT.sub(alone, source), flags=re.MULTILINE)
