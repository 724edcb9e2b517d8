"""What the page takes of Leaflet's package: all that it uses of the script and the stylesheet, or the whole."""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib.resources import files

from maps.page.bundle import minified
from maps.page.leaflet_subset import leaflet_subset

UNUSED_SELECTOR = re.compile(
    r"-(marker|shadow|popup|tooltip|top|right|bottom|left|control|bar|image-layer|div-icon|default-icon|attribution)"
    r"|-(crosshair|retina|zoom-box|oldie)|vml|canvas|line:not"
)
"""Leaflet's rules for what the page does not have."""
UNUSED_DECLARATION = re.compile(r"mix-blend-mode|filter:|url\(|behavior|-(ms|moz)-|-webkit-(trans|grab|box)")
"""The first is not in every checker's CSS yet, the others were for Internet Explorer and its time."""


def leaflet_script(scripts: Iterable[str] | None = None) -> str:
    """Return what the `scripts` use of Leaflet, from its pinned package; all of it without them, for added layers.

    Its licence comes first, which asks to be handed on with each copy; it is of the rules in the stylesheet too.
    """
    if scripts is not None:
        code = minified(leaflet_subset(_leaflet_file("leaflet-src.esm.js"), scripts))
    else:
        # Without the pointer to a source map.
        code = _leaflet_file("leaflet.js").partition("\n//# sourceMappingURL")[0] + "\n"
    return f"/*!\n{leaflet_licence()}*/\n{code}"


def leaflet_licence() -> str:
    """Return Leaflet's licence, whole; its package brings none."""
    return files("maps.page").joinpath("leaflet-licence.txt").read_text("utf-8")


def leaflet_stylesheet(whole: bool = False) -> str:
    """Return Leaflet's rules for what the page uses of it, or all, for layers that were added.

    Left out are those for markers, popups, tooltips and controls, which the page by itself does
    not have, and in any case those that ask for a file or are not CSS for every browser.
    """
    text = re.sub(r"/\*.*?\*/|@media print\s*\{.*", "", _leaflet_file("leaflet.css"), flags=re.DOTALL)
    rules = []
    for selectors, declarations in re.findall(r"([^{}]+)\{([^{}]*)\}", text):
        used = [name.strip() for name in selectors.split(",") if whole or not UNUSED_SELECTOR.search(name)]
        kept = [line for line in declarations.strip().split(";") if not UNUSED_DECLARATION.search(line)]
        if used and "".join(kept).strip():
            rules.append(f"{','.join(used)}{{{';'.join(kept)}}}\n")
    return "".join(rules)


def _leaflet_file(name: str) -> str:
    return files("xstatic.pkg.leaflet").joinpath("data").joinpath(name).read_text("utf-8")
