"""Feed broken zones to the loader and the page: each is built or refused with a message, soon and in little memory.

    python -m tests.geodata.fuzz [minutes] [--seed N]

Each input is the small zone of tests/zones.py, with every optional part, after a few mutations of its bytes, its
structure or its values. It is tried in a separate process. Faults are: an exception other than DataError, a message
that no terminal should show, output that is not a page, more than SECONDS or MEGABYTES.
"""

from __future__ import annotations

import argparse
import contextlib
import copy
import datetime as dt
import itertools
import json
import math
import os
import random
import re
import resource
import shutil
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path
from typing import Any

from geodata import DataError, load_zone
from geodata.schema import is_visible_text
from maps import build_page
from maps.export.writers import DATA, export_zone
from tests.geodata.nasty import NASTY, TEXTS, Raw
from tests.tally import report
from tests.zones import alter, four, parse, write, write_zone

SECONDS, MEGABYTES = 20, 1000
FILES = ("zone.toml", "sources.toml", "facts.toml", "areas.geojson", "backdrop/land.geojson", "backdrop/metro.geojson")
LINE = 3000
"""Maximum length of a line of a message, in characters: a place, what was found there, what is expected."""


def write_full_zone(folder: Path) -> Path:
    """Write the small zone with every optional part, so that every rule applies."""
    write_zone(folder)
    comparison = {"id": "park", "name": four("a park"), "km2": 3.4, "source": "survey"}
    compared = [comparison | {"languages": ["en", "de"]}, comparison | {"id": "lake", "languages": ["zh", "ja"]}]
    city = {"name": four("Far City"), "at": [106.5, 29.5], "source": "survey"}
    context = {"name": four("The south-west"), "ring_km": 200, "city": [city, city | {"at": [103.1, 29.1]}]}
    options = {"url": "https://{s}.example.org/{z}/{x}/{y}.png", "subdomains": "ab", "attribution": "us"}
    layer = {"provider": "OpenTopoMap", "datum": "gcj02", "name": four("Slopes"), "who": four("Us"), "options": options}
    own: dict[str, Any] = {"comparison": compared, "regional_context": context, "layer": [layer]}
    own |= {"url": "https://example.org/map/", "municipality": four("Lanhua"), "short_name": four("L")}
    own |= {"parent_zone": "park", "status": four("As of May")}
    own |= {"parent_zone_note": four("It lies in it"), "parent_zone_extent": four("All of it")}
    for key, value in own.items():
        alter(folder, "zone.toml", key, value)
    land, metro = "backdrop/land.geojson", "backdrop/metro.geojson"
    park = copy.deepcopy(next(f for f in parse(folder / land)["features"] if f["id"] == "gardens"))
    park["properties"] |= {"kind": "parent-zone", "name": four("Park"), "gloss": four("large"), "basis": ["survey"]}
    alter(folder, land, "features/+", park | {"id": "park"})
    ward = copy.deepcopy(park) | {"id": "ward"}
    ward["properties"] |= {"kind": "district"}
    alter(folder, land, "features/+", ward)
    alter(folder, metro, "features/gate-station/properties/opened_source", "survey")
    alter(folder, metro, "features/gate-station/properties/district", "ward")
    alter(folder, "areas.geojson", "features/south-garden/properties/name_languages", {"de": "en"})
    alter(folder, "sources.toml", "source/survey/credit_language", "de")
    return folder


# --- Mutations ----------------------------------------------------------------------------------

Path_ = tuple[Any, ...]


def _places(value: Any, path: Path_ = ()) -> Iterator[Path_]:
    """Yield the path of keys to every value, tables and lists included."""
    inner: Any = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, member in inner:
        yield (*path, key)
        yield from _places(member, (*path, key))


def _kind(file: str, path: Path_) -> tuple[str, ...]:
    """Return the kind of place that records share: positions in lists, and languages, are replaced by "*"."""
    return (file, *("*" if isinstance(key, int) or key in ("en", "de", "zh", "ja") else key for key in path))


def _at(data: Any, path: Path_) -> Any:
    for key in path:
        data = data[key]
    return data


