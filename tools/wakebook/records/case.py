"""Reading one incident: its header, its log, its post-mortem and its action items."""

from collections.abc import Iterable, Iterator
from datetime import tzinfo
from typing import NamedTuple

from wakebook.model.finding import Claim, Finding, Level
from wakebook.model.header import Header
from wakebook.model.incident import Incident
from wakebook.model.log import KINDS, Entry
from wakebook.model.log.logged import Logged, recorded_time
from wakebook.model.postmortem import Action, ActionItem, Postmortem, PostmortemHeader
from wakebook.model.runs import runs_in
from wakebook.model.sealed import Stub
from wakebook.model.shape import MISSING_KEY, WRONG_VALUE, Misfit, fit, unknown_word
from wakebook.records.file import FileReader
from wakebook.records.shelf import CaseFiles
from wakebook.records.stub import disagreements, locked, read_stub
from wakebook.records.tree import TreeFile


class Case(NamedTuple):
    """What one incident's files say; a part that could not be read is missing.

    ``whole`` tells whether every file of it was read, so that rules can trust what they see. Of a
    sealed one ``stub`` tells what stands in the clear, which is all there is where it is
    ``locked``.
    """

    id: str
    incident: Incident | None
    postmortem: Postmortem | None
    actions: tuple[Action, ...]
    findings: tuple[Finding, ...]
    whole: bool
    stub: Stub | None = None
    locked: bool = False

    def lacking(self, misplaced: Iterable[Finding]) -> "Case":
        """The same with the errors in the names of files, which it was read without."""
        return self._replace(findings=(*self.findings, *misplaced))


def read_case(files: CaseFiles, reader: FileReader, zone: tzinfo) -> Case:
    """Read all files of an incident; a broken one is a finding and hides no other."""
    findings: list[Finding] = []
    stub = read_stub(files, reader, findings) if files.stub or files.locked else None
    if files.locked:
        findings += locked(files, findings)
        return Case(files.id, None, None, (), tuple(findings), whole=False, stub=stub, locked=True)
    incident = _incident(files, reader, zone, findings)
    if stub is not None and incident is not None:
        findings += disagreements(files, stub, incident)
    postmortem = _postmortem(files, reader, zone, findings)
    actions = tuple(_actions(files, reader, zone, findings))
    whole = not any(f.level is Level.ERROR for f in findings)
    return Case(files.id, incident, postmortem, actions, tuple(findings), whole, stub)


def _incident(
    files: CaseFiles, reader: FileReader, zone: tzinfo, findings: list[Finding]
) -> Incident | None:
    log = tuple(_log(files.log, reader, zone, findings))
    if files.header is None:
        if files.log or files.evidence:
            path = (files.log or files.evidence)[0].path
            sentence = f"lies in {files.folder}, which has no incident.yaml; add the header"
            findings.append(Finding(path, 1, 1, "WB0005", Level.ERROR, sentence))
        return None
    header = reader.value(files.header.path, Header, findings, zone)
    if header is None:
        return None
    prefix = len(files.folder) + 1
    evidence = {f.path[prefix:]: _digest(f, reader) for f in files.evidence}
    read = {f.path[prefix:]: runs_in(reader.raw(f.path)) for f in files.evidence if _is_json(f)}
    return Incident(files.id, header, log, evidence, {p: r for p, r in read.items() if r})


def _is_json(file: TreeFile) -> bool:
    return file.path.endswith(".json")


def _digest(file: TreeFile, reader: FileReader) -> str:
    import hashlib

    return hashlib.sha256(reader.raw(file.path)).hexdigest()


def _log(
    files: list[TreeFile], reader: FileReader, zone: tzinfo, findings: list[Finding]
) -> Iterator[Logged]:
    for file in files:
        stem = file.path.rpartition("/")[2].removesuffix(".yaml")
        try:
            recorded = recorded_time(stem)
        except ValueError:
            sentence = f"{stem[:16]} is no possible time of recording; rename the file"
            findings.append(Finding(file.path, 1, 1, "WB0003", Level.ERROR, sentence))
            continue
        for position, value in enumerate(reader.items(file.path, findings), 1):
            fitted = _entry(value, position - 1, zone)
            if isinstance(fitted, Entry):
                yield Logged(f"{stem}#{position}", recorded, fitted)
            else:
                findings += reader.located(file.path, fitted)


def _entry(value: object, index: int, zone: tzinfo) -> Entry | list[Misfit]:
    if not isinstance(value, dict):
        sentence = "an entry is a mapping that begins with its kind; change it"
        return [Misfit(WRONG_VALUE, Claim((index,), sentence))]
    kind = value.get("kind")
    if kind is None:
        sentence = "the key 'kind' is missing; add it, such as kind: observation"
        return [Misfit(MISSING_KEY, Claim((index,), sentence))]
    model = KINDS.get(kind) if isinstance(kind, str) else None
    if model is None:
        return [unknown_word((index, "kind"), kind, KINDS)]
    return fit(model, value, zone=zone, route=(index,))


def _postmortem(
    files: CaseFiles, reader: FileReader, zone: tzinfo, findings: list[Finding]
) -> Postmortem | None:
    if files.postmortem is None:
        return None
    read = reader.document(files.postmortem.path, PostmortemHeader, findings, zone)
    return None if read is None else Postmortem(files.id, read.header, read.body)


def _actions(
    files: CaseFiles, reader: FileReader, zone: tzinfo, findings: list[Finding]
) -> Iterator[Action]:
    for file in files.actions:
        item = reader.value(file.path, ActionItem, findings, zone)
        if item is not None:
            stem = file.path.rpartition("/")[2].removesuffix(".yaml")
            yield Action(f"{files.id}/{stem}", item)
