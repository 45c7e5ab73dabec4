"""What a template says of an incident: its slots filled from the record, and from what was said."""

from collections.abc import Mapping
from datetime import UTC
from typing import NamedTuple

from wakebook.model.incident import Incident
from wakebook.model.moment import Moment
from wakebook.model.wording.rendering import digest_of, rendered
from wakebook.model.wording.slots import Slot
from wakebook.model.wording.template import Template
from wakebook.model.wording.words import Wording


class Filled(NamedTuple):
    """A template with its slots, and what it says."""

    template: Template
    slots: dict[str, str]
    text: str

    @property
    def use(self) -> dict[str, object]:
        """What an ``update`` says of it."""
        used: dict[str, object] = {"name": self.template.name, "digest": self.template.digest}
        return {**used, "slots": self.slots} if self.slots else used

    @property
    def digest(self) -> str:
        """The digest of what it says."""
        return digest_of(self.text)


def fill(template: Template, slots: Mapping[str, str]) -> Filled:
    """The template filled; raises TemplateError or MisfilledError."""
    kept = {name: value for name, value in slots.items() if value}
    return Filled(template, kept, rendered(template, kept))


def from_record(template: Template, incident: Incident, wording: Wording) -> dict[str, str]:
    """The slots of which the record knows what belongs there."""
    known = ((n, _known(slot, incident, wording)) for n, slot in template.header.slots.items())
    return {name: value for name, value in known if value}


def open_slots(template: Template, slots: Mapping[str, str]) -> dict[str, Slot]:
    """The slots that have to be filled and are not yet."""
    named = template.header.slots.items()
    return {name: slot for name, slot in named if not slot.optional and not slots.get(name)}


def time_in_words(at: Moment) -> str:
    """A moment as a slot takes it, in UTC; empty where it is not known to the minute."""
    if at.earliest is None or at.precision not in ("minute", "second", "instant"):
        return ""
    return f"{at.earliest.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def _known(slot: Slot, incident: Incident, wording: Wording) -> str:
    match slot.kind:
        case "component":
            return _several(slot, wording.named_in(incident))
        case "region":
            return _several(slot, wording.regions_in(incident))
        case "time" if slot.fill is not None:
            at = incident.began if slot.fill == "began" else incident.ended
            return time_in_words(at) if at is not None else ""
    return ""


def _several(slot: Slot, names: tuple[str, ...]) -> str:
    """All names where several may stand, one where there is one, else nothing: nobody guesses."""
    if slot.many:
        return ", ".join(names)
    return names[0] if len(names) == 1 else ""
