"""Every text of the page and the export, in each language."""
