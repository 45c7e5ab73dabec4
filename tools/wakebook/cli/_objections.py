"""What a check refuses of one incident, so that a line can be put right while it is fresh."""

from typing import TYPE_CHECKING

from wakebook.records.library import Opened

if TYPE_CHECKING:
    from wakebook.model.change import Change
    from wakebook.model.finding import Finding


def objections(opened: Opened, incident: str, change: "Change | None" = None) -> "set[Finding]":
    """The errors in an incident's own files, and in a change of them that ends it."""
    from wakebook.flows.inspection import Inspection
    from wakebook.model.finding import Level

    inspection = Inspection(opened, [incident], change)
    found = inspection.of_incident(incident)
    if change is not None:
        found += inspection.of_change(change)
    return {each for each in found if each.level is Level.ERROR and each.waived is None}


def doubts(opened: Opened, incident: str) -> "set[Finding]":
    """The warnings about an incident's own files."""
    from wakebook.flows.inspection import Inspection
    from wakebook.model.finding import Level

    found = Inspection(opened, [incident]).of_incident(incident)
    return {each for each in found if each.level is Level.WARNING and each.waived is None}
