"""Split the output of authors' layers into styles, scripts and markup, and check it against the page's rules.

The page makes no network requests. Local pictures and films are embedded into the page; all other files are refused,
and so are the page's own class names and ids, and code in attributes, which its content security policy blocks.
"""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from mimetypes import guess_type
from pathlib import Path
from urllib.parse import unquote

from maps.page.bundle import escape_for_script_element, minify_script

ELEMENT = re.compile(
    r"<(?P<tag>style|script)\b(?P<attributes>[^>]*)>(?P<text>.*?)</(?P=tag)\s*>|<link\b(?P<link>[^>]*)>|<!--.*?-->",
    re.IGNORECASE | re.DOTALL,
)
LINK = re.compile(r"\b(?:src|href)\s*=\s*[\"']?([^\"'\s>]+)", re.IGNORECASE)
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "source", "track", "wbr"}
OPTIONAL_END = {"p", "li", "dt", "dd", "option", "thead", "tbody", "tfoot", "tr", "td", "th"}
"""Elements of HTML that have no end tag, or may do without."""
FRAMES = ("iframe", "embed", "object")
FRAME_DOCUMENT = "data:text/html;charset=utf-8;base64,"
"""Beginning of the URL of a frame, as branca's IFrame writes it."""
LOADED_FILE = re.compile(
    r"(?P<before>(?:"
    rf"<(?P<tag>{'|'.join(FRAMES)}|img|video|audio|source|track|image|input)\b"
    r"[^>]*?[\s/](?:src|data|poster|xlink:href)\s*=\s*"
    r"|\b(?-i:url)\(\s*"
    r"|(?:\b(?:icon|iconRetina|shadow)Url[\"']?:|\bL\.(?:image|video)Overlay\(\s*\[?|\.src\s*=)\s*(?=[\"'`])"
    r")(?:\\?[\"'`]|\\u0027|&quot;)?)"
    # In quotes a URL may contain spaces.
    r"(?P<url>(?:(?<=[\"'`])|(?<=u0027))[^\"'`\\\n]+|[^\s\"'`>)\\&]+)",
    re.IGNORECASE,
)
"""What loads a picture, a film or a frame: an element, a style, or a call, option or assignment in a script."""
NAMES = re.compile(
    r"(?:\bclassName[\"']?\s*[:=]|\b(?:class|id)\s*=|DomUtil\.create\([^,()]*,)\s*(?:\\?[\"'`]|\\u0027)([^\"'`\\]+)"
)
"""Classes or an id, in markup or in a script."""
ICON_FONT = re.compile(r"fa[bsrl]?|fa-solid|fa-regular|fa-brands|glyphicon|bi|material-icons")
"""Classes of icon fonts that a folium map links; without the font an icon is an empty box."""
BLOCKED_ATTRIBUTE = re.compile(r"<[a-z][^<>]*[\s/](on[a-z]+|srcset|srcdoc)\s*=[^<>]*>", re.IGNORECASE)
TEXT_IN_SCRIPT = re.compile(
    r"\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`|//[^\n]*|/\*.*?\*/", re.DOTALL
)
REFUSED_CODE = {
    r"(?:eval|Function|Worker|SharedWorker|importScripts)(?=\s*\()|set(?:Timeout|Interval)(?=\s*\(\s*[\"`])": (
        "which the page's policy blocks; include the code directly"
    ),
    r"(?:fetch|import|\$\.ajax|\$\.getJSON)(?=\s*\()|XMLHttpRequest|EventSource|WebSocket|navigator\.sendBeacon": (
        "but the page requests no file; put its content into the script"
    ),
    r"L\.(?:tileLayer|TileLayer)(?!\w)": "but the page loads no tiles; name them as [[layer]] in zone.toml",
    r"document\.(?:write|writeln|open)(?=\s*\()|document\.body\.innerHTML(?=\s*=[^=])": (
        "which would overwrite the page; put markup into get_root().html"
    ),
    # folium's own use of `$` is `$(markup)`.
    r"(?:jQuery|\$|d3|L\.AwesomeMarkers)(?=\.|\((?!`))": "which a folium map loads from the internet "
    "and the page lacks",
    r"L\.Control\.(?!Zoom|Scale|Attribution|Layers|extend|include)\w+": "which is no control of Leaflet's; its own are "
    "Zoom, Scale, Attribution, Layers",
    r"map_zone\.bind(?:Popup|Tooltip)(?=\()": "but the map itself has none; add it to a marker or a shape",
}
"""What a script must not use: requests, libraries, code from strings, and what would destroy the page."""


