"""What the gate leaves behind and leans on: evidence, and files of code owners."""

from collections.abc import Iterator

from wakebook.flows.review.proposal import CODE_OWNERS
from wakebook.model.gate.reading import Reading, Setting
from wakebook.records.evidence import SHORT
from wakebook.records.tree import Tree

EVIDENCE = Setting("evidence", "begun", f"the branch {SHORT}")
OBJECTS = Setting("object format", "sha1, which the gate can read", "`git init`")
OWNERS = Setting("CODEOWNERS", "one file at most, without mistakes", ".github/CODEOWNERS")


def evidence(begun: bool | None, unfetched: str | None = None) -> Reading:
    """Whether what is merged is stated; ``unfetched`` is a remote that may have it, unasked."""
    if begun is None and unfetched is not None:
        there = f"git fetch {unfetched} {SHORT}:refs/remotes/{unfetched}/{SHORT}"
        return EVIDENCE.unknown(f"not fetched here; `{there}` shows whether it has begun")
    if begun is None:
        return EVIDENCE.unknown()
    if begun:
        return EVIDENCE.good("begun")
    return EVIDENCE.weaker(
        "not begun: nothing is proven yet; the first merge begins it, or `wakebook audit begin`"
    )


def owners(tree: Tree, mistakes: tuple[str, ...] | None) -> Iterator[Reading]:
    """Files of code owners; ``mistakes`` are the host's words, None if it was not asked."""
    there = [path for path in CODE_OWNERS if tree.exists(path)]
    if len(there) > 1:
        yield OWNERS.weaker(f"{' and '.join(there)} hide one another; keep one of them")
    elif mistakes:
        yield OWNERS.weaker(f"GitHub passes over lines of it: {'; '.join(mistakes)}")
    elif there and mistakes is None:
        yield OWNERS.unknown("whether GitHub can read it was not told")
    else:
        yield OWNERS.good(there[0] if there else "none")
