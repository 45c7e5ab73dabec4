"""Who brought the commits to GitHub: everybody who could have put something in, nobody else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wakebook.adapters.github.pushed import pushers
from wakebook.adapters.github.rows import ActivityRow, UserRow


def who(host, number=1):
    found = host.facts(number).pushers
    return None if found is None else [account.login for account in found]


@pytest.mark.usefixtures("pull")
def test_everybody_who_pushed_to_the_branch_counts(github, host, ana, ben, eve):
    github.push("topic", {"a.md": "B\n"}, by=ben)
    github.push("topic", {"a.md": "C\n"}, by=eve)
    assert who(host) == ["eve", "ben", "ana"]
    assert github.asked("GET", "/activity$")[0].query["ref"] == "refs/heads/topic"
    assert ana.login == "ana"


@pytest.mark.usefixtures("pull")
def test_pushes_to_other_branches_do_not_count(github, host, eve):
    github.push("topic-2", {"z.md": "Z\n"}, by=eve)
    assert who(host) == ["ana"]


@pytest.mark.usefixtures("pull")
def test_who_updates_the_branch_pushed_it(github, host, pull, ben):
    github.push("main", {"b.md": "B\n"}, by=ben)
    github.update_branch(pull, ben)
    assert who(host) == ["ben", "ana"]


def test_a_forced_push_does_not_hide_who_pushed_what_it_keeps(github, host, pull, ben, eve):
    kept = github.push("topic", {"b.md": "B\n"}, by=ben)
    github.push("topic", {"c.md": "C\n"}, by=eve)
    github.push("topic", {"d.md": "D\n"}, by=eve)
    last = github.commit(kept, {"e.md": "E\n"}, pull.by)
    github.push("topic", by=pull.by, commit=last)
    assert {c.people[0].login for c in host.facts(1).commits} == {"ana", "ben"}
    assert set(who(host)) == {"ana", "ben", "eve"}


def test_an_older_branch_of_the_same_name_does_not_count(github, host, ana, ben, eve):
    github.push("main", {"README.md": "Records\n"}, by=ana)
    github.push("patch-1", {"z.md": "Z\n"}, by=eve)
    github.move("patch-1", None, eve)
    github.push("patch-1", {"a.md": "A\n"}, by=ben)
    github.pull("patch-1", by=ben)
    assert who(host) == ["ben"]


def test_a_branch_that_was_restored_keeps_who_pushed_it(github, host, pull, ben):
    head = github.head(pull)
    github.move("topic", None, ben)
    github.push("topic", by=ben, commit=head)
    assert who(host) == ["ben", "ana"]


def test_a_long_lived_branch_is_read_no_further_than_the_pull_request_goes(
    github, host, ana, ben, eve
):
    github.push("main", {"README.md": "Records\n"}, by=ana)
    github.push("develop", {"z.md": "Z\n"}, by=eve)
    github.merge(github.pull("develop", by=eve), ana, "merge", "Merge")
    github.push("develop", {"a.md": "A\n"}, by=ben)
    github.pull("develop", by=ben)
    github.page_size = 1
    assert who(host, 2) == ["ben"]
    assert len(github.asked("GET", "/activity$")) == 1


def test_a_forks_pushers_are_asked_of_the_fork(github, host, ana, eve):
    github.push("main", {"README.md": "Records\n"}, by=ana)
    github.push("topic", {"z.md": "Z\n"}, by=eve, owner="eve")
    github.push("topic", {"a.md": "A\n"}, by=ana)
    github.pull("topic", by=eve, owner="eve")
    assert who(host) == ["eve"]
    assert github.asked("GET", "/activity$")[0].path == "/repos/eve/records/activity"


@pytest.mark.parametrize("kept", [0, 1])
def test_where_github_does_not_tell_nobody_is_named(github, host, pull, kept):
    github.push("topic", {"a.md": "B\n"}, by=pull.by)
    ours = [a for a in github.activities if a.ref == "refs/heads/topic"]
    github.activities = ours[2 - kept :]
    facts = host.facts(1)
    assert facts.pushers is None
    assert facts.missing == (), "it stops what needs an approval, and no line at 3 a.m."


def test_a_pusher_whose_account_was_deleted_is_not_known(github, host, pull):
    github.push("topic", {"a.md": "B\n"}, by=None, author=pull.by)
    assert host.facts(1).pushers is None


_USERS = [UserRow(id=n, login=f"user-{n}", type="User") for n in range(4)]


@given(st.data())
def test_whoever_first_pushed_a_commit_that_is_merged_is_always_named(data):
    """Pushes to one branch at random, forced or not: the commits' first pushers are all found."""
    lines: list[list[str]] = [["base"]]
    pushes, first = [], {}
    for number in range(data.draw(st.integers(1, 8))):
        by = data.draw(st.sampled_from(_USERS))
        before = lines[-1]
        forced = number > 0 and data.draw(st.booleans())
        keep = data.draw(st.integers(1, len(before))) if forced else len(before)
        after = [*before[:keep], f"commit-{number}"]
        kind = "branch_creation" if number == 0 else "push"
        kind = "force_push" if keep < len(before) else kind
        old = "0" * 40 if number == 0 else before[-1]
        pushes.insert(
            0,
            ActivityRow(before=old, after=after[-1], activity_type=kind, actor=by),
        )
        first[after[-1]] = by.account
        lines.append(after)
    merged = set(lines[-1]) - {"base"}
    found = pushers(iter(pushes), lines[-1][-1], merged)
    assert found is not None
    assert {first[commit] for commit in merged} <= set(found)
