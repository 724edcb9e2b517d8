"""Leaflet's script and stylesheet for the page: the parts that it uses, or all of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib.resources import files

from maps.page.bundle import minify_script
from maps.page.leaflet_subset import leaflet_subset

UNUSED_SELECTOR = re.compile(
    r"-(marker|shadow|popup|tooltip|top|right|bottom|left|control|bar|image-layer|div-icon|attribution)"
    r"|-(crosshair|zoom-box)|vml|canvas"
)
"""Selectors of Leaflet's rules for elements that the page does not have."""
UNUSED_DECLARATION = re.compile(r"filter:|url\(|-(ms|moz)-|-webkit-(trans|grab)")
"""Declarations that load files, or that only served old browsers."""


def leaflet_script(scripts: Iterable[str] | None = None) -> str:
    """Return the part of Leaflet that `scripts` use, or without `scripts` all of it, for added layers.

    The licence, which requires a notice in every copy, comes first; it covers the stylesheet too.
    """
    if scripts is not None:
        code = minify_script(leaflet_subset(_leaflet_file("leaflet-src.esm.js"), scripts))
    else:
        # Remove the link to a source map, and the markup that tests for SVG: Trusted Types may forbid it, and with
        # it the whole map.
        code = _leaflet_file("leaflet.js").partition("\n//# sourceMappingURL")[0] + "\n"
        code = code.replace(
            '.innerHTML="<svg/>"', '.append(document.createElementNS("http://www.w3.org/2000/svg","svg"))'
        )
    return f"/*!\n{leaflet_licence()}*/\n{code}"


def leaflet_licence() -> str:
    """Return the full text of Leaflet's licence, which its package does not contain."""
    return files("maps.page").joinpath("leaflet-licence.txt").read_text("utf-8")


def leaflet_stylesheet(whole: bool) -> str:
    """Return Leaflet's rules for the elements of the page or, if `whole`, for those of added layers too.

    Unless `whole`, leave out the rules for markers, popups, tooltips and controls, which the page itself does
    not have. Always leave out declarations that load a file or are not standard CSS.
    """
    text = re.sub(r"/\*.*?\*/|@media print\s*\{.*", "", _leaflet_file("leaflet.css"), flags=re.DOTALL)
    rules = []
    for selectors, declarations in re.findall(r"([^{}]+)\{([^{}]*)\}", text):
        used = [name.strip() for name in selectors.split(",") if whole or not UNUSED_SELECTOR.search(name)]
        kept = [each for each in declarations.strip().split(";") if not UNUSED_DECLARATION.search(each)]
        if used and "".join(kept).strip():
            rules.append(f"{','.join(used)}{{{';'.join(kept)}}}\n")
    return "".join(rules)


def _leaflet_file(name: str) -> str:
    return files("xstatic.pkg.leaflet").joinpath("data").joinpath(name).read_text("utf-8")
