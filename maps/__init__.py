"""The page: one HTML file with the map of a zone, made from `geodata.Zone`."""

from maps.page import build_page

__all__ = ["build_page"]