def _pick(folder: Path, dice: random.Random) -> tuple[str, Any, Path_]:
    """Return a file, its data and a place in it. Every kind of place is equally likely."""
    parsed = {file: parse(folder / file) for file in FILES}
    kinds: dict[tuple[str, ...], list[tuple[str, Path_]]] = {}
    for file, data in parsed.items():
        for path in _places(data):
            kinds.setdefault(_kind(file, path), []).append((file, path))
    file, path = dice.choice(kinds[dice.choice(list(kinds))])
    return file, parsed[file], path


def _write(path: Path, data: Any) -> None:
    """Write a file that may hold literals that no writer would produce."""
    literals: list[str] = []

    def plain(value: Any) -> Any:
        if isinstance(value, Raw):
            literals.append(value.literal)
            return f"literal-{len(literals) - 1}-"
        if isinstance(value, dict):
            return {key: plain(member) for key, member in value.items()}
        if isinstance(value, dt.date) and path.suffix != ".toml":
            return value.isoformat()
        return [plain(member) for member in value] if isinstance(value, list) else value

    write(path, plain(data))
    written = re.sub(r'"literal-(\d+)-"', lambda match: literals[int(match[1])], path.read_text("utf-8"))
    path.write_text(written, "utf-8")


def mutate_value(folder: Path, dice: random.Random) -> str:
    file, data, path = _pick(folder, dice)
    found = _at(data, path)
    # Values of another type are mostly refused at once; those of the same type get further.
    alike = [value for value in NASTY if type(value) is type(found)] if dice.random() < 0.6 else []
    value = dice.choice(alike or NASTY)
    if type(found) in (int, float) and dice.random() < 0.5:
        value = found * dice.choice([-1, 0, 1e-12, 1e-3, 0.999, 1.001, 10, 1e3, 1e6, 1e12]) + dice.choice([0, 0, 1, -1])
    elif isinstance(found, str) and isinstance(value, str) and dice.random() < 0.3:
        cut = dice.randrange(len(found) + 1)
        value = found[:cut] + value + found[cut:]
    _at(data, path[:-1])[path[-1]] = value
    _write(folder / file, data)
    return f"{file}:{'/'.join(map(str, path))} = {str(value)[:60]!r}"


def mutate_gently(folder: Path, dice: random.Random) -> str:
    """Change what is accepted most often: the words of a text; places and sizes by a little."""
    while True:
        file, data, path = _pick(folder, dice)
        found = _at(data, path)
        if type(found) in (int, float) or path[-1] in (
            "en",
            "de",
            "zh",
            "ja",
            "quote",
            "publisher",
            "author",
            "credit",
        ):
            break
    if isinstance(found, (int, float)):
        small = abs(found) * dice.choice([1e-6, 1e-4, 1e-3, 1e-2]) * dice.choice([-1, 1])
        value = found + (round(small) or dice.choice([-1, 0, 1]) if isinstance(found, int) else small)
    else:
        value = dice.choice([text for text in TEXTS if is_visible_text(text)]) + (
            str(found) if dice.random() < 0.3 else ""
        )
    _at(data, path[:-1])[path[-1]] = value
    _write(folder / file, data)
    return f"{file}:{'/'.join(map(str, path))} = {str(value)[:60]!r}"


def mutate_structure(folder: Path, dice: random.Random) -> str:
    file, data, path = _pick(folder, dice)
    outer, last = _at(data, path[:-1]), path[-1]
    what = dice.choice(["delete", "repeat", "nest", "wrap", "rename", "swap", "empty", "many"])
    if what == "delete":
        del outer[last]
    elif what == "repeat" and isinstance(outer, list):
        outer.insert(last, copy.deepcopy(outer[last]))
    elif what == "nest":
        for _ in range(dice.choice([1, 3, 80])):
            outer[last] = [outer[last]]
    elif what == "wrap":
        outer[last] = {"en": outer[last]}
    elif what == "rename" and isinstance(outer, dict):
        outer[str(dice.choice(NASTY))[:500]] = outer.pop(last)
    elif what == "swap":
        other = dice.choice(list(_places(data)))
        with contextlib.suppress(KeyError, IndexError, TypeError):
            one, two = copy.deepcopy(_at(data, path)), copy.deepcopy(_at(data, other))
            _at(data, path[:-1])[last] = two
            _at(data, other[:-1])[other[-1]] = one
    elif what == "empty":
        outer[last] = type(outer[last])() if isinstance(outer[last], (dict, list, str)) else 0
    elif what == "many" and isinstance(outer[last], list):
        outer[last] = (outer[last] * 3000)[: dice.choice([10, 300, 3000])]
    _write(folder / file, data)
    return f"{what} {file}:{'/'.join(map(str, path))}"


