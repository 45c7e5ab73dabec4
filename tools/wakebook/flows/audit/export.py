"""Exporting: the records that were asked for, with everything that proves them."""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from wakebook.flows.audit.verify import Audit
from wakebook.model.gate.statement import WHOLE, Passed, Resource, Statement
from wakebook.records.difference import resources
from wakebook.records.git import Git, GitError
from wakebook.records.tree import GitTree
from wakebook.render.bundle import Enclosed

_RECORDS = ("incidents", "postmortems", "problems", "runbooks")


def told_of(root: Path, commit: str, audit: Audit) -> dict[str, list[int]]:
    """Every record of a commit that is as its last statement says, with its statements' numbers."""
    history: dict[str, list[tuple[int, Resource]]] = {}
    for number, statement in _merges(audit):
        for each in statement.subject[1:]:
            history.setdefault(each.name, []).append((number, each))
    now = {each.name: each.key for each in resources(Git(root), commit, sorted(history))}
    return {
        name: [number for number, _ in known]
        for name, known in sorted(history.items())
        if name.partition("/")[0] in _RECORDS and known[-1][1].key == now.get(name)
    }


def _merges(audit: Audit) -> Iterator[tuple[int, Statement]]:
    known = audit.chain.statements if audit.chain is not None else ()
    numbers = set(audit.told)
    return ((s.number, statement) for s, statement in known if s.number in numbers)


def enclosed(
    root: Path, commit: str, audit: Audit, records: Mapping[str, Sequence[int]]
) -> dict[str, Enclosed]:
    """The files of a bundle for these records, with the numbers of their statements.

    Raises GitError where something cannot be read, or has a name that is not UTF-8.
    """
    files = {each.path: Enclosed(each.raw) for each in (audit.chain.stated if audit.chain else ())}
    files["index.json"] = Enclosed(_index(records))
    tree = GitTree(root, commit)
    for file in tree.files(list(records)):
        files[f"records/{_named(file.path)}"] = Enclosed(tree.read(file.path), file.mode)
    wanted = {number for numbers in records.values() for number in numbers}
    for number, statement in _merges(audit):
        told = statement.predicate
        if number in wanted and isinstance(told, Passed):
            for each in told.base:
                if each.name != WHOLE:
                    files |= _judge(Git(root), each)
    return files


def _index(records: Mapping[str, Sequence[int]]) -> bytes:
    told = {"records": {name: list(numbers) for name, numbers in records.items()}}
    return (json.dumps(told, indent=1, sort_keys=True) + "\n").encode()


def _judge(git: Git, judge: Resource) -> dict[str, Enclosed]:
    """A policy or a catalog as it judged, below its id."""
    place = f"judges/{judge.id}"
    if "gitBlob" in judge.digest:
        name = judge.name.rpartition("/")[2]
        return {f"{place}/{name}": Enclosed(_read(git, judge.id))}
    return {
        f"{place}/{_named(path)}": Enclosed(_read(git, blob), mode)
        for path, mode, blob in git.listed(judge.id, ["."])
    }


def _read(git: Git, blob: str) -> bytes:
    return git.run("cat-file", "blob", blob)


def _named(path: str) -> str:
    try:
        path.encode()
    except UnicodeEncodeError:
        raise GitError(f"{path!r} is no UTF-8 and cannot stand in a bundle; rename it") from None
    return path