@dataclass
class Added:
    """The output of one layer, of one entry of a figure, or of all together; `problems` are reasons to refuse it."""

    script: str = ""
    markup: str = ""
    styles: list[str] = field(default_factory=list)
    framed: list[tuple[str, str]] = field(default_factory=list)
    """Element name and text of styles and scripts in frames, which inherit the page's content security policy."""
    problems: list[str] = field(default_factory=list)

    def append(self, name: str, other: Added) -> None:
        """Append the output of a layer of this name."""
        self.script += other.script
        self.markup += other.markup
        self.styles += other.styles
        self.framed += other.framed
        self.problems += [f"{name} {problem}" for problem in other.problems]


def check_and_split(written: Mapping[str, str], reserved: frozenset[str], folders: tuple[Path, ...]) -> Added:
    """Return a layer's output, given by part of the figure, ready for the page or with the reasons to refuse it.

    `reserved` are the page's own classes and ids; pictures and films are searched for in `folders`.
    """
    added = Added()
    if header := _extract_elements(written.get("header", ""), added).strip():
        added.problems.append(f"puts {header[:60]!r} into the header, which takes styles and scripts only")
    # Scripts of the header and the markup come first, as in folium's own page.
    added.markup = _extract_elements(written.get("html", ""), added).strip()
    # Undo folium's escapes, so that markup in strings looks like other markup.
    added.script += written.get("script", "").replace(r"\u003c", "<").replace(r"\u003e", ">")
    for css in added.styles:
        _check_style(css, reserved, added)
    if element := re.search(r"<(?:style|script|link)\b", added.script):
        added.problems.append(f"has {element[0]}> in a text, where the page blocks it; put it into get_root().header")
    added.styles = [_embed_files(css, folders, added) for css in added.styles]
    added.problems += MarkupBalance(added.markup).problems
    added.markup = _embed_files(added.markup, folders, added)
    added.script = _embed_files(added.script, folders, added)
    _check_markup(added.markup + added.script, reserved, added)
    code = TEXT_IN_SCRIPT.sub(lambda match: "`" if match[0][0] == "`" else '""', added.script)
    for pattern, reason in REFUSED_CODE.items():
        for use in sorted(set(re.findall(rf"(?<![\w$.])(?:window\.)?(?:{pattern})", code))):
            added.problems.append(f"uses {use}, {reason}")
    if error := syntax_error(added.script):
        added.problems.append(f"has a script with an error: {error}")
    return added


def _extract_elements(source: str, added: Added) -> str:
    """Move the styles and scripts of a part of the figure to `added`; return the rest of its markup."""

    def extract(match: re.Match[str]) -> str:
        if link := LINK.search(match["attributes"] or match["link"] or ""):
            added.problems.append(
                f"needs a file, which the page never loads: {link[1]}; put its content into a <script> or <style>"
            )
        elif (tag := (match["tag"] or "").lower()) == "script":
            if kind := re.search(
                r"\btype\s*=\s*[\"']?(?!text/javascript\b)([^\s\"'>]+)", match["attributes"], re.IGNORECASE
            ):
                added.problems.append(
                    f"has a script of the type {kind[1]}, which the page does not run; leave the type out"
                )
            added.script += match["text"] + "\n"
        elif tag == "style":
            if "media" in match["attributes"]:
                added.problems.append("has a style with the attribute 'media'; use @media")
            added.styles.append(match["text"])
        return ""

    return ELEMENT.sub(extract, source)


