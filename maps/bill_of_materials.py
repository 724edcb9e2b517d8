"""Complete the libraries' CycloneDX bill of materials with what the page contains: Leaflet's files, and data.

    python -m maps.bill_of_materials < LIBRARIES.json > BILL.json

The tool that writes the input lists installed packages only, not what is copied into the page. Both use CycloneDX 1.6.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from geodata import Zone, load_zone
from geodata.model import Source
from maps.page.leaflet_files import leaflet_licence
from maps.text.credits import VERSION

LEAFLET_PACKAGE = "XStatic-Leaflet"


def completed(bill: dict[str, Any], zone: Zone) -> dict[str, Any]:
    """Return the bill with our version, Leaflet with its licence, and the sources that have a licence or a credit."""
    program = bill["metadata"]["component"] | {"version": VERSION}
    [package] = [part for part in bill["components"] if part["name"] == LEAFLET_PACKAGE]
    leaflet = _leaflet(package["version"].rpartition(".")[0])
    # The package gives its licence as "The same as Leaflet", which tools do not recognise.
    libraries = [part | {"licenses": leaflet["licenses"]} if part is package else part for part in bill["components"]]
    data = [_data(source) for source in zone.sources if source.licence != "facts-only" or source.credit]
    needs = {each["ref"]: each.get("dependsOn", []) for each in bill["dependencies"]}
    needs[program["bom-ref"]] = sorted([*needs[program["bom-ref"]], *(part["bom-ref"] for part in data)])
    needs[package["bom-ref"]] = [leaflet["bom-ref"]]
    needs |= {part["bom-ref"]: [] for part in (leaflet, *data)}
    return bill | {
        "metadata": bill["metadata"] | {"component": program},
        "components": [*libraries, leaflet, *data],
        "dependencies": [{"ref": ref, "dependsOn": on} if on else {"ref": ref} for ref, on in sorted(needs.items())],
    }


def _leaflet(version: str) -> dict[str, Any]:
    notice = [line for line in leaflet_licence().splitlines() if line.startswith("Copyright")]
    return {
        "bom-ref": f"leaflet@{version}",
        "type": "library",
        "name": "leaflet",
        "version": version,
        "description": "The script and the styles that draw the live map; the page carries what it uses of them.",
        "licenses": [{"license": {"id": "BSD-2-Clause", "text": {"content": leaflet_licence()}}}],
        "copyright": "; ".join(notice),
        "purl": f"pkg:npm/leaflet@{version}",
    }


def _data(source: Source) -> dict[str, Any]:
    spdx = source.licence == "ODbL-1.0"
    found: dict[str, Any] = {
        "bom-ref": f"source:{source.id}",
        "type": "data",
        "name": source.label.en,
        "publisher": source.publisher,
        "licenses": [{"license": {"id" if spdx else "name": source.licence}}],
    }
    if source.credit:
        found["copyright"] = source.credit
    if source.url:
        found["externalReferences"] = [{"type": "website", "url": source.url}]
    return found


if __name__ == "__main__":
    print(json.dumps(completed(json.load(sys.stdin), load_zone()), indent=2, sort_keys=True))
