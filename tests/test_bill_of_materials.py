"""The bill of materials names every library, and the third-party parts of the page, each with its licence."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from geodata import Zone
from maps.bill_of_materials import complete_bill
from tests.test_repository import locked

ROOT = Path(__file__).parent.parent


@pytest.fixture
def bill(chengdu: Zone) -> dict[str, Any]:
    """Return a bill as the tool writes it, with one library."""
    libraries = {
        "bomFormat": "CycloneDX",
        "components": [{"bom-ref": "x", "name": "XStatic-Leaflet", "type": "library", "version": "1.9.3.0"}],
        "dependencies": [{"ref": "root", "dependsOn": ["x"]}, {"ref": "x"}],
        "metadata": {"component": {"bom-ref": "root", "name": "chengdu-zone-map", "type": "application"}},
    }
    return complete_bill(libraries, chengdu)


def test_it_names_the_third_party_parts_of_the_page(bill: dict[str, Any], page: str) -> None:
    parts = {part["name"]: part for part in bill["components"]}
    leaflet, data = parts["leaflet"], parts["OpenStreetMap, the free world map"]
    assert (leaflet["purl"], leaflet["type"]) == ("pkg:npm/leaflet@1.9.3", "library")
    assert leaflet["licenses"][0]["license"]["text"]["content"] in page
    assert leaflet["copyright"] == ("Copyright (c) 2010-2022, Vladimir Agafonkin; Copyright (c) 2010-2011, CloudMade")
    assert (data["type"], data["licenses"]) == ("data", [{"license": {"id": "ODbL-1.0"}}])
    assert data["copyright"] == "© OpenStreetMap contributors"
    # Only facts are taken from the other sources, and nobody owns facts.
    assert {part["licenses"][0]["license"].get("name") for part in parts.values()} <= {
        None,
        "public-domain",
        "facts-only",
    }


def test_it_names_our_version_and_the_dependencies(bill: dict[str, Any]) -> None:
    program = bill["metadata"]["component"]
    assert re.fullmatch(r"\d+\.\d+\.\d+", program["version"])
    needs = {each["ref"]: each.get("dependsOn", []) for each in bill["dependencies"]}
    assert needs["x"] == ["leaflet@1.9.3"]
    assert {"x", "source:osm"} <= set(needs["root"])
    assert set(needs) == {part["bom-ref"] for part in bill["components"]} | {"root"}


@pytest.mark.slow
def test_make_sbom_writes_it_completely_and_reproducibly() -> None:
    out = ROOT / "out" / "chengdu-zone-map.cdx.json"
    written = []
    for _ in range(2):
        subprocess.run(["make", "sbom"], cwd=ROOT, check=True, capture_output=True, timeout=1200)
        written.append(out.read_bytes())
    assert written[0] == written[1]
    assert str(ROOT).encode() not in written[0]
    bill = json.loads(written[0])
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    libraries = {part["purl"].partition("/")[2] for part in bill["components"] if "pkg:pypi/" in part.get("purl", "")}
    assert {"folium@0.20.0", "typst@0.15.2"} <= libraries <= {pin.replace("==", "@") for pin in locked("export")}
    assert [part["name"] for part in bill["components"] if not part.get("licenses")] == []
