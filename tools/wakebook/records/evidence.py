"""The branch ``wakebook/evidence``: one file a statement, only ever added, one commit a statement.

It is read and written as objects of git alone, and moved only forward from where it was read, so
that of two writers one sees the other's statement and follows it. With a remote, the remote's
branch is what counts, and a statement is there when the remote has taken it.
"""

from collections.abc import Iterator
from typing import NamedTuple

from wakebook.model.gate.statement import Begun, Statement, digest, number_in, read
from wakebook.records.git import Git, GitError
from wakebook.records.merge import NOBODY
from wakebook.records.planted import blob_of, with_file
from wakebook.records.tree import GitTree

BRANCH = "refs/heads/wakebook/evidence"
SHORT = "wakebook/evidence"
README = """# Evidence

Each file below `statements/` says what passed the gate of this repository: which records and files,
by the ids of their content; by which policy and catalog; who approved (`approvals`), and which of
these approvals counted for what (`verdict`); and the SHA-256 of the statement before it. The files
are in-toto Statements, written as canonical JSON.

Nothing here is ever changed or removed. `wakebook audit verify` holds it against the main branch;
`wakebook audit export` makes a bundle that can be verified without Wakebook.
"""
_UNBEGUN = f"there is no branch {SHORT} here; fetch it, or `wakebook audit begin` begins it"
_TRIES = 20
_PATIENCE = 60.0


class Stated(NamedTuple):
    """A file of the branch; ``statement`` is a sentence where there is none in it."""

    path: str
    number: int
    raw: bytes
    statement: Statement | str

    @property
    def digest(self) -> str:
        """SHA-256 of its bytes."""
        return digest(self.raw)


class Chain(NamedTuple):
    """All statements by number, and what is wrong with them: a place and a sentence each."""

    commit: str
    stated: tuple[Stated, ...]
    faults: tuple[tuple[str, str], ...]

    @property
    def statements(self) -> Iterator[tuple[Stated, Statement]]:
        """Those that can be read."""
        for each in self.stated:
            if isinstance(each.statement, Statement):
                yield each, each.statement


class UnbegunError(GitError):
    """There is no evidence yet."""


def known(git: Git) -> str | None:
    """The commit of the branch that is known here: its own, or, if that is newer, the remote's."""
    here, remote = tip(git), git.remote()
    if remote is None:
        return here
    asked = ("rev-parse", "--verify", "--quiet", f"refs/remotes/{remote}/{SHORT}")
    there = git.run(*asked, good=(0, 1)).decode().strip() or None
    if here is None or (there is not None and holds(git, there, here)):
        return there
    return here


def tip(git: Git, remote: str | None = None) -> str | None:
    """The commit that the branch is at, here or on a remote; None where it has not begun."""
    if remote is None:
        asked = ("rev-parse", "--verify", "--quiet", "--end-of-options", BRANCH)
        return git.run(*asked, good=(0, 1)).decode().strip() or None
    told = git.run("ls-remote", "--end-of-options", remote, BRANCH, patience=_PATIENCE)
    rows = (row.split("\t") for row in told.decode("utf-8", "replace").splitlines())
    found = next((commit for commit, ref in rows if ref == BRANCH), None)
    if found is not None:
        aside = ("--quiet", "--no-tags", "--no-write-fetch-head", "--refmap=")
        git.run("fetch", *aside, remote, BRANCH, patience=_PATIENCE)
    return found


def remotes_with_it(git: Git) -> list[str]:
    """The remotes that had the branch when they were last fetched."""
    listed = git.run("for-each-ref", "--format=%(refname)", "refs/remotes").decode(
        "utf-8", "replace"
    )
    ends = ("refs/remotes/", f"/{SHORT}")
    return [
        ref.removeprefix(ends[0]).removesuffix(ends[1])
        for ref in listed.splitlines()
        if ref.endswith(ends[1])
    ]


def chain(git: Git) -> Chain:
    """The chain as the branch holds it, by what is known of it here.

    Raises UnbegunError where there is no branch, GitError where an object is missing or damaged.
    """
    commit = known(git)
    if commit is None:
        raise UnbegunError(_UNBEGUN)
    stated = tuple(_stated(git, commit))
    faults = [*_linked(stated), *_only_grown(git, commit)]
    return Chain(commit, stated, tuple(faults))


def _stated(git: Git, commit: str) -> Iterator[Stated]:
    tree = GitTree(git.folder, commit)
    for number, path in _places(tree):
        raw = tree.read(path)
        yield Stated(path, number, raw, read(raw))


def _places(tree: GitTree) -> list[tuple[int, str]]:
    """Every statement's number and file, in order."""
    return sorted(
        (number, file.path)
        for file in tree.files(["statements"])
        if (number := number_in(file.path)) is not None
    )


def _linked(stated: tuple[Stated, ...]) -> Iterator[tuple[str, str]]:
    """What is wrong with the place of each statement, or with how it binds the one before."""
    previous: str | None = None
    for expected, each in enumerate(stated, 1):
        fault = _fault(each, expected, previous)
        if fault is not None:
            yield f"{SHORT}:{each.path}", fault
        previous = each.digest


