"""The slots of a template, and what may fill them: never free text, which nobody has approved."""

import re
from collections.abc import Iterable, Mapping
from typing import Literal

from pydantic import Field

from wakebook.model.base import Items, Slug, Text, Value

SlotKind = Literal["component", "region", "time", "minutes", "number", "choice"]
Filled = str | int | list[str]
"""What a template reads of a slot."""

MOST_VALUES = 20
"""Values in a slot that takes several."""
_NAME = re.compile(r"\w(?:[\w /_&+()'-]|\.(?! )){0,59}")
_REGION = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,30}", re.ASCII)
_TIME = re.compile(r"(?:[0-9]{4}-[0-9]{2}-[0-9]{2} )?(?:[01][0-9]|2[0-3]):[0-5][0-9] UTC")
_NUMBER = re.compile(r"0|[1-9][0-9]{0,11}", re.ASCII)
_LOUD = re.compile(r"([_*`\[\]<>&~|\\])")
_DAY = 1440


class Slot(Value):
    """A gap in a template."""

    kind: SlotKind = Field(description="What may stand there")
    of: Items[Text] = Field((), description="The choices, of which one is taken")
    many: bool = Field(default=False, description="Whether several may stand there, by commas")
    optional: bool = Field(default=False, description="Whether it may stay empty")
    fill: Literal["began", "ended"] | None = Field(
        None, description="The time of the record that fills it, if nobody says another"
    )


class MisfilledError(Exception):
    """Something that cannot fill a slot; its sentence says why."""


def known_names(value: str) -> tuple[str, ...]:
    """The values of a slot that takes several."""
    return tuple(word for part in value.split(",") if (word := part.strip()))


def filled(slots: Mapping[Slug, Slot], values: Mapping[str, str]) -> dict[str, Filled]:
    """What a template reads of its slots; raises MisfilledError."""
    for name in values:
        if name not in slots:
            raise MisfilledError(f"there is no slot {name[:40]!r}; there is {_listed(slots)}")
    return {name: _filled(name, slot, values.get(name, "")) for name, slot in slots.items()}


def _filled(name: str, slot: Slot, value: str) -> Filled:
    if not value.strip():
        if not slot.optional:
            raise MisfilledError(f"the slot {name} is empty; say --slot {name}=...")
        return [] if slot.many else ""
    if not slot.many:
        return _one(name, slot, value)
    words = known_names(value)
    if len(words) > MOST_VALUES:
        raise MisfilledError(f"the slot {name} takes at most {MOST_VALUES} values")
    return [str(_one(name, slot, word)) for word in words]


def _one(name: str, slot: Slot, value: str) -> str | int:
    found = _of_kind(slot, value)
    if found is None:
        shown = value if len(value) <= 40 else f"{value[:37]}..."
        wanted = _listed(slot.of) if slot.kind == "choice" else _WANTED[slot.kind]
        raise MisfilledError(f"{shown!r} does not fill the slot {name}; write {wanted}")
    return found


_WANTED: dict[SlotKind, str] = {
    "minutes": f"minutes, at most {_DAY}",
    "number": "a whole number",
    "time": "a time such as 14:05 UTC or 2026-11-23 14:05 UTC",
    "region": "the name of a region",
    "component": "the name of a component",
    "choice": "a choice",
}


def _of_kind(slot: Slot, value: str) -> str | int | None:
    """What a template reads of a value; None where it is none of the kind."""
    match slot.kind:
        case "choice":
            return value if value in slot.of else None
        case "time":
            return value if _TIME.fullmatch(value) else None
        case "region":
            return _quiet(value) if is_region(value) else None
        case "component":
            return _quiet(value) if is_component(value) else None
    number = int(value) if _NUMBER.fullmatch(value) else None
    return None if number is None or (slot.kind == "minutes" and number > _DAY) else number


def _quiet(value: str) -> str:
    """A name that Markdown reads as letters alone."""
    return _LOUD.sub(r"\\\1", value)


def is_component(value: str) -> bool:
    """Whether a text can stand where the name of a component is wanted."""
    return _NAME.fullmatch(value) is not None and value == value.rstrip(" .")


def is_region(value: str) -> bool:
    """Whether a text can be nothing but a region's name."""
    return _REGION.fullmatch(value) is not None


def _listed(words: Iterable[str]) -> str:
    return ", ".join(words) or "none"
