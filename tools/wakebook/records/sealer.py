"""Writing into sealed records: whatever is put there is sealed on its way, for today's readers."""

from collections.abc import Sequence
from pathlib import Path

from wakebook.model.finding import Finding
from wakebook.model.policy.sealing import SealingPolicy
from wakebook.model.sealed import STUB
from wakebook.records.file import FileReader
from wakebook.records.sealing import ENDING, SealedError, holds_sealed, identities, opened, sealed
from wakebook.records.tree import WorkTree

POLICY = "policies/sealing.yaml"


def readers(root: Path) -> tuple[str, ...]:
    """The public keys to seal for; raises OSError where the policy cannot be read."""
    found: list[Finding] = []
    try:
        policy = FileReader(WorkTree(root)).value(POLICY, SealingPolicy, found)
    except FileNotFoundError:
        policy = None
    if policy is None:
        why = f"{found[0].line}: {found[0].message}" if found else " name there who may read"
        raise OSError(f"nothing can be sealed without {POLICY}:{why}")
    return tuple(reader.key for reader in policy.readers)


def shut(data: bytes, keys: Sequence[str]) -> bytes:
    """The same, sealed; raises OSError for a key that is none."""
    try:
        return sealed(data, keys)
    except SealedError as error:
        raise OSError(f"{POLICY} names a key that age does not take: {error}") from None


def placed(root: Path, path: str, data: bytes) -> tuple[str, bytes]:
    """Where a file goes and what is written there: the same, or in a sealed record its seal."""
    if not _is_within(root, path):
        return path, data
    return f"{path}{ENDING}", shut(data, readers(root))


def place(root: Path, path: str) -> str:
    """The name that a file of a record has on disk, sealed or not."""
    return f"{path}{ENDING}" if _is_within(root, path) else path


def read_clear(root: Path, path: str) -> bytes:
    """What a file holds, in the clear; raises OSError where it cannot be read."""
    raw = (root / place(root, path)).read_bytes()
    if not _is_within(root, path):
        return raw
    try:
        return opened(raw, identities(root))
    except SealedError:
        raise OSError(f"{path} is sealed, and no key here opens it") from None


def _is_within(root: Path, path: str) -> bool:
    top, *rest = path.split("/")
    within = top in ("incidents", "postmortems") and len(rest) >= 3
    if not within or rest[2] == STUB or path.endswith(ENDING):
        return False
    return holds_sealed(root, rest[1])
