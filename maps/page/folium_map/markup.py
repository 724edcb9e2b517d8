"""Split the output of authors' layers into styles, scripts and markup, and check it against the page's rules.

The page makes no network requests. Local files are embedded into the page; remote files are refused,
and so are the page's own class names and ids, and code in attributes, which its content security policy blocks.
"""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from mimetypes import guess_type
from pathlib import Path
from urllib.parse import unquote

QUOTE = r"(?:\\?[\"']|\\u0027|\\u0022|)"
LOADING_ELEMENT = re.compile(
    r"(?P<before>(?:<|\\u003c)(?P<tag>img|video|audio|source|iframe|embed|object|track|image|input)\b"
    rf"(?:(?!\\u003e)[^>])*?\s(?:src|data|poster|xlink:href)\s*=\s*{QUOTE})"
    # In quotes a URL may contain spaces.
    r"(?P<url>(?:(?<=[\"'])|(?<=u0027)|(?<=u0022))[^\"'>\\\n]+|[^\"'\s>\\]+)",
    re.IGNORECASE,
)
"""An element that loads a file, in markup or in a JavaScript string."""
URL_IN_STYLE = re.compile(
    r"(?P<before>\burl\(\s*(?:\\?[\"']|&quot;)?)(?P<url>(?:(?!&quot;)[^\"'\s)\\])+)", re.IGNORECASE
)
STYLE_ATTRIBUTE = re.compile(
    r"\bstyle\s*=\s*(?P<quote>\\?[\"']|\\u0027)(?:(?!(?P=quote)).)*", re.IGNORECASE | re.DOTALL
)
"""An element's style."""
MEDIA_CALL = re.compile(
    r"(?P<before>(?:\bL\.(?:image|video)Overlay\(\s*(?:\[\s*)?|\b(?:icon|iconRetina|shadow)Url[\"']?:\s*|\.src\s*=\s*)"
    r"[\"'`])(?P<url>[^\"'`\n]+)"
)
"""A call, option or assignment in a script that shows an image or a video."""
REQUEST_CALL = re.compile(
    r"(?:\bL\.tileLayer(?:\.wms)?\(|\bfetch\(|\bimport\(|\.ajax\(|\.getJSON\(|\.open\(\s*[\"'`][A-Z]+[\"'`]\s*,)"
    r"\s*[\"'`](?!data:|blob:)([^\"'`]+)"
)
"""A call in a script that requests a file."""
FRAME_DOCUMENT = re.compile(
    r"data:text/html;charset=utf-8;base64,(?P<coded>[A-Za-z0-9+/=]+)"
    r"|\bsrcdoc\s*=\s*(?P<quote>[\"'])(?P<escaped>.*?)(?P=quote)",
    re.DOTALL,
)
"""The document of a frame, as branca's IFrame writes it or in a srcdoc."""
STYLE_IN_TEXT = re.compile(
    r"(?:<|\\u003c)style\b([^>\\]*)(?:>|\\u003e)(.*?)(?:<|\\u003c)/style(?:>|\\u003e)", re.DOTALL
)
"""A style element in a JavaScript string, such as pandas writes before the table that a popup shows."""
TAG = re.compile(r"<[a-zA-Z][^<>]*>")
CLASSES = re.compile(r"\bclass\s*=\s*(?:[\"']([^\"']*)|([\w-]+))")
IDS = re.compile(r"\bid\s*=\s*(?:[\"']([^\"']*)|([\w-]+))")
CLASSES_IN_SCRIPT = re.compile(
    r"\bclassName\"?\s*[:=]\s*[\"'`]([^\"'`]*)|DomUtil\.create\(\s*[\"']\w+[\"']\s*,\s*[\"']([^\"']*)"
)
HANDLER = re.compile(r"\s(on[a-z]+)\s*=")
ELEMENT = re.compile(
    r"<(?P<tag>style|script|title)\b(?P<attributes>[^>]*)>(?P<text>.*?)</(?P=tag)\s*>"
    r"|<(?P<single>link|meta|base)\b(?P<rest>[^>]*)>|<!--.*?-->",
    re.IGNORECASE | re.DOTALL,
)
URL_ATTRIBUTE = re.compile(r"\b(?:src|href)\s*=\s*[\"']?([^\"'\s>]+)", re.IGNORECASE)
TEXT_IN_SCRIPT = re.compile(
    r"\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`|//[^\n]*|/\*.*?\*/", re.DOTALL
)
LIBRARY = re.compile(r"(?<![\w$.])(jQuery|\$|d3|L\.AwesomeMarkers)(?=[.(])")
"""Uses of libraries that a folium map links and the page lacks; folium's own use of `$` is `$(markup)`."""
DRAGGABLE = re.compile(r"\s*\$\(\s*function\s*\(\s*\)\s*\{\s*\$\([^()]*\)\.draggable\((?:[^;]|;(?=\s*\}))*\}\s*\);?\s*")
"""The script of a widely copied legend that makes it draggable, with jQuery UI."""
ICON_FONTS = re.compile(r"\b(fa[bsrl]?|fa-solid|fa-regular|fa-brands|glyphicon|bi|material-icons)\Z")
"""Classes of icon fonts that a folium map links; without the font an icon is an empty box."""
FORBIDDEN_CALL = re.compile(
    r"(?<![\w$.])(?:(?P<run>eval|Function|Worker|SharedWorker|importScripts)(?=\()"
    r"|(?P<tiles>L\.(?:tileLayer|TileLayer))(?![\w$])"
    r"|(?P<wipe>document\.(?:write|writeln|open)(?=\()|document\.body\.innerHTML(?=\s*=[^=])))"
)
"""Calls that a script must not make: code from strings, tiles, and what would destroy the page."""
REFUSALS = {
    "run": "which the page's policy blocks; include the code directly",
    "tiles": "but the page loads no tiles; name them as [[layer]] in zone.toml",
    "wipe": "which would overwrite the page; put markup into get_root().html",
}
SCRIPT_TYPE = re.compile(
    r"\btype\s*=\s*[\"']?(?!text/javascript|application/javascript|module)([^\"'\s>]+)", re.IGNORECASE
)
MEDIA = re.compile(r"\bmedia\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))", re.IGNORECASE)


