"""CSL-JSON, for citeproc, Pandoc and Zotero (Citation Style Language 1.0.2)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from maps.export.bibtex import encode_url
from maps.export.reference import Reference


def csl_json(references: Iterable[Reference]) -> str:
    items = [_item(reference) for reference in references]
    return json.dumps(items, ensure_ascii=False, indent=1) + "\n"


def _item(reference: Reference) -> dict[str, Any]:
    issued = reference.issued
    fields = {
        "id": reference.id,
        "type": reference.kind,
        "title": reference.title,
        "author": [{"literal": reference.author}],
        "publisher": reference.publisher,
        "issued": {"date-parts": [[issued.year, issued.month, issued.day]]} if issued else None,
        "language": reference.language,
        "URL": encode_url(reference.url) if reference.url else None,
        "note": reference.note,
        "abstract": reference.abstract,
    }
    return {key: value for key, value in fields.items() if value is not None}
