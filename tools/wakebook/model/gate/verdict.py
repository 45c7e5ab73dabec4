"""The verdict: a tree of conditions that says of each who can do what next."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """What became of a condition; only the first two let a change pass."""

    MET = "met"
    NOT_NEEDED = "not-needed"
    WAITING = "waiting"
    UNKNOWN = "unknown"
    REFUSED = "refused"

    @property
    def passes(self) -> bool:
        """Whether it holds nothing up."""
        return self in (Outcome.MET, Outcome.NOT_NEEDED)


_WORST = (Outcome.REFUSED, Outcome.UNKNOWN, Outcome.WAITING, Outcome.MET)


def together(outcomes: Iterable[Outcome]) -> Outcome:
    """The outcome of conditions that all have to hold; without any, nothing is needed."""
    found = set(outcomes)
    return next((o for o in _WORST if o in found), Outcome.NOT_NEEDED)


@dataclass(frozen=True)
class Verdict:
    """One condition, with the conditions that it is made of.

    ``title`` names it, ``sentence`` says what is so, against what, and who can do what next.
    ``code`` is the rule behind a leaf.
    """

    outcome: Outcome
    title: str
    sentence: str = ""
    code: str | None = None
    parts: tuple["Verdict", ...] = ()

    @property
    def passes(self) -> bool:
        """Whether the change may be merged as far as this condition goes."""
        return self.outcome.passes

    @property
    def leaves(self) -> Iterator["Verdict"]:
        """The conditions at the ends of the tree, in order."""
        if not self.parts:
            yield self
        for part in self.parts:
            yield from part.leaves

    @property
    def unmet(self) -> tuple["Verdict", ...]:
        """The leaves that hold the change up."""
        return tuple(leaf for leaf in self.leaves if not leaf.passes)


def all_of(title: str, parts: Sequence[Verdict], sentence: str = "") -> Verdict:
    """A condition that holds when all its parts do."""
    return Verdict(together(p.outcome for p in parts), title, sentence, None, tuple(parts))
