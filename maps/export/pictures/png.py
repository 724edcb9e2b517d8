"""Write the final PNG: losslessly compressed, with title, description, author and licence as metadata."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from maps.export.pictures.context import PictureText
from maps.text.credits import LICENCE
from maps.text.translator import TAGS

SIGNATURE = b"\x89PNG\r\n\x1a\n"
NO_FILTER = b"\0"
METRES_PER_INCH = 0.0254
XMP_KEYWORD = "XML:com.adobe.xmp"
_XMP_PACKET = """<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/" xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"
 xmpRights:WebStatement={licence}>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
{properties}</rdf:Description></rdf:RDF></x:xmpmeta>"""


def finalise_png(png: bytes, text: PictureText, dpi: float) -> bytes:
    """Rewrite an opaque `png` without its alpha channel, with the texts as metadata.

    Use no filter: most of a picture is plain background, which compresses best without one.
    """
    from PIL import Image

    with Image.open(io.BytesIO(png)) as image:
        width, height = image.size
        pixels = image.convert("RGB").tobytes()
    row_length = width * 3
    rows = (pixels[start : start + row_length] for start in range(0, len(pixels), row_length))
    compressor = zlib.compressobj(level=8, memLevel=9)
    compressed = compressor.compress(b"".join(NO_FILTER + row for row in rows)) + compressor.flush()
    chunks = [
        _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
        _chunk(b"sRGB", b"\0"),
        _chunk(b"pHYs", struct.pack(">IIB", *[round(dpi / METRES_PER_INCH)] * 2, 1)),
        *_texts(text),
        _chunk(b"IDAT", compressed),
        _chunk(b"IEND", b""),
    ]
    return SIGNATURE + b"".join(chunks)


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def _texts(text: PictureText) -> Iterator[bytes]:
    """Yield the texts as iTXt chunks with the keywords of the PNG specification, and as XMP for photo desks."""
    tag, title, alt, author = TAGS[text.language], text["zone.title"], text["picture.alt"], text.zone.author
    for keyword, words in {"Title": title, "Description": alt, "Author": author, "Copyright": text.terms}.items():
        yield _text(keyword, words, tag)
    properties = {
        "dc:title": title,
        "dc:description": text["picture.caption"],
        "Iptc4xmpCore:AltTextAccessibility": alt,
        "dc:rights": text.terms,
    }
    written = "".join(
        f'<{name}><rdf:Alt><rdf:li xml:lang="x-default">{escape(words)}</rdf:li>'
        f"<rdf:li xml:lang={quoteattr(tag)}>{escape(words)}</rdf:li></rdf:Alt></{name}>\n"
        for name, words in properties.items()
    )
    licence = quoteattr(LICENCE.url)
    yield _text(XMP_KEYWORD, _XMP_PACKET.format(properties=written, licence=licence, author=escape(author)), "")


def _text(keyword: str, text: str, tag: str) -> bytes:
    return _chunk(b"iTXt", keyword.encode("latin-1") + b"\0\0\0" + tag.encode() + b"\0\0" + text.encode())
