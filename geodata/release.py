"""Split a published text into paragraphs and sentences, and check a zone's facts against it."""

from __future__ import annotations

import re

from geodata.errors import Problem
from geodata.figures import find_spans, format_figure, has_readable_figures, matches, normalise
from geodata.model import Fact, Zone

# A full stop after one of these, or after a single letter ("z. B.", "J. Smith"), does not end a sentence.
_ABBREVIATIONS = frozenset(
    [
        *("Mrd", "Mio", "Bio", "Tsd", "Nr", "Abs", "bzw", "ca", "vgl", "inkl", "Dr", "Prof", "St", "Str"),
        *("Mr", "Mrs", "Ms", "No", "Co", "Ltd", "Inc", "Corp", "bn", "mn", "approx", "vs"),
        *("Jan", "Feb", "Apr", "Aug", "Sep", "Sept", "Okt", "Oct", "Nov", "Dez", "Dec"),
    ]
)
_SENTENCE_END = re.compile(r"""[.!?]["')\]]*\s+(?=["'(\[]*[A-ZÀ-ÖØ-Þ0-9])|[。！？]["')\]」』）]*\s*(?=.)""")


def split_paragraphs(text: str) -> list[str]:
    """Return the paragraphs of `text`, separated by empty lines; each is normalised and on one line."""
    paragraphs = re.split(r"\n[^\S\n]*\n", text.replace("\r\n", "\n").replace("\r", "\n"))
    return [paragraph for paragraph in map(normalise, paragraphs) if paragraph]


def split_sentences(paragraph: str) -> list[str]:
    """Return the sentences of `paragraph`, normalised.

    A sentence ends at . ! or ? before a space and a capital, a digit or a quotation mark, but not at
    the full stop of a number of one or two digits ("20. November", "das 3. Projekt") or of an abbreviation.
    """
    text = normalise(paragraph)
    sentences, start = [], 0
    for match in _SENTENCE_END.finditer(text):
        last_word = re.search(r"[^\s(\[\"']*$", text[start : match.start()])
        if text[match.start()] == "." and _is_abbreviation_or_ordinal(last_word[0] if last_word else ""):
            continue
        sentences.append(text[start : match.end()].strip())
        start = match.end()
    return [*sentences, text[start:]] if text[start:] else sentences


def _is_abbreviation_or_ordinal(word: str) -> bool:
    return bool(re.fullmatch(r"\d{1,2}|[^\W\d]|(\w\.)+\w", word)) or word in _ABBREVIATIONS


def check_release(zone: Zone, text: str) -> list[Problem]:
    """Return a problem for each fact that `text`, the release that the facts refer to, does not support.

    The quote of a fact with a locator in `zone.release` must appear verbatim in exactly that
    sentence, and the fact's number or date must equal a figure of the quote. The lengths of the
    sentences must be those of `zone.release_sentences`, if given.
    """
    paragraphs = [split_sentences(paragraph) for paragraph in split_paragraphs(text)]
    if not paragraphs:
        return [Problem(zone.release, "", text, "the text of the release, which is empty")]
    language = zone.source(zone.release).language
    cited = [fact for fact in zone.facts if fact.locator and fact.locator.source == zone.release]
    problems = [_check_lengths(zone, paragraphs), *(_check_fact(fact, paragraphs, language) for fact in cited)]
    return [problem for problem in problems if problem]


def _check_lengths(zone: Zone, paragraphs: list[list[str]]) -> Problem | None:
    given = [list(lengths) for lengths in zone.release_sentences]
    measured = [list(map(len, paragraph)) for paragraph in paragraphs]
    if not given or given == measured:
        return None
    return Problem("zone.toml", "release_sentences", given, f"{measured}, the lengths of this text's sentences")


def _check_fact(fact: Fact, paragraphs: list[list[str]], language: str) -> Problem | None:
    locator = fact.locator
    assert locator is not None
    place = f"paragraph {locator.paragraph}, sentence {locator.sentence}"
    pattern = _whole_word_pattern(normalise(locator.quote))
    if locator.paragraph > len(paragraphs):
        fault = f"there is no paragraph {locator.paragraph}, the text has {len(paragraphs)}"
    elif locator.sentence > len(paragraphs[locator.paragraph - 1]):
        fault = f"there is no {place}, the paragraph has {len(paragraphs[locator.paragraph - 1])}"
    else:
        sentence = paragraphs[locator.paragraph - 1][locator.sentence - 1]
        quotes = [match.span() for match in pattern.finditer(sentence)]
        if quotes:
            return _check_figure(fact, sentence, quotes, place, language)
        fault = f"it is not in {place}"
    elsewhere = [
        f"paragraph {p}, sentence {s}"
        for p, paragraph in enumerate(paragraphs, start=1)
        for s, sentence in enumerate(paragraph, start=1)
        if pattern.search(sentence)
    ]
    actual = f"it is in {' and in '.join(elsewhere)}" if elsewhere else "it occurs nowhere in the text"
    return Problem("facts.toml", f"{fact.id}.locator", locator.quote, f"words of {place}: {fault}; {actual}")


def _check_figure(
    fact: Fact, sentence: str, quotes: list[tuple[int, int]], place: str, language: str
) -> Problem | None:
    """Compare a fact's number or date with the figures that overlap the quote, each read in its whole sentence.

    Reading in context keeps the quote "500 Gäste" from matching "1 500 Gäste", and 21.75 from matching "21,75 Mrd.".
    """
    if fact.value is None or isinstance(fact.value, str):
        return None
    spans = find_spans(sentence, language, fact.unit)
    figures = [figure for start, end, figure in spans if any(start < b and a < end for a, b in quotes)]
    quote = fact.locator.quote if fact.locator else ""
    if any(matches(fact.value, figure) for figure in figures) or not has_readable_figures(quote, language):
        return None
    given = " or ".join(map(format_figure, figures)) or "a figure, but the quote gives none"
    return Problem("facts.toml", f"{fact.id}.value", fact.value, f"{given}, as stated in {place} of the release")


def _whole_word_pattern(quote: str) -> re.Pattern[str]:
    """Return a pattern for `quote` that matches whole Latin words and numbers only, as text fragments do."""
    letter = "0-9A-Za-zÀ-ɏ"
    before = rf"(?<![{letter}])(?<!\d[.,])" if re.match(f"[{letter}]", quote) else ""
    after = rf"(?![{letter}])" + (r"(?![.,]\d)" if quote[-1:].isdigit() else "")
    return re.compile(before + re.escape(quote) + (after if re.search(f"[{letter}]$", quote) else ""))
