"""A proposed change as one commit on a branch of ours, which people may merge or let lie."""

from collections.abc import Mapping

from wakebook.records.git import Git, GitError
from wakebook.records.merge import NOBODY
from wakebook.records.planted import blob_of, with_file
from wakebook.records.splice import insert_key, set_value
from wakebook.records.yaml import read_any

SHORT = "wakebook/follow-up"
BRANCH = f"refs/heads/{SHORT}"
TRAILER = "Wakebook-Proposal"
_PATIENCE = 60.0


def edited(raw: bytes, fields: Mapping[str, object]) -> bytes:
    """A record of one mapping with these fields set and every other byte as it was.

    Raises ValueError where it cannot be read, or a value fits no record.
    """
    for key, value in fields.items():
        documents = read_any(raw.decode())
        known = isinstance(documents, list) and key in dict(documents[0])  # type: ignore[arg-type]
        raw = set_value(raw, (key,), value) if known else insert_key(raw, (), key, value)  # type: ignore[arg-type]
    return raw


def propose(
    git: Git, base: str, edits: Mapping[str, Mapping[str, object]], key: str, remote: str
) -> bool:
    """Let the branch on a remote hold these edits on top of ``base``; False where it does already.

    ``key`` stands for the edits. Raises GitError where the branch cannot be moved, or holds the
    work of somebody else, which is never overwritten.
    """
    there = _there(git, remote)
    if there is not None:
        told = git.run("log", "-z", "--format=%B", there, "--not", base, "--").decode()
        if f"{TRAILER}: {key}" in told and _still_fits(git, there, base, edits):
            return False
        if any(TRAILER not in message for message in told.split("\0") if message.strip()):
            raise GitError(f"{SHORT} holds somebody's own commits; merge it or remove it first")
    commit = _commit(git, base, edits, key)
    lease = f"--force-with-lease={BRANCH}:{there or ''}"
    git.run("push", "--quiet", lease, remote, f"{commit}:{BRANCH}", patience=_PATIENCE)
    return True


def _there(git: Git, remote: str) -> str | None:
    told = git.run("ls-remote", "--end-of-options", remote, BRANCH, patience=_PATIENCE)
    found = told.decode("utf-8", "replace").partition("\t")[0].strip() or None
    if found is not None:
        aside = ("--quiet", "--no-tags", "--no-write-fetch-head", "--refmap=")
        git.run("fetch", *aside, remote, BRANCH, patience=_PATIENCE)
    return found


def _still_fits(git: Git, there: str, base: str, edits: Mapping[str, object]) -> bool:
    """Whether the base's files are as they were when the branch was made."""
    begun = git.run("merge-base", there, base).decode().strip()
    return not git.run("diff", "--name-only", begun, base, "--", *edits)


def _commit(git: Git, base: str, edits: Mapping[str, Mapping[str, object]], key: str) -> str:
    tree = git.run("rev-parse", f"{base}^{{tree}}").decode().strip()
    for path, fields in edits.items():
        whole = f"{git.prefix()}{path}"
        raw = git.run("cat-file", "blob", f"{base}:{whole}")
        try:
            blob = blob_of(git, edited(raw, fields))
        except ValueError as error:
            raise GitError(f"{path} cannot be edited: {error}") from None
        tree = with_file(git, tree, whole.split("/"), blob)
    lines = [
        f"- {path}: {', '.join(f'{k} {v}' for k, v in f.items())}" for path, f in edits.items()
    ]
    message = "\n".join(["Say what the forge says of actions", "", *lines, "", f"{TRAILER}: {key}"])
    words = ("commit-tree", tree, "-p", base, "-m", message)
    return git.run(*NOBODY, *words).decode().strip()
