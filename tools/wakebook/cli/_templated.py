"""``wakebook log --template``: which template is meant, and what fills its slots."""

import difflib
import re
from collections.abc import Iterable

from wakebook.cli._desk import Desk
from wakebook.cli._exits import UsageError
from wakebook.cli._terminal import asked, at_a_terminal
from wakebook.flows.saying.said import Said
from wakebook.flows.saying.spoken_time import spoken_time
from wakebook.flows.saying.templated import (
    Filled,
    fill,
    from_record,
    open_slots,
    time_in_words,
)
from wakebook.model.incident import Incident
from wakebook.model.wording.rendering import TemplateError
from wakebook.model.wording.slots import MisfilledError, Slot
from wakebook.model.wording.template import Template
from wakebook.model.wording.words import Wording

_WHOLE = re.compile(r".*[0-9] UTC")


def template_of(desk: Desk, name: str) -> Template:
    """The template of a name, with or without its ending; raises UsageError."""
    stem = name.removesuffix(".j2")
    found = desk.library.templates.get(stem)
    if found is not None:
        return found
    path = f"policies/templates/{stem}.j2"
    if stem in desk.library.templates:
        raise UsageError(f"{path} cannot be read; see: wakebook check {path}")
    known = sorted(desk.library.templates)
    near = difflib.get_close_matches(stem, known, n=1)
    advice = f"did you mean {near[0]}?" if near else f"there is {', '.join(known) or 'none yet'}"
    raise UsageError(f"there is no template {stem}; {advice}")


def templated(desk: Desk, record: Incident | None, said: Said) -> Filled:
    """The template that was named, filled; what is missing is asked for at a terminal.

    Raises UsageError where it cannot be filled: nothing is written then.
    """
    template = template_of(desk, said.template or "")
    wording = desk.library.wording or Wording()
    slots = from_record(template, record, wording) if record is not None else {}
    slots |= _given(desk, template, said.slots)
    for name, slot in open_slots(template, slots).items():
        slots[name] = _asked(desk, name, slot)
    try:
        return fill(template, slots)
    except MisfilledError as error:
        raise UsageError(str(error)) from None
    except TemplateError as error:
        raise UsageError(f"policies/templates/{template.name} {error}") from None


def _given(desk: Desk, template: Template, words: Iterable[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for word in words:
        name, equals, value = word.partition("=")
        if not equals:
            raise UsageError(f"say what fills the slot: --slot {name}=...")
        slot = template.header.slots.get(name)
        found[name] = _as_time(desk, value) if slot and slot.kind == "time" else value.strip()
    return found


def _as_time(desk: Desk, words: str) -> str:
    """A time as a slot takes it; words that are none stay as they are, to be told of."""
    if not words.strip() or _WHOLE.fullmatch(words):
        return words.strip()
    at = spoken_time(words, desk.now, desk.library.settings.tzinfo)
    return (time_in_words(at) if at is not None else "") or words


def _asked(desk: Desk, name: str, slot: Slot) -> str:
    if not at_a_terminal():
        return ""
    choices = f" ({', '.join(slot.of)})" if slot.of else ""
    several = ", several by commas" if slot.many else ""
    answer = asked(f"{name}: {slot.kind}{several}{choices}?") or ""
    return _as_time(desk, answer) if slot.kind == "time" else answer
