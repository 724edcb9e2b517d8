"""The map in a notebook: a frame with the page, over a static picture for notebooks that do not show frames."""

from __future__ import annotations

from base64 import b64encode
from html import escape

from geodata.model import LANGUAGES, Zone
from maps.text.page_texts import Texts
from maps.text.translator import Translator

HEIGHT_PX = 720
"""Height of the frame in pixels until the page reports its own."""
WITHOUT_FRAME = (
    "A still picture of the map, without added layers: this notebook is not trusted, or shows no frames. "
    "Trust it, or open the page that zone_map.save(…) writes."
)


def notebook_frame(zone: Zone, texts: Texts, page: str) -> str:
    """Return the HTML output of a notebook cell; a frame with `page` covers the static picture."""
    # Import the pictures here, because building the page does not need them.
    from maps.export.pictures.context import PictureText
    from maps.export.pictures.layouts import WIDE, picture

    words = PictureText(zone, Translator(LANGUAGES[0]), texts[LANGUAGES[0]])
    title = escape(words["zone.title"])
    still = b64encode(picture(words, "light", WIDE)).decode()
    return (
        f'<div style="position:relative;height:{HEIGHT_PX}px;overflow:hidden">'
        f"<p>{escape(WITHOUT_FRAME)}</p>"
        f'<img src="data:image/svg+xml;base64,{still}" alt="{title}" style="width:100%">'
        f'<iframe srcdoc="{escape(page)}" title="{title}" loading="lazy" '
        'style="position:absolute;inset:0;width:100%;height:100%;border:0;background:white"></iframe></div>'
    )