def _embed_files(source: str, folders: tuple[Path, ...], added: Added) -> str:
    """Replace URLs of local files with data URLs, in frames too; note a problem for those that cannot be embedded."""

    def embed(match: re.Match[str]) -> str:
        url, tag = match["url"], (match["tag"] or "").lower()
        if url.startswith(FRAME_DOCUMENT):
            return match["before"] + FRAME_DOCUMENT + _embed_in_frame(url.removeprefix(FRAME_DOCUMENT), folders, added)
        if url.startswith(("data:", "#", "about:", "$", "{")):
            return match[0].replace("data:image/svg;", "data:image/svg+xml;")
        name = unquote(url)
        path = next((folder / name for folder in folders if (folder / name).is_file()), None)
        shown = f"shows {url}{f' as <{tag}>' if tag else ''}"
        if tag in FRAMES:
            added.problems.append(f"{shown}; link to it with <a href>, or give its markup to folium.IFrame")
        elif re.match(r"(?:[a-z]+:)?//", url, re.IGNORECASE):
            added.problems.append(
                f"{shown}, but the page shows nothing from the internet; save it as a file and name that"
            )
        elif path:
            kind = guess_type(path.name)[0] or "application/octet-stream"
            return f"{match['before']}data:{kind};base64,{b64encode(path.read_bytes()).decode()}"
        else:
            places = " or ".join(repr(str(folder.resolve())) for folder in folders)
            added.problems.append(f"refers to {url!r}, not found in {places}")
        return match[0]

    return LOADED_FILE.sub(embed, source)


def _embed_in_frame(coded: str, folders: tuple[Path, ...], added: Added) -> str:
    """Embed files into a frame's document, in Base64; note its styles and scripts for the policy."""
    markup = b64decode(coded).decode("utf-8", "replace")
    for element in ELEMENT.finditer(markup):
        if link := LINK.search(element["attributes"] or element["link"] or ""):
            added.problems.append(f"has a frame that needs a file, which the page never loads: {link[1]}")
        elif element["tag"]:
            added.framed.append((element["tag"].lower(), element["text"]))
    return b64encode(_embed_files(markup, folders, added).encode()).decode()


class MarkupBalance(HTMLParser):
    """Find what would let markup end an element of the page, or swallow the rest of the page."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.problems = ["has a comment that does not end"] if "<!--" in source else []
        self.feed(source)
        self.close()
        self.problems += [f"has an element <{tag}> without an end tag" for tag in self.open if tag not in OPTIONAL_END]

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        """Elements of SVG may end in their start tag."""

    def handle_endtag(self, tag: str) -> None:
        if tag in self.open:
            while self.open.pop() != tag:
                pass
        elif tag not in VOID:
            self.problems.append(f"has an end tag </{tag}> that closes nothing")


def _check_markup(source: str, reserved: frozenset[str], added: Added) -> None:
    names = {name for match in NAMES.findall(source) for name in match.split()}
    for name in sorted(filter(ICON_FONT.fullmatch, names)):
        added.problems.append(
            f"has an icon of the class {name!r}, whose font the page lacks; show a letter or a picture"
        )
    for name in sorted(names & reserved):
        added.problems.append(f"has the class or id {name!r}, which is the page's own; call it 'my-{name}'")
    for name in sorted(set(BLOCKED_ATTRIBUTE.findall(source))):
        added.problems.append(
            f"has the attribute {name!r}, which the page's policy blocks; use a script, a link or 'src'"
        )


def _check_style(css: str, reserved: frozenset[str], added: Added) -> None:
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    if "@import" in css.lower():
        added.problems.append("has a style with @import, but the page shows nothing from the internet")
    css = re.sub(r"@(?:-webkit-)?keyframes[^{]*\{(?:[^{}]*\{[^{}]*\})*\s*\}", "", css)
    for selectors in re.findall(r"([^{};@]+)\{", re.sub(r"@[^{;]*[{;]", "", css)):
        for selector in map(str.strip, selectors.split(",")):
            names = set(re.findall(r"[.#](-?[A-Za-z_][\w-]*)", selector))
            for name in sorted(names & reserved):
                added.problems.append(
                    f"has a style for {selector!r}, but {name!r} is the page's own; call it 'my-{name}'"
                )
            if not names:
                added.problems.append(
                    f"has a style for {selector!r}, which would change the page; give it a class of its own"
                )


def syntax_error(script: str) -> str | None:
    """Return the first syntax error of a script, or None."""
    try:
        minify_script(f"(function(){{{escape_for_script_element(script)}\n}})()")
    except Exception as error:
        return str(error).partition(" on line")[0]
    return None
