"""Records by what they name, and how often a value occurs."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence


def index(pairs: Iterable[tuple[str, Sequence[str | None]]]) -> dict[str, list[str]]:
    """Ids by each name that stands beside them, in the order of the pairs; None names nothing."""
    found: dict[str, list[str]] = defaultdict(list)
    for record, keys in pairs:
        for name in keys:
            if name:
                found[name].append(record)
    return dict(found)


def within(category: str) -> tuple[str, ...]:
    """The category and those that it is a part of, the widest first."""
    parts = category.split("/")
    return tuple("/".join(parts[: n + 1]) for n in range(len(parts)))


def tallied(values: Iterable[str]) -> tuple[tuple[str, int], ...]:
    """Values and how often they occur, the most frequent first."""
    return tuple(sorted(Counter(values).items(), key=lambda pair: (-pair[1], pair[0])))
