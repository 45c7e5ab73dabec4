"""The small shop, and beside it a repository of restricted records that belongs to it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from tests.conftest import Repository

TITLE = "Somebody took the customer list"


class Pair(NamedTuple):
    """The shop and its vault, each with a way to run commands there; ``id`` lies in the vault."""

    shop: Any
    vault: Any
    run: Callable[..., Any]
    id: str

    def in_shop(self, *words: str) -> Any:
        """Run a command in the shop."""
        return self.run(*words, cwd=self.shop)

    def in_vault(self, *words: str) -> Any:
        """Run a command in the vault."""
        return self.run(*words, cwd=self.vault)


@pytest.fixture
def pair(small: Any, wakebook: Callable[..., Any], tmp_path: Path) -> Pair:
    """Both, each knowing where the other is, with one restricted incident in the vault."""
    settings = (small.root / "wakebook.yaml").read_text(encoding="utf-8")
    small.write("wakebook.yaml", f"{settings}libraries: [vault]\n")
    small.commit("Restricted records lie in the vault")
    vault = Repository(tmp_path / "vault")
    vault.root.mkdir()
    vault.git("init", "--quiet", "-b", "main")
    vault.write("wakebook.yaml", "format: 1\nlibrary_of: shop\n")
    vault.commit("Begin")
    small.git("config", "wakebook.library.vault", str(vault.root))
    vault.git("config", "wakebook.library.shop", str(small.root))
    words = ("new", "--restricted", TITLE, "--severity", "SEV2", "--component", "checkout")
    ran = wakebook(*words, cwd=vault)
    assert ran.code == 0, ran.stderr
    found = next((vault.root / "incidents").glob("*/*-incident-*"))
    return Pair(small, vault, wakebook, found.name)
