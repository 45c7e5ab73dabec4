"""The states of components as the updates of a Statuspage incident tell them.

Source of the words: Statuspage's API, component states.
"""

from collections.abc import Iterator

from wakebook.flows.importing.item import Item, kept
from wakebook.flows.importing.when import When
from wakebook.records.foreign.node import Listing, Scalar, Table

_STATES = {
    "operational": "operational",
    "degraded_performance": "degraded",
    "partial_outage": "partial_outage",
    "major_outage": "major_outage",
}


class States:
    """Adds an impact to the item's log where the state of a component changes."""

    def __init__(self, item: Item) -> None:
        self.item = item
        self.states: dict[str, str] = {}

    def follow(self, update: Table, when: When | None) -> None:
        """What an update says of components."""
        for named, old, new in _affected(update):
            name = self.item.line_of_text(named)
            if name is None:
                continue
            if new is None:
                self.item.components = list(dict.fromkeys([*self.item.components, name]))
                continue
            word = word_of(new.text)
            state = _STATES.get(word)
            before = self.states.get(name) or self._before(name, old, word)
            self.states[name] = state or word
            if state is None:
                self._no_state(name, new, when)
            elif state != before:
                self.item.add("impact", when, component=name, state=state)

    def forget(self) -> None:
        """An end that was told has ended all states; what comes now is new."""
        self.states.clear()

    def _before(self, name: str, old: Scalar | None, word: str) -> str:
        """The state before the first that is told; nothing tells since when it was that."""
        state = _STATES.get(word_of(old.text), "operational") if old else "operational"
        if state in ("operational", _STATES.get(word)):
            return "operational"
        self.item.add("impact", None, component=name, state=state)
        return state

    def _no_state(self, name: str, new: Scalar, when: When | None) -> None:
        """A state that records do not know stays in the source's words."""
        word = self.item.line_of_text(new)
        self.item.add("classification", when, as_written=f"{name}: {word}")
        for key in ("incident_updates", "updates"):
            field = f"{key}.affected_components.new_status"
            self.item.fates[field] = kept("log: impact, or classification, as_written")
        if word != "under_maintenance":
            sentence = f"the state {new.text[:40]!r} of a component is not known; it stays in words"
            self.item.remark(new.line, sentence)


def _affected(update: Table) -> Iterator[tuple[Scalar, Scalar | None, Scalar | None]]:
    """The components of an update with their old and new states: objects, or names alone.

    One object stands for itself, or has states by the components' names.
    """
    given = update.get("affected_components")
    for part in given if isinstance(given, Listing) else [given]:
        if isinstance(part, Scalar) and not part.empty:
            yield part, None, None
        elif isinstance(part, Table) and (name := part.scalar("name")):
            yield name, part.scalar("old_status"), part.scalar("new_status")
        elif isinstance(part, Table):
            for key in part:
                yield Scalar(key, part.line), None, part.scalar(key)


def word_of(status: str) -> str:
    """A status or state as Statuspage's API writes it."""
    return (
        status.strip()
        .lower()
        .replace("-", "_")
        .replace(" ", "_")
        .replace("post_mortem", "postmortem")
    )
