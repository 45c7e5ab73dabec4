"""``wakebook publish``: the knowledge base as a folder of pages."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from wakebook.cli._publication import Published, Source
    from wakebook.model.base import Audience
    from wakebook.records.git import Git

HELP = "publish the knowledge base to build/site, or the status site to build/status"
_PACKAGES = ("cbor2", "jinja2", "markdown", "markdown_it", "material", "mkdocs", "nh3", "pagefind")
_FEW = 5
_FROM_THE_COMMIT = ("incidents", "policies", "catalog", "wakebook.yaml")
"""What a status site takes from a commit; the pages' templates and words lie in the work tree."""
STATUS_PACKAGES = ("babel", "icalendar", "jinja2", "nh3")
EXAMPLES = """examples:
  wakebook publish                         for staff, from the work tree
  wakebook publish --audience public --rev origin/main --to public
  wakebook publish status                  for the public, from the last commit
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument(
        "site", nargs="?", choices=("knowledge", "status"), default="knowledge", help="which site"
    )
    parser.add_argument(
        "--audience",
        choices=("public", "staff", "restricted"),
        help="who may read the pages: staff, and of the status site the public",
    )
    parser.add_argument("--rev", metavar="REV", help="publish this revision, not the work tree")
    parser.add_argument(
        "--to", metavar="DIR", default="build", help="folder for docs/, site/ and status/ (build)"
    )
    parser.add_argument(
        "--copy", metavar="DIR", help="copy the status site there, for a host that follows no links"
    )


def run(arguments: argparse.Namespace) -> int:
    """Publish and say what was done."""
    from wakebook.cli._repository import root_of
    from wakebook.cli._terminal import say
    from wakebook.render.safe import safe
    from wakebook.render.words import counted

    if arguments.site == "status":
        need_packages(STATUS_PACKAGES)
        return _publish_status(arguments)
    need_packages()
    from wakebook.cli._place import folder_for
    from wakebook.flows.leaks import LeakError

    root = root_of(arguments, arguments.rev)
    build = folder_for(root / arguments.to, root)
    try:
        done = publish(root, arguments.audience or "staff", build, arguments.rev)
    except LeakError as error:
        say(f"nothing was published: {error}")
        return 1
    gone = f", {done.removed} removed" if done.removed else ""
    short = f", {counted(done.unreadable, 'record')} missing" if done.unreadable else ""
    made = f"{done.pages} pages, {done.changed} made"
    sys.stdout.write(f"{made}{gone}{short}: {safe(str(done.folder))}\n")
    _warn(done.copied)
    return tell(done, listed=arguments.audience != "public")


def _publish_status(arguments: argparse.Namespace) -> int:
    """Publish the status site of a commit; 1 where a record could not be read."""
    from wakebook.cli._clock import now
    from wakebook.cli._missing import tell_missing
    from wakebook.cli._place import demand_no_file, folder_for
    from wakebook.cli._repository import root_of
    from wakebook.cli._status_publication import OlderError, StatusPublication
    from wakebook.cli._terminal import say
    from wakebook.flows.leaks import LeakError
    from wakebook.records.git import Git
    from wakebook.records.published import claim_empty
    from wakebook.render.safe import safe

    root = root_of(arguments, arguments.rev or "HEAD")
    commit = Git(root).commit(arguments.rev or "HEAD")
    folder = folder_for(root / arguments.to, root) / "status"
    claim_empty(folder.parent, root)
    publication = StatusPublication(root, commit, arguments.audience or "public", folder)
    try:
        if arguments.copy is not None:
            demand_no_file(root / arguments.copy, "--copy")
            publication.demand_copy(root / arguments.copy)
            folder_for(root / arguments.copy, root, "--copy")
        done = publication.publish(now())
        if arguments.copy is not None:
            publication.copy(root / arguments.copy)
    except OlderError as error:
        say(f"nothing was published: {error}")
        return 0
    except LeakError as error:
        say(f"nothing was published: {error}")
        return 1
    if arguments.rev is None:
        _tell_left_out(Git(root))
    gone = f", {done.removed} removed" if done.removed else ""
    sys.stdout.write(f"{done.files} files, {done.changed} made{gone}: {safe(str(done.folder))}\n")
    _warn(done.copied)
    if done.waits:
        for_whom = ", ".join(sorted({part for row in done.waits for part in row.split(", ")}))
        count = "1 text waits" if len(done.waits) == 1 else f"{len(done.waits)} texts wait"
        say(f"{count} for {for_whom}; see: wakebook release")
    return tell_missing(done.broken, publication.audience)


def _warn(copied: Sequence[str]) -> None:
    """Say what was published that repeats a restricted text; a few tell enough."""
    from wakebook.cli._terminal import say

    for sentence in copied[:_FEW]:
        say(f"look at this: {sentence}")
    if len(copied) > _FEW:
        say(f"so do {len(copied) - _FEW} more texts")


def _tell_left_out(git: "Git") -> None:
    """Say which changes are not shown, since no commit holds them; no record is named."""
    from wakebook.cli._terminal import say
    from wakebook.records.git import GitError

    try:
        paths = git.uncommitted(_FROM_THE_COMMIT)
    except GitError:
        return  # a bare repository
    if paths:
        count = "1 change that is" if len(paths) == 1 else f"{len(paths)} changes that are"
        where = ", ".join(sorted({path.partition("/")[0] for path in paths}))
        say(f"left out: {count} not committed ({where}); `git status` shows more")


def need_packages(names: Sequence[str] = _PACKAGES) -> None:
    """Raise OSError with the next step where a package of the extra ``site`` is missing."""
    from importlib.util import find_spec

    if any(find_spec(name) is None for name in names):
        raise OSError("the site needs more packages: pip install 'wakebook[site]'")


def tell(done: "Published", *, listed: bool = True) -> int:
    """Say on stderr what could not be read; 1 if there was anything, else 0.

    What is not ``listed`` is only counted: a log of publishing for the public names no record of
    which nobody knows for whom it is.
    """
    from wakebook.render.safe import safe
    from wakebook.render.words import counted

    for finding in done.broken if listed else ():
        place = f"{safe(finding.path)}:{finding.line}"
        sys.stderr.write(f"{place}: {finding.code} {safe(finding.message)}\n")
    if not done.unreadable:
        return 0
    records = counted(done.unreadable, "record")
    sys.stderr.write(f"not published: {records} that cannot be read; run `wakebook check`\n")
    return 1


def publish(root: Path, audience: str, build: Path, revision: str | None = None) -> "Published":
    """Read a tree and publish it; raises OSError or GitError where that cannot be done."""
    from datetime import UTC, datetime

    from wakebook.cli._publication import Publication
    from wakebook.cli._repository import tree_of
    from wakebook.records.library import Opened

    tree = tree_of(root, revision)
    publication = Publication(root, cast("Audience", audience), build)
    return publication.publish(
        Opened(tree, keys=False), _built_from(root, revision), datetime.now(UTC)
    )


def _built_from(root: Path, revision: str | None) -> "Source":
    """The commit that the pages show, with a plus sign where the work tree differs from it."""
    from wakebook.cli._clock import time_of
    from wakebook.cli._publication import Source
    from wakebook.records.git import Git, GitError

    git = Git(root)
    try:
        commit = git.commit(revision or "HEAD")
        clean = revision is not None or not git.run("status", "--porcelain").strip()
    except GitError:
        return Source("files not yet committed" if git.inside() else "a folder without git", None)
    try:
        committed = time_of(git, commit)
    except GitError:
        committed = None  # whoever wrote the commit may have written any number there
    return Source(commit[:12] if clean else f"{commit[:12]}+", committed)
