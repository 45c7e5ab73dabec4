"""What the verbs of ``wakebook actions`` share: the ledger, who is meant, how items are shown."""

import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from wakebook.cli._desk import Desk
from wakebook.cli._exits import UsageError
from wakebook.cli._ledger import cases_of
from wakebook.cli._repository import tree_of, wants_color
from wakebook.cli._terminal import columns
from wakebook.flows.followup.backlog import Standing
from wakebook.flows.saying.choose import by_piece
from wakebook.flows.saying.speaker import named
from wakebook.model.catalog import Catalog
from wakebook.model.ledger import Case
from wakebook.model.policy.followup import PLAIN, FollowupRule
from wakebook.model.postmortem import is_elsewhere
from wakebook.model.proof import Outcome, Proof, began, fact, proofs
from wakebook.model.roster import Roster
from wakebook.records.library import Opened
from wakebook.records.touched import LastChange, is_idle, last_changes, outcomes
from wakebook.render.terminal.actions import Line, lines, spoken
from wakebook.render.terminal.paint import Paint
from wakebook.rules.nearest import did_you_mean

_AHEAD = re.compile(r"([1-9][0-9]{0,3})([dw])")
Proven = Mapping[str, Sequence[tuple[Proof, str]]]
"""By the id of a done action: what it changed, and a sentence about each."""


class BacklogDesk(Desk):
    """A desk with the ledger on it; of the records it opens only those that are asked for."""

    @cached_property
    def opened(self) -> Opened:
        """The shared files of the work tree or of a revision; an incident when it is asked for."""
        return Opened(tree_of(self.root, self.revision), scope=[])

    @cached_property
    def cases(self) -> list[Case]:
        """Every incident's row."""
        return list(cases_of(self.root, self.revision))

    @cached_property
    def roster(self) -> Roster:
        """People and teams."""
        return Roster(self.library.catalog)

    @cached_property
    def rule(self) -> FollowupRule:
        """What is followed up today."""
        policy = self.library.followup
        return (policy.on(self.now.date()) if policy else None) or PLAIN

    def who(self, word: str) -> str:
        """Somebody as records name them; raises UsageError for whom the catalog does not have."""
        if word == "me":
            return self.actor.who
        found = named(self.library.catalog, word)
        if not found.known:
            people = self.library.catalog.people
            names = people if ":" in word else {who.partition(":")[2]: who for who in people}
            advice = did_you_mean(word, names, "see catalog/")
            raise UsageError(f"{word} is not in the catalog; {advice}")
        return found.who

    def team(self, word: str) -> str:
        """A team; raises UsageError for what is none."""
        return self.who(f"group:{word.removeprefix('group:')}")

    def day(self, words: str, option: str) -> date:
        """A day, also one counted from today such as 14d or 3w; raises UsageError for no day."""
        ahead = _AHEAD.fullmatch(words)
        try:
            if ahead is None:
                return date.fromisoformat(words)
            here = self.now.astimezone(self.library.settings.tzinfo).date()
            return here + timedelta(days=int(ahead[1]) * (7 if ahead[2] == "w" else 1))
        except ValueError:
            raise UsageError(f"{words} is no day; say {option} 2026-12-20, 14d or 3w") from None

    def incident_named(self, piece: str) -> str:
        """The one incident that a piece of an id means; raises UsageError for none or several."""
        ids = [case.id for case in self.cases]
        return one_of(by_piece(ids, piece), piece, "incident")

    def action_named(self, piece: str) -> tuple[Case, str]:
        """The one action that an id, or a piece of one, means, with its incident's row."""
        known = {item.id: case for case in self.cases for item in case.actions}
        exact = [i for i in known if piece in (i, i.rpartition("/")[2])]
        if not exact and "/" in piece:
            exact = [i for i in known if i.endswith(f"-{piece}")]
        found = one_of(exact or [i for i in known if piece in i], piece, "action")
        return known[found], found


def one_of(found: Sequence[str], piece: str, what: str) -> str:
    """The only one; raises UsageError with what could be meant."""
    if len(found) == 1:
        return found[0]
    if not found:
        shown = "`wakebook actions --status all`" if what == "action" else "`wakebook list`"
        raise UsageError(f"no {what} has {piece!r} in its id; {shown} lists them")
    some = "\n".join(f"  {each}" for each in found[:9])
    raise UsageError(f"{piece} could be {len(found)} {what}s; say more of the id:\n{some}")


def proofs_of(desk: BacklogDesk, rows: Iterable[Standing]) -> Proven:
    """What proves each done item of ours, by the history of what is listed."""
    done = [r for r in rows if r.item.status == "done" and r.case.ours and not r.item.legacy]
    if not done or not desk.git.inside():
        return {}
    commit = desk.git.commit(desk.revision or "HEAD")
    start = {r.case.id: began(desk.library.incidents.get(r.case.id), r.case.id) for r in done}
    asked = {(n, start[r.case.id]) for r in done for n in r.item.changes if not is_elsewhere(n)}
    known = outcomes(desk.git, (commit, commit), asked)
    last = last_changes(desk.git, commit, (name for name, _ in asked))

    def touched(name: str, since: datetime, own: tuple[str, ...]) -> Outcome:
        return "idle" if is_idle(desk.git, commit, name, own) else known[name, since]

    found: dict[str, list[tuple[Proof, str]]] = {}
    for row in done:
        since = start[row.case.id]
        found[row.item.id] = [
            (proof, fact(proof, since) or _changed(last.get(proof.name), since, proof.name))
            for proof in proofs(row.item.changes, since, row.case.id, touched)
        ]
    return found


def _changed(last: LastChange | None, since: datetime, name: str) -> str:
    if last is None:
        return f"{name} is not as it was when the incident began"
    when = f"{last.at:%Y-%m-%d} in {last.commit[:7]}"
    return f"{name} changed on {when}, {spoken(last.at - since)} after the incident began"


def show(rows: Iterable[Standing], proven: Proven, catalog: Catalog) -> None:
    """Print the items for a person."""
    items = [_line(row, proven.get(row.item.id, ()), catalog) for row in rows]
    shown = lines(items, Paint(wants_color()), columns())
    sys.stdout.write("".join(f"{line}\n" for line in shown))


def _line(row: Standing, proven: Sequence[tuple[Proof, str]], catalog: Catalog) -> Line:
    item = row.item
    person = catalog.people.get(item.owner or "")
    return Line(
        item.id,
        item.title,
        f"{person.title} ({item.owner})" if person else item.owner or "",
        item.due or "",
        row.timing,
        row.late,
        item.status,
        item.kind,
        item.priority,
        item.blocking,
        tuple((proof.outcome, sentence) for proof, sentence in proven),
    )


def told(row: Standing, proven: Sequence[tuple[Proof, str]] = ()) -> dict[str, Any]:
    """An item for a program."""
    item = row.item
    facts: dict[str, Any] = {
        "id": item.id,
        "title": item.title,
        "incident": item.incident,
        "owner": item.owner,
        "due": item.due,
        "timing": row.timing,
        "status": item.status,
        "kind": item.kind,
        "priority": item.priority,
        "blocking": item.blocking,
        "audience": item.audience,
        "changes": list(item.changes),
        "path": item.path,
    }
    if item.status == "done":
        facts["proof"] = [{"name": p.name, "outcome": p.outcome} for p, _ in proven]
    return facts
