"""What commands that write records share: the opened repository, who writes, and how it is kept."""

import argparse
import os
import secrets
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

from wakebook.cli._exits import UsageError
from wakebook.cli._repository import root_of, tree_of
from wakebook.cli._terminal import say
from wakebook.flows.saying.speaker import Named, external, named
from wakebook.flows.saying.words import stem_behind
from wakebook.model.finding import Level
from wakebook.model.incident import Incident
from wakebook.model.library import Library
from wakebook.model.roster import Roster
from wakebook.records.git import DeclinedError, Git, GitError
from wakebook.records.library import Opened
from wakebook.records.tree import WorkTree

_PATIENCE = (0.1, 0.3, 0.6, 1.0)
"""Seconds between tries while another git command holds the index."""


_PUSH = 60.0
"""Seconds that a remote may take before the line is left to be pushed later."""
_INCIDENTS = "incidents/"
_CATALOG = "catalog/"


class Desk:
    """One repository at one moment, and the person at the keyboard."""

    def __init__(self, arguments: argparse.Namespace) -> None:
        self.arguments = arguments
        self.revision: str | None = getattr(arguments, "rev", None)
        self.root: Path = root_of(arguments, self.revision)
        self.git = Git(self.root)
        self.now = datetime.now(UTC)

    @cached_property
    def opened(self) -> Opened:
        """The work tree, or the revision that was asked for."""
        return Opened(tree_of(self.root, self.revision))

    @property
    def library(self) -> Library:
        """Everything that the work tree holds."""
        return self.opened.library

    def incident(self, incident: str) -> Incident | None:
        """An incident, as far as its files can be read."""
        return self.opened.case(incident).incident

    @cached_property
    def actor(self) -> Named:
        """Who runs the command: ``WAKEBOOK_USER``, else the author that git knows."""
        chosen = os.environ.get("WAKEBOOK_USER")
        if chosen:
            return named(self.library.catalog, chosen)
        name, email = self._author()
        found = Roster(self.library.catalog).by_email(email)
        return Named(found, known=True) if found else external(name)

    def _author(self) -> tuple[str, str]:
        try:
            ident = os.fsdecode(self.git.run("var", "GIT_AUTHOR_IDENT"))
        except GitError:
            return os.environ.get("USER", "somebody"), ""
        name, _, rest = ident.partition(" <")
        return name, rest.partition(">")[0]

    def stem(self, *incidents: str) -> str:
        """A name for a new log file: the UTC time of recording and four random letters.

        Within one second a later file of the incidents has the later name.
        """
        from wakebook.records.unended import last_recorded

        for incident in incidents:
            self.demand_here(incident)
        last = max((last_recorded(self.opened, each) for each in incidents), default="")
        while True:
            stem = stem_behind(last, datetime.now(UTC), secrets.randbelow(0x10000))
            if stem is not None:
                return stem
            time.sleep(0.1)

    def demand_here(self, incident: str) -> None:
        """Raise UsageError for an incident that lies in a repository beside this one."""
        if incident in self.opened.elsewhere:
            sentence = f"{incident} lies in another repository, and is written to there: wakebook"
            raise UsageError(f"{sentence} -C ITS-FOLDER ...")

    def concerns(self) -> list[str]:
        """What is worth a word to whoever reads or writes here: files left out or not committed."""
        found = []
        missed = [
            each
            for each in self.opened.shelf.findings
            if each.level is Level.ERROR and each.path.startswith(_INCIDENTS)
        ]
        if missed:
            why = f"{missed[0].path} {missed[0].message}"
            found.append(f"{_files(missed)} left out: {why}; `wakebook check` shows all")
        locked = sum(bool(case.locked) for case in self.opened.shelf.cases.values())
        if locked:
            one = "1 record is sealed, and no key here opens it"
            many = f"{locked} records are sealed, and no key here opens them"
            found.append(f"{one if locked == 1 else many}; left out")
        loose = self._uncommitted()
        if loose:
            folders = self._folders()
            how = f"git add {folders} && git commit -m 'Log' -- {folders}"
            found.append(f"{_files(loose)} not committed yet, such as {loose[0]}; to do so: {how}")
        return found

    def _folders(self) -> str:
        """The folders whose files belong into one commit: an import adds to the catalog as well."""
        tree = self.opened.tree
        beside = isinstance(tree, WorkTree) and any(p.startswith(_CATALOG) for p in tree.unclean)
        return f"{_INCIDENTS} {_CATALOG}" if beside else _INCIDENTS

    def _uncommitted(self) -> list[str]:
        """Files below ``incidents/`` that no commit holds as they are."""
        tree = self.opened.tree
        if not isinstance(tree, WorkTree):
            return []
        try:
            found = {*tree.unclean, *self.git.staged_since_head([_INCIDENTS])}
        except GitError:
            return []
        return sorted(path for path in found if _is_record(path))

    def keep(self, paths: Sequence[str], message: str) -> bool:
        """Commit the paths as the options say; whether the work is as safe as was asked for."""
        from wakebook.cli._sealing import on_disk

        arguments = self.arguments
        paths = on_disk(self.root, paths)
        if not arguments.commit:
            return True
        if not self.git.inside():
            say("not committed: this folder is not under git")
            return True
        try:
            self._committed(paths, message)
        except GitError as error:
            say(f"saved, but not committed: {error}")
            if "identity" in str(error):
                say('tell git who you are: git config user.name "..." and git config user.email')
            say(f"commit it with: git add {' '.join(paths)} && git commit -m '{message}'")
            return False
        if self.git.branch() is None:
            say("committed on no branch (detached HEAD), where it gets lost from view;")
            say("keep it with: git switch --create NAME")
        return self._pushed() if arguments.push else True

    def _committed(self, paths: Sequence[str], message: str) -> None:
        from wakebook.records.write import commit

        for pause in _PATIENCE:
            try:
                return commit(self.git, paths, message)
            except GitError as error:
                if ".lock" not in str(error):
                    raise
                time.sleep(pause)
        return commit(self.git, paths, message)

    def _pushed(self) -> bool:
        """Whether the commit was pushed; where it was not, the way to do it is said."""
        if sys.stderr.isatty():
            say("pushing; Ctrl-C leaves it committed here")
        try:
            self._push()
        except DeclinedError as error:
            say(f"committed here, but not pushed: {error}")
            say("`wakebook review` says whom it waits for")
            return False
        except GitError as error:
            say(f"committed here, but not pushed: {error}")
            say(self._way_to_push())
            return False
        return True

    def _push(self) -> None:
        """Push, if need be behind what others pushed meanwhile; raises GitError."""
        try:
            self.git.run("push", "--quiet", patience=_PUSH)
        except GitError:
            branch = self.git.branch()
            if self.git.remote() is None or branch is None or not self.git.upstream(branch):
                raise
            before = self.git.commit("HEAD")
            self.git.run("pull", "--rebase", "--autostash", "--quiet", patience=_PUSH)
            if self.git.commit("HEAD") == before:
                raise
            self.git.run("push", "--quiet", patience=_PUSH)

    def _way_to_push(self) -> str:
        branch, remote = self.git.branch(), self.git.remote()
        if remote is None:
            return "there is nowhere to push to yet: git remote add origin URL"
        if branch is None:
            return f"push it with: git push {remote} HEAD:BRANCH"
        if not self.git.upstream(branch):
            return f"push it with: git push --set-upstream {remote} {branch}"
        return "push it later with: git pull --rebase && git push"


def _is_record(path: str) -> bool:
    """Whether it belongs to an incident; what begins with a dot, such as .gitkeep, does not."""
    return path.startswith(_INCIDENTS) and not path.rpartition("/")[2].startswith(".")


def _files(found: Sequence[object]) -> str:
    return "1 file is" if len(found) == 1 else f"{len(found)} files are"


def add_keeping(parser: argparse.ArgumentParser) -> None:
    """The options of every command that writes a record."""
    parser.add_argument(
        "--commit",
        action=argparse.BooleanOptionalAction,
        default=True,
        help="commit what was written, and nothing else",
    )
    parser.add_argument("--push", action="store_true", help="push the commit too")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="how to report")
