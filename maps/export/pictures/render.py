"""PNG and PDF of a picture, made of its SVG by Typst: one program, no browser, the same bytes each time.

The picture and its texts are handed over as inputs, never as Typst's own code.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib.util import find_spec
from struct import pack
from typing import TYPE_CHECKING
from zlib import crc32

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
HAN_FONTS: tuple[str, ...] = (
    "Noto Sans CJK",
    "Noto Sans SC",
    "Noto Sans JP",
    "Source Han Sans",
    "PingFang",
    "Microsoft YaHei",
)
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
        document, inputs = _document(form), _inputs(svg, say)
        try:
            made = self._compiler.compile(document, sys_inputs=inputs, format="pdf", pdf_standards="ua-1")
        except RuntimeError:  # of a letter that no font has: the standard asks for all of them
            made = self._compiler.compile(document, sys_inputs=inputs, format="pdf")
        assert isinstance(made, bytes)
        return made

    def png(self, svg: bytes, form: Form, say: Saying) -> bytes:
        """As wide as the form says, with title, description and credit as its text."""
        ppi = 72 * form.pixels / form.width
        made = self._compiler.compile(_document(form), sys_inputs=_inputs(svg, say), format="png", ppi=ppi)
        assert isinstance(made, bytes)
        return with_texts(made, {"Title": say.title, "Description": say.alt, "Copyright": say.credit})


def _document(form: Form) -> bytes:
    size = {"width": form.width, "height": form.height}
    return _DOCUMENT.format(**size, year=EDITION.year, month=EDITION.month, day=EDITION.day).encode()


def _inputs(svg: bytes, say: Saying) -> dict[str, str]:
    return {
        "svg": svg.decode(),
        "title": say.title,
        "alt": say.alt,
        "author": AUTHOR,
        "terms": say.credit,
        "lang": TAGS[say.language].partition("-")[0],
    }


def with_texts(png: bytes, texts: Mapping[str, str]) -> bytes:
    """The PNG with texts in UTF-8 (chunks of the type iTXt) right after its head."""
    head = 8 + 25  # the signature, and the first chunk
    chunks = b"".join(_chunk(b"iTXt", f"{key}\0\0\0\0\0{text}".encode()) for key, text in texts.items())
    return png[:head] + chunks + png[head:]


def _chunk(kind: bytes, data: bytes) -> bytes:
    return pack(">I", len(data)) + kind + data + pack(">I", crc32(kind + data))
