"""Texts that the public does not read yet: somebody has to agree to them (requirement 3.2)."""

from collections.abc import Iterator
from datetime import datetime

from wakebook.flows.followup.book import Book
from wakebook.model.obligation import Owing
from wakebook.model.policy.followup import FollowupRule
from wakebook.model.wording.words import FACE


def find(book: Book, now: datetime, rule: FollowupRule) -> Iterator[Owing]:
    """Those of open incidents; each is due when it was said, since customers wait for it."""
    del now, rule
    wording = book.library.wording
    if wording is None or wording.policy is None:
        return
    for case, incident in book.running:
        recorded = {line.id: line.recorded for line in incident.log}
        for words in wording.waiting(incident) if incident.is_open else ():
            said = recorded.get(words.entry) or min(recorded.values())
            what = "public title and summary" if words.entry == FACE else words.entry
            yield Owing(
                f"{case.id}#{words.entry}",
                f"Wording of {what} waits for {', '.join(words.waits_for)}: {case.title}",
                wording.policy.owner,
                said,
                said,
                case.audience,
                f"incidents/{case.id[:4]}/{case.id}",
            )
