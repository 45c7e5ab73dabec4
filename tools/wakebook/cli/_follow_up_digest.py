"""Writing digests: Markdown and a feed for each audience, in a folder of its own."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from wakebook.cli._terminal import say
from wakebook.flows.followup.digests import latest, shown_to
from wakebook.flows.followup.steps import steps
from wakebook.model.obligation import Obligation
from wakebook.render.followup.digest import digest
from wakebook.render.followup.feed import feed
from wakebook.render.verdicts.markdown import quiet

if TYPE_CHECKING:
    from wakebook.cli._follow_up import Office


def write_digests(office: "Office", found: Sequence[Obligation], folder: str) -> None:
    """Write ``<audience>/digest.md`` and ``<audience>/follow-up.atom`` below a folder."""
    settings = office.book.library.settings
    week = latest(office.now, office.rule, office.book.zone).isoformat()
    people = office.book.library.catalog.people

    def named(each: Obligation) -> str:
        owner = each.owing.owner
        return quiet(people[owner].title if owner in people else owner) if owner else "nobody"

    names = ("digest.md", "follow-up.atom")
    for audience in settings.audiences:
        place = Path(office.arguments.directory, folder, audience)
        place.mkdir(parents=True, exist_ok=True)
        rows = shown_to(found, audience)
        text = digest(rows, week, named, {})
        entries = [(s.key, s.at, e) for e in rows for s in steps(e, office.now, office.rule)]
        shown = feed(entries, settings.title, audience, office.now)
        for name, content in zip(names, (text, shown), strict=True):
            (place / name).write_text(content, encoding="utf-8")
        say(f"wrote {' and '.join(names)} for {audience} to {place}")
