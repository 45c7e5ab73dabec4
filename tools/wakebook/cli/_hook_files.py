"""The small files by which git calls us: written once, never over somebody else's."""

import os
import sys
from pathlib import Path
from shlex import join

from wakebook.cli._terminal import say, tell
from wakebook.records.git import Git
from wakebook.records.tree import demand_readable

_MARK = "# Written by `wakebook hook install`, which renews it."


def install(root: Path, identity_from: str) -> int:
    """Put the hook of a clone, or of a bare repository, in its place; 1 if another is there.

    Raises GitError where the hook could read no revision.
    """
    git = Git(root)
    demand_readable(git)
    bare = git.bare()
    name = "pre-receive" if bare else "pre-commit"
    # -P: what lies in the folder where git calls the hook is not to be imported.
    words = [sys.executable, "-P", "-m", "wakebook", *_below(git), "hook", name]
    if bare:
        words += ["--identity-from", identity_from]
    line = f"exec {join(words)}"
    file = folder(git) / name
    if os.path.lexists(file) and not ours(file):
        say(f"{file} is somebody else's and was left as it is; add this line to it:")
        tell([line.removeprefix("exec ") + " || exit 1"])
        return 1
    _write(file, f"#!/bin/sh\n{_MARK}\n{line}\n")
    gated = f"; what HEAD names is gated: {git.branch()}" if bare else ""
    tell([f"{file} calls `wakebook hook {name}`{gated}"])
    if bare and not git.has("HEAD"):
        branch = git.branch()
        say(f"{branch} has no commit yet that could judge, so every push to it is refused;")
        say(f"put the first one there: git fetch PATH-OF-THE-RECORDS {branch}:{branch}")
    return 0


def ours(file: Path) -> bool:
    """Whether a hook was written here."""
    return not file.is_symlink() and _MARK in file.read_text("utf-8", "replace")


def _below(git: Git) -> list[str]:
    """The option that leads from the top of the work tree to the records, if they lie deeper."""
    prefix = os.fsdecode(git.run("rev-parse", "--show-prefix")).rstrip("\n").rstrip("/")
    return ["-C", prefix] if prefix else []


def folder(git: Git) -> Path:
    """Where git looks for hooks, which a setting can lead elsewhere."""
    asked = ("rev-parse", "--path-format=absolute", "--git-path", "hooks")
    return Path(os.fsdecode(git.run(*asked)).rstrip("\n"))


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f".{file.name}.wakebook")
    draft.write_text(text, encoding="utf-8")
    draft.chmod(0o755)
    draft.replace(file)
