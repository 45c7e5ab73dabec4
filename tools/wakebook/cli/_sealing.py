"""What commands do for sealed records: names on disk, the stub, to seal and to open."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from wakebook.model.incident import Incident
from wakebook.model.sealed import STUB
from wakebook.records.emit import emit_document
from wakebook.records.library import Opened
from wakebook.records.sealer import place, readers, shut
from wakebook.records.sealing import ENDING, digest_of, holds_sealed, is_sealed
from wakebook.records.tree import WorkTree
from wakebook.records.write import create, create_clear, replace


def on_disk(root: Path, paths: Sequence[str]) -> list[str]:
    """The paths as they are on disk, with the stubs of sealed records, which are renewed first."""
    incidents = dict.fromkeys(path.split("/")[2] for path in paths if path.count("/") >= 3)
    stubs = [_renewed(root, each) for each in incidents if holds_sealed(root, each)]
    return [*(place(root, path) for path in paths), *stubs]


def _renewed(root: Path, incident: str) -> str:
    """Let the stub say what the record says now; where no key opens it, it stays."""
    path = f"incidents/{incident[:4]}/{incident}/{STUB}"
    record = Opened(WorkTree(root), [incident]).case(incident).incident
    if record is not None:
        header = (root / f"{path.rpartition('/')[0]}/incident.yaml{ENDING}").read_bytes()
        old, new = (root / path).read_bytes(), stub(record, header)
        if old != new:
            replace(root, path, new, old)
    return path


def stub(record: Incident, header: bytes) -> bytes:
    """The stub of a record whose sealed header is given."""
    told = {
        "kind": record.header.kind,
        "audience": "restricted",
        "status": record.status,
        "digest": digest_of(header),
    }
    return emit_document(told).encode()


def shut_folder(root: Path, record: Incident, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files of a new record sealed, with its stub; raises OSError if nobody may read it."""
    keys = readers(root)
    found = {f"{name}{ENDING}": shut(raw, keys) for name, raw in files.items()}
    return {**found, STUB: stub(record, found[f"incident.yaml{ENDING}"])}


def seal(root: Path, record: Incident) -> None:
    """Seal every file of a record; each is removed when its seal is on disk."""
    keys = readers(root)
    files = Opened(WorkTree(root), [record.id]).files(record.id)
    paths = [f.path for f in (files.files if files else ()) if not f.path.endswith(f"/{STUB}")]
    clear = [path for path in paths if (root / path).is_file() and not is_sealed(path)]
    for path in clear:
        (root / f"{path}{ENDING}").unlink(missing_ok=True)  # of a run that was interrupted
        create(root, f"{path}{ENDING}", shut((root / path).read_bytes(), keys))
    place_ = f"incidents/{record.id[:4]}/{record.id}"
    header = (root / f"{place_}/incident.yaml{ENDING}").read_bytes()
    (root / f"{place_}/{STUB}").unlink(missing_ok=True)
    create(root, f"{place_}/{STUB}", stub(record, header))
    for path in clear:
        (root / path).unlink()


def unseal(root: Path, opened: Opened, incident: str) -> None:
    """Put clear files in the place of sealed ones; the stub goes first."""
    (root / f"incidents/{incident[:4]}/{incident}/{STUB}").unlink(missing_ok=True)
    files = opened.files(incident)
    for path in sorted(opened.clear.opened & {f.path for f in (files.files if files else ())}):
        if not (root / path).exists():
            create_clear(root, path, opened.reader.raw(path))
        (root / f"{path}{ENDING}").unlink()
