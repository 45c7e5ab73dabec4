"""Reading what stands in the clear beside a sealed incident, and whether the two agree."""

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet

from wakebook.model.finding import Finding, Level
from wakebook.model.incident import Incident
from wakebook.model.sealed import STUB, Stub
from wakebook.records.file import FileReader
from wakebook.records.git import GitError
from wakebook.records.sealing import ENDING, digest_of, is_sealed
from wakebook.records.shelf import CaseFiles


def read_stub(files: CaseFiles, reader: FileReader, findings: list[Finding]) -> Stub | None:
    """The stub of a sealed incident; what is wrong with it is added to the findings."""
    if files.stub is None:
        findings += _without_stub(file.path for file in files.locked)
        return None
    stub = reader.value(files.stub.path, Stub, findings)
    if stub is not None and stub.digest != _digest(files, reader):
        findings.append(
            _wrong(files, f"does not name the digest of incident.yaml{ENDING}; {_ANEW}")
        )
    return stub


_ANEW = "`wakebook seal` writes it anew"


def _without_stub(sealed: Iterable[str]) -> Iterator[Finding]:
    path = next((path for path in sealed if path.startswith("incidents/")), None)
    if path is not None:
        sentence = f"is sealed, but beside it there is no {STUB}; {_ANEW}"
        yield Finding(path, 1, 1, "WB0009", Level.ERROR, sentence)


def _digest(files: CaseFiles, reader: FileReader) -> str | None:
    try:
        return digest_of(reader.raw(f"{files.folder}/incident.yaml{ENDING}"))
    except (OSError, GitError):
        return None


def locked(files: CaseFiles, findings: Iterable[Finding]) -> Iterator[Finding]:
    """What is said of a record that no key here opens: nobody has checked it.

    Where one opens the header, whatever it does not open is damaged, or sealed for others.
    """
    if files.header is not None:
        for file in files.locked:
            sentence = "is opened by no key here, though one opens the record; seal it anew"
            yield Finding(file.path, 1, 1, "WB0009", Level.ERROR, sentence)
    elif files.stub is not None and not any(f.level is Level.ERROR for f in findings):
        sentence = (
            "is sealed and no key here opens it, so nothing in it was checked; a key is named with "
            "`git config wakebook.identity FILE`"
        )
        yield Finding(files.stub.path, 1, 1, "WB0010", Level.WARNING, sentence)


def disagreements(files: CaseFiles, stub: Stub, incident: Incident) -> Iterator[Finding]:
    """What a stub says otherwise than the record that was opened."""
    told = {"kind": incident.header.kind, "status": incident.status}
    for name, word in told.items():
        if getattr(stub, name) != word:
            yield _wrong(files, f"says {name} {getattr(stub, name)}, the record {word}; {_ANEW}")
    if incident.header.audience != "restricted":
        yield _wrong(files, "stands beside a record that is not restricted; open that first")


def _wrong(files: CaseFiles, sentence: str) -> Finding:
    path = files.stub.path if files.stub is not None else files.folder
    return Finding(path, 1, 1, "WB0009", Level.ERROR, sentence)


def half_sealed(files: CaseFiles, opened: AbstractSet[str]) -> Iterator[Finding]:
    """What a sealed record lacks: a stub, or the seal of a file; ``opened`` are paths with one."""
    known = {file.path for file in files.files} & opened
    if files.stub is None and not files.locked:
        yield from _without_stub(sorted(known))
    for file in files.files:
        if file.path not in known and file is not files.stub and not is_sealed(file.path):
            sentence = "lies in the clear beside sealed files; seal it with `wakebook seal`"
            yield Finding(file.path, 1, 1, "WB0009", Level.ERROR, sentence)
