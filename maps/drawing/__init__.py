"""The map as a drawing: its style, projection, labels and SVG."""
