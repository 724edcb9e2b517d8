"""The texts of the page and the export in every language."""
