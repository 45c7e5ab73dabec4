"""The known name that a wrong one was probably meant to be."""

import difflib
from collections.abc import Iterable, Sequence

_SHORTEST, _MOST_BEGUN = 3, 3
"""Letters that begin a name for sure, and names that are offered at once."""


def did_you_mean(name: str, known: Iterable[str], otherwise: str) -> str:
    """Advice that names the nearest known name, or ``otherwise`` where nothing is near.

    A few names that begin with what was written are nearer than any other.
    Of names such as ``user:ana`` the part behind the colon is compared, among those of its kind;
    the same name of another kind is near as well.
    """
    kind, colon, rest = name.casefold()[:100].partition(":")
    folded = {each.casefold(): each for each in known}
    if begun := _begun(f"{kind}{colon}{rest}", folded):
        return f"did you mean {' or '.join(folded[each] for each in begun)}?"
    if colon:
        tails = {each.partition(":")[2]: each for each in folded if each.startswith(kind + ":")}
        others = {each.partition(":")[2]: each for each in folded}
        near = difflib.get_close_matches(rest, tails, n=1, cutoff=0.6)
        match = tails[near[0]] if near else others.get(rest)
    else:
        close = difflib.get_close_matches(kind, folded, n=1, cutoff=0.6)
        match = close[0] if close else None
    return otherwise if match is None else f"did you mean {folded[match]}?"


def _begun(written: str, known: Iterable[str]) -> Sequence[str]:
    """The names that begin so; none where they are too many to be a guess."""
    if len(written.rpartition(":")[2]) < _SHORTEST:
        return ()
    found = sorted(each for each in known if each.startswith(written) and each != written)
    return found if len(found) <= _MOST_BEGUN else ()
