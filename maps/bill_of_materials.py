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


def complete_bill(bill: dict[str, Any], zone: Zone) -> dict[str, Any]:
    """Return the bill with our version, Leaflet with its licence, and the sources that have a licence or a credit."""
    program = bill["metadata"]["component"] | {"version": VERSION}
    [package] = [each for each in bill["components"] if each["name"] == LEAFLET_PACKAGE]
    leaflet = _leaflet_component(package["version"].rpartition(".")[0])
    # The package gives its licence as "The same as Leaflet", which tools do not recognise.
    licences = {"licenses": leaflet["licenses"]}
    libraries = [each | licences if each is package else each for each in bill["components"]]
    data = [_data_component(source) for source in zone.sources if source.licence != "facts-only" or source.credit]
    dependencies = {each["ref"]: each.get("dependsOn", []) for each in bill["dependencies"]}
    dependencies[program["bom-ref"]] = sorted([*dependencies[program["bom-ref"]], *(each["bom-ref"] for each in data)])
    dependencies[package["bom-ref"]] = [leaflet["bom-ref"]]
    dependencies |= {each["bom-ref"]: [] for each in (leaflet, *data)}
    return bill | {
        "metadata": bill["metadata"] | {"component": program},
        "components": [*libraries, leaflet, *data],
        "dependencies": [
            {"ref": ref, "dependsOn": others} if others else {"ref": ref}
            for ref, others in sorted(dependencies.items())
        ],
    }


def _leaflet_component(version: str) -> dict[str, Any]:
    copyright_lines = [line for line in leaflet_licence().splitlines() if line.startswith("Copyright")]
    return {
        "bom-ref": f"leaflet@{version}",
        "type": "library",
        "name": "leaflet",
        "version": version,
        "description": "The script and styles of the live map; the page includes only what it uses.",
        "licenses": [{"license": {"id": "BSD-2-Clause", "text": {"content": leaflet_licence()}}}],
        "copyright": "; ".join(copyright_lines),
        "purl": f"pkg:npm/leaflet@{version}",
    }


def _data_component(source: Source) -> dict[str, Any]:
    has_spdx_id = source.licence == "ODbL-1.0"
    component: dict[str, Any] = {
        "bom-ref": f"source:{source.id}",
        "type": "data",
        "name": source.label.en,
        "publisher": source.publisher,
        "licenses": [{"license": {"id" if has_spdx_id else "name": source.licence}}],
    }
    if source.credit:
        component["copyright"] = source.credit
    if source.url:
        component["externalReferences"] = [{"type": "website", "url": source.url}]
    return component


if __name__ == "__main__":
    print(json.dumps(complete_bill(json.load(sys.stdin), load_zone()), indent=2, sort_keys=True))
