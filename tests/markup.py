"""Small queries on a parsed page. They know nothing of any zone."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any
from xml.etree.ElementTree import Element

import html5lib

Test = Callable[[Element], bool]


def parse(page: str) -> Element:
    """Return the tree that a browser makes of the page; raise on markup that a browser would have to repair."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    root = parser.parse(page)
    assert isinstance(root, Element)
    return root


def name(element: Element) -> str:
    """Return the element's name without the namespace that SVG has."""
    return str(element.tag).rpartition("}")[2]


def elements(root: Element) -> Iterator[Element]:
    """Return the element and all elements within it, in document order and without comments."""
    return (element for element in root.iter() if isinstance(element.tag, str))


def where(tag: str | None = None, **attributes: str | None) -> Test:
    """Return a test for elements with this name and these attributes; None asks only that the attribute exists.

    The underscore stands for a hyphen: `where("p", data_t="page.skip")`; `class_` asks for one of the element's
    classes.
    """

    def test(element: Element) -> bool:
        if tag is not None and name(element) != tag:
            return False
        for key, wanted in attributes.items():
            found = element.get(key.rstrip("_").replace("_", "-"))
            if found is None or (wanted is not None and wanted not in (found.split() if key == "class_" else [found])):
                return False
        return True

    return test


def find(root: Element, test: Test) -> list[Element]:
    return [element for element in elements(root) if test(element)]


def one(root: Element, test: Test) -> Element:
    found = find(root, test)
    assert len(found) == 1, f"expected one such element, found {len(found)}"
    return found[0]


def text(element: Element) -> str:
    return "".join(element.itertext())


def spaced(element: Element) -> str:
    """Return the element's text with each run of white space as one space, as it is shown."""
    return " ".join(text(element).split())


def island(document: Element) -> dict[str, Any]:
    """Return the data in the page as plain JSON types, with the keys of all texts, as its script gets them."""
    data = json.loads(text(one(document, where("script", id="zone-data"))))
    assert isinstance(data, dict)
    lists, first = data["texts"], data["languages"][0]["code"]
    shown = [key for key in written(document) if not key.startswith("place.")]
    named = [feature for feature in data["backdrop"]["features"] if "named" in feature]
    places = [f"place.{feature.get('id', index)}" for index, feature in enumerate(named)]
    rows = {
        language: [None] * len(shown) * (language == first) + lists[language]
        for language in lists
        if language != "keys"
    }
    return data | {"texts": {"keys": [*shown, *lists["keys"], *places], **rows}}


def written(document: Element) -> dict[str, str]:
    """Return the keys and texts in the page's markup, in document order."""
    found: dict[str, str] = {}
    for element in document.iter():
        for key, words in (("data-t", text(element)), ("data-t-label", element.get("aria-label", ""))):
            if key in element.attrib:
                found.setdefault(element.attrib[key], words)
    return found


def texts(document: Element) -> dict[str, dict[str, str | None]]:
    """Return every text of the page by language and key, as its script assembles them; None where one is lost."""
    data = island(document)
    lists = data["texts"]
    first = data["languages"][0]["code"]
    here = written(document)
    found: dict[str, dict[str, str | None]] = {}
    for language in (entry["code"] for entry in data["languages"]):
        rows = zip(lists["keys"], lists[language], lists[first], strict=True)
        found[language] = {
            key: next((words for words in (own, other, here.get(key)) if words is not None), None)
            for key, own, other in rows
        }
    return found
