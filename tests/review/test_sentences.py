"""What a verdict says of each condition: what is so, against what, and who can do what next."""

from dataclasses import replace

import pytest
from tests.review.engine import NOON, policy, roster, verdict
from tests.review.parts import DEMAND, table

from wakebook.flows.review.judge import Proposed, judge, undecided
from wakebook.model.finding import Finding, Level
from wakebook.model.gate.facts import Account, Commit, Facts, Review
from wakebook.model.gate.matter import Matter, Quote
from wakebook.model.gate.verdict import Outcome, Verdict, all_of, together
from wakebook.render.verdicts import summary

WHO = "cleo, dan or eve can approve"
NOT = "the approval of ben does not count here:"


def sentences(found):
    return [leaf.sentence for leaf in found.leaves]


def state(part="none", course="approved", number=1, change="closed", **said):
    return table(part, course, None, number, change, unknown=False) | said


@pytest.mark.parametrize(
    ("part", "course", "number", "sentence"),
    [
        ("none", "approved", 1, "ben approved head"),
        ("none", "", 1, "0 of 1 approval by eve or web; ben, cleo, dan or eve can approve"),
        ("none", "approved", 2, f"1 of 2 approvals by eve or web; {WHO}"),
        (
            "none",
            "approved older",
            1,
            (
                "0 of 1 approval by eve or web; ben, cleo, dan or eve can approve; "
                "ben approved older, which is not what would be merged"
            ),
        ),
        (
            "none",
            "approved",
            5,
            (
                "1 of 5 approvals by eve or web, but only ben, cleo, dan and eve took no part; "
                "name more people, or a fallback, in policies/approvals.yaml"
            ),
        ),
        (
            "author",
            "approved",
            1,
            f"0 of 1 approval by eve or web; {WHO}; {NOT} ben proposed the change",
        ),
        (
            "pusher",
            "approved",
            1,
            f"0 of 1 approval by eve or web; {WHO}; {NOT} ben has a part in its commits",
        ),
        (
            "commander",
            "approved",
            1,
            f"0 of 1 approval by eve or web; {WHO}; {NOT} ben took part",
        ),
        (
            "in another team",
            "approved",
            1,
            f"0 of 1 approval by eve or web; {WHO}; {NOT} ben is not in eve or web",
        ),
        (
            "none",
            "approved by-90",
            1,
            (
                "0 of 1 approval by eve or web; ben, cleo, dan or eve can approve; the approval "
                "of 90 does not count here: ben and dan claim the account"
            ),
        ),
        (
            "gone from the catalog",
            "approved",
            1,
            (
                "0 of 1 approval by eve or web; ben, cleo, dan or eve can approve; the approval "
                "of 2 does not count here: nobody in the catalog has the account"
            ),
        ),
    ],
)
def test_a_demand_says_who_approved_who_can_and_whose_word_does_not_count(
    part, course, number, sentence
):
    assert sentences(verdict(state(part, course, number))) == [sentence]


@pytest.mark.parametrize("course", ["approved, changes_requested", "approved, dismissed"])
def test_what_approves_no_more_is_told_as_no_approval_that_does_not_count(course):
    found = sentences(verdict(state("author", course)))
    assert found[-1] == f"0 of 1 approval by eve or web; {WHO}"


def test_a_team_of_nobody_says_where_to_name_somebody():
    one = state()
    one["rules"][0]["asks"][0]["require"] = DEMAND | {"from": ["user:nobody"]}
    assert sentences(verdict(one)) == [
        (
            "0 of 1 approval by nobody, but the catalog has nobody there; name more people, or "
            f"a fallback, in policies/approvals.yaml; {NOT} ben is not in nobody"
        )
    ]


def fallback(course, **said):
    one = state("responder", course, **said)
    one["matters"][0]["was"] = {"commander": [], "responders": [], "wrote": []}
    seat = DEMAND | {"from": ["user:ben"], "fallback": ["user:dan"]}
    one["rules"][0]["asks"][0]["require"] = seat
    return one


