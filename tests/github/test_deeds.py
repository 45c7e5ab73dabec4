"""What the gate writes to GitHub: once, whatever becomes of the answer, and never over others."""

import itertools

import pytest
from tests.github.fake.faults import dropped, refusal, secondary_limit, server_error, silence

from wakebook.adapters.github.errors import LostError, RefusedError
from wakebook.adapters.github.gateway import CONTEXT, MARKER

BROKEN = [
    dropped(applied=True),
    dropped(),
    silence(applied=True),
    silence(),
    server_error(502, applied=True),
    server_error(502),
    secondary_limit(5),
]


@pytest.fixture
def head(github, pull):
    return github.head(pull)


# Statuses


def test_a_status_says_all_that_it_was_given(github, host, head, gate):
    host.set_status(head, "failure", "One review is missing.", "https://shop.example/why")
    (status,) = github.statuses
    assert (status.commit, status.by, status.context) == (head, gate, "wakebook/gate")
    assert (status.state, status.description) == ("failure", "One review is missing.")
    assert status.url == "https://shop.example/why"


def test_a_status_that_is_so_already_is_not_posted_again(github, host, head):
    for state in ("pending", "pending", "success", "success", "pending"):
        host.set_status(head, state, "Judged.")
    assert [s.state for s in github.statuses] == ["pending", "success", "pending"]


def test_a_long_description_is_cut_where_github_would_refuse_it(github, host, head):
    host.set_status(head, "pending", "x" * 500)
    host.set_status(head, "pending", "x" * 500)
    assert [s.description for s in github.statuses] == ["x" * 139 + "…"]


def test_a_strangers_status_of_the_same_words_is_covered(github, host, head, connected, eve):
    stranger = connected(github.token(eve))
    stranger.set_status(head, "success", "Judged.")
    host.set_status(head, "success", "Judged.")
    assert [s.by.login for s in github.statuses] == ["eve", "gate"]


@pytest.mark.parametrize("fault", BROKEN)
def test_a_status_is_posted_once_under_each_fault(github, facing, head, fault):
    github.fail("POST", "/statuses/", fault)
    facing(fault).set_status(head, "success", "Judged.")
    assert len(github.statuses) == 1
    assert github.statuses[0].context == CONTEXT
    assert len(github.effects) == 1


def test_a_status_that_stays_lost_is_said_to_be_unknown(github, host, head):
    github.fail("POST", "/statuses/", *[dropped()] * 9)
    with pytest.raises(LostError, match="whether it was carried out is not known"):
        host.set_status(head, "success", "Judged.")
    assert len(github.asked("POST")) == 4
    assert github.statuses == []


def test_a_status_for_no_commit_is_refused_in_githubs_words(host, pull):
    assert pull.number
    with pytest.raises(RefusedError, match="No commit found for SHA") as found:
        host.set_status("0" * 40, "success", "Judged.")
    assert found.value.status == 422


# The comment


def test_there_is_one_comment_and_it_is_updated_in_place(github, host, pull, gate):
    github.comment(pull, github.user("zoe"), "Looks good")
    host.comment(1, "Two reviews are missing.")
    host.comment(1, "One review is missing.")
    host.comment(1, "One review is missing.")
    ours = [c for c in github.comments if c.by is gate]
    assert [c.body for c in ours] == [f"{MARKER}\nOne review is missing."]
    assert github.effects == ["comment on 1", "comment on 1 updated"]


def test_a_strangers_comment_with_our_marker_is_left_alone(github, host, pull, eve, gate):
    forged = github.comment(pull, eve, f"{MARKER}\nAll conditions are met.")
    deleted = github.comment(pull, None, f"{MARKER}\nAll conditions are met.")
    host.comment(1, "One review is missing.")
    assert forged.body == deleted.body == f"{MARKER}\nAll conditions are met."
    assert [c.by for c in github.comments] == [eve, None, gate]


def test_our_own_other_comments_are_left_alone(github, host, pull, gate):
    other = github.comment(pull, gate, f"Quoted: {MARKER}")
    host.comment(1, "One review is missing.")
    assert other.body == f"Quoted: {MARKER}"
    assert len(github.comments) == 2


def test_our_comment_is_found_behind_pages_of_others(github, host, pull):
    github.page_size = 2
    zoe = github.user("zoe")
    for _ in range(5):
        github.comment(pull, zoe, "Me too")
    host.comment(1, "First")
    host.comment(1, "Second")
    assert [c.body for c in github.comments[5:]] == [f"{MARKER}\nSecond"]


