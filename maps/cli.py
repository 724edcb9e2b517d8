"""The command `zone-map`: build the page, check the data, or export it.

Exit code 0 means success, 1 that the data or a file has problems (all listed on standard
error), 2 wrong usage.
"""

from __future__ import annotations

import argparse
import gzip
import io
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TextIO

from maps.export import EXPORT_FOLDER
from maps.text.credits import VERSION

MAX_LISTED = 10
"""Maximum number of files that a message lists; it only counts the rest."""


def main(arguments: Sequence[str] | None = None) -> int:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # its encoding may lack characters of a name or a text
            stream.reconfigure(errors="backslashreplace")
    try:
        return _run(_parser().parse_args(arguments))
    finally:
        for stream in (sys.stdout, sys.stderr):
            _flush(stream)


def _run(options: argparse.Namespace) -> int:
    if complaint := _wrong_names(options):
        report(complaint, sys.stderr)
        return 2
    # Import the modules of a command only when it runs, so that --help is instant.
    from geodata import DataError

    try:
        return int(options.run(options))
    except DataError as error:
        # A problem with the folder itself needs no list.
        report(str(error.problems[0] if error.problems[0].file == options.zone else error), sys.stderr)
    except OSError as error:
        report(f"{error.filename2 or error.filename or 'zone-map'}: {error.strerror or error}", sys.stderr)
    except UnicodeDecodeError as error:
        report(f"{options.release}: not UTF-8 at byte {error.start}", sys.stderr)
    return 1


def _wrong_names(options: argparse.Namespace) -> str | None:
    """Return the complaint about a name on the command line, if any; an empty one is probably an unset variable."""
    kinds = {"zone": "folder", "release": "file", "out": "file" if options.run is build else "folder"}
    for option, kind in kinds.items():
        name = getattr(options, option, None)
        is_folder = kind == "file" and name and (name[-1] in {"/", os.sep} or Path(name).name in {"", ".."})
        if name == "" or (option == "out" and name == "-") or is_folder:
            return f"--{option}: found {name!r}; expected the name of a {kind}"
    return None


def report(sentence: str, stream: TextIO | None = None) -> None:
    """Print a sentence if possible; a failure to print does not undo what was written."""
    # OSError: the pipe is closed or the disk full. ValueError: the stream is closed.
    with suppress(OSError, ValueError):
        print(sentence, file=stream or sys.stdout)
    _flush(stream or sys.stdout)


def _flush(stream: TextIO | None) -> None:
    try:
        if stream:
            stream.flush()
    except (OSError, ValueError):
        # Otherwise Python would flush again at exit and report a failure.
        with suppress(OSError, ValueError), open(os.devnull, "wb") as null:
            os.dup2(null.fileno(), stream.fileno())  # type: ignore[union-attr]


def build(options: argparse.Namespace) -> int:
    from geodata import load_zone
    from maps import build_page
    from maps.files import write_atomically

    zone = load_zone(options.zone)
    out = Path(options.out or f"out/{zone.id}-zone-map.html")
    page = build_page(zone).encode()
    write_atomically(out, page)
    report(f"{out}: {len(page) / 1000:.0f} kB, {len(gzip.compress(page, mtime=0)) / 1000:.0f} kB gzipped")
    if options.open:
        _open_in_browser(out)
    return 0


def _open_in_browser(page: Path) -> None:
    # Import only here: it searches the machine for browsers.
    import webbrowser

    with suppress(OSError):  # the current folder may have been deleted
        if webbrowser.open(page.resolve().as_uri()):
            return
    report(f"{page}: written, but no browser was found to open it", sys.stderr)


def check(options: argparse.Namespace) -> int:
    from geodata import DataError, load_zone
    from geodata.load import read_bytes
    from geodata.release import check_release
    from maps.text.translator import messages

    zone = load_zone(options.zone)
    messages()
    problems = check_release(zone, read_bytes(Path(options.release)).decode()) if options.release else []
    report(
        f"{zone.id}: OK (areas: {len(zone.area_records)}, facts: {len(zone.facts)}, sources: {len(zone.sources)}, "
        f"backdrop features: {len(zone.backdrop)})"
    )
    if problems:
        raise DataError(problems)
    if options.release:
        count = sum(fact.locator is not None and fact.locator.source == zone.release for fact in zone.facts)
        report(f"{options.release}: OK (quotes found in the stated sentences: {count})")
    return 0


def export(options: argparse.Namespace) -> int:
    from tqdm import tqdm

    from geodata import load_zone
    from maps.export.writers import WRITERS, export_zone

    zone = load_zone(options.zone)
    folder = Path(options.out or f"out/{EXPORT_FOLDER.format(zone=zone.id)}")
    # `disable=None` shows the bar on a terminal only; tqdm writes to standard error.
    with tqdm(WRITERS, desc="writing", leave=False, disable=None) as writers:
        result = export_zone(zone, folder, writers)
    size = sum(len(file.content) for file in result.files)
    report(f"{folder}: {len(result.files)} files, {size / 1000:.0f} kB")
    for sentence in result.omissions:
        report(sentence, sys.stderr)
    others = result.other_names
    if others:
        more = f" and {len(others) - MAX_LISTED} more" if len(others) > MAX_LISTED else ""
        names = ", ".join(others[:MAX_LISTED]) + more
        report(f"{folder}: left unchanged, not part of this export: {names}", sys.stderr)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="zone-map", description="An offline map of a zone and its areas.")
    parser.add_argument("--version", action="version", version=f"%(prog)s {VERSION}")
    commands = parser.add_subparsers(required=True, metavar="build | check | export")
    zone_options = argparse.ArgumentParser(add_help=False)
    zone_options.add_argument("--zone", metavar="DIR", help="folder with the zone's data (default: Chengdu)")
    build_parser = commands.add_parser("build", parents=[zone_options], help="write the map as one HTML file")
    build_parser.add_argument("--out", metavar="FILE", help="default: out/<zone>-zone-map.html")
    build_parser.add_argument("--open", action="store_true", help="open the map in the browser when it is written")
    build_parser.set_defaults(run=build)
    check_parser = commands.add_parser("check", parents=[zone_options], help="check the data only")
    check_parser.add_argument("--release", metavar="TEXTFILE", help="check each quoted figure against this text")
    check_parser.set_defaults(run=check)
    export_parser = commands.add_parser(
        "export", parents=[zone_options], help="write the data as GeoJSON, GeoPackage, KML, CSV …"
    )
    default = EXPORT_FOLDER.format(zone="<zone>")
    export_parser.add_argument("--out", metavar="DIR", help=f"default: out/{default}/")
    export_parser.set_defaults(run=export)
    return parser


if __name__ == "__main__":
    sys.exit("Use zone-map, or python -m maps.")