def test_whoever_took_part_by_the_word_of_the_change_alone_opens_no_fallback():
    assert sentences(verdict(fallback(""))) == [
        (
            "0 of 1 approval by ben; that ben took part is said by others alone; with their "
            "approval dan can approve instead"
        )
    ]
    assert sentences(verdict(fallback("approved"))) == [
        f"0 of 1 approval by ben; dan can approve; {NOT} ben took part"
    ]
    known = fallback("")
    known["matters"][0]["was"]["responders"] = ["user:ben"]
    assert "that ben took part is said by others alone" in sentences(verdict(known))[0]
    known["matters"][0]["was"]["wrote"] = ["user:ben"]
    assert sentences(verdict(known)) == ["0 of 1 approval by ben; dan can approve"]


@pytest.mark.parametrize(
    ("said", "opens"),
    [
        ({"commits": [{"by": ["2"], "emails": []}]}, False),
        ({"commits": [{"by": [None], "emails": ["ben@x"]}]}, False),
        ({"pushers": ["2"]}, True),
        ({"author": "2"}, True),
    ],
)
def test_a_trailer_opens_no_fallback_and_the_host_does(said, opens):
    one = fallback("", **said)
    one["matters"][0]["responders"] = []
    (told,) = {leaf.sentence for leaf in verdict(one).leaves if leaf.code == "WB5201"}
    assert ("dan can approve instead" in told) is not opens
    assert told.endswith("dan can approve") is opens


@pytest.mark.parametrize(
    ("quote", "advice"),
    [
        (Quote("e", "user:ben"), "ben approves it, or whoever wrote it down stands in reported_by"),
        (Quote("e", "user:ben", own=True), "ben approves it"),
        (
            Quote("e", "group:web"),
            "somebody of web approves it, or whoever wrote it down stands in reported_by",
        ),
    ],
)
def test_whoever_is_quoted_is_told_how_to_stand_by_it(quote, advice):
    facts = Facts("github", "main", "tip", "head", Account("github", "1"))
    proposed = Proposed((Matter("x", frozenset(), quotes=(quote,)),))
    found = judge(proposed, facts, policy(state()["rules"]), roster(state()), NOON)
    (leaf,) = (leaf for leaf in found.leaves if leaf.code == "WB5216")
    assert leaf.sentence.endswith(f", who did not bring the change; {advice}")


@pytest.mark.parametrize("by", ["user:ana", "group:ops"])
@pytest.mark.parametrize("reported", [False, True])
def test_whoever_made_the_change_may_speak_for_a_team_of_theirs(by, reported):
    one = state()
    one["teams"]["group:ops"] = {"of": ["user:ana"], "parent": None}
    quote = Quote("e", "user:ben", by) if reported else Quote("e", by)
    proposed = Proposed((Matter("x", frozenset(), quotes=(quote,)),))
    facts = Facts("github", "main", "tip", "head", Account("github", "1"))
    assert judge(proposed, facts, policy(one["rules"]), roster(one), NOON).passes


@pytest.mark.parametrize(
    ("components", "sentence"),
    [
        ([], "record 0 names no component; name the component in its header"),
        (
            ["pay", "gone"],
            "nobody owns gone, pay; name an owner in catalog/, by a change of its own",
        ),
    ],
)
def test_where_nobody_owns_a_component_it_says_what_is_missing(components, sentence):
    one = state(course="")
    one["components"] = {"pay": {"owner": "user:nobody", "tier": None, "risk": None}}
    one["matters"][0]["components"] = components
    one["rules"][0]["asks"][0]["require"] = DEMAND | {"from": ["component_owners"]}
    found = verdict(one)
    assert found.outcome is Outcome.REFUSED
    assert sentences(found) == [f"0 of 1 approval by the owners of its components, but {sentence}"]


