"""Times that cannot be: an end before its beginning is no end, whatever a source says."""

from wakebook.flows.importing.item import Item, Line

_PAIRS = (
    ("mitigated", ("resolved", "closed")),
    ("in_progress", ("verifying", "completed")),
    ("verifying", ("completed",)),
)
_BEGINNINGS = ("started", "detected", "declared")
"""The first of these that a source tells of is where its incident begins."""
_ENDS = ("mitigated", "resolved", "closed")


def possible(item: Item) -> None:
    """Make impossible times unknown; the source's words stay beside them and a remark tells it."""
    reopened = any(line["kind"] == "reopened" for line in item.log)
    told = {line["kind"] for line in item.log}
    begun = [(kind, _ENDS) for kind in _BEGINNINGS if kind in told][:1]
    # After a reopening the same milestone comes again, and only the beginning came before all.
    for first, later in (*begun, *(() if reopened else _PAIRS)):
        before = next((line for line in item.log if line["kind"] == first), None)
        for line in item.log if before else ():
            if before and line["kind"] in later and _reversed(item, before, line, "at", "at"):
                _forget(item, line, "at", f"{first} at {before['at']}")
    for line in item.log:
        if line["kind"] == "scheduled" and _reversed(item, line, line, "from", "until"):
            _forget(item, line, "until", f"its beginning {line['from']}")
        if line["kind"] == "update" and _reversed(item, line, line, "posted_at", "edited_at"):
            item.remark(item.line, f"edited_at {line['edited_at']} lies before posted_at; left out")
            del line["edited_at"]


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
