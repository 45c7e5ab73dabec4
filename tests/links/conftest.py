"""The small shop with one incident, and the repositories that its components come from."""

import json
import os
import subprocess
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest

START = datetime(2026, 11, 20, 14, 3, tzinfo=UTC)
INCIDENT = "2026-11-20-checkout-errors"
FOLDER = f"incidents/2026/{INCIDENT}"
DESCRIPTION = Path(__file__).parent / "description"
_LOG = """\
- {kind: started, at: "2026-11-20T14:03Z", by: user:ana}
- {kind: declared, at: "2026-11-20T14:05Z", by: user:ana}
- {kind: severity, at: "2026-11-20T14:05Z", by: user:ana, level: SEV2}
- {kind: role, at: "2026-11-20T14:05Z", by: user:ana, role: commander, from: none, to: user:ana}
- {kind: observation, at: "2026-11-20T14:10Z", by: user:ana, text: "Timeouts in conn.py:42"}
- {kind: mitigated, at: "2026-11-20T14:43Z", by: user:ana}
"""


def before(**length: float) -> datetime:
    """A time so long before the start of the incident; ``minutes=12``, ``days=2``."""
    return START - timedelta(**length)


class History:
    """A git repository of somebody else, whose commits have the times that a test gives."""

    def __init__(self, root: Path) -> None:
        self.root = root
        root.mkdir(parents=True)
        self.git("init", "--quiet", "-b", "main")

    def git(self, *arguments: str, at: datetime | str = START, stdin: str | None = None) -> str:
        """Run git there, its clock at the time given, and return what it prints."""
        when = at if isinstance(at, str) else at.isoformat()
        done = subprocess.run(
            ["git", "-c", "commit.gpgsign=false", "-c", "core.hooksPath=/dev/null", *arguments],
            cwd=self.root,
            env={**os.environ, "GIT_COMMITTER_DATE": when, "GIT_AUTHOR_DATE": when},
            input=stdin,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"git {arguments}: {done.stderr}"
        return done.stdout

    def commit(self, message: str, at: datetime, **files: str) -> str:
        """Write files, ``__`` for a slash and ``_dot_`` for a dot, and commit; the commit's id."""
        return self.put(message, at, {_path(name): text for name, text in files.items()})

    def put(self, message: str, at: datetime, files: Mapping[str, str]) -> str:
        """The same with paths as they are; without any the commit is empty."""
        for path, text in files.items():
            file = self.root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--file=-", at=at, stdin=message)
        return self.git("rev-parse", "HEAD").strip()


def _path(name: str) -> str:
    return name.replace("__", "/").replace("_dot_", ".")


class Shop:
    """The records, and a way to ask for what is proposed."""

    def __init__(self, records: Any, wakebook: Callable[..., Any], folder: Path) -> None:
        self.records = records
        self.folder = folder
        self._wakebook = wakebook
        self.sources: list[str] = []

    def source(self, component: str, name: str = "") -> History:
        """A repository beside the records, which is told to be the component's source."""
        history = History(self.folder / (name or component))
        self.sources += ["--source", f"{component}=../{name or component}"]
        return history

    def run(self, *arguments: str) -> Any:
        """``wakebook links`` of the incident, with every source."""
        return self._wakebook(
            "links", "checkout-errors", *self.sources, *arguments, cwd=self.records
        )

    def proposals(self, *arguments: str) -> list[dict[str, Any]]:
        """What is proposed, the most likely first."""
        return list(self.told(*arguments)["proposals"])

    def changes(self, *arguments: str) -> list[dict[str, Any]]:
        """The changes among what is proposed."""
        return [p for p in self.proposals(*arguments) if p["relation"] == "caused_by_change"]

    def titles(self, *arguments: str) -> list[str]:
        """Their titles."""
        return [str(change["title"]) for change in self.changes(*arguments)]

    def told(self, *arguments: str) -> dict[str, Any]:
        """The whole answer for programs."""
        ran = self.run("--format", "json", *arguments)
        assert ran.code == 0, ran.stderr
        told: dict[str, Any] = json.loads(ran.stdout)
        return told

    def log(self, entries: str, recorded: str = "20261120T144500Z-b001") -> None:
        """One more file of the incident's log, committed."""
        self.records.write(f"{FOLDER}/timeline/{recorded}.yaml", entries)
        self.records.commit("Log")

    def deployed(self, *events: dict[str, Any]) -> None:
        """A file of deployments, which is asked for from now on."""
        file = self.folder / "deployments.jsonl"
        file.write_text("".join(f"{json.dumps(event)}\n" for event in events), encoding="utf-8")
        if "--deployments" not in self.sources:
            self.sources += ["--deployments", "../deployments.jsonl"]


@pytest.fixture
def shop(small: Any, wakebook: Callable[..., Any], tmp_path: Path) -> Shop:
    """The small shop, in which the checkout broke at 14:03."""
    small.write(
        f"{FOLDER}/incident.yaml",
        "title: Checkout answers with errors\nkind: incident\naudience: staff\n"
        "components: [checkout]\n",
    )
    small.write(f"{FOLDER}/timeline/20261120T140500Z-a001.yaml", _LOG)
    small.commit("Open")
    return Shop(small, wakebook, tmp_path)


def event(
    verb: str = "deployed",
    service: str = "checkout",
    at: datetime = START - timedelta(minutes=12),
    artifact: str = "pkg:oci/checkout@sha256%3A0b31b1c02ff458ad9b7b81cbdf8f028bd54699fa151f",
    **more: Any,
) -> dict[str, Any]:
    """A CDEvent, held to the published schema of its kind."""
    content: dict[str, Any] = {"environment": {"id": "production"}}
    if verb not in ("removed", "published"):
        content["artifactId"] = artifact
    told = {
        "context": {
            "specversion": "0.5.1",
            "id": f"{verb}-{service}-{at:%H%M%S}",
            "source": "/ci/shop",
            "type": f"dev.cdevents.service.{verb}.0.3.0",
            "timestamp": at.isoformat(),
        },
        "subject": {"id": service, "content": content},
        **more,
    }
    _schema(verb).validate(told)
    return told


@cache
def _schema(verb: str) -> Any:
    from jsonschema import Draft202012Validator
    from referencing import Registry, Resource

    contents = [json.loads(file.read_text()) for file in DESCRIPTION.glob("*.json")]
    resources = [(each["$id"], Resource.from_contents(each)) for each in contents]
    base = "https://cdevents.dev/0.5.1/schema/"
    aliases = [
        (f"{base}links/{name}", resource)
        for address, resource in resources
        if "/links/" in address and (name := address.rpartition("/")[2])
    ]
    registry: Any = Registry().with_resources([*resources, *aliases])
    own = json.loads((DESCRIPTION / f"service{verb}.json").read_text())
    return Draft202012Validator(own, registry=registry)
