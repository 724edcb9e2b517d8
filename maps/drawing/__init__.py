"""Draw the map as SVG: style, projection, labels, legend."""
