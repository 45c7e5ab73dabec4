"""People with SSH keys, for reviews and pushes of the small shop."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

PEOPLE = ("ana", "ben", "cleo")


@pytest.fixture(scope="session")
def keys(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A private key for everybody of the shop and for a stranger; ``.pub`` lies beside it."""
    folder = tmp_path_factory.mktemp("keys")
    for name in (*PEOPLE, "stranger"):
        made = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", name]
        subprocess.run(made, cwd=folder, check=True)
    return {name: folder / name for name in (*PEOPLE, "stranger")}


@pytest.fixture
def with_keys(keys) -> Callable[[str], str]:
    """Adds everybody's public key to the catalog of people."""

    def added(catalog: str) -> str:
        for name in PEOPLE:
            public = Path(f"{keys[name]}.pub").read_text().strip()
            email = f"    wakebook.dev/git-email: {name}@shop.example\n"
            assert email in catalog
            line = f"    wakebook.dev/ssh-key: {public}\n"
            catalog = catalog.replace(email, email + line)
        return catalog

    return added


@pytest.fixture
def shop(small, with_keys):
    """The small shop whose people sign with keys."""
    people = small.root / "catalog/people.yaml"
    people.write_text(with_keys(people.read_text()))
    small.commit("Tell everybody's key")
    return small


@pytest.fixture
def approve(wakebook, keys):
    """Reviews with somebody's key: ``approve("ben", "--push", cwd=clone)``."""

    def approved(who: str, *arguments: str, cwd):
        return wakebook("approve", *arguments, "--key", str(keys[who]), cwd=cwd)

    return approved
