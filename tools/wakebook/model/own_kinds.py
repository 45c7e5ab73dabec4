"""What ``spec`` holds of catalog entities that are Wakebook's own, beside Backstage's."""

from wakebook.model.base import Value
from wakebook.model.calendar import CalendarSpec

OWN_KINDS: dict[str, type[Value]] = {"Calendar": CalendarSpec}
"""The shape of ``spec`` by the kind of an entity; all other specs are read as they are."""
