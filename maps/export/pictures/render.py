"""Render a picture's SVG to PNG and PDF with Typst: no browser, and the same bytes each time.

The picture and its texts are passed as inputs, never as Typst code.
"""

from __future__ import annotations

import re
from importlib.util import find_spec
from typing import Any

from maps.export.file import CannotWrite
from maps.export.pictures.context import PictureText
from maps.export.pictures.layouts import PictureFormat
from maps.export.pictures.png import finalise_png
from maps.text.translator import TAGS

_DOCUMENT = """
#set document(title: sys.inputs.title, description: sys.inputs.alt, author: sys.inputs.author,
  keywords: sys.inputs.terms, date: datetime(year: {day.year}, month: {day.month}, day: {day.day}))
#set page(width: {fmt.width}pt, height: {fmt.height}pt, margin: 0pt)
#set text(lang: sys.inputs.lang)
#image(bytes(sys.inputs.svg), format: "svg", width: 100%, alt: sys.inputs.alt)
"""
POINTS_PER_INCH = 72
HAN_FONTS = (
    *("Noto Sans CJK", "Noto Sans SC", "Noto Sans JP", "Noto Serif CJK", "Source Han", "PingFang", "Microsoft YaHei"),
    *("Hiragino", "Yu Gothic", "Meiryo", "WenQuanYi", "SimSun", "Droid Sans Fallback"),
)
"""Prefixes of the names of fonts with Chinese characters."""

MAX_MISSING_LETTERS = 10
"""Maximum number of letters without a font to report."""


class Renderer:
    """Render PNG and PDF. Raises CannotWrite if Typst, Pillow or a font with Chinese characters is missing."""

    def __init__(self) -> None:
        missing = [name for name, module in (("typst", "typst"), ("pillow", "PIL")) if find_spec(module) is None]
        if missing:
            raise CannotWrite(
                f"The pictures are SVG only, since {missing[0]} is not installed; "
                f"pip install {' '.join(missing)} adds PNG and PDF."
            )
        import typst

        fonts = typst.Fonts()
        if not any(family.startswith(HAN_FONTS) for family in fonts.families()):
            raise CannotWrite(
                "The pictures are SVG only, since no font with Chinese characters is installed; "
                "Noto Sans CJK is one (on Debian fonts-noto-cjk)."
            )
        self._typst, self._fonts = typst, fonts
        self.missing_letters: dict[str, str] = {}
        """Letters that no installed font has, each with a text that contains it."""

    def pdf(self, svg: bytes, fmt: PictureFormat, text: PictureText) -> bytes:
        """Return a PDF page of the format's size, with title, language and alternative text.

        It conforms to PDF/UA-1 unless no installed font has one of the letters, which that standard requires.
        """
        try:
            return self._compile(svg, fmt, text, format="pdf", pdf_standards="ua-1")
        except self._typst.TypstError:
            if not self.missing_letters:  # once is enough: all pictures of a language have the same texts
                self.missing_letters = self._find_missing_letters(svg, fmt, text)
            return self._compile(svg, fmt, text, format="pdf")

    def _find_missing_letters(self, svg: bytes, fmt: PictureFormat, text: PictureText) -> dict[str, str]:
        """Return the letters that no font has. Typst names one at a time, so remove each and compile again."""
        missing: dict[str, str] = {}
        while len(missing) < MAX_MISSING_LETTERS:
            try:
                self._compile(svg, fmt, text, format="pdf", pdf_standards="ua-1")
                break
            except self._typst.TypstError as error:
                match = re.search(r'the text `"(.+?)"` could not be displayed', str(error))
                letters = match[1] if match else ""
                if not letters or letters.encode() not in svg:
                    break
                missing[letters] = next((passage for passage in text.texts.values() if letters in passage), letters)
                svg = svg.replace(letters.encode(), b"")
        return missing

    def png(self, svg: bytes, fmt: PictureFormat, text: PictureText) -> bytes:
        """Return a PNG of the format's size in pixels, with title, alternative text, author and licence."""
        dpi = POINTS_PER_INCH * fmt.pixels / fmt.width
        return finalise_png(self._compile(svg, fmt, text, format="png", ppi=dpi), text, dpi)

    def _compile(self, svg: bytes, fmt: PictureFormat, text: PictureText, **options: Any) -> bytes:
        """Return the picture as Typst writes it with these options; picture and texts are inputs of the document.

        Each picture has its own compiler, because threads must not share one; the fonts are loaded once.
        """
        inputs = {
            "svg": svg.decode(),
            "title": text["zone.title"],
            "alt": text["picture.alt"],
            "author": text.zone.author,
            "terms": text.terms,
            "lang": TAGS[text.language].partition("-")[0],
        }
        document = _DOCUMENT.format(fmt=fmt, day=text.zone.edition)
        page = self._typst.Compiler(font_paths=self._fonts, sys_inputs=inputs).compile(document.encode(), **options)
        assert isinstance(page, bytes)  # as the document has a single page
        return page
