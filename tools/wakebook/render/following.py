"""What is followed up, and when somebody hears of it, in words."""

from collections.abc import Iterator, Sequence

from wakebook.model.policy.followup import FollowupRule, Issues
from wakebook.render.asking import Named
from wakebook.render.words import duration, label


def lines(rule: FollowupRule, _: Named) -> Iterator[tuple[str, Sequence[str], Sequence[str]]]:
    """The times, the updates, the digest, and how action items are shown on a forge."""
    yield "Due soon", (), (f"From {duration(rule.soon)} before its date.",)
    yield "Reminders", (), (f"Whoever owes it hears of it every {_each(rule.remind_every)}.",)
    yield "Lead", (), (f"The owner's lead hears of it {duration(rule.escalate_after)} too late.",)
    yield "Stale", (), (f"From {duration(rule.stale)} after its date.",)
    if rule.updates:
        limits = [f"{level}: every {_each(limit)}." for level, limit in rule.updates.items()]
        yield "Updates of an open incident, at least", (), limits
    yield "Digest", (), (f"A week counts from {label(rule.digest)}.",)
    yield "Issues on the forge", (), tuple(_issues(rule.issues))


def _each(written: str) -> str:
    """A length of time behind "every": ``hour``, ``7 days``."""
    return duration(written).removeprefix("1 ")


def _issues(issues: Issues) -> Iterator[str]:
    if not issues.enabled:
        yield "None."
        return
    readers = "everybody" if issues.audience == "public" else f"the audience {issues.audience}"
    yield f"One for each open action item that {readers} may read, labelled {issues.label}."
    sides = dict(issues.fields)
    ours = [_field(name) for name, winner in sides.items() if winner == "record"]
    theirs = [_field(name) for name, winner in sides.items() if winner == "propose"]
    yield f"The record decides its {', '.join(ours)}."
    if theirs:
        yield f"What people change there of {', '.join(theirs)} is proposed for the record."


def _field(name: str) -> str:
    return {"due": "date", "blocking": "label of what blocks"}.get(name, name)