@pytest.mark.parametrize(
    ("said", "first"),
    [
        ({"held": True, "conflicts": True}, "Merges without conflict: a.yaml was"),
        ({"held": True, "missing": True}, "All facts are known: a list was cut"),
        ({"missing": True, "shadows": True}, "Nothing stands in for a judge: two CODEOWNERS"),
        ({"held": True}, "Up for a merge: it is a draft"),
    ],
)
def test_the_summary_names_the_worst_condition(said, first):
    assert f" unmet; {first}" in summary(verdict(state(course="", **said)))


def test_a_way_that_is_still_open_is_named_and_not_one_that_is_closed():
    one = state(course="")
    nobody = DEMAND | {"from": ["user:nobody"]}
    one["rules"][0]["asks"][0]["require"] = {"any": [nobody, DEMAND]}
    assert summary(verdict(one)).startswith("2 conditions unmet; Approved by eve or web: 0 of 1")


def test_more_parts_than_there_are_cannot_be_met():
    one = state()
    one["rules"][0]["asks"][0]["require"] = {"at_least": 2, "of": [DEMAND]}
    assert summary(verdict(one)) == (
        "1 condition unmet; Parts enough: 2 of 1 parts are wanted; an owner mends the policy"
    )


def test_an_objection_says_whose_it_is_and_what_it_was_about():
    ask = "asked for changes; only a new review of theirs ends that"
    assert sentences(verdict(state(course="changes_requested", change="appended"))) == [
        f"ben {ask}",
        "nobody is asked",
    ]
    older = verdict(state(course="changes_requested older", change="appended"))
    assert sentences(older)[0] == f"ben {ask} (they judged older)"


@pytest.mark.parametrize(
    ("said", "title", "sentence"),
    [
        ({"held": True}, "Up for a merge", "it is a draft"),
        ({"missing": True}, "All facts are known", "a list was cut"),
        (
            {"rules": None},
            "There is a policy",
            (
                "policies/approvals.yaml is missing or broken on the target branch; an owner "
                "mends it"
            ),
        ),
        (
            {"conflicts": True},
            "Merges without conflict",
            "a.yaml was changed on both sides; bring the branch up to date",
        ),
        ({"shadows": True}, "Nothing stands in for a judge", "two CODEOWNERS"),
        (
            {"overtaken": True},
            "Whoever approves sees all",
            (
                "record 0 was changed on the target branch since this branch left it; merge that "
                "in, so that whoever approves the end sees it"
            ),
        ),
        (
            {"sealed": True},
            "Every record can be read",
            (
                "record 0 is sealed, and no key here opens it; review it where git's setting "
                "wakebook.identity names a key"
            ),
        ),
        ({"findings": True}, "Records are right", "a.yaml:1: is wrong"),
        (
            {"author": None},
            "Everybody behind it is known",
            "who proposed the change is not known; propose it again under a known account",
        ),
        (
            {"pushers": None},
            "Everybody behind it is known",
            (
                "who pushed the commits is not known; judge it again in a minute, or push them "
                "to a new branch"
            ),
        ),
        (
            {"change": "mixed"},
            "Judges or is judged",
            (
                "it changes policies/approvals.yaml, which judges others, and the record "
                "record 0; make two changes of it"
            ),
        ),
    ],
)
def test_each_condition_says_what_is_so_and_who_does_what_next(said, title, sentence):
    held = [leaf for leaf in verdict(state(**said)).leaves if leaf.title == title]
    assert [leaf.sentence for leaf in held] == [sentence]
    assert not held[0].passes


def test_a_mixed_change_names_the_first_of_each():
    proposed = Proposed((Matter("x", frozenset()), Matter("y", frozenset())), ("a", "b"))
    facts = Facts("github", "main", "tip", "head", Account("github", "1"))
    found = judge(proposed, facts, None, roster(state()), NOON)
    assert "it changes a, which judges others, and the record x; make two changes of it" in (
        sentences(found)
    )