@dataclass
class Added:
    """The output of one layer, of one entry of a figure, or of all together; `problems` are reasons to refuse it."""

    script: str = ""
    markup: str = ""
    styles: list[str] = field(default_factory=list)
    framed: list[tuple[str, str]] = field(default_factory=list)
    """Element name and text of styles and scripts in frames, which inherit the page's content security policy."""
    problems: list[str] = field(default_factory=list)
    folders: tuple[Path, ...] = (Path(),)
    """Folders to search for files."""

    def append(self, other: Added) -> None:
        self.script += other.script
        self.markup += other.markup
        self.styles += other.styles
        self.framed += other.framed

    def find(self, url: str) -> Path | None:
        """Return the path of a local file, or None after noting the problem where there is no such file."""
        name = unquote(url).removeprefix("file://")
        path = next((folder / name for folder in self.folders if (folder / name).is_file()), None)
        if path is None:
            folders = " or ".join(repr(str(folder.resolve())) for folder in self.folders)
            self.problems.append(f"refers to {url!r}, not found in {folders}")
        return path


def page_names(stylesheets: Iterable[str], templates: Iterable[str]) -> frozenset[str]:
    """Return the classes and ids in the page's stylesheets and templates, except Leaflet's, which layers may use."""
    own = {name for css in stylesheets for name in re.findall(r"\.([A-Za-z][\w-]*)(?=[^{}]*\{)", css)}
    for source in templates:
        for names in re.findall(r"\b(?:class|id)=\"([^\"{}]*)", source):
            own |= set(names.split())
    return frozenset(name for name in own if not name.startswith("leaflet-"))


