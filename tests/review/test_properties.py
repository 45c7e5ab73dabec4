"""Properties of the verdict that hold for every state of a pull request (P5 to P7)."""

from copy import deepcopy

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.conftest import examples
from tests.review.engine import verdict
from tests.review.states import ACCOUNTS, state

from wakebook.model.catalog import Catalog, Entity
from wakebook.model.gate.facts import Account
from wakebook.model.roster import Roster

randoms = st.randoms(use_true_random=False)
states = randoms.map(state)


def demands(need):
    """Every single demand within a requirement."""
    if "approvals" in need:
        yield need
    for part in need.get("all") or need.get("any") or need.get("of") or ():
        yield from demands(part)


def tells(one, called=str):
    """What the verdict is, without words."""
    found = verdict(one, called)
    return found.outcome, [leaf.outcome for leaf in found.leaves]


def without_an_approval(random, one):
    """An approval is taken away; a dismissal or an objection that goes is no approval less."""
    approvals = [r for r in one["reviews"] if r["state"] == "approved"]
    assume(approvals)
    one["reviews"].remove(random.choice(approvals))


def with_a_commit(random, one):
    """Somebody pushes one more commit, which no review was about."""
    one["commits"].append({"by": [random.choice((*ACCOUNTS, None))], "emails": []})
    one["reviews"] = [{**r, "commit": "older"} for r in one["reviews"]]


def with_a_co_author(random, one):
    """Somebody else turns out to have had a part in the commits that were reviewed."""
    one["commits"].append({"by": [random.choice((*ACCOUNTS, None))], "emails": []})


def with_an_objection(random, one):
    """Somebody asks for changes, after all others."""
    asks = {"bot": False, "state": "changes_requested", "commit": "older", "at": 99}
    one["reviews"].append({"by": random.choice(ACCOUNTS), **asks})


def with_a_smaller_team(random, one):
    """Somebody leaves a team.

    A fallback is by definition an exception for small teams, and a team that opened or handled the
    incident says whom to ask and whom not to; so none of these is part of the state.
    """
    for rule in one["rules"] or ():
        for need in (rule["owners"], *(ask["require"] for ask in rule["asks"])):
            for seat in demands(need):
                seat["fallback"] = []
        for ask in rule["asks"]:
            ask["when"].pop("opened_by", None)
    for matter in one["matters"]:
        for part in ("commander", "responders"):
            matter[part] = [who for who in matter[part] if not who.startswith("group:")]
    before = deepcopy(one)
    team = random.choice([team for team in one["teams"].values() if team["of"]])
    team["of"].remove(random.choice(team["of"]))
    return before


LESS = st.sampled_from(
    (
        without_an_approval,
        with_a_commit,
        with_a_co_author,
        with_an_objection,
        with_a_smaller_team,
    )
)


@settings(max_examples=examples(400), deadline=None)
@given(states, LESS, randoms)
def test_less_approval_never_lets_through_what_was_held_up(one, lessened, random):
    after = deepcopy(one)
    before = lessened(random, after) or one
    assert verdict(before).passes or not verdict(after).passes


def renamed(one, names):
    """The same state in other words for everybody and for every account."""
    if isinstance(one, str):
        return names.get(one, one)
    if isinstance(one, list):
        return [renamed(part, names) for part in one]
    if isinstance(one, dict):
        return {names.get(key, key): renamed(part, names) for key, part in one.items()}
    return one


@settings(max_examples=examples(100), deadline=None)
@given(states, randoms)
def test_names_and_ids_do_not_matter(one, random):
    known = [*one["people"], *one["teams"], *ACCOUNTS]
    numbers = random.sample(range(1000, 9999), len(known))
    kinds = [name.partition(":")[0] if ":" in name else "" for name in known]
    other = [f"{kind}:n{n}" if kind else str(n) for kind, n in zip(kinds, numbers, strict=True)]
    assert tells(renamed(one, dict(zip(known, other, strict=True)))) == tells(one)


@settings(max_examples=examples(100), deadline=None)
@given(states, st.sampled_from((str.upper, str.title, lambda login: f"new-{login}")))
def test_what_an_account_is_called_does_not_matter(one, called):
    assert tells(one, called) == tells(one)


def test_a_login_is_known_in_any_letter_case():
    marks = {"wakebook.dev/github-id": "101", "wakebook.dev/github-login": "ana-Shop"}
    metadata = {"name": "ana", "annotations": marks}
    ana = Entity(apiVersion="v1", kind="User", metadata=metadata)
    people = Roster(Catalog((ana,)))
    for login in ("ANA-SHOP", "Ana-Shop", "ANA", "User:Ana"):
        assert people.named(login, "github") == Account("github", "101")
    assert people.named("nobody", "github") is None


@settings(max_examples=examples(100), deadline=None)
@given(states, randoms)
def test_the_order_of_reviews_does_not_matter(one, random):
    shuffled = random.sample(one["reviews"], len(one["reviews"]))
    assert tells({**one, "reviews": shuffled}) == tells(one)


@settings(max_examples=examples(100), deadline=None)
@given(states, randoms)
def test_the_order_of_people_and_teams_does_not_matter(one, random):
    people = dict(random.sample(list(one["people"].items()), len(one["people"])))
    teams = dict(random.sample(list(one["teams"].items()), len(one["teams"])))
    assert tells({**one, "people": people, "teams": teams}) == tells(one)
