"""The known name that a wrong one was probably meant to be."""

import difflib
from collections.abc import Iterable


def did_you_mean(name: str, known: Iterable[str], otherwise: str) -> str:
    """Advice that names the nearest known name, or ``otherwise`` where nothing is near.

    Of names such as ``user:ana`` the part behind the colon is compared, among those of its kind;
    the same name of another kind is near as well.
    """
    kind, colon, rest = name.casefold()[:100].partition(":")
    folded = {each.casefold(): each for each in known}
    if colon:
        tails = {each.partition(":")[2]: each for each in folded if each.startswith(kind + ":")}
        others = {each.partition(":")[2]: each for each in folded}
        near = difflib.get_close_matches(rest, tails, n=1, cutoff=0.6)
        match = tails[near[0]] if near else others.get(rest)
    else:
        close = difflib.get_close_matches(kind, folded, n=1, cutoff=0.6)
        match = close[0] if close else None
    return otherwise if match is None else f"did you mean {folded[match]}?"
