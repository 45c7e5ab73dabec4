"""The only place that starts git: fixed argument lists, no shell, no prompt, no pager."""

import os
import subprocess
from collections.abc import Container, Iterator, Mapping, Sequence
from functools import cache, partial
from pathlib import Path

_SETTINGS = ("-c", "core.quotePath=off", "-c", "core.fsmonitor=false")


class GitError(Exception):
    """Git could not do what it was asked; the message is git's own, on one line."""


class DeclinedError(GitError):
    """The other side did not take a push; the message is the last line of what it said."""


class Git:
    """Git in one folder; every path that it takes or gives is relative to that folder.

    ``environment`` are variables for every command, such as what opens a remote.
    """

    def __init__(self, folder: Path, environment: Mapping[str, str] | None = None) -> None:
        self.folder = folder
        self.environment = environment or {}

    def run(
        self,
        *arguments: str,
        stdin: bytes | None = None,
        patience: float | None = None,
        good: Container[int] = (0,),
        extra: Mapping[str, str] | None = None,
        largest: int | None = None,
    ) -> bytes:
        """Run one git command and return what it prints; ``extra`` are variables for its hooks.

        Raises GitError when git is missing, ends with a code that is not ``good``, takes more
        than ``patience`` seconds, or writes a file of more than ``largest`` bytes.
        """
        done = self._done(arguments, stdin, patience, extra or {}, largest)
        if done.returncode not in good:
            raise _failure(done.stderr, f"git {arguments[0]} failed")
        return done.stdout

    def tried(self, *arguments: str, stdin: bytes) -> tuple[bool, list[str]]:
        """Whether one git command did not fail, and the lines that it wrote beside its output.

        For what git says that it could not do, and is content. Raises GitError without git.
        """
        done = self._done(arguments, stdin, None, {})
        return done.returncode == 0, done.stderr.decode("utf-8", "replace").splitlines()

    def _done(
        self,
        arguments: Sequence[str],
        stdin: bytes | None,
        patience: float | None,
        extra: Mapping[str, str],
        largest: int | None = None,
    ) -> "subprocess.CompletedProcess[bytes]":
        environment = {**os.environ, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"}
        environment["GIT_TERMINAL_PROMPT"] = "0"
        environment.update({**self.environment, **extra})
        environment["GIT_NO_REPLACE_OBJECTS"] = "1"  # an id stands for what it is the hash of
        try:
            return subprocess.run(  # noqa: S603 - a fixed program and a list, never a shell
                ["git", "--no-pager", *_SETTINGS, *arguments],  # noqa: S607 - the user's own git
                cwd=self.folder,
                env=environment,
                input=stdin,
                stdin=subprocess.DEVNULL if stdin is None else None,
                capture_output=True,
                check=False,
                timeout=patience,
                preexec_fn=None if largest is None else partial(_limit, largest),
            )
        except subprocess.TimeoutExpired:
            raise GitError(f"git {arguments[0]} took more than {patience:.0f} s") from None
        except OSError as error:
            raise GitError(f"git could not be started: {error.strerror}") from None

    def inside(self) -> bool:
        """Whether the folder belongs to a git work tree."""
        return self._is("--is-inside-work-tree")

    def bare(self) -> bool:
        """Whether the folder belongs to a repository without a work tree."""
        return self._is("--is-bare-repository")

    def object_format(self) -> str | None:
        """What ids here are digests of, ``sha1`` or ``sha256``; None outside of a repository."""
        return self._said("rev-parse", "--show-object-format")

    def shallow(self) -> bool:
        """Whether history was cut off here, so that commits can be missing."""
        return self._said("rev-parse", "--is-shallow-repository") == "true"

    def top(self) -> Path | None:
        """The top of the work tree, or the folder itself in a bare repository; None outside."""
        if self.bare():
            return self.folder.resolve()
        try:
            return Path(os.fsdecode(self.run("rev-parse", "--show-toplevel").rstrip(b"\n")))
        except GitError:
            return None

    def commit(self, revision: str) -> str:
        """The full id of the commit that a revision names; raises GitError for none."""
        if revision.startswith("-"):
            raise GitError(f"{revision!r} is no revision")
        name = f"{revision}^{{commit}}"
        try:
            found = self.run("rev-parse", "--verify", "--quiet", "--end-of-options", name)
        except GitError as error:
            if str(error) != "git rev-parse failed":
                raise
            # Told to be quiet, git is silent about one thing only: that there is none.
            if revision == "HEAD":
                raise GitError("nothing is committed yet: git add --all && git commit") from None
            remote = revision.partition("/")[0]
            fetched = "/" in revision and remote == self.remote()
            advice = f"; git fetch {remote} first" if fetched else ""
            raise GitError(f"there is no revision {revision!r}{advice}") from None
        return found.decode().strip()

    def branch(self) -> str | None:
        """The branch that commits go to; None where HEAD is detached."""
        return self._said("symbolic-ref", "--quiet", "--short", "HEAD")

    def leads_to(self, ref: str) -> str | None:
        """The full name of what a symbolic ref stands for; None where it stands for nothing."""
        return self._said("symbolic-ref", "--quiet", ref)

    def has(self, ref: str) -> bool:
        """Whether there is such a ref, whatever became of the object that it names."""
        return self._said("rev-parse", "--verify", "--quiet", ref) is not None

    def holds(self, tip: str, commit: str) -> bool:
        """Whether a commit is in the history of a tip; False as well where one of them is absent.

        Both are full ids or full names of refs.
        """
        return self._said("merge-base", "--is-ancestor", commit, tip) is not None

    def branches(self) -> list[str]:
        """The full names of all branches here."""
        return (self._said("for-each-ref", "--format=%(refname)", "refs/heads") or "").split("\n")

    def upstream(self, branch: str) -> str | None:
        """What a branch is pushed to, if that is settled."""
        return self._said("rev-parse", "--abbrev-ref", f"{branch}@{{upstream}}")

    def remote(self) -> str | None:
        """The remote that is called ``origin``, else the first one."""
        names = (self._said("remote") or "").split()
        return "origin" if "origin" in names else next(iter(names), None)

    def address(self) -> str | None:
        """Where the remote is; None where there is none."""
        remote = self.remote()
        return self._said("remote", "get-url", remote) if remote else None

    def settings(self, name: str) -> list[str]:
        """Every value that git's settings give to a name, in their order."""
        return rows(self.run("config", "--null", "--get-all", name, good=(0, 1)))

    def default_branch(self) -> str | None:
        """The remote's default branch as a clone noted it; None where none was noted."""
        remote = self.remote()
        noted = self._said("symbolic-ref", "--quiet", "--short", f"refs/remotes/{remote}/HEAD")
        return noted.removeprefix(f"{remote}/") if noted else None

    def _is(self, asked: str) -> bool:
        """What git answers about where the folder is; False outside of a repository."""
        try:
            return _parsed(self.folder, asked) == "true"
        except GitError:
            return False

    def _said(self, *arguments: str) -> str | None:
        """What git prints, or None where it fails."""
        try:
            return os.fsdecode(self.run(*arguments)).strip()
        except GitError:
            return None

    def tree(self, commit: str) -> str:
        """The id of the folder's tree in a commit."""
        return self.run("rev-parse", "--verify", f"{commit}:{self.prefix()}").decode().strip()

    def prefix(self) -> str:
        """The folder below the top of the work tree, with a slash at its end; empty at the top."""
        return _parsed(self.folder, "--show-prefix")

    def clean_tree(self, folders: Sequence[str]) -> str | None:
        """The tree of HEAD, if below the folders nothing differs from it; None otherwise."""
        try:
            tree = self.tree("HEAD")
            changed = self.uncommitted(folders)
            unwatched = any(row[0] != "H" for row in rows(self.run("ls-files", "-v", "-z")))
        except GitError:
            return None
        return None if changed or unwatched else tree

    def uncommitted(self, folders: Sequence[str]) -> list[str]:
        """Paths below the folders that are not as HEAD has them, new and removed ones too."""
        options = ("--porcelain", "-z", "--untracked-files=all", "--no-renames")
        prefix = self.prefix()
        told = rows(self.run("status", *options, "--", *folders))
        return [row[3:].removeprefix(prefix) for row in told]

    def directory(self) -> Path:
        """The git directory that all work trees share."""
        return Path(_parsed(self.folder, "--path-format=absolute", "--git-common-dir"))

    def staged(self, folders: Sequence[str]) -> Iterator[tuple[str, int, str | None]]:
        """Path, mode and blob id of everything in the index below the folders.

        There is no id where git was told not to look at the file (assume-unchanged and
        skip-worktree): what lies there may be anything.
        """
        for row in rows(self.run("ls-files", "-z", "-v", "--stage", "--", *folders)):
            facts, _, path = row.partition("\t")
            letter, mode, blob, stage = facts.split(" ")
            if stage in ("0", "2"):
                yield path, int(mode, 8), blob if letter in "HM" else None

    def staged_since_head(self, folders: Sequence[str]) -> list[str]:
        """Paths whose state in the index no commit holds yet, removed ones left out."""
        options = ("--cached", "--name-only", "-z", "--no-renames", "--relative", "--diff-filter=d")
        return rows(self.run("diff-index", *options, "HEAD", "--", *folders))

    def unclean(self, folders: Sequence[str]) -> dict[str, str]:
        """Paths that differ from the index: ``C`` changed, ``R`` removed, ``?`` not tracked."""
        listed = ("ls-files", "-z", "-t", "-m", "-d", "-o", "--exclude-standard", "--", *folders)
        found: dict[str, str] = {}
        for row in rows(self.run(*listed)):
            letter, path = row[0], row[2:]
            if found.get(path) != "R":
                found[path] = letter
        return found

    def names(self, folders: Sequence[str]) -> list[str]:
        """Paths below the folders that git tracks, removed ones too, or could track."""
        listed = ("ls-files", "-z", "-c", "-o", "--exclude-standard", "--deduplicate", "--")
        return rows(self.run(*listed, *folders))

    def ignores(self, paths: Sequence[str]) -> bool:
        """Whether a pattern excludes any of the paths, tracked or not; the index is not read."""
        given = b"".join(os.fsencode(path) + b"\0" for path in paths)
        asked = ("check-ignore", "--no-index", "-z", "--stdin")
        return bool(self.run(*asked, stdin=given, good=(0, 1)))

    def untracked(self, folders: Sequence[str]) -> list[str]:
        """Paths below the folders that git neither tracks nor ignores."""
        return rows(self.run("ls-files", "-z", "-o", "--exclude-standard", "--", *folders))

    def listed(self, commit: str, folders: Sequence[str]) -> Iterator[tuple[str, int, str]]:
        """Path, mode and object id of everything in a commit below the folders."""
        for row in rows(self.run("ls-tree", "-r", "-z", commit, "--", *folders)):
            facts, _, path = row.partition("\t")
            mode, _, blob = facts.split(" ")
            yield path, int(mode, 8), blob


def _limit(largest: int) -> None:
    """Let no file of a new process grow beyond a size (setrlimit, POSIX)."""
    import resource

    resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))


def _parsed(folder: Path, *asked: str) -> str:
    """What ``rev-parse`` says of where a folder is; raises GitError outside of a repository."""
    return _asked_once(folder.absolute(), *asked)


@cache
def _asked_once(folder: Path, *asked: str) -> str:
    """The same, remembered: a repository does not move while one process runs."""
    return os.fsdecode(Git(folder).run("rev-parse", *asked)).removesuffix("\n")


def rows(output: bytes) -> list[str]:
    """What git prints with ``-z``, piece by piece."""
    return os.fsdecode(output).split("\0")[:-1]


def _failure(stderr: bytes, otherwise: str) -> GitError:
    """What went wrong, by what git wrote: its own first line, or the last one of a hook there."""
    lines = stderr.decode("utf-8", "replace").strip().splitlines()
    if any(line.endswith(" hook declined)") for line in lines):
        told = [line.removeprefix("remote:").strip() for line in lines if line[:7] == "remote:"]
        reason = next((line for line in reversed(told) if line), None)
        if reason is not None:
            return DeclinedError(reason.removeprefix("wakebook: "))
    return GitError(lines[0].removeprefix("fatal: ") if lines else otherwise)
