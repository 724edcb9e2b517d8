"""What the export says about an area in words, in each language."""

from __future__ import annotations

from collections.abc import Iterator

from geodata.model import Area, Zone
from maps.text.translator import Translator, fill


def area_lines(zone: Zone, area: Area, words: Translator) -> Iterator[str]:
    """Size, certainty, purpose and the ground for the place, a paragraph each."""
    size, off = words.area(area.size_km2), words.radius(area.uncertainty_m)
    yield words("each.share", size=size, share=words.share(area.size_km2 / zone.total_km2))
    yield sure(area, words)
    yield fill(area.purpose[words.language], size=size, off=off)
    yield fill(area.basis[words.language], size=size, off=off)


def sure(area: Area, words: Translator) -> str:
    """How sure the place is and how far it may be off."""
    confidence = words(f"each.confidence.{area.confidence}")
    return words("each.sure", confidence=confidence, off=words.radius(area.uncertainty_m))


def short(area: Area, words: Translator) -> str:
    """Size and how far the place may be off, on one line."""
    off = words("each.place_off", off=words.radius(area.uncertainty_m))
    return f"{words.area(area.size_km2)} · {off}"
