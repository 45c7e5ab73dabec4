"""The steps of the guide "Switch on the gate", and which of them comes next."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from enum import StrEnum

from wakebook.model.gate.reading import Level, Reading


class Step(StrEnum):
    """A step as the guide calls it, in the guide's order."""

    PEOPLE = "1. Say who may approve"
    APP = "2. Register the App"
    KEY = "3. Lock the key up"
    SETTINGS = "4. Set the repository"
    EVIDENCE = "5. Begin the evidence"
    RULESETS = "6. Close the branch"


GUIDE = 'Wakebook\'s guide "Switch on the gate"'
_OPEN = (Level.BROKEN, Level.WEAKER, Level.ADVISORY)


def set_in(step: Step, readings: Iterable[Reading]) -> Iterator[Reading]:
    """The readings with the step that sets what they are about."""
    return (replace(reading, step=step.value) for reading in readings)


def next_step(readings: Iterable[Reading]) -> str | None:
    """The first step that leaves something to do; None where no step does."""
    still = {reading.step for reading in readings if reading.level in _OPEN}
    return next((step.value for step in Step if step in still), None)
