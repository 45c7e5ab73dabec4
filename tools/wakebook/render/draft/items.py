"""Action items: those that lie beside the post-mortem."""

from collections.abc import Iterator

from wakebook.render.draft.phrases import inline
from wakebook.render.draft.source import Source


def items(source: Source) -> Iterator[str]:
    """Each with who owns it, when it is due, how far it is, and its file."""
    if source.actions:
        yield "\n".join(_item(source, number) for number in range(len(source.actions)))


def _item(source: Source, number: int) -> str:
    action = source.actions[number]
    item, stem = action.item, action.id.rpartition("/")[2]
    entity = source.catalog.people.get(item.owner or "")
    owner = entity.title if entity is not None else (item.owner or "no owner")
    due = f"due {item.due}" if item.due is not None else "no date"
    facts = ", ".join((inline(owner), due, item.status.replace("_", " ")))
    blocking = ", blocks the closure" if item.blocking else ""
    return f"- [{inline(item.title)}](actions/{stem}.yaml): {facts}{blocking}"
