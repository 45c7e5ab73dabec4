"""New lines of a log on their way to disk and into a commit, for ``log`` and ``verify``."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, NoReturn

from wakebook.cli._both_sides import both_sides
from wakebook.cli._closing import balanced
from wakebook.cli._desk import Desk
from wakebook.cli._held import held
from wakebook.cli._objections import objections
from wakebook.cli._other_logs import addressed
from wakebook.cli._owed import owed
from wakebook.cli._secretless import demand_no_secret
from wakebook.cli._terminal import say
from wakebook.flows.closing.judged import change_of
from wakebook.flows.saying.words import Line
from wakebook.model.gate.ends import ended_by
from wakebook.records.emit import emit_document
from wakebook.records.git import GitError
from wakebook.records.library import Opened
from wakebook.records.sealer import read_clear
from wakebook.records.tree import WorkTree
from wakebook.records.write import TakenError, create
from wakebook.render.phrased import phrased

_ENDS = frozenset({"resolved", "closed", "canceled", "completed"})
_WORDS = frozenset({"WB3503", "WB3504", "WB3505"})
"""What the public is not to read: other words are a line of their own."""
_TOLD = 3
"""So many objections are told at once."""
_NOTHING: Mapping[str, bytes] = {}


class Kept(NamedTuple):
    """The new log file, whether it is as safe as was asked for, and what there is to say."""

    path: str
    safe: bool
    remarks: list[str]


def keep_lines(
    desk: Desk, incident: str, lines: Sequence[Line], evidence: Mapping[str, bytes] = _NOTHING
) -> Kept:
    """Write one log file and what has to agree with it, behind its evidence, in one commit.

    ``evidence`` has files by their path in the incident's folder. Raises OSError where the disk
    refuses, RefusedError where a text holds a secret.
    """
    demand_no_secret(desk, lines)
    data = emit_document(lines).encode()
    folder = f"incidents/{incident[:4]}/{incident}"
    try:
        proofs = [_proof(desk, f"{folder}/{path}", raw) for path, raw in evidence.items()]
    except OSError as error:
        _lost(error, lines)
    for _ in range(9):
        stem = desk.stem(incident, *addressed(incident, lines))
        path = f"{folder}/timeline/{stem}.yaml"
        try:
            create(desk.root, path, data)
        except TakenError:
            continue
        except OSError as error:
            _lost(error, lines)
        header = balanced(desk, incident, stem, lines)
        sides = both_sides(desk, incident, stem, lines)
        written = [path, *proofs, *header.paths, *sides.paths]
        safe = desk.keep(written, f"Log to {incident}")
        remarks = [*header.remarks, *sides.remarks, *_unheard(desk, incident, stem, lines)]
        remarks += _refused(desk, incident, lines, written)
        remarks += held(desk, incident, stem, lines)
        return Kept(path, safe, [*remarks, *owed(desk, incident, stem, lines)])
    raise OSError(f"no free name for a log file in {folder}/timeline; try again")


def _proof(desk: Desk, path: str, raw: bytes) -> str:
    """Write a file of evidence; one that is there already has the same content by its name."""
    try:
        create(desk.root, path, raw)
    except TakenError:
        if read_clear(desk.root, path) != raw:
            raise OSError(f"{path} is there, with another content") from None
    return path


def _unheard(desk: Desk, incident: str, stem: str, lines: Sequence[Line]) -> Iterator[str]:
    """That an end changes nothing, where the log goes on after the time that was said."""
    ends = [line for line in lines if line["kind"] in _ENDS]
    before = desk.incident(incident)
    if not ends or before is None:
        return
    status = before.plus(stem, lines).status
    if status != ends[-1]["kind"]:
        told = f"{ends[-1]['kind']} at {ends[-1]['at']} is not the last word"
        yield f"{told}: it is {status} by what the log says later; say --at if that is wrong"


def _refused(
    desk: Desk, incident: str, lines: Sequence[Line], paths: Sequence[str]
) -> Iterator[str]:
    """What a check refuses now and did not before these lines, which are safe already."""
    after = Opened(WorkTree(desk.root), [incident])
    try:
        ends = ended_by(desk.incident(incident), after.case(incident).incident) is not None
        change = change_of(desk.opened, paths) if ends else None
        found = objections(after, incident)
        more = objections(after, incident, change) - found if change else set()
        new = sorted((found | more) - objections(desk.opened, incident))
    except (GitError, OSError):
        return
    for finding in new[:_TOLD]:
        judge = "review" if finding in more else "check"
        yield f"`wakebook {judge}` refuses this: {finding.code} {finding.message}"
    if len(new) > _TOLD:
        yield f"and {len(new) - _TOLD} more; `wakebook check` tells them all"
    if new and {finding.code for finding in new} <= _WORDS:
        yield f"take it back with wakebook log -i {incident[11:]} --undo, and say it otherwise"
    elif new:
        back = f"take it back with wakebook log -i {incident[11:]} --undo, or "
        there = next((f"{f.path}:{f.line}" for f in new if f.path not in paths), None)
        mend = f"put right {there}" if there else "put it right with another line"
        yield f"{'' if _is_undo(lines) else back}{mend}"


def _is_undo(lines: Sequence[Line]) -> bool:
    return all(line["kind"] == "correction" for line in lines)


def summary(entry: Line) -> str:
    """An entry on one line, times in UTC."""
    common = ("kind", "at", "by", "reported_by", "text", "digest", "rendered_digest")
    facts, rest = phrased(entry)
    facts += [_fact(key, value) for key, value in rest.items() if key not in common]
    text = entry.get("text", "").partition("\n")[0]
    told = ", ".join(facts) + (": " if facts and text else "") + text
    return f"{entry['at']} {entry['kind'].replace('_', ' ')}  {told}".rstrip()


def _fact(key: str, value: object) -> str:
    if key == "template" and isinstance(value, dict):
        return f"template {value['name']}"
    if isinstance(value, dict):
        return f"{key} {', '.join(_fact(name, part) for name, part in value.items())}"
    shown = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    return key if value is True else f"{key.replace('_', ' ')} {shown}"


def _lost(error: OSError, lines: Sequence[Line]) -> NoReturn:
    """The disk refused: the words are at least on the screen."""
    for entry in lines:
        say(f"not saved: {summary(entry)}")
    raise error
