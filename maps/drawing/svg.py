"""Make SVG elements."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement


def element(tag: str, parent: Element | None = None, /, **attributes: object) -> Element:
    """Return an element with these attributes: `stroke_width` is written as `stroke-width`, `class_` as `class`.

    Attributes that are None are left out.
    """
    given = {
        key.rstrip("_").replace("_", "-"): number(value) if isinstance(value, float) else str(value)
        for key, value in attributes.items()
        if value is not None
    }
    return Element(tag, given) if parent is None else SubElement(parent, tag, given)


def number(value: float) -> str:
    """Format a number with at most two decimals."""
    digits = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if digits == "-0" else digits
