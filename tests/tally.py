"""Report the outcomes of many tries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence


def report(counts: Counter[str], what: str, faults: Sequence[str]) -> int:
    """Print the faults and the number of tries by outcome; return the exit code."""
    print(*faults, sep="\n\n")
    print(f"{counts.total()} {what}: {', '.join(f'{count} {word}' for word, count in sorted(counts.items()))}")
    return 1 if faults else 0
