"""Lighthouse's four scores of the page on a phone, served with gzip from a local server.

python tests/lighthouse.py
"""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from browser import FLAGS, chromium_path

ROOT = Path(__file__).parent.parent
# Otherwise Python would take the test folders beside this file for the packages.
sys.path.insert(0, str(ROOT))

from geodata import load_zone  # noqa: E402
from maps import build_page  # noqa: E402

CATEGORIES = ("performance", "accessibility", "best-practices", "seo")


def main() -> None:
    found = scores(build_page(load_zone()))
    print("Lighthouse, mobile:", ", ".join(f"{name} {score:.0f}" for name, score in found.items()))


def scores(page: str) -> dict[str, float]:
    """Return the score of each category, from 0 to 100."""
    with served(page) as address, tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.json")
        command = [
            *(
                str(ROOT / "node_modules/.bin/lighthouse"),
                address,
                "--quiet",
                "--output=json",
                "--no-enable-error-reporting",
            ),
            *(f"--output-path={report}", f"--only-categories={','.join(CATEGORIES)}"),
            f"--chrome-flags={' '.join(('--headless', *FLAGS, f'--user-data-dir={folder}/profile'))}",
        ]
        subprocess.run(command, check=True, cwd=ROOT, env=os.environ | {"CHROME_PATH": chromium_path()})
        categories = json.loads(report.read_text("utf-8"))["categories"]
    return {name: 100 * float(categories[name]["score"] or 0) for name in CATEGORIES}


@contextmanager
def served(page: str) -> Iterator[str]:
    content = gzip.compress(page.encode())

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            is_page = self.path == "/"
            self.send_response(200 if is_page else 404)
            if is_page:
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Encoding", "gzip")
                self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            if is_page:
                self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()


if __name__ == "__main__":
    main()
