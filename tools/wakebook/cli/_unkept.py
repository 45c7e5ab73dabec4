"""What a file held that no commit has, before a command writes into it and commits all of it."""

from wakebook.cli._desk import Desk
from wakebook.records.git import Git, GitError


def in_head(git: Git, path: str) -> bytes | None:
    """The file as the last commit has it; None where it has none."""
    try:
        return git.run("cat-file", "blob", f"HEAD:./{path}")
    except GitError:
        return None


def going_along(desk: Desk, path: str, old: bytes) -> list[str]:
    """A remark where other edits of the file are committed with what the command writes."""
    kept = desk.arguments.commit and desk.git.inside()
    if not kept or in_head(desk.git, path) == old:
        return []
    return [f"{path} had other edits; they go along"]
