"""The languages of the page, and a text in each of them."""

from __future__ import annotations

from dataclasses import dataclass, fields

LANGUAGES = ("en", "de", "zh", "ja")
"""The languages that every text is written in; the page's default comes first."""
UNSPACED = ("zh", "ja")
"""The languages written in Han characters, without spaces."""


@dataclass(frozen=True)
class Text:
    """One text in every language of the page."""

    en: str
    de: str
    zh: str
    ja: str

    def __getitem__(self, language: str) -> str:
        if language not in LANGUAGES:
            raise KeyError(language)
        return str(getattr(self, language))


assert tuple(f.name for f in fields(Text)) == LANGUAGES
