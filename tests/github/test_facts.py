"""The facts of a pull request: whole, in few calls, and honest about what is missing."""

import pytest
from tests.github.fake.faults import (
    cut_list,
    dropped,
    empty_object,
    foreign_link,
    garbled,
    refusal,
    server_error,
    silence,
    slow_drip,
)

from wakebook.model.gate.facts import Account

pytestmark = pytest.mark.usefixtures("pull")
ANA = Account("github", "11", "ana")


def test_a_pull_request_is_known_whole_in_five_calls(github, host, pull, ben):
    review = github.review(pull, ben)
    facts = host.facts(1)
    assert len(github.journal) == 5
    assert (facts.host, facts.number, facts.target) == ("github", 1, "main")
    assert (facts.tip, facts.head) == (github.tip("main"), github.head(pull))
    assert facts.author == ANA
    assert facts.author.login == "ana"
    assert [(c.id, c.people) for c in facts.commits] == [(facts.head, (ANA,))]
    assert facts.pushers == (ANA,)
    assert [(r.id, r.by.id, r.state, r.commit) for r in facts.reviews] == [
        (str(review.id), "12", "approved", facts.head)
    ]
    assert (facts.missing, facts.held) == ((), None)


def test_the_tip_is_the_branch_as_it_is_now_not_as_it_was(github, host, pull, ben):
    github.push("main", {"b.md": "B\n"}, by=ben)
    assert pull.base_commit != github.tip("main") == host.facts(1).tip


@pytest.mark.parametrize("size", [1, 2, 100])
def test_the_size_of_a_page_changes_nothing(github, host, pull, ben, size):
    for text in "abcd":
        github.push("topic", {"a.md": text}, by=(pull.by, ben)[text in "bd"])
        github.review(pull, ben, "COMMENTED")
    whole = host.facts(1)
    github.page_size = size
    paged = host.facts(1)
    assert paged == whole
    assert len(paged.commits) == 5
    assert [a.login for a in paged.pushers] == ["ben", "ana"]


def test_the_order_of_a_list_of_reviews_changes_nothing(github, host, pull, ben, eve):
    for by, state in [(ben, "APPROVED"), (eve, "CHANGES_REQUESTED"), (ben, "DISMISSED")]:
        github.review(pull, by, state)
        github.clock.sleep(5)
    in_order = host.facts(1)
    pull.reviews.reverse()
    assert host.facts(1) == in_order
    assert [r.state for r in in_order.reviews] == ["approved", "changes_requested", "dismissed"]


def test_a_review_belongs_to_the_commit_that_was_looked_at(github, host, pull, ana, ben):
    judged = github.head(pull)
    github.review(pull, ben)
    github.push("topic", {"a.md": "B\n"}, by=ana)
    facts = host.facts(1)
    assert facts.reviews[0].commit == judged != facts.head


def test_a_review_that_was_not_handed_in_is_none(github, host, pull, ben):
    github.review(pull, ben, "PENDING")
    facts = host.facts(1)
    assert (facts.reviews, facts.missing) == ((), ())


def test_reviews_of_deleted_accounts_stay_and_are_nobodys(github, host, pull, ben, eve):
    github.review(pull, ben)
    github.review(pull, eve, "CHANGES_REQUESTED")
    github.forget(ben)
    github.forget(eve)
    first, second = host.facts(1).reviews
    assert (first.state, second.state) == ("approved", "changes_requested")
    assert str(first.by) == "a deleted account"
    assert not first.by.id.isdigit()
    assert first.by != second.by


def test_a_bot_is_told_from_a_person_of_a_like_name(github, host, pull):
    github.review(pull, github.user("helper[bot]", type="Bot"))
    github.review(pull, github.user("helper-bot"))
    github.review(pull, github.user("shop", type="Organization"))
    github.review(pull, github.user("odd[bot]"))
    assert [r.by.bot for r in host.facts(1).reviews] == [True, False, True, True]


def test_a_review_of_an_unknown_kind_is_said(github, host, pull, ben):
    github.review(pull, ben, "LUKEWARM")
    facts = host.facts(1)
    assert facts.reviews == ()
    assert "LUKEWARM" in facts.missing[0]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"draft": True}, "is a draft"),
        ({"state": "closed"}, "is closed"),
        ({"base": "release"}, "goes to release; change its target to main"),
    ],
)
def test_what_is_not_up_for_a_merge_is_held(github, host, pull, change, words):
    github.push("release", {"r.md": "R\n"}, by=pull.by)
    for name, value in change.items():
        setattr(pull, name, value)
    facts = host.facts(1)
    assert words in facts.held
    assert facts.missing == ()


def test_a_merged_pull_request_is_held(github, host, pull, ben):
    github.merge(pull, ben, "merge", "Merge")
    assert host.facts(1).held == "pull request 1 is merged"


def test_more_commits_than_github_lists_are_missing(github, host, pull, ana):
    commit = github.head(pull)
    for number in range(251):
        commit = github.commit(commit, {"a.md": str(number)}, ana)
    github.push("topic", by=ana, commit=commit)
    facts = host.facts(1)
    assert len(facts.commits) == 250
    assert "lists 250 of the 252 commits" in facts.missing[0]
    assert len(github.asked("GET", "/commits$")) == 3


def test_a_list_of_commits_that_was_cut_is_missing(github, host, ana):
    github.push("topic", {"a.md": "B\n"}, by=ana)
    github.fail("GET", "/commits$", cut_list())
    assert "lists 1 of the 2 commits" in host.facts(1).missing[0]


