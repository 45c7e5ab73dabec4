"""A state in plain words, as the engine takes it, and what the engine says to it."""

from datetime import UTC, datetime, timedelta

from wakebook.flows.review.judge import Proposed, judge
from wakebook.model.catalog import Catalog, Entity
from wakebook.model.finding import Finding, Level
from wakebook.model.gate.facts import Account, Commit, Facts, Review
from wakebook.model.gate.matter import Matter
from wakebook.model.policy.approvals import ApprovalsPolicy
from wakebook.model.roster import Roster

NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)


def verdict(state, called=str):
    """What the engine says to it; ``called`` gives the login of an account."""
    facts = _facts(state, called)
    return judge(_proposed(state), facts, policy(state["rules"]), roster(state), NOON)


def roster(state):
    """The people, teams and components of a state, as a catalog has them."""
    entities = [
        _entity(
            "User",
            who,
            {
                "wakebook.dev/github-id": ", ".join(accounts),
                "wakebook.dev/git-email": " ".join(state["emails"].get(who, ())),
            },
        )
        for who, accounts in state["people"].items()
    ]
    for name, team in state["teams"].items():
        spec = {"members": [f"user:default/{who[5:]}" for who in team["of"]]}
        spec |= {"parent": team["parent"]} if team["parent"] else {}
        entities.append(_entity("Group", name, {}, spec))
    for name, its in state["components"].items():
        marks = {f"wakebook.dev/{key}": its[key] for key in ("tier", "risk") if its[key]}
        entities.append(_entity("Component", name, marks, {"owner": its["owner"]}))
    return Roster(Catalog(tuple(entities)))


def _entity(kind, name, annotations, spec=None):
    metadata = {"name": name.rpartition(":")[2], "annotations": annotations}
    return Entity(apiVersion="v1", kind=kind, metadata=metadata, spec=spec or {})


def policy(rules):
    """Rules in plain words, as the policy that they are."""
    if rules is None:
        return None
    return ApprovalsPolicy.model_validate(
        {
            "schema": "approvals",
            "owner": "group:web",
            "review_by": "2030-01-01",
            "rules": [{**rule, "asks": [_ask(a) for a in rule["asks"]]} for rule in rules],
        }
    )


def _ask(ask):
    conditions = dict(ask["when"])
    if "older_than" in conditions:
        conditions["older_than"] = f"PT{conditions['older_than']}H"
    return {"name": "Question", "on": ask["on"], "when": conditions, "require": ask["require"]}


def _facts(state, called):
    def account(name, *, bot=False):
        return None if name is None else Account("github", name, called(name), bot)

    commits = enumerate(state["commits"])
    reviews = enumerate(state["reviews"])
    return Facts(
        "github",
        "main",
        "tip",
        "head",
        account(state["author"]),
        tuple(
            Commit(f"c{n}", tuple(map(account, c["by"])), emails=tuple(c["emails"]))
            for n, c in commits
        ),
        None if state["pushers"] is None else tuple(map(account, state["pushers"])),
        tuple(
            Review(
                str(n),
                account(said["by"], bot=said["bot"]),
                said["state"],
                said["commit"],
                NOON + timedelta(minutes=said["at"]),
            )
            for n, said in reviews
        ),
        ("a list was cut",) * state["missing"],
        "it is a draft" if state["held"] else None,
    )


def _proposed(state):
    finding = Finding("a.yaml", 1, 1, "WB1001", Level.ERROR, "is wrong")
    return Proposed(
        tuple(_matter(n, one) for n, one in enumerate(state["matters"])),
        ("policies/approvals.yaml",) * state["governed"],
        (finding,) * state["findings"],
        ("a.yaml",) * state["conflicts"],
        ("two CODEOWNERS",) * state["shadows"],
        overtaken=("record 0",) * state["overtaken"],
        locked=("record 0",) * state["sealed"],
    )


def _matter(number, said):
    hours = said["age"]
    return Matter(
        f"record {number}",
        frozenset(said["did"]),
        kinds=frozenset(said["kind"]),
        levels=frozenset(said["severity"]),
        components=frozenset(said["components"]),
        audiences=frozenset(said["audience"]),
        commanders=frozenset(said["commander"]),
        parts=dict.fromkeys(said["responders"], "took part"),
        opened_by=frozenset({said["opened_by"]} - {None}),
        opened=None if hours is None else NOON - timedelta(hours=hours),
        has_origin=said["origin"],
        was=Matter(
            f"record {number}",
            frozenset(),
            commanders=frozenset(said["was"]["commander"]),
            writers=frozenset(said["was"]["wrote"]),
            parts=dict.fromkeys(said["was"]["responders"], "took part"),
        ),
    )
