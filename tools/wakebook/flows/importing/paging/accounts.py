"""People in PagerDuty's answers: references with an id, a name, and at times an e-mail address.

Source of the fields: PagerDuty's REST API, version 2 (``UserReference``, ``Agent``).
"""

from collections.abc import Iterable

from wakebook.flows.importing.item import Item
from wakebook.flows.importing.people import somebody
from wakebook.flows.importing.roles import ASSIGNEE
from wakebook.flows.importing.when import When
from wakebook.records.foreign.node import Table

_PERSON = ("user", "user_reference")


def account(item: Item, field: str, told: Table) -> str | None:
    """The person to whom a reference leads; None for a service or a program."""
    kind = told.scalar("type")
    if kind is not None and kind.text.strip().lower() not in _PERSON:
        return None
    known_as = (told.scalar("id"), told.scalar("email"))
    return somebody(item, field, told.scalar("summary", "name"), *known_as)


def assign(item: Item, field: str, told: Iterable[Table], when: When | None) -> None:
    """Say who has an incident from now on, alone or together."""
    people = [who for each in told if (who := account(item, field, each))]
    if people:
        item.add("role", when, role=ASSIGNEE, to=people)
