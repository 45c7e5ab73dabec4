"""What the doctor examines here: files, branches, and the hook of a git server."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from shlex import split

from wakebook.adapters.git_server.push import Server
from wakebook.cli._hook_files import folder, ours
from wakebook.flows.doctor.examination import of_files, of_host, without_host, worst_first
from wakebook.flows.doctor.server import ServerSettings, server
from wakebook.flows.doctor.upkeep import evidence
from wakebook.flows.doctor.workflows import files
from wakebook.flows.inspection import Inspection
from wakebook.model.gate.host import HostSettings
from wakebook.model.gate.reading import Reading
from wakebook.records.evidence import BRANCH, SHORT
from wakebook.records.git import Git, GitError
from wakebook.records.library import Opened
from wakebook.records.tree import GitTree, Tree, WorkTree


def examined(root: Path, host: HostSettings | None, more: Sequence[Reading] = ()) -> list[Reading]:
    """Every reading of a host, as far as it was asked, and of what lies here; the worst first."""
    return worst_first([*more, *_readings(root, host, asked=bool(more) or host is not None)])


def _readings(root: Path, host: HostSettings | None, *, asked: bool) -> Iterator[Reading]:
    git = Git(root)
    bare = git.bare()
    if bare:
        settings = _server(root, git)
        yield from server(settings)
        if not settings.tip:
            return
    elif not asked:
        yield without_host(git.remote())
    tree: Tree = GitTree(root, "HEAD") if bare else WorkTree(root)
    found = files(tree)
    if host is not None:
        yield from of_host(host, found)
    hosts = ("github",) if asked else ("key",) if bare else ("github", "key")
    inspection = Inspection(Opened(tree, scope=[]), [])
    yield from of_files(inspection, found, host, hosts)
    if host is not None:
        yield evidence(host.evidence)
    elif found:
        yield evidence(_begun(git) or (None if asked else False))


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
