"""``wakebook audit export``: a bundle that can be verified without Wakebook."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wakebook.flows.audit.verify import Audit
    from wakebook.records.tree import Tree

HELP = "write a bundle that can be verified without Wakebook"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument(
        "records", nargs="*", metavar="RECORD", help="incidents or paths; all if absent"
    )
    parser.add_argument("--out", default="audit.zip", metavar="FILE", help="where to; audit.zip")


def run(arguments: argparse.Namespace) -> int:
    """Audit, write the bundle and say what to compare it with; 1 if the evidence is in doubt."""
    from wakebook.cli._audit_verify import printed
    from wakebook.cli._repository import gated
    from wakebook.cli._terminal import say, tell
    from wakebook.flows.audit.export import enclosed, told_of
    from wakebook.flows.audit.verify import audited
    from wakebook.model.gate.statement import digest
    from wakebook.records.tree import GitTree
    from wakebook.render.bundle import bundle
    from wakebook.render.words import counted

    git, revision = gated(arguments)
    root, commit = git.folder, git.commit(revision)
    audit = audited(root, revision)
    known = told_of(root, commit, audit)
    tree = GitTree(root, commit)
    records = {name: known[name] for name in _chosen(arguments.records, list(known), tree)}
    doubtful = _doubtful(audit, records if arguments.records else None)
    if audit.chain is None or doubtful.findings:
        say("no bundle was written, since what it would prove is in doubt:")
        return printed(doubtful, root, revision, "text")
    if not records:
        say("no record has changed since evidence began; there is nothing to hand over yet")
        return 1
    last = audit.chain.stated[-1].digest
    words = {"main": commit, "evidence": audit.chain.commit, "digest": last}
    raw = bundle(enclosed(root, commit, audit, records), words)
    _write(Path(arguments.directory, arguments.out), raw)
    counts = counted(len(records), "record"), counted(len(audit.chain.stated), "statement")
    tell(
        [
            f"{arguments.out}: {' and '.join(counts)}",
            f"SHA-256 of the last statement, for verify.py --trusted: {last}",
            f"SHA-256 of {arguments.out}: {digest(raw)}",
        ]
    )
    return 0


def _chosen(given: Sequence[str], known: Sequence[str], tree: "Tree") -> list[str]:
    """The records that were asked for; raises UsageError for one that no statement tells of."""
    from wakebook.cli._exits import UsageError

    if not given:
        return list(known)
    chosen: dict[str, None] = {}
    for word in given:
        wanted = word.strip("/")
        found = [
            n
            for n in known
            if wanted in (n, n.rpartition("/")[2]) or n[: len(wanted) + 1] == f"{wanted}/"
        ]
        if not found and not any(map(tree.exists, (wanted, f"incidents/{wanted[:4]}/{wanted}"))):
            raise UsageError(f"there is no such record: {word}")
        if not found:
            raise UsageError(
                f"no statement tells of {word} as it is now; it has not changed since evidence "
                "began, or `wakebook audit verify` finds it in doubt"
            )
        chosen |= dict.fromkeys(found)
    return list(chosen)


def _doubtful(audit: "Audit", records: "dict[str, list[int]] | None") -> "Audit":
    """The errors that are about the chain, or about the records that were asked for."""
    from wakebook.flows.audit.verify import CHAINED
    from wakebook.model.finding import Level

    found = [
        finding
        for finding in audit.findings
        if finding.level is Level.ERROR
        and (
            records is None
            or finding.code == CHAINED
            or any(finding.path.startswith(name) for name in records)
        )
    ]
    return audit._replace(findings=tuple(found))


def _write(path: Path, raw: bytes) -> None:
    from wakebook.cli._exits import UsageError

    try:
        with path.open("xb") as file:
            file.write(raw)
    except FileExistsError:
        raise UsageError(f"{path} is there already; say another name with --out") from None
    except OSError as error:
        why = f"{path} cannot be written: {error.strerror}; say another place with --out"
        raise OSError(why) from None
