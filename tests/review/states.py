"""States of a pull request in plain words, each made from a seed."""

PEOPLE = {
    "user:ana": ("1", "11"),
    "user:ben": ("2",),
    "user:cleo": ("3",),
    "user:dan": ("4", "44"),
    "user:eve": ("5", "90"),
    "user:fay": ("6", "90"),
}
"""Two people have two accounts each; account 90 is claimed by two people, 50 by nobody."""
EMAILS = {"user:ana": ("ana@x",), "user:ben": ("ben@x", "two@x"), "user:cleo": ("two@x",)}
ADDRESSES = ("ana@x", "ben@x", "two@x", "nobody@x", "")
ACCOUNTS = ("1", "11", "2", "3", "4", "44", "5", "6", "90", "50")
COMPONENTS = {
    "pay": {"owner": "group:web", "tier": "1", "risk": "high"},
    "mail": {"owner": "user:dan", "tier": "2", "risk": "low"},
    "wiki": {"owner": "group:nowhere", "tier": None, "risk": None},
}
PARTS = ("author", "committers", "commander", "responders")
TEAMS = ("group:web", "group:ops", "group:night", "group:empty", "group:nowhere")
DID = ("closed", "appended", "severity_lowered", "waived", "audience_widened", "problem")


def some(random, words, most=2, least=0):
    """A few of the words, without repetition, in a random order."""
    return random.sample(words, random.randint(least, min(most, len(words))))


def teams(random):
    """Three teams below one another, perhaps in a circle, and one of nobody."""
    who = list(PEOPLE)
    return {
        "group:web": {"of": some(random, who, 4, 1), "parent": random.choice((None, "group:ops"))},
        "group:ops": {"of": some(random, who, 3), "parent": random.choice((None, "group:night"))},
        "group:night": {"of": some(random, who, 1), "parent": random.choice((None, "group:web"))},
        "group:empty": {"of": [], "parent": None},
    }


def demand(random):
    """One demand for approvals, of any shape."""
    whom = [*TEAMS[:3], *TEAMS[:3], *TEAMS[3:], "component_owners", "user:ana", "user:dan"]
    return {
        "approvals": random.choice((1, 1, 1, 2, 3)),
        "from": some(random, whom, 3, 1),
        "exclude": random.choice((list(PARTS), some(random, PARTS, 3))),
        "fallback": random.choice(([], [], ["group:ops"], ["user:ben"])),
    }


def requirement(random, depth=2):
    """A demand, or a few joined ones; ``at_least`` may ask for more than there are."""
    form = random.choice(("approvals", "all", "any", "at_least")) if depth else "approvals"
    if form == "approvals" or random.random() < 0.4:
        return demand(random)
    parts = [requirement(random, depth - 1) for _ in range(random.choice((1, 2, 2, 3)))]
    if form == "at_least":
        return {"at_least": random.randint(1, len(parts) + (random.random() < 0.1)), "of": parts}
    return {form: parts}


def when(random):
    """Conditions, mostly few."""
    offered = {
        "severity": some(random, ["SEV1", "SEV2", "SEV3"], 2, 1),
        "tier": ["1"],
        "risk": [random.choice(("high", "low"))],
        "audience": some(random, ["public", "staff"], 1, 1),
        "kind": [random.choice(("incident", "drill"))],
        "opened_by": some(random, [*TEAMS, *PEOPLE], 3, 1),
        "older_than": random.choice((24, 48)),
        "origin": random.choice((True, False)),
    }
    return {key: offered[key] for key in some(random, list(offered), 2)}


def rules(random):
    """Rules of one policy; the later one may not be in force yet."""

    def ask():
        return {"on": some(random, DID, 4, 1), "when": when(random), "require": requirement(random)}

    return [
        {
            "from": begin,
            "owners": requirement(random, 1),
            "asks": [ask() for _ in range(random.choice((0, 1, 2, 3)))],
        }
        for begin in some(random, ["2020-01-01", "2026-11-26", "2026-11-27"], 2, 1)
    ]


def matter(random):
    """One record; what a list does not hold is not known of it."""
    who = [*PEOPLE, "group:night", "user:gone"]
    commander = some(random, who, 1)
    responders = commander + some(random, [w for w in who if w not in commander])
    return {
        "did": some(random, DID, 2, 1),
        "severity": some(random, ["SEV1", "SEV2", "SEV3"]),
        "kind": some(random, ["incident", "drill"]),
        "audience": some(random, ["public", "staff"]),
        "components": some(random, [*COMPONENTS, "unlisted"]),
        "commander": commander,
        "responders": responders,
        "was": random.choice(
            (
                {"commander": commander, "responders": responders, "wrote": responders},
                {"commander": commander, "responders": responders, "wrote": responders[1:]},
                {"commander": [], "responders": responders[:1], "wrote": responders[:1]},
            )
        ),
        "opened_by": random.choice((None, *who)),
        "age": random.choice((None, 0, 24, 47, 48, 90)),
        "origin": random.random() < 0.2,
    }


def commit(random):
    """One commit; of somebody whom the host does not know there is at most an address."""
    by = [random.choice(ACCOUNTS) for _ in range(random.randint(1, 2))]
    if random.random() < 0.92:
        return {"by": by, "emails": []}
    unknown = random.randint(1, 2)
    emails = [random.choice(ADDRESSES) for _ in range(max(0, unknown - (random.random() < 0.2)))]
    return {"by": [*by[unknown:], *[None] * unknown], "emails": emails}


def review(random):
    """One review; approvals of the head are the most frequent."""
    return {
        "by": random.choice(ACCOUNTS),
        "bot": False,
        "state": random.choice(
            ("approved",) * 18 + ("commented", "commented", "dismissed", "changes_requested")
        ),
        "commit": random.choice(("head", "head", "head", "older")),
        "at": random.randint(0, 9),
    }


def state(random):
    """A pull request; most of what stops one is rare, so that the rest is seen as well."""

    def rarely(often=0.02):
        return random.random() < often

    reviews = [review(random) for _ in range(random.choice((0, 2, 4, 6, 8)))]
    bots = {r["by"] for r in reviews if rarely(0.1)}
    kind = random.random()
    return {
        "people": {who: list(accounts) for who, accounts in PEOPLE.items()},
        "emails": EMAILS,
        "components": COMPONENTS,
        "teams": teams(random),
        "today": "2026-11-26",
        "rules": None if rarely() else rules(random),
        "author": None if rarely() else random.choice(ACCOUNTS),
        "commits": [commit(random) for _ in range(random.randint(0, 2))],
        "pushers": None if rarely() else some(random, ACCOUNTS, 1),
        "reviews": [{**r, "bot": r["by"] in bots} for r in reviews],
        "matters": [] if kind < 0.15 else [matter(random) for _ in range(random.choice((1, 1, 2)))],
        "governed": kind < 0.18,
        "held": rarely(),
        "missing": rarely(),
        "findings": rarely(),
        "conflicts": rarely(),
        "shadows": rarely(),
        "overtaken": rarely(),
        "sealed": rarely(),
    }