def check_and_split(written: Mapping[str, str], reserved: frozenset[str], folders: tuple[Path, ...]) -> Added:
    """Return a layer's output, given by part of the figure, ready for the page or with the reasons to refuse it.

    `reserved` are the page's own classes and ids.
    """
    added = Added(folders=folders)
    header = _extract_elements("header", written.get("header", ""), added)
    if header.strip():
        added.problems.append(f"puts {excerpt(header)!r} into the header, which takes styles and scripts only")
    # Scripts of the header and the markup come first, as in folium's own page.
    added.markup = _extract_elements("html", written.get("html", ""), added).strip()
    added.script = _without_styles(_with_frames(added.script + written.get("script", ""), added), added)
    added.markup = _with_frames(added.markup, added)
    for css in added.styles:
        added.problems += _problems_of_style(css, reserved)
    added.styles = [_embed_files(css, URL_IN_STYLE, added) for css in added.styles]
    added.script = _embed_files(added.script, MEDIA_CALL, added)
    for name in ("markup", "script"):
        source = _embed_files(getattr(added, name), LOADING_ELEMENT, added)
        source = STYLE_ATTRIBUTE.sub(lambda match: _embed_files(match[0], URL_IN_STYLE, added), source)
        setattr(added, name, source)
        added.problems += _problems_of_markup(source, reserved)
    added.problems += _problems_of_script(added.script)
    return added


def _extract_elements(part: str, source: str, added: Added) -> str:
    """Move the styles and scripts of a part of the figure to `added`; return the rest of its markup."""

    def extract(match: re.Match[str]) -> str:
        tag = (match["tag"] or match["single"] or "").lower()
        attributes = match["attributes"] or match["rest"] or ""
        address = URL_ATTRIBUTE.search(attributes)
        if tag == "base" or (tag in ("title", "meta") and part == "header"):
            added.problems.append(f"puts <{tag}> into the header, where the page has its own; leave it out")
        elif address and part == "html" and "jquery" in address[1].lower():
            pass  # A copied legend links it without need; a script that uses it is refused.
        elif address:
            _add_linked(address[1], "style" if tag == "link" else "script", added)
        elif tag == "style":
            added.styles.append(_style(attributes, match["text"]))
        elif tag == "script" and (kind := SCRIPT_TYPE.search(attributes)):
            added.problems.append(f"puts a script of type {kind[1]!r} into the page; put its content into a script")
        elif tag == "script" and not DRAGGABLE.fullmatch(match["text"]):
            added.script += match["text"] + "\n"
        return ""

    return ELEMENT.sub(extract, source)


def _style(attributes: str, css: str) -> str:
    """Return a style element's rules, for its media only."""
    media = MEDIA.search(attributes)
    return f"@media {''.join(filter(None, media.groups()))}{{{css}}}" if media else css


def _without_styles(script: str, added: Added) -> str:
    """Move style elements out of the strings of a script: the page's policy allows those of its head only."""

    def extract(match: re.Match[str]) -> str:
        css = re.sub(r"\\u([0-9a-f]{4})", lambda code: chr(int(code[1], 16)), match[2])
        added.styles.append(_style(match[1], css.replace("\\n", "\n").replace('\\"', '"').replace("\\/", "/")))
        return ""

    return STYLE_IN_TEXT.sub(extract, script)


def _add_linked(url: str, kind: str, added: Added) -> None:
    if is_remote(url):
        added.problems.append(f"needs a file from the internet, which the page never loads: {url}")
    elif path := added.find(url):
        if kind == "style":
            added.styles.append(path.read_text("utf-8"))
        else:
            added.script += path.read_text("utf-8") + "\n"


def _embed_files(source: str, loaded: re.Pattern[str], added: Added) -> str:
    """Replace URLs of local files with data URLs; note a problem for those that cannot be embedded."""

    def embed(match: re.Match[str]) -> str:
        url = match["url"]
        tag = match["tag"].lower() if loaded is LOADING_ELEMENT else ""
        if url.startswith(("data:", "#", "about:", "$", "{")):
            return match[0].replace("data:image/svg;", "data:image/svg+xml;")
        if is_remote(url):
            added.problems.append(
                f"shows {url}{f' as <{tag}>' if tag else ''}, but the page shows nothing from the internet; "
                + ("link to it with <a href>" if tag == "iframe" else "save it as a file and name that")
            )
        elif tag in ("iframe", "object", "embed"):
            added.problems.append(f"shows {url!r} as <{tag}>; give its markup to folium.IFrame")
        elif path := added.find(url):
            kind = guess_type(path.name)[0] or "application/octet-stream"
            return f"{match['before']}data:{kind};base64,{b64encode(path.read_bytes()).decode()}"
        return match[0]

    return loaded.sub(embed, source)


