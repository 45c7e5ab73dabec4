"""Sealed files: encrypted in place with age (age-encryption.org), ``x.yaml`` as ``x.yaml.age``.

Whoever has a key reads them as if they were clear: git's setting ``wakebook.identity`` names the
file that holds it. Whoever has none sees that they are there.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from wakebook.model.sealed import STUB
from wakebook.records.git import Git, GitError
from wakebook.records.tree import Tree, TreeFile

ENDING = ".age"
SETTING = "wakebook.identity"
_READER = b"\n-> "
"""Begins what a file of age holds for a reader; see its format, age-encryption.org/v1."""
_MOST_READERS = 100
_TOPS = ("incidents", "postmortems")


class SealedError(Exception):
    """No key here opens it, or it is damaged."""


class Unsealed:
    """A tree in which sealed files are as clear ones where a key here opens them.

    With ``keys`` False none is asked for: whoever publishes reads as if there were none.
    """

    def __init__(self, tree: Tree, *, keys: bool = True) -> None:
        self.root = tree.root
        self._asks = keys
        self._tree = tree
        self._clear: dict[str, bytes] = {}
        self.incidents: set[str] = set()
        """The incidents of which a sealed file was met, whether a key opens it or not."""

    def files(self, folders: Sequence[str], *, few: bool = False) -> Iterator[TreeFile]:
        """Every file below the folders; a sealed one that is opened has the name of a clear one."""
        for file in self._tree.files(folders, few=few):
            yield self._opened(file) if is_sealed(file.path) else file

    @cached_property
    def _keys(self) -> tuple[Any, ...]:
        return identities(self.root) if self._asks else ()

    def _opened(self, file: TreeFile) -> TreeFile:
        self.incidents.add(file.path.split("/")[2])
        path = file.path.removesuffix(ENDING)
        try:
            self._clear[path] = opened(self._tree.read(file.path), self._keys)
        except SealedError:
            return file
        return file._replace(path=path)

    def read(self, path: str) -> bytes:
        """The bytes of a file, in the clear where it was opened."""
        return self._clear[path] if path in self._clear else self._tree.read(path)

    def exists(self, path: str) -> bool:
        """Whether the tree has this file or folder, sealed or clear."""
        return path in self._clear or self._tree.exists(path)

    @property
    def opened(self) -> frozenset[str]:
        """The paths of the files that were opened."""
        return frozenset(self._clear)

    def snapshot(self) -> str | None:
        """What stands for all files, whoever reads them."""
        return self._tree.snapshot()


def is_sealed(path: str) -> bool:
    """Whether a path is that of a sealed file of a record."""
    return path.endswith(ENDING) and path.startswith(_TOPS) and path.count("/") >= 3


def clear_name(path: str) -> str:
    """The path that a file has in the clear."""
    return path.removesuffix(ENDING) if is_sealed(path) else path


def holds_sealed(root: Path, incident: str) -> bool:
    """Whether an incident is sealed in the work tree."""
    folder = root / "incidents" / incident[:4] / incident
    return any((folder / name).is_file() for name in (STUB, f"incident.yaml{ENDING}"))


def identities(root: Path) -> tuple[Any, ...]:
    """The keys that git's settings name; raises GitError where one cannot be read."""
    names = Git(root).settings(SETTING) if Git(root).inside() else []
    return tuple(key for name in names for key in _keys(Path(name).expanduser()))


def _age() -> Any:
    """The library; raises GitError with the next step where it is not installed."""
    try:
        import pyrage
    except ImportError:
        raise GitError(
            "sealed records need one package more: pip install 'wakebook[seal]'"
        ) from None
    return pyrage


def _keys(file: Path) -> list[Any]:
    pyrage = _age()
    try:
        raw = file.read_bytes()
        if raw.startswith(b"-----BEGIN"):
            return [pyrage.ssh.Identity.from_buffer(raw)]
        lines = [line.strip() for line in raw.decode("ascii").splitlines()]
        return [pyrage.x25519.Identity.from_str(ln) for ln in lines if ln and ln[0] != "#"]
    except OSError as error:
        why = error.strerror or "it cannot be read"
    except (UnicodeDecodeError, pyrage.IdentityError):
        why = "it holds no identity of age"
    raise GitError(f"git's setting {SETTING} names {file.name}, but {why}; mend or unset it")


def opened(raw: bytes, keys: Sequence[Any]) -> bytes:
    """What is in a sealed file; raises SealedError where no key opens it.

    One for more readers than anybody has is not even tried: that takes hours.
    """
    if not keys:
        raise SealedError("there is no key")
    if raw.count(_READER) > _MOST_READERS:
        raise SealedError("it has too many readers")
    pyrage = _age()
    try:
        return bytes(pyrage.decrypt(raw, list(keys)))
    except pyrage.DecryptError as error:
        raise SealedError(str(error)) from None


def sealed(raw: bytes, readers: Iterable[str]) -> bytes:
    """A file encrypted for some public keys; raises SealedError for one that is none."""
    pyrage = _age()
    try:
        return bytes(pyrage.encrypt(raw, [_recipient(key) for key in readers]))
    except (pyrage.RecipientError, pyrage.EncryptError) as error:
        raise SealedError(str(error)) from None


def _recipient(key: str) -> Any:
    pyrage = _age()
    form = pyrage.ssh.Recipient if key.startswith("ssh-") else pyrage.x25519.Recipient
    return form.from_str(key)


def digest_of(raw: bytes) -> str:
    """The digest of a sealed file, as a stub tells it."""
    import hashlib

    return hashlib.sha256(raw).hexdigest()
