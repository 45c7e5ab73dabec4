"""What a check has to tell: findings in order, and their counts."""

from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple

from wakebook.model.finding import Finding, Level

Profile = Literal["lenient", "standard", "pedantic"]

_SHOWN: dict[Profile, tuple[Level, ...]] = {
    "lenient": (Level.ERROR,),
    "standard": (Level.ERROR, Level.WARNING),
    "pedantic": (Level.ERROR, Level.WARNING, Level.NOTE),
}


class Report(NamedTuple):
    """Findings of one run; ``url`` gives a rule's page, ``title`` its first line.

    ``noun`` is what was ``checked``, one of them.
    """

    findings: tuple[Finding, ...]
    checked: int
    url: Callable[[str], str]
    title: Callable[[str], str]
    color: bool = False
    noun: str = "incident"

    def count(self, level: Level) -> int:
        """How many findings of a level stand unwaived."""
        return sum(f.level is level and f.waived is None for f in self.findings)

    @property
    def waived(self) -> int:
        """How many findings a waiver covers."""
        return sum(f.waived is not None for f in self.findings)

    @property
    def failed(self) -> bool:
        """Whether an error stands."""
        return self.count(Level.ERROR) > 0

    @property
    def summary(self) -> dict[str, int]:
        """Counts by level, waivers, and how much was checked."""
        counts = {f"{level}s": self.count(level) for level in Level}
        return {**counts, "waived": self.waived, "checked": self.checked}


def shown(findings: Sequence[Finding], profile: Profile) -> tuple[Finding, ...]:
    """The findings of a profile, by file and place, each once."""
    levels = _SHOWN[profile]
    return tuple(sorted({f for f in findings if f.level in levels}))
