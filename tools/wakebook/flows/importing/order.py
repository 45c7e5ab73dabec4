"""Times that cannot be: an end before its beginning is no end, whatever a source says."""

from wakebook.flows.importing.item import Item, Line

_BEGINNINGS = ("started", "detected", "declared")
"""The earliest that a source knows is the first of these with a known time."""

_ENDS = ("mitigated", "resolved", "closed")
_PAIRS = (
    ("mitigated", ("resolved", "closed")),
    ("in_progress", ("verifying", "completed")),
    ("verifying", ("completed",)),
)


def possible(item: Item) -> None:
    """Make impossible times unknown; the source's words stay beside them and a remark tells it."""
    reopened = any(line["kind"] == "reopened" for line in item.log)
    begun = next((line for kind in _BEGINNINGS if (line := _known(item, kind))), None)
    _follow(item, begun, _ENDS)
    for first, later in _PAIRS:
        # After a reopening the same milestone comes again, and only the start came before all.
        if not reopened:
            _follow(item, next((line for line in item.log if line["kind"] == first), None), later)
    for line in item.log:
        if line["kind"] == "scheduled" and _reversed(item, line, line, "from", "until"):
            _forget(item, line, "until", f"its beginning {line['from']}")
        if line["kind"] == "update" and _reversed(item, line, line, "posted_at", "edited_at"):
            item.remark(item.line, f"edited_at {line['edited_at']} lies before posted_at; left out")
            del line["edited_at"]


def _known(item: Item, kind: str) -> Line | None:
    """The first entry of a kind, if its time is known."""
    line = next((line for line in item.log if line["kind"] == kind), None)
    return line if line and item.moment(line).known else None


def _follow(item: Item, before: Line | None, later: tuple[str, ...]) -> None:
    """Make times of later kinds unknown that lie before an entry."""
    for line in item.log if before else ():
        if before and line["kind"] in later and _reversed(item, before, line, "at", "at"):
            _forget(item, line, "at", f"{before['kind']} at {before['at']}")


def _reversed(item: Item, before: Line, after: Line, first: str, then: str) -> bool:
    if first not in before or then not in after:
        return False
    return item.moment(after, then).certainly_before(item.moment(before, first))


def _forget(item: Item, line: Line, key: str, before: str) -> None:
    words = str(line[key])
    line[key] = "unknown"
    told = str(line["as_written"]) if line.get("as_written") else words
    line["as_written"] = told if words in told else f"{told}; {words}"
    sentence = f"{line['kind']}, {words}, lies before {before}; it becomes unknown"
    if line["kind"] != "closed":
        item.remark(item.line, sentence)
