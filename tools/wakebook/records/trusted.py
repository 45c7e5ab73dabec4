"""What somebody noted of the branch of evidence: it has to be in it still.

Whoever could push to the main branch and to that of evidence could write both anew, and nothing in
them would show it.
"""

from collections.abc import Iterator

from wakebook.records.evidence import SHORT, Chain, holds
from wakebook.records.git import Git
from wakebook.records.tree import GitTree


def betrayed(git: Git, chain: Chain, trusted: str) -> Iterator[str]:
    """Why a chain does not hold what is trusted; nothing where it does.

    ``trusted`` is the id of a commit of the branch, or its first digits (four at least), or the
    whole digest of a statement.
    """
    if trusted in [each.digest for each in chain.stated]:
        return
    found = _begun_with(git, trusted)
    if not found:
        yield (
            f"there is no such commit here as {trusted}: it is mistyped, or the branch was "
            "rewritten before it was fetched"
        )
    elif len(found) > 1:
        yield f"{len(found)} commits begin with {trusted}; say more of the one that is trusted"
    elif not any(GitTree(git.folder, found[0]).files(["statements"])):
        yield f"the trusted commit {trusted} holds no statement: it is none of {SHORT}"
    elif not holds(git, chain.commit, found[0]):
        yield (
            f"the branch does not hold the trusted commit {trusted[:12]}: it was rewritten; "
            "get it back from the remote or from somebody's clone"
        )


def _begun_with(git: Git, digits: str) -> list[str]:
    """The commits whose ids begin so; a branch or tag that is called so is none of them."""
    ids = git.run("rev-parse", f"--disambiguate={digits}")
    told = git.run("cat-file", "--batch-check=%(objecttype) %(objectname)", stdin=ids).decode()
    rows = (row.split(" ") for row in told.splitlines())
    return [name for kind, name in rows if kind == "commit"]
