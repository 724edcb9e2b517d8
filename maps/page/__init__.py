"""The page: one HTML file with the map and the facts."""
