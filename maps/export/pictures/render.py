"""PNG and PDF of a picture, made of its SVG by Typst: one program, no browser, the same bytes each time.

The picture and its texts are handed over as inputs, never as Typst's own code.
"""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

from maps.export.file import LeftOut
from maps.export.pictures.compose import Form
from maps.export.pictures.scene import Saying
from maps.terms import AUTHOR, EDITION
from maps.texts import TAGS

if TYPE_CHECKING:
    import typst

_DOCUMENT = """
#set document(title: sys.inputs.title, description: sys.inputs.alt, author: sys.inputs.author,
  keywords: sys.inputs.terms, date: datetime(year: {year}, month: {month}, day: {day}))
#set page(width: {width}pt, height: {height}pt, margin: 0pt)
#set text(lang: sys.inputs.lang)
#image(bytes(sys.inputs.svg), format: "svg", width: 100%, alt: sys.inputs.alt)
"""
HAN_FONTS = ("Noto Sans CJK", "Noto Sans SC", "Noto Sans JP", "Source Han Sans", "PingFang", "Microsoft YaHei")
HAN_FONTS += ("Hiragino Sans", "Yu Gothic", "Meiryo", "WenQuanYi", "SimSun", "Droid Sans Fallback", "Noto Serif CJK")


class Renderer:
    """Raises LeftOut where Typst or a font with Chinese characters is missing."""

    def __init__(self) -> None:
        if find_spec("typst") is None:
            raise LeftOut(
                "The pictures come as SVG only, since typst is not installed; pip install typst brings PNG and PDF."
            )
        import typst

        fonts = typst.Fonts()
        if not any(family.startswith(HAN_FONTS) for family in fonts.families()):
            raise LeftOut(
                "The pictures come as SVG only, since no font with Chinese characters is installed; "
                "Noto Sans CJK is one (on Debian fonts-noto-cjk)."
            )
        self._compiler: typst.Compiler = typst.Compiler(font_paths=fonts)

    def pdf(self, svg: bytes, form: Form, say: Saying) -> bytes:
        """One page as large as the form, with title, language and alternative text (PDF/UA-1)."""
        return self._compile(svg, form, say, format="pdf", pdf_standards="ua-1")

    def png(self, svg: bytes, form: Form, say: Saying) -> bytes:
        return self._compile(svg, form, say, format="png", ppi=72 * form.pixels / form.width)

    def _compile(self, svg: bytes, form: Form, say: Saying, **options: object) -> bytes:
        size = {"width": form.width, "height": form.height}
        day = {"year": EDITION.year, "month": EDITION.month, "day": EDITION.day}
        inputs = {
            "svg": svg.decode(),
            "title": say.title,
            "alt": say.alt,
            "author": AUTHOR,
            "terms": say.credit,
            "lang": TAGS[say.language].partition("-")[0],
        }
        made = self._compiler.compile(_DOCUMENT.format(**size, **day).encode(), sys_inputs=inputs, **options)
        assert isinstance(made, bytes)
        return made
