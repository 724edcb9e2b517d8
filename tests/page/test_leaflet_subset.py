"""The page carries only the part of Leaflet that its scripts can call."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

import pytest

from maps.page.leaflet_subset import ALWAYS, CHOICE, CONSTANTS, NEVER, UNCALLED_METHODS, leaflet_subset
from maps.page.leaflet_subset import HANDLERS as HANDLERS_OF_LEAFLET

SOURCE = """
var Class = function () {};
var Shape = Class.extend({
\tdraw: function () {
\t\tthis._begin();
\t},

\t_begin: function () {
\t\tbegin();
\t},

\tlocate: function () {
\t\tthis._found();
\t},

\t_found: function () {
\t\treturn this.locate;
\t},
});
function begin() {
\treturn 1;
}
function unused() {
\treturn 2;
}
export { Class, Shape, unused };
"""
HANDLERS = "".join(f"var {name} = Class.extend({{}});\n" for name in (*HANDLERS_OF_LEAFLET, *CONSTANTS))


def test_unreferenced_code_is_left_out() -> None:
    subset = leaflet_subset(HANDLERS + SOURCE, ["new L.Shape().draw()"])
    assert "draw: function" in subset
    assert "_begin: function" in subset
    assert "function begin" in subset
    assert "unused" not in subset


def test_a_method_named_in_a_script_or_a_string_is_kept() -> None:
    assert "locate: function" in leaflet_subset(HANDLERS + SOURCE, ["new L.Shape()['locate']()"])


def test_a_method_named_only_by_itself_is_left_out() -> None:
    source = HANDLERS + SOURCE.replace("return this.locate;", "return 3;")
    subset = leaflet_subset(source, ["new L.Shape().draw()"])
    assert "locate" not in subset
    # Whatever only that method called is left out too.
    assert "_found" not in subset


def test_a_method_listed_as_uncalled_is_left_out_of_its_class() -> None:
    source = HANDLERS + SOURCE.replace("Shape", "Map").replace("locate", UNCALLED_METHODS["Map"][0])
    assert "_found" not in leaflet_subset(source, ["new L.Map().draw()"])


def test_a_name_that_leaflet_does_not_export_is_refused() -> None:
    with pytest.raises(ValueError, match="exports no Nothing"):
        leaflet_subset(HANDLERS + SOURCE, ["L.Nothing()"])


def test_only_the_named_members_of_a_namespace_are_kept() -> None:
    names = "function dot() {}\nfunction line() {}\nvar Draw = {\n  __proto__: null,\n  dot: dot,\n  line: line\n};\n"
    subset = leaflet_subset(HANDLERS + names + "export { Draw };\n", ["L.Draw.dot()"])
    assert "function dot" in subset
    assert "line" not in subset


def test_of_each_known_condition_only_the_branch_that_runs_is_kept() -> None:
    choice = "\tif (a) {\n\t\tfirst();\n\t} else if (b) {\n\t\tsecond();\n\t} else {\n\t\tthird();\n\t}\n"
    source = HANDLERS + f"function draw() {{\n{choice}}}\nexport {{ draw }};\n"
    never = leaflet_subset(source.replace("(a)", f"({NEVER[0]})"), ["L.draw()"])
    assert "{\n\tif (b) {\n\t\tsecond();\n\t} else {\n\t\tthird();\n\t}\n}" in never
    always = leaflet_subset(source.replace("(a)", f"({ALWAYS[0]})"), ["L.draw()"])
    assert "{\n\tfirst();\n}" in always
    assert choice in leaflet_subset(source, ["L.draw()"])


def test_nothing_after_a_return_is_kept() -> None:
    source = "function draw() {\n\tif (a) {\n\t\treturn 1;\n\t}\n\treturn 2;\n\n\tunused();\n}\nexport { draw };\n"
    subset = leaflet_subset(HANDLERS + source, ["L.draw()"])
    assert "\t\treturn 1;\n\t}\n\treturn 2;\n}" in subset


def test_leaflet_has_every_listed_condition_and_method() -> None:
    source = files("xstatic.pkg.leaflet").joinpath("data", "leaflet-src.esm.js").read_text("utf-8")
    conditions = {match[2] for match in CHOICE.finditer(source)} | set(re.findall(r"if \((.+)\) \{", source))
    assert {*NEVER, *ALWAYS} <= conditions
    for owner, methods in UNCALLED_METHODS.items():
        start = re.search(rf"^(?:var )?{owner}(?:\.prototype)? = ", source, re.MULTILINE)
        assert start
        own = source[start.end() :].partition("\n}")[0]
        assert [name for name in methods if f"\n\t{name}: function" not in own] == []


def test_no_script_of_the_page_calls_a_method_that_is_left_out_of_the_map() -> None:
    scripts = Path(str(files("maps.page").joinpath("script"))).rglob("*.js")
    calls = {name for path in scripts for name in re.findall(r"\bmap(?:_zone)?\??\.(\w+)\(", path.read_text("utf-8"))}
    assert "setView" in calls
    assert calls & {*UNCALLED_METHODS["Map"]} == set()
