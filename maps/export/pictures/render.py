"""Render a picture's SVG to PNG and PDF with Typst: no browser, and the same bytes each time.

The picture and its texts are passed as inputs, never as Typst code.
"""

from __future__ import annotations

import re
from importlib.util import find_spec
from typing import TYPE_CHECKING

from maps.export.file import LeftOut
from maps.export.pictures.context import PictureText
from maps.export.pictures.layouts import PictureFormat
from maps.export.pictures.png import finished
from maps.text.translator import TAGS

if TYPE_CHECKING:
    import typst

_DOCUMENT = """
#set document(title: sys.inputs.title, description: sys.inputs.alt, author: sys.inputs.author,
  keywords: sys.inputs.terms, date: datetime(year: {year}, month: {month}, day: {day}))
#set page(width: {width}pt, height: {height}pt, margin: 0pt)
#set text(lang: sys.inputs.lang)
#image(bytes(sys.inputs.svg), format: "svg", width: 100%, alt: sys.inputs.alt)
"""
HAN_FONTS = (
    *("Noto Sans CJK", "Noto Sans SC", "Noto Sans JP", "Noto Serif CJK", "Source Han", "PingFang", "Microsoft YaHei"),
    *("Hiragino", "Yu Gothic", "Meiryo", "WenQuanYi", "SimSun", "Droid Sans Fallback"),
)
"""Prefixes of the names of fonts with Chinese characters."""

UNDRAWN_MOST = 10
"""Maximum number of letters without a font to report."""


class Renderer:
    """Renders PNG and PDF; raises LeftOut if Typst, Pillow or a font with Chinese characters is missing."""

    def __init__(self) -> None:
        missing = [name for name, module in (("typst", "typst"), ("pillow", "PIL")) if find_spec(module) is None]
        if missing:
            raise LeftOut(
                f"The pictures come as SVG only, since {missing[0]} is not installed; "
                f"pip install {' '.join(missing)} brings PNG and PDF."
            )
        import typst

        fonts = typst.Fonts()
        if not any(family.startswith(HAN_FONTS) for family in fonts.families()):
            raise LeftOut(
                "The pictures come as SVG only, since no font with Chinese characters is installed; "
                "Noto Sans CJK is one (on Debian fonts-noto-cjk)."
            )
        self._fonts = fonts
        self.undrawn: dict[str, str] = {}
        """Letters that no installed font has, each with a text that contains it."""

    def pdf(self, svg: bytes, format: PictureFormat, say: PictureText) -> bytes:
        """Return a PDF page of the format's size, with title, language and alternative text.

        It conforms to PDF/UA-1 unless no installed font has one of the letters, which that standard requires.
        """
        import typst

        compiler, document = self._document(svg, format, say)
        try:
            return _single_page(compiler.compile(document, format="pdf", pdf_standards="ua-1"))
        except typst.TypstError:
            if not self.undrawn:  # once is enough: all pictures of a language have the same texts
                self.undrawn = self._undrawn(svg, format, say)
            return _single_page(compiler.compile(document, format="pdf"))

    def _undrawn(self, svg: bytes, format: PictureFormat, say: PictureText) -> dict[str, str]:
        """Return the letters that no font has. Typst names one at a time, so remove each and compile again."""
        import typst

        found: dict[str, str] = {}
        while len(found) < UNDRAWN_MOST:
            compiler, document = self._document(svg, format, say)
            try:
                compiler.compile(document, format="pdf", pdf_standards="ua-1")
                break
            except typst.TypstError as error:
                named = re.search(r'the text `"(.+?)"` could not be displayed', str(error))
                letters = named[1] if named else ""
                if not letters or letters.encode() not in svg:
                    break
                found[letters] = next((text for text in say.texts.values() if letters in text), letters)
                svg = svg.replace(letters.encode(), b"")
        return found

    def png(self, svg: bytes, format: PictureFormat, say: PictureText) -> bytes:
        """Return a PNG of the format's size in pixels, with title, alternative text, author and licence."""
        compiler, document = self._document(svg, format, say)
        dpi = 72 * format.pixels / format.width
        metadata = {
            "Title": say.title,
            "Description": say.alt,
            "Caption": say.caption,
            "Author": say.zone.author,
            "Copyright": f"{say.credit} {say.rights}",
        }
        png = _single_page(compiler.compile(document, format="png", ppi=dpi))
        return finished(png, metadata, dpi, TAGS[say.language])

    def _document(self, svg: bytes, format: PictureFormat, say: PictureText) -> tuple[typst.Compiler, bytes]:
        """Return a compiler with the picture and its texts as inputs, and the document that uses them.

        Each picture has its own compiler, because threads must not share one; the fonts are loaded once.
        """
        import typst

        inputs = {
            "svg": svg.decode(),
            "title": say.title,
            "alt": say.alt,
            "author": say.zone.author,
            "terms": say.credit,
            "lang": TAGS[say.language].partition("-")[0],
        }
        edition = say.zone.edition
        day = {"year": edition.year, "month": edition.month, "day": edition.day}
        document = _DOCUMENT.format(width=format.width, height=format.height, **day)
        return typst.Compiler(font_paths=self._fonts, sys_inputs=inputs), document.encode()


def _single_page(made: bytes | list[bytes] | None) -> bytes:
    """Return Typst's output for a single page."""
    assert isinstance(made, bytes)
    return made
