"""What is told of lines that the public does not read yet."""

from collections.abc import Iterator, Sequence

from wakebook.cli._desk import Desk
from wakebook.flows.saying.words import Line
from wakebook.model.wording.words import FACE


def held(desk: Desk, incident: str, stem: str, lines: Sequence[Line]) -> Iterator[str]:
    """For whom the words of new lines wait, and the public title that waits because of them."""
    before, wording = desk.incident(incident), desk.library.wording
    if before is None or wording is None or wording.policy is None:
        return
    known = {words.entry for words in wording.waiting(before)}
    for words in wording.waiting(before.plus(stem, lines)):
        if words.entry in known:
            continue
        what = "the public title and summary" if words.entry == FACE else "this"
        whom = ", ".join(words.waits_for)
        way = f"wakebook release {incident[11:]} {words.entry}"
        yield f"the public does not read {what} yet: waits for {whom}; to agree: {way}"