def mutate_bytes(folder: Path, dice: random.Random) -> str:
    file = dice.choice(FILES)
    content = bytearray((folder / file).read_bytes())
    what = dice.choice(["flip", "insert", "cut", "end", "repeat", "digit", "swap"])
    for _ in range(dice.choice([1, 1, 1, 4, 40])):
        at = dice.randrange(len(content) or 1)
        if what == "flip" and content:
            content[at] ^= 1 << dice.randrange(8)
        elif what == "insert":
            content[at:at] = dice.choice(
                [b"\0", b"\xff", b"\xef\xbb\xbf", b'"', b"\\", b"{", b"[", b"\r", b"\xed\xa0\x80"]
            )
        elif what == "cut":
            del content[at : at + dice.randrange(200)]
        elif what == "end":
            del content[at:]
        elif what == "repeat":
            content[at:at] = content[at : at + dice.randrange(400)] * dice.choice([1, 2, 50])
        elif what == "digit" and (digits := [m.start() for m in re.finditer(rb"\d", content)]):
            content[dice.choice(digits)] = dice.choice(b"0123456789.-eE")
        elif what == "swap":
            content[at : at + 9] = bytes(reversed(content[at : at + 9]))
    (folder / file).write_bytes(content)
    return f"{what} bytes of {file}"


MUTATIONS: list[Callable[[Path, random.Random], str]] = (
    [mutate_gently] * 7 + [mutate_value] * 5 + [mutate_structure] * 3 + [mutate_bytes] * 2
)


def mutate(folder: Path, dice: random.Random) -> list[str]:
    """Change the zone in `folder` once or a few times, and return descriptions of the changes."""
    # Mutations of bytes come last: after one, the file may no longer parse, and its values cannot be changed.
    chosen = sorted(dice.choices(MUTATIONS, k=dice.choice([1, 1, 1, 2, 4])), key=MUTATIONS.index)
    done = []
    for mutation in chosen:
        # An earlier change may have left a file that does not parse, or a number too large to write again.
        with contextlib.suppress(ValueError, OverflowError, RecursionError):
            done.append(mutation(folder, dice))
    return done


# --- One input ----------------------------------------------------------------------------------


def attempt(folder: Path, export: bool) -> str:
    """Load, build and perhaps export the zone; return "built" or "refused". Any other outcome is a fault."""
    try:
        zone = load_zone(folder)
    except DataError as error:
        _check_message(str(error))
        return "refused"
    page = build_page(zone)
    assert page.startswith("<!DOCTYPE html>"), page[:100]
    assert page.rstrip().endswith("</html>"), page[-100:]
    island = re.search(r'<script type="application/json" id="zone-data">(.*?)</script>', page, re.DOTALL)
    assert island is not None
    json.loads(island[1], parse_constant=lambda word: _fail(f"{word} in the page's data"))
    drawn = re.search(r' (?:d|points|[cxy]?[xy][12]?|r|width|height|transform|viewBox)="[^"]*(?:nan|inf)[^"]*"', page)
    assert drawn is None, drawn and drawn[0][:300]
    if export:
        with tempfile.TemporaryDirectory() as out:
            export_zone(zone, Path(out) / "data", DATA)
    return "built"


def _fail(message: str) -> None:
    raise AssertionError(message)