def test_a_list_of_reviews_that_ends_before_its_last_page_is_missing(github, host, pull, ben):
    github.page_size = 1
    for _ in range(3):
        github.review(pull, ben, "COMMENTED")
    github.fail("GET", "/reviews$", foreign_link())
    facts = host.facts(1)
    assert facts.reviews == ()
    assert "next page lies at 127.0.0.1:9" in facts.missing[0]


def test_a_cut_second_page_is_noticed_by_what_the_first_one_promised(github, host, pull, ben):
    github.page_size = 1
    for _ in range(4):
        github.review(pull, ben, "COMMENTED")

    def cut_the_second(method, path):
        pages = [e for e in github.asked(method, "/reviews$") if e.query.get("page") == "2"]
        return cut_list() if path.endswith("/reviews") and pages else None

    github.next_fault = cut_the_second
    facts = host.facts(1)
    assert facts.reviews == ()
    assert "gave 2 of 4 pages" in facts.missing[0]


@pytest.mark.variants(5, every=3)
@pytest.mark.parametrize("where", ["/pulls/1$", "/ref/", "/commits$", "/reviews$", "/activity$"])
@pytest.mark.parametrize("fault", [garbled(), empty_object(), refusal(404), server_error(500)])
def test_whatever_fails_is_said_and_nothing_is_raised(github, host, pull, where, fault):
    github.review(pull, github.user("ben"))
    github.fail("GET", where, *[fault] * 4)
    facts = host.facts(1)
    assert len(facts.missing) == 1
    assert "could not be read" in facts.missing[0]
    assert "Traceback" not in facts.missing[0]


@pytest.mark.parametrize("fault", [silence(), slow_drip(), dropped()])
def test_an_answer_that_does_not_come_in_time_is_said(github, facing, fault):
    github.fail("GET", "/reviews$", *[fault] * 4)
    facts = facing(fault).facts(1)
    assert len(facts.missing) == 1
    assert "its reviews could not be read" in facts.missing[0]
    assert len(github.asked("GET", "/reviews$")) == (4 if fault.deed == "drop" else 2)


def test_a_host_that_is_down_is_not_asked_for_the_rest(github, host):
    github.fail("GET", "/pulls/1$", *[server_error(503)] * 4)
    facts = host.facts(1)
    assert len(github.journal) == 4
    assert facts.head == ""
    assert facts.missing[0].endswith("nothing more was asked")


def test_no_such_pull_request(host, pull):
    assert pull.number == 1
    assert "there is no such thing" in host.facts(2).missing[0]


def test_a_head_that_moves_while_it_is_read_is_missing(github, host, ana):
    answered = github.next_fault

    def push_after_the_pull(method, path):
        if path.endswith("/commits"):
            github.push("topic", commit=github.commit(github.tip("main"), {"z": "Z"}, ana), by=ana)
        return answered(method, path)

    github.next_fault = push_after_the_pull
    facts = host.facts(1)
    assert any("was pushed to meanwhile" in sentence for sentence in facts.missing)


def test_a_pull_request_of_a_deleted_account_is_a_ghosts(github, host, ana):
    github.forget(ana)
    facts = host.facts(1)
    assert facts.author.login == "ghost"
    assert facts.missing == ()
    assert facts.commits[0].people == (None,)
    assert facts.pushers == (ANA,)


def test_a_thing_that_did_not_change_is_not_sent_again(github, host, pull, ana):
    first = host.facts(1)
    assert host.facts(1) == first
    again = github.journal[5:]
    assert [e.status for e in again if e.path.endswith(("/1", "/main"))] == [304, 304]
    github.push("topic", {"a.md": "B\n"}, by=ana)
    assert host.facts(1).head == github.head(pull) != first.head


def test_a_review_behind_a_full_page_that_stayed_the_same_is_seen(github, host, pull, ben, eve):
    github.page_size = 1
    github.review(pull, ben)
    assert len(host.facts(1).reviews) == 1
    github.review(pull, eve, "CHANGES_REQUESTED")
    assert len(host.facts(1).reviews) == 2


def test_a_verdict_on_fifty_files_takes_fifteen_calls_at_most(github, host, pull, ana, ben):
    github.push("topic", {f"incidents/{n}.yaml": "a: b\n" for n in range(50)}, by=ana)
    github.review(pull, ben)
    facts = host.facts(1)
    host.set_status(facts.head, "success", "All conditions are met.")
    host.comment(1, "All conditions are met.")
    assert len(github.journal) == 9
    host.merge(1, facts.head)
    assert len(github.journal) == 11
    assert pull.merged == github.tip("main")


def test_a_list_without_an_end_is_not_read_for_ever(github, host, pull, monkeypatch):
    monkeypatch.setattr("wakebook.adapters.github.wire._MOST_PAGES", 3)
    github.page_size = 1
    for _ in range(3):
        github.review(pull, github.users["ana"], "COMMENTED")
    assert host.facts(1).missing == ()
    github.review(pull, github.users["ana"], "COMMENTED")
    assert "has more than 3 pages" in host.facts(1).missing[0]


def test_an_answer_without_an_end_is_not_kept_in_memory(host, monkeypatch):
    monkeypatch.setattr("wakebook.adapters.github.wire._MOST_BYTES", 1000)
    assert "is longer than 1000 bytes" in host.facts(1).missing[0]
