"""A shop on a git server that judges pushes, with a forge beside it and a service to be asked."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import Ran, Repository
from tests.hooks.conftest import GitServer, approve, keys, serving, with_keys
from tests.verify.conftest import Server, documents, serve

__all__ = ["approve", "keys", "with_keys"]
POLICIES = Path(__file__).parents[2] / "policies"


@dataclass
class Shop:
    """Ana's clone of a shop that others have to approve for, and what stands around it."""

    ana: Repository
    server: GitServer
    forge: Any
    service: Server
    wakebook: Any
    sign: Any

    def run(self, *words: str) -> Ran:
        """What Ana types."""
        return self.wakebook(*words, cwd=self.ana)

    def done(self, *words: str) -> str:
        """What Ana types, and what comes out where all goes well."""
        ran = self.run(*words)
        assert ran.code == 0, ran.stdout + ran.stderr
        return str(ran.stdout)

    def refused(self, *words: str) -> set[str]:
        """The codes of what stands before a closure; nothing may have been written."""
        before = self.ana.git("rev-parse", "HEAD")
        ran = self.run("close", *words, "--format", "json")
        assert ran.code == 1, ran.stderr
        assert self.ana.git("rev-parse", "HEAD") == before
        assert self.ana.git("status", "--porcelain") == ""
        parts = json.loads(ran.stdout)["verdict"]["parts"]
        return {part["code"] for part in parts if part["outcome"] == "refused"}

    def push(self, *refs: str) -> str:
        """Push as Ana; what the server says where it does not take it."""
        said = self.server.push(self.ana, "ana", *(refs or ("HEAD:main",)))
        self.ana.git("fetch", "--quiet", "origin")
        return said

    def write(self, path: str, text: str) -> None:
        """A file of Ana's, committed."""
        self.ana.write(path, text)
        self.ana.commit(f"Write {path}")


@pytest.fixture
def service() -> Iterator[Server]:
    """The checkout, which can be asked over HTTP."""
    yield from serve()


@pytest.fixture
def records(small: Repository, service: Server, with_keys: Any) -> Repository:
    """Everybody has a key; the policies are this repository's, and allow one check on loopback."""
    people = small.root / "catalog/people.yaml"
    people.write_text(with_keys(people.read_text()))
    for name in ("closure", "followup", "postmortem"):
        text = (POLICIES / f"{name}.yaml").read_text("utf-8")
        small.write(f"policies/{name}.yaml", text.replace("group:example-editors", "group:web"))
    allowed = {"host": "127.0.0.1", "protocols": ["http"], "ports": [service.port]}
    rule = {"from": "2026-01-01", "passes": 2, "over": "PT1S", "timeout": "PT5S"}
    policy = {
        "schema": "verification",
        "owner": "group:web",
        "review_by": "2027-03-31",
        "rules": [{**rule, "allow": [allowed], "networks": ["127.0.0.0/8"]}],
    }
    small.write("policies/verification.yaml", json.dumps(policy, indent=1) + "\n")
    url = f"http://127.0.0.1:{service.port}/pay"
    check = {"type": "http", "url": url, "contains": ["paid"]}
    small.write("catalog/checks.yaml", documents(orders_can_be_paid=check))
    small.commit("Say what a closure takes")
    return small


@pytest.fixture
def forge(github: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A forge where everybody has an account, and whose address and token Ana's shell knows."""
    for number, name in ((101, "ana"), (102, "ben"), (103, "cleo")):
        github.user(f"{name}-shop", f"{name}@shop.example", id=number)
    for name in ("GH_TOKEN", "GITHUB_EVENT_PATH", "WAKEBOOK_APP_ID", "WAKEBOOK_APP_KEY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GITHUB_REPOSITORY", github.full_name)
    monkeypatch.setenv("GITHUB_API_URL", github.home)
    monkeypatch.setenv("GITHUB_TOKEN", github.token(github.users["ana-shop"]))
    return github


@pytest.fixture
def server(records: Repository, tmp_path: Path, wakebook: Any) -> Iterator[GitServer]:
    """A git server that judges; the records are a clone of what it holds."""
    bare = Repository(tmp_path / "projects" / "records.git")
    records.git("clone", "--quiet", "--bare", str(records.root), str(bare.root))
    bare.git("config", "http.receivepack", "true")
    assert wakebook("hook", "install", cwd=bare).code == 0
    with serving(bare) as made:
        records.git("remote", "add", "origin", made.url("ana"))
        records.git("fetch", "--quiet", "origin")
        records.git("branch", "--quiet", "--set-upstream-to", "origin/main")
        yield made


@pytest.fixture
def shop(server: GitServer, forge: Any, service: Server, wakebook: Any, approve: Any) -> Shop:
    """All of it."""
    ana = Repository(server.bare.root.parents[1] / "repository")
    return Shop(ana, server, forge, service, wakebook, approve)
