"""Records are read from the work tree and from any revision, with the same result."""

import stat
import subprocess
import sys

import pytest

from wakebook.records.git import Git, GitError
from wakebook.records.library import Opened
from wakebook.records.tree import FOLDERS, SETTINGS, GitTree, WorkTree, blob_id, find_root

pytestmark = pytest.mark.daily(3)


def values(opened):
    library = opened.library
    cases = {i: opened.case(i) for i in opened.shelf.cases}
    shared = (library.catalog, dict(library.policies), library.runbooks, library.problems)
    return opened.settings, shared, cases, opened.findings


def test_a_revision_reads_as_the_work_tree_does(small):
    assert values(Opened(WorkTree(small.root))) == values(Opened(GitTree(small.root, "HEAD")))


def test_a_bare_clone_reads_as_the_work_tree_does(small, tmp_path):
    small.git("clone", "--quiet", "--bare", str(small.root), str(tmp_path / "bare"))
    bare = Opened(GitTree(tmp_path / "bare", "main"))
    assert values(bare) == values(Opened(WorkTree(small.root)))


def test_a_folder_outside_of_git_reads_as_the_work_tree_does(small, tmp_path):
    plain = tmp_path / "plain"
    small.git("worktree", "add", "--quiet", "--detach", str(plain))
    (plain / ".git").unlink()
    assert values(Opened(WorkTree(plain))) == values(Opened(WorkTree(small.root)))


def test_an_old_revision_is_read_as_it_was(small):
    before = values(Opened(WorkTree(small.root)))
    incident = next((small.root / "incidents").rglob("incident.yaml"))
    incident.unlink()
    small.commit("Remove one")
    assert values(Opened(GitTree(small.root, "HEAD~1"))) == before
    assert values(Opened(GitTree(small.root, "HEAD"))) != before


def test_a_scope_reads_only_what_it_names_and_finds_the_rest_when_asked(small):
    names = sorted(Opened(WorkTree(small.root)).shelf.cases)
    scoped = Opened(WorkTree(small.root), [names[0]])
    assert list(scoped.shelf.cases) == [names[0]]
    assert names[1] in scoped.library.incidents
    assert "2001-01-01-never-was" not in scoped.library.incidents


def test_changed_untracked_removed_and_ignored_files_are_told_apart(small):
    small.write(".gitignore", "*.swp\n")
    small.commit()
    small.write("policies/.severity.yaml.swp", "x")
    small.write("runbooks/new.md", "x")
    (small.root / "wakebook.yaml").write_bytes(b"format: 1\n")
    gone = next((small.root / "problems").glob("*.yaml"))
    gone.unlink()
    files = {f.path: f for f in WorkTree(small.root).files([SETTINGS, *FOLDERS])}
    assert files["runbooks/new.md"].id is None
    assert files["wakebook.yaml"].id is None
    assert files["policies/severity.yaml"].id is not None
    assert gone.relative_to(small.root).as_posix() not in files
    assert not any(path.endswith(".swp") for path in files)


def test_a_few_files_are_found_without_the_index_as_well(small):
    def modes(*, few: bool) -> dict[str, int]:
        files = WorkTree(small.root).files([SETTINGS, *FOLDERS], few=few)
        return {file.path.rstrip("/"): file.mode for file in files}

    inner = small.root / "problems" / "inner"
    inner.mkdir()
    small.git("init", "--quiet", str(inner))
    small.git("-C", str(inner), "commit", "--quiet", "--allow-empty", "-m", "Begin")
    small.write("runbooks/new.md", "x")
    (small.root / "runbooks/link.md").symlink_to("new.md")
    assert modes(few=True) == modes(few=False)
    assert stat.S_ISDIR(modes(few=True)["problems/inner"])
    small.write("incidents/2026/note.txt", "forced")
    small.write("incidents/2026/other.txt", "ignored")
    small.write("incidents/2026/.gitignore", "*.txt\n")
    small.git("add", "--force", "incidents/2026/note.txt")
    assert modes(few=True) == modes(few=False)
    assert "incidents/2026/other.txt" not in modes(few=True)


def test_the_ids_of_git_are_those_of_the_bytes(small):
    tree = WorkTree(small.root)
    for file in tree.files([SETTINGS, *FOLDERS]):
        assert file.id == blob_id(tree.read(file.path))


def test_a_link_is_never_followed(small):
    (small.root / "runbooks" / "link.md").symlink_to("/etc/hostname")
    with pytest.raises(OSError, match="link"):
        WorkTree(small.root).read("runbooks/link.md")


def test_a_snapshot_stands_for_the_files_and_ends_with_the_first_difference(small):
    tree = WorkTree(small.root)
    assert tree.snapshot() == GitTree(small.root, "HEAD").snapshot()
    small.write("problems/other.yaml", "x")
    assert tree.snapshot() is None


def test_what_git_cannot_read_is_an_error_with_the_path(small):
    tree = GitTree(small.root, "HEAD")
    path = "wakebook.yaml"
    blob = small.git("rev-parse", f"HEAD:{path}").strip()
    small.loose(blob).write_bytes(b"not an object")
    with pytest.raises(GitError, match=path):
        tree.read(path)


