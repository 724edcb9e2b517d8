"""The page carries only the part of Leaflet that its scripts can call."""

from __future__ import annotations

import pytest

from maps.page.leaflet_subset import CONSTANTS, leaflet_subset
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


def test_a_method_with_the_name_of_an_option_is_left_out_unless_called() -> None:
    source = HANDLERS + SOURCE.replace("locate", "flyTo").replace("return this.flyTo", "return this.options.flyTo")
    assert "flyTo: function" not in leaflet_subset(source, ["new L.Shape().draw()"])
    assert "flyTo: function" in leaflet_subset(source, ["new L.Shape().flyTo()"])


def test_a_name_that_leaflet_does_not_export_is_refused() -> None:
    with pytest.raises(ValueError, match="exports no Nothing"):
        leaflet_subset(HANDLERS + SOURCE, ["L.Nothing()"])
