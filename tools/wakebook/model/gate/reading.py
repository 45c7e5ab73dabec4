"""A reading: what one setting is, what it should be, and how bad the difference is."""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How a setting stands, the worst first.

    *broken*: the gate can be walked around, or stands in everybody's way. *weaker*: it holds, but
    less well than it could. *advisory*: the host cannot enforce it. *unknown*: it could not be
    seen, and is not taken for good.
    """

    BROKEN = "broken"
    WEAKER = "weaker"
    ADVISORY = "advisory"
    UNKNOWN = "unknown"
    GOOD = "good"


@dataclass(frozen=True)
class Reading:
    """How a setting stands; ``setting`` is called as in "The gate's settings on GitHub".

    ``step`` is the step of the guide "Switch on the gate" that sets it, or empty.
    """

    level: Level
    setting: str
    found: str
    wanted: str
    where: str
    step: str = ""


@dataclass(frozen=True)
class Setting:
    """A setting: its name, what it should be, and where it is changed."""

    name: str
    wanted: str
    where: str

    def reads(self, level: Level, found: str) -> Reading:
        """The reading of what was found."""
        return Reading(level, self.name, found, self.wanted, self.where)

    def good(self, found: str) -> Reading:
        """It is as it should be."""
        return self.reads(Level.GOOD, found)

    def broken(self, found: str) -> Reading:
        """The gate can be walked around, or stands in everybody's way."""
        return self.reads(Level.BROKEN, found)

    def weaker(self, found: str) -> Reading:
        """The gate holds, but less well than it could."""
        return self.reads(Level.WEAKER, found)

    def unknown(self, found: str = "the token may not see it") -> Reading:
        """It could not be seen."""
        return self.reads(Level.UNKNOWN, found)

    def switch(self, on: bool | None, wanted: bool, otherwise: Level) -> Reading:
        """The reading of something that is on or off."""
        if on is None:
            return self.unknown()
        return self.reads(Level.GOOD if on is wanted else otherwise, "on" if on else "off")