@pytest.mark.parametrize("revision", ["no-such", "--output=x", "", "HEAD~99"])
def test_what_is_no_revision_is_refused(small, revision):
    with pytest.raises(GitError):
        Git(small.root).commit(revision)


def test_the_repository_is_found_from_a_folder_inside(small, tmp_path):
    inside = next((small.root / "incidents").rglob("timeline"))
    assert find_root(inside) == small.root.resolve()
    assert find_root(tmp_path) is None


@pytest.mark.parametrize("linked", ["incidents", "incidents/2026/2026-10-05-payments-latency"])
def test_what_lies_behind_a_linked_folder_is_neither_read_nor_written(
    small, tmp_path, wakebook, linked
):
    outside = tmp_path / "outside"
    (small.root / linked).rename(outside)
    (small.root / linked).symlink_to(outside)
    before = {p: p.read_bytes() for p in outside.rglob("*") if p.is_file()}
    files = [f.path for f in WorkTree(small.root).files([SETTINGS, *FOLDERS])]
    assert linked in files
    assert not [path for path in files if path.startswith(f"{linked}/")]
    for paths in ([], [linked], ["incidents/2026/2026-10-05-payments-latency"]):
        ran = wakebook("check", *paths, cwd=small)
        assert (ran.code, "WB0001" in ran.stdout) == (1, True)
    wakebook("new", "Something else", "--slug", "other", cwd=small)
    wakebook("log", "--incident", "payments-latency", "x", cwd=small)
    wakebook("fmt", cwd=small)
    assert {p: p.read_bytes() for p in outside.rglob("*") if p.is_file()} == before


def test_a_push_that_waits_in_quarantine_is_read_by_a_hook(small, tmp_path):
    bare = tmp_path / "bare.git"
    small.git("clone", "--quiet", "--bare", str(small.root), str(bare))
    hook = bare / "hooks" / "pre-receive"
    hook.parent.mkdir()
    hook.write_text(
        f"#!/bin/sh\nread old new ref\nexec {sys.executable} -m wakebook check --rev $new\n"
    )
    hook.chmod(0o755)
    small.write("wakebook.yaml", "format: 1\nzone: Mars/Olympus\n")
    bad = small.commit("Move to Mars")
    done = subprocess.run(
        ["git", "push", str(bare), "main"],
        cwd=small.root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "wakebook.yaml:2:7: error" in done.stderr, done.stderr
    with pytest.raises(GitError):
        Git(bare).commit(bad)


def test_what_stands_in_the_place_of_a_commit_is_not_read(small):
    head = small.git("rev-parse", "HEAD").strip()
    before = values(Opened(GitTree(small.root, head)))
    small.write("catalog/people.yaml", "")
    small.git("replace", head, small.commit("Send everybody away"))
    assert values(Opened(GitTree(small.root, head))) == before


@pytest.fixture
def deep(small):
    """The small shop with evidence below 1,200 folders; what tidies up later cannot go there."""
    (incident, *_) = sorted((small.root / "incidents").glob("*/*"))
    top = f"{incident.relative_to(small.root)}/evidence"
    blob = small.git("rev-parse", "HEAD:wakebook.yaml").strip()
    path = f"{top}/{'a/' * 1_200}x.txt"
    small.git("update-index", "--add", "--cacheinfo", f"100644,{blob},{path}")
    small.git("commit", "--quiet", "-m", "Go deep")
    small.git("checkout-index", "--all")
    yield small
    subprocess.run(["rm", "-rf", str(small.root / top)], check=True)


@pytest.mark.variants(2)
@pytest.mark.parametrize(
    "arguments",
    [
        ("check",),
        ("check", "incidents"),
        ("check", "--rev", "HEAD"),
        ("check", "--base", "HEAD~1"),
        ("check", "incidents/2026", "--base", "HEAD~1"),
    ],
)
def test_a_tree_that_is_too_deep_is_told_of_once(deep, wakebook, arguments):
    ran = wakebook(*arguments, cwd=deep)
    assert ran.code == 1, ran.stderr
    assert ran.stdout.count("WB0002 has a path of ") == 1


@pytest.mark.parametrize("in_git", [True, False])
def test_a_tree_that_is_too_deep_hides_nothing(deep, wakebook, in_git):
    incident = min(path.name for path in (deep.root / "incidents").glob("*/*"))
    if not in_git:
        (deep.root / ".git").rename(deep.root / "git.old")
    assert "WB0002" in wakebook("check", cwd=deep).stdout
    assert incident in wakebook("show", incident, cwd=deep).stdout
    assert incident in wakebook("list", cwd=deep).stdout


@pytest.mark.thorough
@pytest.mark.parametrize(
    "arguments",
    [("policy", "replay"), ("fix",), ("publish", "--audience", "staff"), ("audit", "begin")],
)
def test_a_tree_that_is_too_deep_ends_no_command(deep, wakebook, arguments):
    ran = wakebook(*arguments, cwd=deep)
    assert ran.code in (0, 1), ran.stderr