def _check_message(message: str) -> None:
    lines = message.split("\n")
    assert len(lines) > 1, message[:300]
    assert max(map(len, lines)) <= LINE, f"a line of {max(map(len, lines))} characters: {max(lines, key=len)[:300]}"
    odd = next((line for line in lines if not line.isprintable()), None)
    assert odd is None, f"a message with control characters: {odd!r:.300}"
    assert all("; expected " in line for line in lines[1:]), lines[1][:300]


class Worker:
    """A process that tries inputs one after another. After a fault of time or memory it is replaced by a new one."""

    def __init__(self) -> None:
        self._process: SpawnProcess | None = None

    def __enter__(self) -> Worker:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def try_zone(self, folder: Path, export: bool) -> str:
        """Return "built" or "refused", or "FAULT" and a description."""
        if self._process is None:
            # Spawned, as libraries with their own threads do not survive a fork.
            context = get_context("spawn")
            self._connection, theirs = context.Pipe()
            self._process = context.Process(target=_serve, args=(theirs,), daemon=True)
            self._process.start()
            theirs.close()
            self._connection.recv()
        self._connection.send((folder, export))
        waited, spent = 0, _cpu_seconds(self._process.pid)
        while not self._connection.poll(0.2):
            waited += 1
            # Limit the processor time, as other programs may keep the machine busy, but also the waiting, as the
            # process may hang. Waits are counted: a clock runs on while the machine sleeps or this process is
            # suspended.
            if waited > 50 * SECONDS or _cpu_seconds(self._process.pid) > spent + SECONDS:
                self._end()
                return f"FAULT more than {SECONDS} s"
        try:
            said, megabytes = self._connection.recv()
        except EOFError:
            self._process.join()
            said, megabytes = f"FAULT ended by {self._process.exitcode}", 0
        if megabytes > MEGABYTES or said.startswith("FAULT ended"):
            self._end()
        return f"FAULT {megabytes} MB" if megabytes > MEGABYTES else str(said)

    def _end(self) -> None:
        if self._process:
            self._process.kill()
            self._process.join()
            self._connection.close()
        self._process = None


def _cpu_seconds(pid: int | None) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _serve(connection: Connection) -> None:
    # Without a limit, a decompression bomb or the like would use up the machine's memory before it is noticed.
    limit = 3 * MEGABYTES * 1_000_000
    resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))
    connection.send("ready")
    while True:
        folder, export = connection.recv()
        Path("/proc/self/clear_refs").write_text("5", "utf-8")  # resets the peak of memory use
        try:
            said = attempt(folder, export)
        except BaseException:
            said = "FAULT " + traceback.format_exc()[-3000:]
        peak = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text("utf-8"))
        connection.send((said, int(peak[1]) // 1000 if peak else 0))


def fuzz(first: int, until: Callable[[int], bool], export_each: int = 10) -> tuple[Counter[str], list[str]]:
    """Try inputs until `until` is true of their number so far; return the counts and a text for each fault."""
    counts: Counter[str] = Counter()
    faults = []
    with tempfile.TemporaryDirectory() as scratch, Worker() as worker:
        zone, folder = write_full_zone(Path(scratch) / "whole"), Path(scratch) / "zone"
        # The unchanged zone can be built; trying it also imports everything that is imported on first use.
        assert worker.try_zone(zone, True) == "built"
        for seed in itertools.count(first):
            if until(seed - first):
                break
            shutil.copytree(zone, folder)
            done = mutate(folder, random.Random(seed))
            said = worker.try_zone(folder, seed % export_each == 0)
            shutil.rmtree(folder)
            counts[said.partition(" ")[0]] += 1
            if said not in ("built", "refused"):
                faults.append(f"input {seed}: {'; '.join(done)}\n{said}")
    return counts, faults


def main() -> int:
    parser = argparse.ArgumentParser(description="Feed the loader and the page broken zones.")
    parser.add_argument("minutes", nargs="?", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1, help="number of the first input")
    options = parser.parse_args()
    end = time.monotonic() + 60 * options.minutes if math.isfinite(options.minutes) else math.inf
    counts, faults = fuzz(options.seed, lambda _: time.monotonic() > end)
    return report(counts, "inputs", faults)


if __name__ == "__main__":
    sys.exit(main())
