"""Who imports whom: data flow one way, from geodata to the page, and there is no import cycle."""

from __future__ import annotations

import ast
import graphlib
import posixpath
import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGES = ("geodata", "maps.text", "maps.drawing", "maps.export", "maps.page", "maps")
"""From first to last. A module may import from its own package and from those before it."""
SHARED = {"maps.files", "maps.stop_signals"}
"""Modules that belong to no package and import none of ours but each other."""
IMPORT_JS = re.compile(r'^import \{[^}]*\} from "(\.{1,2}/[\w./-]+)\.js";', re.MULTILINE)


def modules() -> dict[str, ast.Module]:
    found = {}
    for package in ("geodata", "maps"):
        for path in (ROOT / package).rglob("*.py"):
            parts = path.relative_to(ROOT).with_suffix("").parts
            name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
            found[name] = ast.parse(path.read_text("utf-8"))
    return found


def imported(tree: ast.Module, known: set[str]) -> set[str]:
    """Return our own modules that a module imports when it runs, also in functions, but not only for types."""
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            node.body = [ast.Pass()]
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            inner = {f"{node.module}.{alias.name}" for alias in node.names}
            names |= (inner & known) or {node.module}
    return names & known


def package_index(module: str) -> int:
    return next(index for index, name in enumerate(PACKAGES) if f"{module}.".startswith(f"{name}."))


def test_no_module_imports_a_later_package() -> None:
    trees = modules()
    back = [
        f"{module} imports {other}"
        for module, tree in trees.items()
        for other in sorted(imported(tree, set(trees)) - SHARED)
        if module not in SHARED and package_index(other) > package_index(module)
    ]
    assert back == []
    assert all(imported(trees[module], set(trees)) <= SHARED for module in SHARED)


def test_there_is_no_import_cycle() -> None:
    trees = modules()
    graph = {module: imported(tree, set(trees)) - {module} for module, tree in trees.items()}
    # A package's __init__ gathers its modules; importing the package by name means one of those.
    graphlib.TopologicalSorter(graph).prepare()


def test_script_modules_have_no_import_cycle_and_panels_do_not_import_the_map() -> None:
    folder = ROOT / "maps/page/script"
    graph: dict[str, set[str]] = {}
    for path in folder.rglob("*.js"):
        name = path.relative_to(folder).with_suffix("").as_posix()
        paths = IMPORT_JS.findall(path.read_text("utf-8"))
        graph[name] = {posixpath.normpath(posixpath.join(posixpath.dirname(name), each)) for each in paths}
    assert {each for others in graph.values() for each in others} <= set(graph)
    # The live map is a separate script, which gets what it needs of the page from main.js.
    whole = {name: others - {"main"} for name, others in graph.items()}
    graphlib.TopologicalSorter(whole).prepare()
    for name, others in graph.items():
        if name.startswith("panel/"):
            assert not [other for other in others if other.startswith("map/")], name
        if name.startswith("text/"):
            assert not [other for other in others if not other.startswith("text/") and other != "data"], name
