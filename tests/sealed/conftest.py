"""The small shop with a policy of sealing, a key for Ana, and one sealed incident."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pyrage
import pytest

TITLE = "Somebody took the customer list"


def key(folder: Path, name: str) -> tuple[Path, str]:
    """A new key: its file and its public part."""
    made = pyrage.x25519.Identity.generate()
    file = folder / f"{name}.txt"
    file.write_text(f"# {name}\n{made}\n", encoding="ascii")
    return file, str(made.to_public())


class Vault(NamedTuple):
    """A repository with a sealed incident; ``key`` is the file of the key that opens it."""

    repository: Any
    run: Callable[..., Any]
    key: Path
    id: str

    def __call__(self, *words: str) -> Any:
        """Run a command there."""
        return self.run(*words, cwd=self.repository)

    @property
    def folder(self) -> Path:
        """The incident's folder."""
        return self.repository.root / f"incidents/2026/{self.id}"

    @property
    def files(self) -> set[str]:
        """The names of the incident's files."""
        found = (p for p in self.folder.rglob("*") if p.is_file())
        return {p.relative_to(self.folder).as_posix() for p in found}

    def take_key(self, *files: Path) -> None:
        """From now on these keys are the ones that git's settings name."""
        if self.repository.git("config", "--list", "--local").count("wakebook.identity"):
            self.repository.git("config", "--unset-all", "wakebook.identity")
        for file in files:
            self.repository.git("config", "--add", "wakebook.identity", str(file))


def policy(*keys: str) -> str:
    """A policy that seals for these public keys."""
    rows = "".join(f"  - {{who: 'user:ana', key: {public}}}\n" for public in keys)
    return f"schema: sealing\nowner: group:web\nreview_by: 2027-03-31\nreaders:\n{rows}"


@pytest.fixture
def vault(small: Any, wakebook: Callable[..., Any], tmp_path: Path) -> Vault:
    """One restricted incident that was sealed from its first byte."""
    file, public = key(tmp_path, "ana")
    small.write("policies/sealing.yaml", policy(public))
    small.commit("Seal what is restricted")
    small.git("config", "wakebook.identity", str(file))
    ran = wakebook("new", "--restricted", TITLE, "--severity", "SEV2", cwd=small)
    assert ran.code == 0, ran.stderr
    found = next((small.root / "incidents/2026").glob("*-incident-*"))
    return Vault(small, wakebook, file, found.name)
