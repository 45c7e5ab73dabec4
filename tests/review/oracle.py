"""What the gate has to say, as a plain table: written apart from the engine, importing none of it.

It is told the state of a pull request in words and says which conditions stand between the change
and the target branch. It tries every way to seat people, which is slow and easy to believe.
"""

from itertools import combinations, permutations, product

JUDGEMENTS = ("approved", "dismissed", "changes_requested")
"""From the mildest to the strictest; of two at one instant the stricter one counts."""

UNKNOWN = {"missing", "no policy", "strangers", "sealed"}


def blocks(state):
    """The conditions that hold a change up; none for one that may be merged."""
    plain = ("held", "missing", "findings", "conflicts", "shadows", "overtaken", "sealed")
    found = {name for name in plain if state[name]}
    found |= {"mixed"} if state["governed"] and state["matters"] else set()
    found |= {"objection"} if objecting(state) else set()
    if state["rules"] is None:
        return found | {"no policy"}
    questions = list(asked(state))
    found |= {"strangers"} if questions and anybody_unknown(state) else set()
    return found | {"asked" for need, matter in questions if not answered(state, need, matter)}


def asked(state):
    """Every requirement that the change has to meet, with the record that it is about."""
    rule = in_force(state["rules"], state["today"])
    if state["governed"]:
        yield rule["owners"], None
    for matter in state["matters"]:
        fitting = [
            ask
            for ask in rule["asks"]
            if set(ask["on"]) & set(matter["did"]) and fits(state, ask["when"], matter)
        ]
        yield from ((ask["require"], matter) for ask in fitting)
        if "imported" in matter["did"] and not any("imported" in ask["on"] for ask in fitting):
            yield rule["owners"], matter


def in_force(rules, today):
    begun = [rule for rule in rules if rule["from"] <= today]
    return max(begun, key=lambda r: r["from"]) if begun else min(rules, key=lambda r: r["from"])


def fits(state, when, matter):
    """Whether every condition that is given fits; what a record does not say fits."""
    known = [state["components"].get(name) for name in matter["components"]]
    marked = {} if None in known else {key: {c[key] for c in known} for key in ("tier", "risk")}
    said = {key: set(matter[key]) for key in ("severity", "kind", "audience")} | marked
    for key in ("severity", "kind", "audience", "tier", "risk"):
        if key in when and said.get(key) and not said[key] & set(when[key]):
            return False
    if "opened_by" in when and matter["opened_by"] is not None:
        opener = {matter["opened_by"]}
        if not any(opener & ({who} | members(state, who)) for who in when["opened_by"]):
            return False
    if "older_than" in when and matter["age"] is not None and matter["age"] < when["older_than"]:
        return False
    return "origin" not in when or when["origin"] == matter["origin"]


def answered(state, need, matter):
    """Some choice of the demands gives each of its approvals a person of its own."""
    able = people_who(state, "approved", of_head=True) - objecting(state)
    for seats in ways(need):
        may = [panel(state, seat, matter) for seat in seats]
        for line in permutations(able, len(seats)):
            if all(who in team for who, team in zip(line, may, strict=True)):
                return True
    return False


def ways(need):
    """Every list of single approvals that would meet a requirement."""
    if "approvals" in need:
        return [[need] * need["approvals"]]
    parts = need.get("all") or need.get("any") or need["of"]
    least = len(parts) if "all" in need else 1 if "any" in need else need["at_least"]
    return [
        [seat for way in lot for seat in way]
        for chosen in combinations(parts, least)
        for lot in product(*(ways(part) for part in chosen))
    ]


def panel(state, seat, matter):
    """Who may approve: whoever of the teams took no part; where all of them did, the fallback.

    Whoever took part by the word of the change alone has to approve before the fallback may.
    """
    out = {who for part in seat["exclude"] for who in took_part(state, part, matter)}
    team = {who for name in seat["from"] for who in members(state, name, matter)}
    more = {who for name in seat["fallback"] for who in members(state, name, matter)}
    sure = {who for part in seat["exclude"] for who in took_part(state, part, matter, sure=True)}
    sure |= people_who(state, "approved", of_head=True) - objecting(state)
    return (team - out) or (more - out if team <= sure else set())


def took_part(state, part, matter, *, sure=False):
    """Who has a part; for sure by what the host says, or they themselves on the target branch."""
    if sure and part == "committers":
        return {who for account in state["pushers"] or [] for who in claimants(state, account)}
    if sure and matter:
        matter = matter["was"]
    if part in ("author", "committers"):
        behind = [state["author"]] if part == "author" else committers(state)
        found = {who for account in behind for who in claimants(state, account)}
        written = [x for commit in state["commits"] for x in commit["emails"]]
        by_email = {who for address in written for who in addressed(state, address)}
        return found | (by_email if part == "committers" else set())
    named = matter["commander" if part == "commander" else "responders"] if matter else ()
    found = {who for name in named for who in members(state, name)}
    return found & set(matter["wrote"]) if sure and matter else found


def committers(state):
    return [who for commit in state["commits"] for who in commit["by"]] + (state["pushers"] or [])


def addressed(state, address):
    """Whoever alone writes under an e-mail address, which anybody could have written."""
    found = {who for who, addresses in state["emails"].items() if address in addresses}
    return found if len(found) == 1 else set()


def anybody_unknown(state):
    """Somebody whom the host does not know, and whose address the catalog does not know either."""
    if state["author"] is None or state["pushers"] is None:
        return True
    for commit in state["commits"]:
        nameless = commit["by"].count(None)
        told = len([x for x in commit["emails"] if addressed(state, x)])
        if nameless and not nameless == told == len(commit["emails"]):
            return True
    return False


def objecting(state):
    return people_who(state, "changes_requested", of_head=False)


def people_who(state, verdict, *, of_head):
    """People whose newest judgement is this one; a comment judges nothing, a bot is nobody."""
    found = set()
    for account in {r["by"] for r in state["reviews"] if not r["bot"]}:
        judged = [r for r in state["reviews"] if r["by"] == account and r["state"] in JUDGEMENTS]
        newest = max(judged, key=strictness, default=None)
        if newest and newest["state"] == verdict and (newest["commit"] == "head" or not of_head):
            who = claimants(state, account)
            found |= who if len(who) == 1 or verdict != "approved" else set()
    return found


def strictness(review):
    return review["at"], JUDGEMENTS.index(review["state"]), review["commit"] != "head"


def claimants(state, account):
    return {who for who, accounts in state["people"].items() if account in accounts}


def members(state, name, matter=None):
    """The people of ``user:x``, of ``group:x`` with the groups below it, or the owners."""
    if name == "component_owners":
        owned = [state["components"].get(c) for c in (matter or {"components": ()})["components"]]
        return {who for c in owned if c for who in members(state, c["owner"])}
    reached, before = {name}, set()
    while reached != before:
        before, reached = (
            reached,
            reached | {group for group, its in state["teams"].items() if its["parent"] in reached},
        )
    listed = {who for group in reached for who in state["teams"].get(group, {"of": ()})["of"]}
    return (listed | {name}) & set(state["people"])
