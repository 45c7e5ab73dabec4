"""What is counted over all items of an import, to be told once."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass
class Tally:
    """Words, people and times of the items until now; those of other items can be added.

    ``unrated`` are words for severity without a level, ``otherwise`` those that mean another level
    by the matrix; ``ranked`` counts, by what ``--as`` says, records that were imported before a
    word had that level. ``words`` are all words for severity as the source writes them, by lower
    case. ``strangers`` are words for people, with the users whom each fits. ``reread`` counts, by
    record, times that are read otherwise than before.
    """

    unrated: Counter[tuple[str, str]] = field(default_factory=Counter)
    otherwise: Counter[tuple[str, str, str, str]] = field(default_factory=Counter)
    ranked: Counter[str] = field(default_factory=Counter)
    words: dict[str, str] = field(default_factory=dict)
    strangers: dict[str, tuple[str, ...]] = field(default_factory=dict)
    reread: Counter[str] = field(default_factory=Counter)

    def add(self, other: "Tally") -> None:
        """Count what other items have, too."""
        self.unrated.update(other.unrated)
        self.otherwise.update(other.otherwise)
        self.ranked.update(other.ranked)
        self.say(other.words)
        self.strangers |= other.strangers
        self.reread.update(other.reread)

    def say(self, words: Mapping[str, str]) -> None:
        """Remember words for severity, as they were written first."""
        for word, written in words.items():
            self.words.setdefault(word, written)
