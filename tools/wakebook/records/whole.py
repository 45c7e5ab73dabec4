"""Whether git's objects are what their ids say: every one that some commits lead to."""

import hashlib
from collections.abc import Sequence

from wakebook.records.git import Git, GitError

_AT_ONCE = 2_000


def demand_whole(git: Git, commits: Sequence[str]) -> None:
    """Read every object that the commits lead to; raises GitError for one missing or damaged.

    Git trusts its own disk and compares most of what it reads with nothing.
    """
    listed = git.run("rev-list", "--objects", "--no-object-names", *commits).split()
    for start in range(0, len(listed), _AT_ONCE):
        asked = listed[start : start + _AT_ONCE]
        told = git.run("cat-file", "--batch", "--buffer", stdin=b"\n".join(asked) + b"\n")
        at = 0
        for name in asked:
            at = _compared(told, at, name)


def _compared(told: bytes, at: int, name: bytes) -> int:
    """Compare one object with its id; where the next one begins."""
    end = told.find(b"\n", at)
    _, _, kind = told[at:end].partition(b" ")
    kind, _, size = kind.partition(b" ")
    if not size.isdigit():
        raise GitError(f"the object {name.decode()} is missing; fetch it from another clone")
    content = told[end + 1 : end + 1 + int(size)]
    digest = hashlib.new("sha256" if len(name) == 64 else "sha1", usedforsecurity=False)
    digest.update(b"%s %s\0" % (kind, size))
    digest.update(content)
    if digest.hexdigest().encode() != name:
        raise GitError(f"the object {name.decode()} is damaged; fetch it from another clone")
    return end + 2 + len(content)
