"""What git tells of a change's commits and of its merge."""

import pytest

from wakebook.records.commits import commits_between
from wakebook.records.git import Git, GitError
from wakebook.records.merge import Merged, merged


@pytest.fixture
def forked(small):
    """A repository with one commit on main behind the place where the branch ``change`` begins."""
    small.git("switch", "--quiet", "-c", "change")
    small.git("switch", "--quiet", "main")
    small.write("main.txt", "1\n")
    small.commit("On main")
    small.git("switch", "--quiet", "change")
    return small


def test_the_commits_of_a_change_carry_everybody_once(forked):
    start = forked.git("rev-parse", "HEAD").strip()
    forked.git("config", "user.email", "ben@shop.example")
    message = "Two\n\nWith another.\n\nco-authored-by:  Cleo <cleo@shop.example >\n"
    message += "Co-Authored-By: Ana <ana@shop.example>\nCo-authored-by: nobody\n"
    one = forked.commit("One\n\nBy Ana <not@shop.example>\n")
    forked.git("commit", "--quiet", "--allow-empty", "-m", message, "--author", "B <b@x.example>")
    two = forked.git("rev-parse", "HEAD").strip()
    forked.git("merge", "--quiet", "--no-ff", "-m", "Three", "main")
    three, main = (forked.git("rev-parse", rev).strip() for rev in ("HEAD", "main"))

    assert [tuple(commit) for commit in commits_between(Git(forked.root), "main", "HEAD")] == [
        (three, (two, main), ("ana@shop.example",), "ana@shop.example"),
        (
            two,
            (one,),
            ("b@x.example", "ana@shop.example", "cleo@shop.example"),
            "ana@shop.example",
        ),
        (one, (start,), ("ana@shop.example",), "ana@shop.example"),
    ]
    assert commits_between(Git(forked.root), "HEAD", "HEAD") == ()


def test_a_merge_is_a_commit_on_both_that_moves_nothing(forked, monkeypatch):
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.delenv(f"GIT_{who}_NAME")
        monkeypatch.delenv(f"GIT_{who}_EMAIL")
    for key in ("user.name", "user.email"):
        forked.git("config", "--unset", key)
    forked.write("change.txt", "2\n")
    forked.git("add", "--all")
    forked.git("-c", "user.name=A", "-c", "user.email=a@x.example", "commit", "-qm", "On it")
    tip, head = (forked.git("rev-parse", rev).strip() for rev in ("main", "change"))
    made = merged(Git(forked.root), tip, head)

    assert made.conflicts == ()
    assert forked.git("rev-parse", f"{made.commit}^@").split() == [tip, head]
    names = forked.git("ls-tree", "--name-only", made.commit).split()
    assert {"main.txt", "change.txt"} <= set(names)
    assert forked.git("rev-parse", "main", "change").split() == [tip, head]


def test_paths_that_do_not_merge_are_named_once_each(forked):
    forked.write("main.txt", "other\n")
    forked.write("wakebook.yaml", "format: 1\n")
    head = forked.commit("Other")

    assert merged(Git(forked.root), "main", head) == Merged(None, ("main.txt",))


def test_what_cannot_be_merged_is_an_error_that_knows_of_a_shallow_clone(forked, tmp_path):
    tree = forked.git("rev-parse", "HEAD^{tree}").strip()
    alone = forked.git("commit-tree", tree, "-m", "Alone").strip()
    with pytest.raises(GitError, match=r"unrelated histories$"):
        merged(Git(forked.root), "main", alone)

    forked.commit("More")
    cut = tmp_path / "cut"
    url = forked.root.as_uri()
    forked.git("clone", "--quiet", "--depth=1", "--no-single-branch", url, str(cut))
    with pytest.raises(GitError, match=r"this clone is shallow: git fetch --unshallow$"):
        merged(Git(cut), "origin/main", "origin/change")
