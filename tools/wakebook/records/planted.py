"""Trees of git with one more file, made as objects alone: no index and no work tree is touched."""

from collections.abc import Sequence

from wakebook.records.git import Git
from wakebook.records.tree import ORDINARY


def blob_of(git: Git, raw: bytes) -> str:
    """The id of a blob with these bytes, which git holds from now on."""
    return git.run("hash-object", "-w", "--stdin", stdin=raw).decode().strip()


def with_file(git: Git, tree: str | None, names: Sequence[str], blob: str) -> str:
    """A tree like the given one with one more file, or with another one in its place."""
    rows = git.run("ls-tree", "-z", tree).split(b"\0")[:-1] if tree is not None else []
    entries = {row.partition(b"\t")[2]: row for row in rows}
    name, *below = names
    key = name.encode()
    if below:
        inner = entries[key].split()[2].decode() if key in entries else None
        entries[key] = b"040000 tree %s\t%s" % (with_file(git, inner, below, blob).encode(), key)
    else:
        entries[key] = b"%o blob %s\t%s" % (ORDINARY, blob.encode(), key)
    listed = b"".join(row + b"\0" for row in entries.values())
    return git.run("mktree", "-z", stdin=listed).decode().strip()
