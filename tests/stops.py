"""Stop real builds and exports at random moments, and check what they leave behind and say.

    python -m tests.stops [count] [--seed N] [--whole]

With `--whole`, use the zone of this map, exported with all pictures; otherwise the small zone of tests/zones.py,
without pictures. Afterwards all files are the earlier ones or all are the new ones, there are no others, and the
message is true. A killed process cannot clean up; the next run has to.
"""

from __future__ import annotations

import argparse
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from tests.tally import report
from tests.zones import write_zone

ROOT = Path(__file__).parent.parent
EARLIEST_S = 0.1
"""Until then Python itself is starting, and handles Ctrl-C in its own way."""
PROGRAM = """
import signal, sys
# A background process may have been started with these signals ignored; by default Python would print a traceback.
signal.signal(signal.SIGINT, signal.SIG_DFL)
signal.signal(signal.SIGHUP, signal.SIG_DFL)
from maps import __main__ as command
command.exit_on_stop_signals()
{limit}
sys.exit(command.main())
"""
WITHOUT_PICTURES = """
import maps.export.writers
maps.export.writers.WRITERS = maps.export.writers.DATA
"""
"""Pictures would only add a minute of drawing."""
NOTHING = "stopped; nothing was written\n"
STOPS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGKILL)


@dataclass(frozen=True)
class Job:
    """A command and the folder that it writes to."""

    command: tuple[str, ...]
    folder: Path
    out: Path
    seconds: float = 0
    new: dict[str, bytes] | None = None
    """The contents of the folder after a complete run."""

    def start(self) -> subprocess.Popen[str]:
        pipe = subprocess.PIPE
        return subprocess.Popen(self.command, cwd=ROOT, stdout=pipe, stderr=pipe, text=True)


def contents(folder: Path) -> dict[str, bytes]:
    """Return the files in the folder with their contents, and empty folders."""
    found = [path for path in folder.rglob("*") if path.is_file() or not any(path.iterdir())]
    return {p.relative_to(folder).as_posix(): p.read_bytes() if p.is_file() else b"" for p in found}


def finished(job: Job) -> None:
    with job.start() as process:
        output, errors = process.communicate()
    assert (process.returncode, errors) == (0, ""), errors
    assert output.startswith(f"{job.out}: "), output


def jobs(scratch: Path, whole: bool = False) -> list[Job]:
    """Return a build and an export, each already run once."""
    zone = ROOT / "geodata/chengdu" if whole else write_zone(scratch / "zone")
    found = []
    for name, file in (("build", "map.html"), ("export", "data")):
        folder = scratch / name
        folder.mkdir()
        options = ("--zone", str(zone), "--out", str(folder / file))
        limit = WITHOUT_PICTURES if name == "export" and not whole else ""
        job = Job((sys.executable, "-c", PROGRAM.replace("{limit}", limit), name, *options), folder, folder / file)
        started = time.monotonic()
        finished(job)
        found.append(Job(job.command, folder, job.out, time.monotonic() - started, contents(folder)))
    return found


def wait(job: Job, process: subprocess.Popen[str], dice: random.Random) -> None:
    """Wait until a moment while the job imports, runs or writes."""
    moment = dice.choice(["early", "any", "any", "writing"])
    time.sleep(EARLIEST_S + dice.random() * (0.5 if moment == "early" else job.seconds if moment == "any" else 0))
    if moment == "writing":
        while process.poll() is None and not any(job.folder.rglob("*.unfinished")):
            time.sleep(0.0005)
        time.sleep(dice.choice([0, 0.001, 0.003, 0.01, 0.03]))


def stop_once(job: Job, dice: random.Random) -> str:
    """Stop the job once and return how it ended; raise AssertionError for wrong files or a wrong message."""
    assert job.new
    earlier = dict.fromkeys(job.new, b"earlier\n") if dice.random() < 0.7 else {}
    for path in job.folder.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    for name, content in earlier.items():
        (job.folder / name).parent.mkdir(parents=True, exist_ok=True)
        (job.folder / name).write_bytes(content)
    stop = dice.choice(STOPS)
    with job.start() as process:
        wait(job, process, dice)
        process.send_signal(stop)
        output, errors = process.communicate(timeout=600)
    if stop == signal.SIGKILL and process.returncode:
        finished(job)
        assert contents(job.folder) == job.new, "after a kill and another run"
        return "killed"
    left, how = contents(job.folder), (process.returncode, output != "", errors)
    written = f"stopped; {job.out} was written\n"
    assert left in (earlier, job.new), f"a mixture: {sorted(left)}, {how}"
    if left == job.new:
        assert how in ((0, True, ""), (1, False, written), (1, True, written)), f"new, but {how}"
        return "too late"
    if how == (-stop, False, ""):
        return "too early"  # on a busy machine: the command had not begun
    assert how == (1, False, NOTHING), f"earlier, but {how}"
    return "stopped"


def stop_often(count: int, seed: int, whole: bool = False) -> tuple[Counter[str], list[str]]:
    """Return how many stops ended how, and a text for each fault."""
    counts: Counter[str] = Counter()
    faults = []
    with tempfile.TemporaryDirectory() as scratch:
        made = jobs(Path(scratch), whole)
        for number in range(seed, seed + count):
            dice = random.Random(number)
            job = dice.choice(made)
            try:
                counts[stop_once(job, dice)] += 1
            except AssertionError as fault:
                counts["FAULT"] += 1
                faults.append(f"stop {number} of {job.command[3]}: {fault}")
    return counts, faults


def main() -> int:
    parser = argparse.ArgumentParser(description="Stop builds and exports at random moments.")
    parser.add_argument("count", nargs="?", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1, help="number of the first stop")
    parser.add_argument("--whole", action="store_true", help="the real zone, with pictures")
    options = parser.parse_args()
    counts, faults = stop_often(options.count, options.seed, options.whole)
    return report(counts, "stops", faults)


if __name__ == "__main__":
    sys.exit(main())