def test_a_title_names_what_was_done():
    one = state()
    one["matters"][0]["did"] = ["closed", "audience_widened"]
    assert verdict(one).parts[0].title == "record 0: audience widened, closed"
    governed = verdict(state(change="governed"))
    assert governed.parts[0].title == "What judges others: policies/approvals.yaml"


def test_joined_demands_say_how_they_are_joined():
    one = state()
    owners = DEMAND | {"from": ["component_owners"]}
    one["rules"][0]["asks"][0]["require"] = {
        "all": [
            DEMAND,
            {"any": [owners, DEMAND | {"approvals": 3}]},
            {"at_least": 2, "of": [owners, DEMAND, {"any": [owners]}]},
        ]
    }
    asked = verdict(one).parts[0].parts[0]
    assert asked.outcome is Outcome.WAITING
    assert [part.title for part in asked.parts] == [
        "Approved by eve or web",
        "Together",
        "Together",
        "Different people",
    ]
    assert [part.sentence for part in asked.parts[1:]] == [
        "one of these",
        "at least 2 of these",
        "one person counts once; cleo, dan or eve can approve as well",
    ]
    assert asked.parts[1].parts[0].title == "Approved by the owners of its components"


@pytest.mark.parametrize(
    ("form", "outcome"),
    [
        ({"all": ["met", "waiting", "refused"]}, "refused"),
        ({"all": ["met", "waiting"]}, "waiting"),
        ({"any": ["met", "refused"]}, "met"),
        ({"any": ["waiting", "refused"]}, "waiting"),
        ({"any": ["refused", "refused"]}, "refused"),
        ({"at_least": 2, "of": ["met", "waiting", "refused"]}, "waiting"),
        ({"at_least": 1, "of": ["met", "waiting", "refused"]}, "met"),
        ({"at_least": 3, "of": ["met", "waiting", "refused"]}, "refused"),
        ({"at_least": 4, "of": ["met", "met", "met"]}, "refused"),
        ({"at_least": 2, "of": ["met", "met"]}, "waiting"),
    ],
)
def test_joined_demands_are_as_good_as_the_best_way_to_meet_them(form, outcome):
    seats = {
        "met": DEMAND,
        "waiting": DEMAND | {"from": ["user:cleo"]},
        "refused": DEMAND | {"from": ["user:nobody"]},
    }
    one = state()
    one["rules"][0]["asks"][0]["require"] = {
        key: [seats[word] for word in value] if isinstance(value, list) else value
        for key, value in form.items()
    }
    assert verdict(one).outcome == outcome


def test_long_lists_are_cut_and_counted():
    people = {f"user:p{n}": [str(n + 1)] for n in range(7)}
    teams = {"group:web": {"of": list(people), "parent": None}}
    catalog = roster({"people": people, "emails": {}, "teams": teams, "components": {}})
    seat = DEMAND | {"from": ["group:web"]}
    rules = policy([{"from": "2020-01-01", "owners": seat, "asks": []}])
    commits = tuple(Commit(f"{n:040}", (None,), "x@example.org" * (n < 1)) for n in range(25))
    facts = Facts("github", "main", "tip", "a" * 40, Account("github", "1"), commits)
    errors = tuple(Finding(f"{n}.yaml", 1, 1, f"WB{n}", Level.ERROR, "is wrong") for n in range(22))
    conflicts = tuple(f"{n}.yaml" for n in range(25))
    proposed = Proposed((), ("a", "b", "c", "d", "e"), errors, conflicts)
    found = judge(proposed, facts, rules, catalog, NOON)
    titles = [leaf.title for leaf in found.leaves]
    words = sentences(found)

    assert titles.count("Merges without conflict") == 20
    assert titles.count("Records are right") == 21
    assert next(x for x in found.leaves if x.sentence.startswith("2 more errors;")).code == "WB21"
    assert titles.count("Everybody behind it is known") == 20
    assert any("commit 0000000 is not known (x@example.org); link" in word for word in words)
    assert titles[-1] == "What judges others: a, b, c and 2 more"
    assert words[-1] == "0 of 1 approval by web; p1, p2, p3, p4 or 2 more can approve"


