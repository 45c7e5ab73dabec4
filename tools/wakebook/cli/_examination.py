"""What the doctor examines here: files, branches, and the hook of a git server."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from shlex import split

from wakebook.adapters.git_server.push import Server
from wakebook.cli._hook_files import folder, ours
from wakebook.cli._host import on_github
from wakebook.flows.doctor.examination import of_host, unheld, without_host, worst_first
from wakebook.flows.doctor.policy import policy
from wakebook.flows.doctor.server import ServerSettings, server
from wakebook.flows.doctor.upkeep import OBJECTS, evidence, owners
from wakebook.flows.doctor.workflows import files, workflows
from wakebook.flows.inspection import Inspection
from wakebook.model.gate.host import HostSettings
from wakebook.model.gate.reading import Level, Reading
from wakebook.model.gate.steps import Step, set_in
from wakebook.records.evidence import BRANCH, SHORT
from wakebook.records.git import Git, GitError
from wakebook.records.library import Opened
from wakebook.records.tree import GitTree, Tree, WorkTree, unreadable


def examined(root: Path, host: HostSettings | None, more: Sequence[Reading] = ()) -> list[Reading]:
    """Every reading of a host, as far as it was asked, and of what lies here; the worst first.

    Where nothing here can be judged, that alone is told.
    """
    git = Git(root)
    unread = unreadable(git)
    if unread is not None:
        return [OBJECTS.broken(unread)]
    asked = bool(more) or host is not None
    if git.bare() and not asked:
        return worst_first(_of_server(root, git))
    return worst_first([*more, *_of_clone(root, git, host, asked=asked)])


def _of_server(root: Path, git: Git) -> Iterator[Reading]:
    """A git server: its hook begins the evidence itself, and workflows and GitHub mean nothing."""
    settings = _server(root, git)
    yield from server(settings)
    if settings.tip:
        inspection = Inspection(Opened(GitTree(root, "HEAD"), scope=[]), [])
        yield from policy(inspection, ("key",), Level.BROKEN)


def _of_clone(root: Path, git: Git, host: HostSettings | None, *, asked: bool) -> Iterator[Reading]:
    tree: Tree = GitTree(root, "HEAD") if git.bare() else WorkTree(root)
    found, remote = files(tree), git.remote()
    if host is not None:
        yield from of_host(host, found)
    elif not asked:
        yield without_host(remote, on_github(git))
    if host is not None or found:
        yield from workflows(found, host.branch if host else git.default_branch())
    hosts = ("github",) if asked else ("github", "key")
    inspection = Inspection(Opened(tree, scope=[]), [])
    judged_by = policy(inspection, hosts, unheld(host, remote, asked=asked))
    yield from judged_by if host is None else set_in(Step.PEOPLE, judged_by)
    yield from owners(tree, host.codeowners if host else None)
    if host is None and found:
        yield evidence(_begun(git) or (None if asked or remote else False), remote)


def _begun(git: Git) -> bool:
    """Whether there is evidence here, or where it was fetched from."""
    remote = git.remote()
    refs = [BRANCH] if remote is None else [BRANCH, f"refs/remotes/{remote}/{SHORT}"]
    return any(_has(git, ref) for ref in refs)


def _has(git: Git, revision: str) -> bool:
    try:
        return bool(git.commit(revision))
    except GitError:
        return False


def _server(root: Path, git: Git) -> ServerSettings:
    there = Server.at(root)
    file = folder(git) / "pre-receive"
    foreign = file.exists() and not ours(file)
    another = foreign and "wakebook" in file.read_text("utf-8", "replace")
    return ServerSettings(
        branch=there.branch,
        tip=there.tip is not None,
        hook="" if another else _obstacle(file, foreign=foreign),
        another=another,
        keeps_branches=_on(git, "receive.denyDeletes"),
        keeps_history=_on(git, "receive.denyNonFastForwards"),
        checks_objects=_on(git, "transfer.fsckObjects") or _on(git, "receive.fsckObjects"),
    )


def _obstacle(file: Path, *, foreign: bool) -> str:
    """What keeps git from calling Wakebook, or nothing."""
    if not file.exists():
        return "there is none: whoever may push moves the branch"
    if foreign:
        return "somebody else's, which does not call Wakebook"
    if not os.access(file, os.X_OK):
        return "it may not be executed, so that git passes over it"
    called = _called(file)
    if not os.access(called, os.X_OK):
        return f"{called or 'what it calls'} is not there to be called: every push is refused"
    return ""


def _called(file: Path) -> str:
    """The program that a hook of ours hands over to; empty where somebody spoilt the line."""
    last = file.read_text("utf-8", "replace").splitlines()[-1]
    try:
        exec_, program, *_ = split(last)
    except ValueError:
        return ""
    return program if exec_ == "exec" else ""


def _on(git: Git, name: str) -> bool:
    told = git.run("config", "--type=bool", "--default=false", "--get", name)
    return told.strip() == b"true"