def _with_frames(source: str, added: Added) -> str:
    """Embed the files of frames into the frames' documents, and those documents as data URLs."""

    def embed(match: re.Match[str]) -> str:
        coded, escaped = match["coded"], match["escaped"]
        markup = b64decode(coded).decode("utf-8", "replace") if coded else unescape(escaped).replace("\\`", "`")
        data = "data:text/html;charset=utf-8;base64," + b64encode(_embed_in_frame(markup, added).encode()).decode()
        return data if coded else f'src="{data}"'

    return FRAME_DOCUMENT.sub(embed, source)


def _embed_in_frame(markup: str, added: Added) -> str:
    """Return a frame's markup with its files embedded as data URLs; note its styles and scripts for the policy."""
    for element in ELEMENT.finditer(markup):
        tag = (element["tag"] or element["single"] or "").lower()
        address = URL_ATTRIBUTE.search(element["attributes"] or element["rest"] or "")
        if address and tag in ("link", "script"):
            added.problems.append(f"has a frame that needs a file, which the page never loads: {address[1]}")
        elif tag in ("style", "script"):
            added.framed.append((tag, element["text"]))
    return _embed_files(markup, LOADING_ELEMENT, added)


def _problems_of_markup(source: str, reserved: frozenset[str]) -> Iterator[str]:
    plain = source.replace("\\u003c", "<").replace("\\u003e", ">").replace("\\u0027", "'").replace('\\"', '"')
    tags = TAG.findall(plain)
    classes = {name for tag in tags for match in CLASSES.findall(tag) for name in "".join(match).split()}
    classes |= {name for match in CLASSES_IN_SCRIPT.findall(plain) for name in "".join(match).split()}
    ids = {"".join(match) for tag in tags for match in IDS.findall(tag)}
    for name in sorted(filter(ICON_FONTS.match, classes)):
        yield f"has an icon of the class {name!r}, whose font the page lacks; show a letter or a picture"
    for kind, names in (("class", classes), ("id", ids)):
        for name in sorted(names & reserved):
            yield f"has the {kind} {name!r}, which is the page's own; call it 'my-{name}'"
    if any(re.search(r"\ssrcset\s*=", tag) for tag in tags):
        yield "uses 'srcset', which is not supported; use 'src'"
    for name in sorted({match[1] for tag in tags if (match := HANDLER.search(tag))}):
        yield f"has code in the attribute {name!r}, which the page's policy blocks; use a script or a link"


def _problems_of_script(script: str) -> Iterator[str]:
    for url in REQUEST_CALL.findall(script):
        yield f"asks for {url}, but the page requests no file; put its content into the script"
    code = TEXT_IN_SCRIPT.sub(lambda match: "`" if match[0][0] == "`" else '""', script)
    for name in sorted(set(LIBRARY.findall(code.replace("$(`", "")))):
        yield f"uses {name}, which a folium map loads from the internet and the page lacks"
    for match in {match[0]: match for match in FORBIDDEN_CALL.finditer(code)}.values():
        yield f"uses {match[0]}, {REFUSALS[match.lastgroup or '']}"


def _problems_of_style(css: str, reserved: frozenset[str]) -> Iterator[str]:
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    if "@import" in css:
        yield "has a style with @import, but the page shows nothing from the internet"
    css = re.sub(r"@(?:-webkit-)?keyframes[^{]*\{(?:[^{}]*\{[^{}]*\})*\s*\}|@font-face\s*\{[^}]*\}", "", css)
    for selectors in re.findall(r"([^{};@]+)\{", re.sub(r"@[^{;]*[{;]", "", css)):
        for selector in map(str.strip, selectors.split(",")):
            names = set(re.findall(r"[.#](-?[A-Za-z_][\w-]*)", selector))
            if own := sorted(names & reserved):
                yield f"has a style for {selector!r}, but {own[0]!r} is the page's own; call it 'my-{own[0]}'"
            elif not names:
                yield f"has a style for {selector!r}, which would change the page; give it a class of its own"


def is_remote(url: str) -> bool:
    return re.match(r"(?!file:)(?:[a-z]+:)?//", url, re.IGNORECASE) is not None


def excerpt(source: str) -> str:
    """Return the beginning of a text, to identify it in a message."""
    line = " ".join(source.split())
    return line if len(line) <= 60 else line[:59] + "…"