def test_lists_of_just_the_length_are_whole():
    people = {f"user:p{n}": [str(n + 1)] for n in range(6)}
    teams = {"group:web": {"of": list(people), "parent": None}}
    catalog = roster({"people": people, "emails": {}, "teams": teams, "components": {}})
    seat = DEMAND | {"from": ["group:web"]}
    rules = policy([{"from": "2020-01-01", "owners": seat, "asks": []}])
    facts = Facts("github", "main", "tip", "a" * 40, Account("github", "1"))
    errors = tuple(Finding(f"{n}.yaml", 1, 1, "WB1001", Level.ERROR, "is wrong") for n in range(20))
    found = judge(Proposed((), ("a", "b", "c"), errors), facts, rules, catalog, NOON)

    assert [leaf.title for leaf in found.leaves].count("Records are right") == 20
    assert list(found.leaves)[-1].title == "What judges others: a, b, c"
    assert sentences(found)[-1] == "0 of 1 approval by web; p1, p2, p3, p4 or p5 can approve"
    more = judge(Proposed((), ("a", "b", "c", "d"), errors[:1] * 21), facts, rules, catalog, NOON)
    assert "1 more errors; `wakebook check` lists them" in sentences(more)
    assert list(more.leaves)[-1].title == "What judges others: a, b, c and 1 more"


def test_commits_are_told_by_their_first_seven_digits():
    long = "0123456789" * 4
    one = state()
    account = Account("github", "2")
    reviews = (Review("1", account, "approved", long, NOON),)
    facts = Facts("github", "main", "tip", long, Account("github", "1"), reviews=reviews)
    matters = (Matter("x", frozenset({"closed"})),)

    def told(facts):
        return sentences(judge(Proposed(matters), facts, policy(one["rules"]), roster(one), NOON))

    assert told(facts) == ["ben approved 0123456"]
    other = replace(facts, head="a" * 40)
    assert told(other)[0].endswith("ben approved 0123456, which is not what would be merged")
    asks = replace(reviews[0], state="changes_requested")
    assert told(replace(other, reviews=(asks,)))[0].endswith("(they judged 0123456)")


@pytest.mark.parametrize(
    ("outcomes", "outcome"),
    [
        ("", "not-needed"),
        ("not-needed", "not-needed"),
        ("met not-needed", "met"),
        ("met waiting", "waiting"),
        ("waiting unknown met", "unknown"),
        ("waiting unknown refused", "refused"),
    ],
)
def test_conditions_together_are_as_bad_as_the_worst(outcomes, outcome):
    words = [Outcome(word) for word in outcomes.split()]
    assert together(words) == outcome
    parts = tuple(Verdict(word, "x") for word in words)
    whole = all_of("all", parts, "a sentence")
    assert (whole.outcome, whole.title, whole.sentence) == (outcome, "all", "a sentence")
    assert whole.passes == (outcome in ("met", "not-needed"))
    assert whole.unmet == tuple(p for p in whole.leaves if p.outcome not in ("met", "not-needed"))


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({}, ["the host said nothing"]),
        ({"missing": ("reviews were cut short",)}, ["reviews were cut short"]),
        ({"missing": ("a is gone", "b is gone")}, ["a is gone", "b is gone"]),
    ],
)
def test_what_could_not_be_read_at_all_is_unknown_and_says_why(facts, told):
    found = undecided(Facts("github", "main", "0" * 40, "1" * 40, None, **facts))
    assert found.outcome is Outcome.UNKNOWN
    assert [leaf.sentence for leaf in found.leaves] == told
