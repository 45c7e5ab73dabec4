"""What somebody said on the command line, and where: words, nothing decided yet."""

from datetime import datetime
from typing import NamedTuple

from wakebook.flows.saying.speaker import Speaker
from wakebook.flows.saying.templated import Filled
from wakebook.flows.saying.terms import Unclear
from wakebook.flows.saying.words import Line, line
from wakebook.model.incident import Incident
from wakebook.model.library import Library
from wakebook.model.moment import Moment


class Said(NamedTuple):
    """The words of one command, as they were typed."""

    text: str = ""
    kind: str | None = None
    marks: tuple[str, ...] = ()
    severity: str | None = None
    impacts: tuple[str, ...] = ()
    urgency: str | None = None
    roles: tuple[tuple[str, str], ...] = ()
    update: bool = False
    audience: str | None = None
    decision: str | None = None
    options: str | None = None
    decide_by: str | None = None
    default: str | None = None
    chosen: str | None = None
    task: str | None = None
    owner: str | None = None
    done: bool = False
    source: str | None = None
    tool: str | None = None
    runbook: str | None = None
    confirm: str | None = None
    links: tuple[str, ...] = ()
    template: str | None = None
    slots: tuple[str, ...] = ()
    from_: str | None = None
    until: str | None = None
    twice: tuple[str, ...] = ()
    """What options said that were given again, with another word."""


class Scene(NamedTuple):
    """Where and when it is said; ``incident`` is None where the record cannot be read."""

    library: Library
    incident: Incident | None
    speaker: Speaker
    now: datetime
    filled: Filled | None = None
    """The template that was named, filled."""

    def behind(self, first: Moment | None, warnings: list[str]) -> Speaker:
        """Who speaks, not before ``first``, with which the log has to begin what goes on here.

        A time before that is kept in words.
        """
        at = self.speaker.at
        if first is None or not (first.earliest and at.earliest and at.earliest < first.earliest):
            return self.speaker
        stead = max(first, Moment.at(self.now), key=lambda moment: moment.earliest or self.now)
        warnings.append(f"{at} is before {first}, on which this follows; logged at {stead}")
        return self.speaker._replace(at=stead, as_written=str(at))

    def misheard(self, words: str, text: str, why: Unclear, warnings: list[str]) -> Line:
        """Words that mean nothing here as an observation, with what else was said."""
        warnings.append(f"kept as an observation: {why}")
        told = f"{words}: {text}" if words and text else words or text
        return line("observation", self.speaker, text=told)
