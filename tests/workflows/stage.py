"""A stage on which act runs the real workflow files: GitHub's part is played on this machine.

The remote is a bare repository with a default branch and pull request 7. Third-party actions are
the small stubs beside this file, and Wakebook at any commit is this checkout. act parses
`permissions`, `concurrency` and `environment` and enforces none; other tests look at them.
"""

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

STUBS = Path(__file__).parent / "stubs"
ROOT = Path(__file__).parents[2]
_USES = re.compile(r"uses: (actions/([\w-]+)@[0-9a-f]{40})")
_CALLS = re.compile(r"uses: wakebook/wakebook/(\S+)@([0-9a-f]{40})")


@dataclass(frozen=True)
class Played:
    """What a run gave back: exit code, all output, and what stubs and stand-ins wrote down."""

    code: int
    output: str
    log: list[str]

    @property
    def commands(self) -> list[str]:
        """The command lines that ran, in order."""
        return [line for line in self.log if line.startswith("wakebook ")]

    def said(self, command: str, word: str) -> str:
        """What the stand-in noted under a word when this command ran."""
        noted = self.log[self.log.index(command) + 1 :]
        return next(line for line in noted if line.startswith(f"  {word} ")).strip()


@dataclass
class Stage:
    """Where a run takes place; ``real`` puts the true command on PATH instead of the stand-in.

    ``api`` is where the API is, ``key`` the private key of the gate's App.
    """

    act: str
    folder: Path
    remote: Path
    real: bool = False
    fails: str = ""
    variables: dict[str, str] = field(default_factory=lambda: {"WAKEBOOK_APP_ID": "5"})
    api: str = "http://127.0.0.1:9"
    key: str = "the-key"

    @property
    def kept(self) -> Path:
        """The folder that was uploaded for Pages."""
        return self.folder / "kept"

    def play(self, workflow: Path, event: str, payload: dict[str, Any]) -> Played:
        """Run a workflow file for an event."""
        runner, log, said = (self.folder / name for name in ("runner", "log", "event.json"))
        self._runner(runner)
        said.write_text(json.dumps(payload), encoding="utf-8")
        log.write_text("", encoding="utf-8")
        settings = {
            "STAGE_LOG": log,
            "STAGE_REMOTE": self.remote,
            "STAGE_KEPT": self.kept,
            "STAGE_FAILS": self.fails,
            "GITHUB_API_URL": self.api,
        }
        command = [self.act, event, "--directory", runner, "--workflows", workflow]
        command += ["--eventpath", said, "--defaultbranch", "main"]
        command += ["--platform", "ubuntu-latest=-self-hosted"]
        command += [
            "--no-skip-checkout",
            "--no-cache-server",
            "--action-cache-path",
            self.folder / "cache",
        ]
        command += [
            "--secret",
            f"WAKEBOOK_APP_KEY={self.key}",
            "--secret",
            "GITHUB_TOKEN=the-token",
        ]
        command += [part for pair in settings.items() for part in ("--env", "{}={}".format(*pair))]
        command += [w for pair in self.variables.items() for w in ("--var", "{}={}".format(*pair))]
        command += self._stubs(workflow)
        done = subprocess.run(
            [str(part) for part in command],
            env={**os.environ, "HOME": str(self.folder), "PATH": self._path()},
            capture_output=True,
            text=True,
            check=False,
            timeout=180,
        )
        written = log.read_text(encoding="utf-8").splitlines()
        return Played(done.returncode, done.stdout + done.stderr, written)

    def _runner(self, folder: Path) -> None:
        """An empty repository of the right name: a runner has nothing before its checkout."""
        if folder.exists():
            return
        for words in (
            ("init", "--quiet", "-b", "main", str(folder)),
            ("-C", str(folder), "commit", "--quiet", "--allow-empty", "-m", "Nothing"),
            ("-C", str(folder), "remote", "add", "origin", "https://github.com/shop/records"),
        ):
            subprocess.run(["git", *words], check=True)

    def _stubs(self, workflow: Path) -> list[str]:
        text = workflow.read_text(encoding="utf-8")
        called = _CALLS.findall(text)
        pairs = [f"wakebook/wakebook@{commit}={ROOT}" for _, commit in called]
        text += "".join((ROOT / path).read_text(encoding="utf-8") for path, _ in called)
        pairs += [f"{action}={STUBS / name}" for action, name in sorted(set(_USES.findall(text)))]
        return [part for pair in pairs for part in ("--local-repository", pair)]

    def _path(self) -> str:
        programs = self.folder / "bin"
        programs.mkdir(exist_ok=True)
        true_command = Path(sys.executable).parent / "wakebook"
        for name, target in (
            ("python", STUBS / "bin" / "python"),
            ("wakebook", true_command if self.real else STUBS / "bin" / "wakebook"),
        ):
            (programs / name).unlink(missing_ok=True)
            (programs / name).symlink_to(target)
        return f"{programs}:{os.environ['PATH']}"