@pytest.mark.variants(3, every=3)
@pytest.mark.parametrize("fault", BROKEN)
@pytest.mark.parametrize("method", ["POST", "PATCH"])
@pytest.mark.usefixtures("pull")
def test_a_comment_is_written_once_under_each_fault(github, facing, method, fault):
    host = facing(fault)
    if method == "PATCH":
        host.comment(1, "Before")
    github.fail(method, "/comments", fault)
    host.comment(1, "Judged")
    assert [c.body for c in github.comments] == [f"{MARKER}\nJudged"]
    assert len([e for e in github.journal if e.effect and e.method == method]) == 1


# The merge


@pytest.mark.parametrize("method", ["merge", "squash"])
def test_a_merge_is_made_at_the_head_that_was_judged(github, host, pull, head, method):
    made = host.merge(1, head, method, "Close 2026-11-26-x", "Approved by ben.")
    assert made == pull.merged == github.tip("main")
    commit = github.git._git[made]
    assert commit.message == "Close 2026-11-26-x\n\nApproved by ben."
    assert (len(commit.parent_ids) == 2) is (method == "merge")


def test_a_head_that_moved_is_not_merged(github, host, pull, head, ana):
    github.push("topic", {"a.md": "B\n"}, by=ana)
    with pytest.raises(RefusedError, match=f"its head is no longer {head[:12]}; judge it again"):
        host.merge(1, head)
    assert pull.merged is None


def test_a_head_that_moves_between_look_and_merge_is_not_merged(github, host, pull, head, ana):
    def push_before_the_merge(method, path):
        if (method, path[-6:]) == ("PUT", "/merge"):
            github.push("topic", {"a.md": "B\n"}, by=ana)

    github.next_fault = push_before_the_merge
    with pytest.raises(RefusedError, match="its head is no longer"):
        host.merge(1, head)
    assert github.asked("PUT")[0].status == 409
    assert pull.merged is None


@pytest.mark.parametrize("fault", BROKEN)
def test_a_merge_is_made_once_under_each_fault(github, facing, pull, head, fault):
    before = github.tip("main")
    github.fail("PUT", "/merge$", fault)
    made = facing(fault).merge(1, head)
    assert github.effects == ["merged 1"]
    assert made == pull.merged == github.tip("main")
    assert str(github.git._git[made].parent_ids[0]) == before


def test_what_is_merged_already_is_left_as_it_is(github, host, head):
    assert host.merge(1, head) == host.merge(1, head)
    assert len(github.asked("PUT")) == 1


def test_what_was_merged_at_another_head_is_not_taken_for_ours(github, host, pull, head, ana):
    github.push("topic", {"a.md": "B\n"}, by=ana)
    github.merge(pull, ana, "merge", "Merge")
    with pytest.raises(RefusedError, match="its head is no longer"):
        host.merge(1, head)
    assert github.asked("PUT") == []


def test_a_rule_that_forbids_the_merge_is_told(github, host, pull, head):
    github.merge_refusal = "Repository rule violations found\n\nCannot update this protected ref."
    with pytest.raises(RefusedError, match="Repository rule violations found") as found:
        host.merge(1, head)
    assert found.value.status == 405
    assert "\n" not in str(found.value)
    assert pull.merged is None


# Writes in general


def test_writes_are_a_second_apart(github, host, head):
    for state in ("pending", "failure", "success"):
        host.set_status(head, state, "Judged.")
    host.comment(1, "Judged")
    host.merge(1, head)
    times = [e.at for e in github.journal if e.method != "GET"]
    assert len(times) == 5
    assert all(after - before >= 1 for before, after in itertools.pairwise(times))


def test_reading_waits_for_nothing(github, host, pull):
    assert host.facts(pull.number).missing == ()
    assert github.clock.slept == []


def test_a_token_that_may_not_write_is_refused_once(github, connected, gate, head):
    host = connected(github.token(gate, writes=False))
    with pytest.raises(RefusedError, match="the token lacks a permission that this needs"):
        host.set_status(head, "success", "Judged.")
    assert len(github.asked("POST")) == 1


def test_a_workflows_own_token_knows_its_own_comment(github, connected, pull):
    """A workflow's token may not ask who it is."""
    host = connected(github.token(github.users["github-actions[bot]"]))
    host.comment(1, "First")
    host.comment(1, "Second")
    assert [c.body for c in github.comments] == [f"{MARKER}\nSecond"]
    assert pull.number == 1
    assert len(github.asked("GET", "/users/github-actions")) == 1


def test_a_lookup_that_fails_writes_nothing(github, host, head):
    github.fail("GET", "/statuses$", refusal(404))
    with pytest.raises(RefusedError):
        host.set_status(head, "success", "Judged.")
    assert github.asked("POST") == []
