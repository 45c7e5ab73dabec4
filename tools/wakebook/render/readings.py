"""The doctor's readings: as text for a terminal, the worst first, and as JSON."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from wakebook.model.gate.reading import Level, Reading
from wakebook.model.gate.steps import GUIDE, next_step
from wakebook.render.terminal.paint import Paint

FORMATS = ("text", "json")
_STYLES = {
    Level.BROKEN: "red",
    Level.WEAKER: "yellow",
    Level.ADVISORY: "yellow",
    Level.UNKNOWN: "yellow",
    Level.GOOD: "green",
}
_WORDS = {
    Level.BROKEN: "the gate can be walked around, or stands in everybody's way",
    Level.WEAKER: "the gate holds, and could hold better",
    Level.UNKNOWN: "not everything could be seen, and what was not seen is not taken for good",
    Level.GOOD: "nothing gets past the gate",
}


def headline(readings: Sequence[Reading]) -> str:
    """The first line: the worst of it, and that nobody is stopped where that is so."""
    worst = min((r.level for r in readings), key=list(Level).index, default=Level.UNKNOWN)
    if any(r.level is Level.ADVISORY for r in readings):
        more = f"; {worst} as well" if worst in (Level.BROKEN, Level.WEAKER) else ""
        return f"advisory: the gate judges and says so, and stops nobody{more}"
    if worst is Level.WEAKER and any(r.level is Level.UNKNOWN for r in readings):
        return f"{worst}: something could hold better, and not everything could be seen"
    return f"{worst}: {_WORDS[worst]}"


def as_json(readings: Sequence[Reading], about: str) -> dict[str, Any]:
    """The readings for a program; ``about`` is the repository."""
    return {
        "repository": about,
        "verdict": headline(readings).partition(":")[0],
        "next": next_step(readings),
        "counts": {level.value: count for level, count in _counts(readings)},
        "readings": [
            {
                "level": r.level.value,
                "setting": r.setting,
                "found": r.found,
                "wanted": r.wanted,
                "where": r.where,
            }
            for r in readings
        ],
    }


def as_text(readings: Sequence[Reading], about: str, *, color: bool) -> list[str]:
    """The headline, a group a level, a line that sums up, and the guide's next step if any."""
    paint = Paint(color)
    lines = [f"{paint(about, 'strong')}: {paint(headline(readings))}"]
    for level in Level:
        group = [reading for reading in readings if reading.level is level]
        if group:
            lines += ["", paint(level.value, _STYLES[level])]
            lines += [line for reading in group for line in _told(reading, paint)]
    counts = ", ".join(f"{count} {level.value}" for level, count in _counts(readings))
    coming = [f"next: step {step} ({GUIDE})"] if (step := next_step(readings)) else []
    return [*lines, "", counts, *coming]


def _told(reading: Reading, paint: Paint) -> Iterator[str]:
    yield f"  {paint(reading.setting, 'strong')}: {paint(reading.found)}"
    if reading.level is not Level.GOOD:
        yield f"      should be: {paint(reading.wanted)}"
        yield f"      where: {paint(reading.where)}"


def _counts(readings: Sequence[Reading]) -> list[tuple[Level, int]]:
    counted = Counter(reading.level for reading in readings)
    return [(level, counted[level]) for level in Level]