def _fault(each: Stated, expected: int, previous: str | None) -> str | None:
    said = each.statement
    if isinstance(said, str):
        return said
    if isinstance(said.predicate, Begun) != (expected == 1):
        return "is no beginning and stands first, or is one and stands later"
    if (each.number, said.predicate.number) != (expected, expected):
        return f"stands where statement {expected} belongs; one is gone or was moved"
    if said.path != each.path:
        return f"says of itself that it is {said.path}"
    if said.predicate.previous != previous:
        return "does not bind the statement before it: one of the two was altered"
    return None


def _only_grown(git: Git, commit: str) -> Iterator[tuple[str, str]]:
    """Whether every commit of the branch has only added statements."""
    for row in git.run("rev-list", "--min-parents=2", commit).decode().split():
        yield SHORT, f"commit {row[:12]} merges two lines of it; it may only be moved forward"
    asked = ("log", "-z", "--no-renames", "--diff-filter=a", "--name-only", "--format=")
    touched = git.run(*asked, commit, "--", "statements", "README.md").decode("utf-8", "replace")
    sentence = "was changed or removed after it was written; get it back from its first commit"
    for path in sorted({path.strip() for path in touched.split("\0")} - {""}):
        yield f"{SHORT}:{path}", sentence


def holds(git: Git, commit: str, trusted: str) -> bool:
    """Whether a commit is another one or has it in its history."""
    try:
        known = git.commit(trusted)
        return git.run("merge-base", known, commit).decode().strip() == known
    except GitError:
        return False


def append(git: Git, statement: Statement, remote: str | None = None) -> Stated:
    """Write a statement behind the last one, whoever else is writing, and return it as written.

    Where the last one says the same already, that one is returned: a merge that is tried again is
    told of once. The first one has to begin the evidence. Raises UnbegunError where none has begun,
    GitError where the branch cannot be moved or the last statement cannot be read.
    """
    for _ in range(_TRIES):
        at = tip(git, remote)
        last = None if at is None else _last(git, at)
        if last and isinstance(last.statement, Statement) and last.statement.repeats(statement):
            return last
        stated = _behind(last, statement)
        commit = _committed(git, at, stated)
        if _moved(git, at, commit, remote):
            return stated
    raise _restless("a statement was written")


def put_beside(git: Git, path: str, raw: bytes, remote: str | None = None) -> None:
    """Write a file of another folder than the statements' onto the branch, as one commit.

    A path that is there already is left as it is. Raises UnbegunError where no evidence has begun,
    GitError where the branch cannot be moved.
    """
    for _ in range(_TRIES):
        at = tip(git, remote)
        if at is None:
            raise UnbegunError(_UNBEGUN)
        if GitTree(git.folder, at).exists(path):
            return
        tree = git.run("rev-parse", f"{at}^{{tree}}").decode().strip()
        tree = with_file(git, tree, path.split("/"), blob_of(git, raw))
        words = ("commit-tree", tree, "-p", at, "-m", f"Remember {path}")
        if _moved(git, at, git.run(*NOBODY, *words).decode().strip(), remote):
            return
    raise _restless(f"{path} was written")


def _restless(what: str) -> GitError:
    return GitError(f"{SHORT} moved {_TRIES} times while {what}; try again")


def _last(git: Git, at: str) -> Stated:
    tree = GitTree(git.folder, at)
    places = _places(tree)
    if not places:
        raise GitError(
            f"{SHORT} holds no statement: somebody else made it; an administrator mends it"
        )
    number, path = places[-1]
    raw = tree.read(path)
    return Stated(path, number, raw, read(raw))


def _behind(last: Stated | None, statement: Statement) -> Stated:
    begins = isinstance(statement.predicate, Begun)
    if last is None and not begins:
        raise UnbegunError(_UNBEGUN)
    if last is not None and begins:
        raise GitError(f"{SHORT} was begun already; evidence goes on from there")
    if last is not None:
        statement = statement.linked(last.number + 1, last.digest)
    return Stated(statement.path, statement.predicate.number, statement.raw, statement)


def _committed(git: Git, last: str | None, stated: Stated) -> str:
    tree = None if last is None else git.run("rev-parse", f"{last}^{{tree}}").decode().strip()
    tree = with_file(git, tree, stated.path.split("/"), blob_of(git, stated.raw))
    if last is None:
        tree = with_file(git, tree, ["README.md"], blob_of(git, README.encode()))
    parents = () if last is None else ("-p", last)
    words = ("commit-tree", tree, *parents, "-m", f"Statement {stated.number}")
    return git.run(*NOBODY, *words).decode().strip()


def _moved(git: Git, old: str | None, commit: str, remote: str | None) -> bool:
    """Move the branch from where it was read; False where somebody else moved it first."""
    try:
        if remote is None:
            git.run("update-ref", BRANCH, commit, old or "")
        else:
            git.run("push", "--quiet", remote, f"{commit}:{BRANCH}", patience=_PATIENCE)
    except GitError:
        now = tip(git, remote)
        if now == old and remote is not None:
            sentence = f"{remote} took no statement; whoever merges has to be let push to {SHORT}"
            raise GitError(sentence) from None
        if now == old:
            raise
        return now == commit
    return True
