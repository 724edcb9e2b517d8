"""Values that code may not expect. Each is tried at every place of a zone's files."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Raw:
    """Text that is written into a file verbatim, since no writer would produce it."""

    literal: str


NUMBERS: list[Any] = [
    *(0, -0.0, 1, -1, 2, 5, 100, 1_000, 100_000, 10**7, 10**9, 10**15, 2**53 + 1, 2**63, -(2**63), 2**64),
    *(0.1, 1e-3, 1e-6, 1e-9, 1e-20, 1e-300, 5e-324, 1.5, 1e5, 1e9, 1e16, 1e21, 1e100, 1e308, -1e308),
    *(math.nan, math.inf, -math.inf, True, False, 0.1 + 0.2, 123456789.123456789, 360, 180.0000001, 89.9999999),
    *(
        Raw("0x" + "f" * 5000),
        Raw("9" * 4000),
        Raw("1" + "0" * 400),
        Raw("1e99999"),
        Raw("-" + "9" * 310),
        Raw(r'"\ud800"'),
    ),
]
DAYS: list[Any] = [
    *(dt.date(1, 1, 1), dt.date(9999, 12, 31), dt.date(2024, 2, 29), dt.date(1582, 10, 10)),
    *(dt.datetime(2021, 5, 4, 9, 30), dt.datetime(1, 1, 1, tzinfo=dt.UTC)),
    *("2020-13", "0000", "9999", "2021-02-29", "٢٠٢٠"),
]
TEXTS: list[Any] = [
    *("", " ", "\n", "\t", "\u00a0", "\u200b", "\u2060", "\u00ad", "\ufeff", "\u3164", "\u2800", "\u200e\u200f"),
    *("\0", "\x07", "\x1b[31mred\x1b[0m", "\x7f", "\x85", "a\r\nb", "\u2028", "\u2029", "\ufffe", "\U0010ffff"),
    *("\u202eabc", "\u2066abc", "\ue000", "\U000e0041", "a\u0301" * 50, "\u0301", "👩‍👩‍👧‍👦", "🇨🇳", "𠮷", "ﷺ", "İıſß"),
    *("x" * 300, "x" * 5_000, "x" * 100_000, "长" * 5_000, "长" * 100_000, "a b " * 3_000, "\n" * 3_000 + "x"),
    *("</script><script>alert(1)</script>", "<!--", "]]>", "&amp;", "<b>", "\"'`\\", "${x}", "javascript:alert(1)"),
    *("{{ 7*7 }}", "{% raw %}", "{value}", "{total}", "{size}", "{", "}", "{0}", "{value.__class__}", "%s %n", "\\1"),
    *("=cmd|' /C calc'!A0", "../../x", "/dev/zero", "C:\\x", "a/b", ".", "..", "-", "--out", "con", "nul"),
    *("constructor", "__proto__", "prototype", "zone", "toString", "null", "true", "undefined", "NaN", "none", "auto"),
    *("a" * 300, "a-" * 2_000 + "a", "0", "1", "007", "a_b-c", "A", "ä", "survey", "old-gate", "park", "north-garden"),
    *("1 " * 20_000, "1,000." * 5_000, "20. November " * 2_000, "9" * 5_000 + " Mrd. RMB", "1" + ".000" * 200),
]
TAGS: list[Any] = [
    *("mul", "lzh", "und", "zxx", "art", "qaa", "tlh", "zh-Hant-HK", "sr-Latn", "en-001", "root", "x-private", "iw"),
    *("de-AT", "no", "sh", "cmn", "yue", "ber", "sla", "aaa", "zz", "en-ZZ", "en-Zzzz", "zh-Latn-CN", "aa-999"),
]
ADDRESSES: list[Any] = [
    *("https://example.org", "https://example.org?x=1", "https://example.org/#frag", "https://example.org/?q#f"),
    *("http://", "https://user:pw@example.org/", "https://example.org:0/", "https://example.org:99999/a"),
    *(
        "https://example.org:x/",
        "https://[::1]/",
        "https://[fe80::1%25eth0]/",
        "https://[v1.x]/",
        "https://./",
        "https://../",
    ),
    *(
        "https://-/",
        "https://a..b/",
        "https://" + "a" * 70 + ".org/",
        "https://" + "a." * 200 + "org/",
        "https://例え.jp/路",
    ),
    *(
        "https://exa\u202emple.org/",
        "https://example.org/\x07",
        "https://example.org/a\u200bb",
        "https://example.org/a\tb",
    ),
    *(
        "https://example.org/" + "a" * 100_000,
        "https://example.org/%",
        "https://example.org/%zz",
        "https://example.org/'\"<>",
    ),
    *("https://example.org\\@evil.org/", "HTTPS://EXAMPLE.ORG/", "https:example.org", "//example.org/", "https:///x"),
    *(
        "https://127.1/",
        "https://0x7f000001/",
        "https://localhost/",
        "https://exa mple.org/",
        "https://exämple.org:８０/",
    ),
    *("https://{s}.example.org/{z}/{x}/{y}", "https://example.org:99999/{z}/{x}/{y}", "https://-/{z}/{x}/{y}"),
    *("https://example.org/{z}/{x}/{y}/{a.b}", "https://example.org/{z}/{x}/{y}/{}", "https://.../{z}/{x}/{y}{{}}"),
]
POSITIONS: list[Any] = [
    *(
        [0, 0],
        [180, 90],
        [-180, -90],
        [104.1, 30.6],
        [73, 18],
        [136, 54],
        [104.1, 30.6, 500],
        [104.1],
        [],
        [[104.1, 30.6]],
    ),
    *([Raw("1e400"), 30], [math.nan, 30], ["104.1", "30.6"], [True, False], [None, None], [1e308, -1e308]),
    [[104.1, 30.6], [104.2, 30.6], [104.1, 30.6], [104.1, 30.6]],
    [[104.1, 30.6], [104.1, 30.6], [104.1, 30.6], [104.1, 30.6]],
    [[[104.1, 30.6], [104.2, 30.6], [104.3, 30.6], [104.1, 30.6]]],
    [
        [[104, 30], [105, 30], [105, 31], [104, 31], [104, 30]],
        [[104.2, 30.2], [104.3, 30.2], [104.3, 30.3], [104.2, 30.2]],
    ],
    [[[73, 18], [136, 18], [136, 54], [73, 54], [73, 18]]],
    [[[104, 30], [105, 31], [105, 30], [104, 31], [104, 30]]],
    [[[104 + 1e-15, 30], [104 + 1e-12, 30], [104, 30 + 1e-12], [104 + 1e-15, 30]]],
    [[104 + n % 7 / 100, 30 + n / 50_000] for n in range(5_000)],
    [[[104 + math.cos(n / 800) / 9, 30 + math.sin(n / 800) / 9] for n in range(5_026)] + [[104 + 1 / 9, 30]]],
]
OTHERS: list[Any] = [
    *(
        None,
        [],
        {},
        [[]],
        [{}],
        {"en": "x"},
        {"": ""},
        {"en": {}},
        [None],
        [1, 1],
        ["x", "x"],
        [0],
        [[1]],
        [[10**9] * 3],
    ),
    *(
        [["survey"]],
        ["survey", "survey"],
        dict.fromkeys(("en", "de", "zh", "ja"), "\u200b"),
        [[1] * 20_000],
        [[1]] * 5_000,
    ),
    *(
        [[20_000_000]],
        {"x" * 2_000: "x\n\x1b"},
        {"a\x1b[31m\nb": 1},
        {"url": 1},
        {"variant": "\x00"},
        {"max_zoom": "x"},
    ),
    {"url": "https://example.org/{z}/{x}/{y}", "subdomains": "abc" * 9_000},
    {"type": "Point", "coordinates": [104.1, 30.6]},
    {"type": "GeometryCollection", "geometries": []},
    {"type": "LineString", "coordinates": [[104.1, 30.6], [104.1, 30.6]]},
    {"type": "MultiPolygon", "coordinates": [[[[104, 30], [104.01, 30], [104.01, 30.01], [104, 30]]]]},
]
NASTY: list[Any] = [*NUMBERS, *DAYS, *TEXTS, *TAGS, *ADDRESSES, *POSITIONS, *OTHERS]
