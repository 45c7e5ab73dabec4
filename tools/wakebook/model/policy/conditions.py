"""Conditions on a record that several policies share, and whether they fit.

What is not known about a record fits every condition: it is taken for the worst.
"""

from collections.abc import Iterable, Set

from pydantic import Field

from wakebook.model.base import Audience, Items, Text, Value
from wakebook.model.gate.matter import Matter
from wakebook.model.header import IncidentKind
from wakebook.model.roster import Roster


class Conditions(Value):
    """Conditions on the record; all that are given have to fit, any word of a list is enough.

    What a record does not say fits every condition: what is not known is taken for the worst.
    """

    severity: Items[Text] = Field((), description="Levels that the incident ever had")
    tier: Items[Text] = Field((), description="`wakebook.dev/tier` of a component")
    risk: Items[Text] = Field((), description="`wakebook.dev/risk` of a component")
    audience: Items[Audience] = Field((), description="Audience of the record")
    kind: Items[IncidentKind] = Field((), description="Kind of the incident")

    @property
    def asks_catalog(self) -> bool:
        """Whether what the catalog says of a component decides it."""
        return bool(self.tier or self.risk)

    def fit(self, matter: Matter, roster: Roster) -> bool:
        """Whether every condition that is given fits."""
        return (
            _any(self.severity, matter.levels)
            and _any(self.audience, matter.audiences)
            and _any(self.kind, matter.kinds)
            and _of_component(self.tier, "tier", matter, roster)
            and _of_component(self.risk, "risk", matter, roster)
        )


def _any(wanted: Iterable[str], said: Set[str]) -> bool:
    words = set(wanted)
    return not words or not said or bool(words & said)


def _of_component(wanted: Iterable[str], name: str, matter: Matter, roster: Roster) -> bool:
    words = set(wanted)
    if not words or not matter.components:
        return True
    known = roster.catalog.components
    return any(c not in known or roster.annotation(c, name) in words for c in matter.components)
