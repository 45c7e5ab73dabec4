"""What tests share: whole small repositories under git, and the command line."""

import io
import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

import pytest
from hypothesis import settings

REPOSITORIES = Path(__file__).parent / "repos"
_BROWSER = (
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
settings.register_profile("wakebook", deadline=None)  # how long an example takes proves nothing
settings.load_profile("wakebook")


def examples(many: int) -> int:
    """How many examples a property is tried on: all of them where `make thorough` runs it."""
    return many if os.environ.get("WAKEBOOK_THOROUGH") else many // 10


def absent(sentence: str) -> NoReturn:
    """Skip where something outside of the project is missing; in continuous integration, fail."""
    if os.environ.get("CI"):
        pytest.fail(sentence)
    pytest.skip(sentence)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Of a test that is marked with ``variants(n)`` the first n run every day.

    With ``every`` it is every so many-th of them: lists have like beside like, and of a table of
    two parameters each value comes up. Of a module that is marked with ``daily(k)`` every k-th test
    runs every day: each of them starts many processes. `make thorough`, and so CI, runs them all.
    """
    seen: Counter[str] = Counter()
    for item in items:
        marker = item.get_closest_marker("variants")
        if marker is not None:
            name = item.nodeid.partition("[")[0]
            round_, left = divmod(seen[name], marker.kwargs.get("every", 1))
            seen[name] += 1
            if left or round_ >= marker.args[0]:
                item.add_marker("thorough")
        marker = item.get_closest_marker("daily")
        if marker is not None and item.get_closest_marker("thorough") is None:
            module = item.nodeid.partition("::")[0]
            if seen[module] % marker.args[0]:
                item.add_marker("thorough")
            seen[module] += 1


@pytest.fixture
def missing() -> Callable[[str], NoReturn]:
    """Says that a test cannot run here; see ``absent``."""
    return absent


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of the browser."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    return program or absent("the browser tests want Chromium: apt-get install chromium")


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Any]:
    """A headless browser that talks to nobody but the test; a process holds one of them at most."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=list(_BROWSER))
        yield opened
        opened.close()


@dataclass(frozen=True)
class Ran:
    """What a run of the command line gave back."""

    code: int
    stdout: str
    stderr: str


class Repository:
    """A git repository of its own in a temporary folder."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def git(self, *arguments: str) -> str:
        """Run git there and return what it prints."""
        settings = ("-c", "commit.gpgsign=false", "-c", "core.hooksPath=/dev/null")
        done = subprocess.run(
            ["git", *settings, *arguments],
            cwd=self.root,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"git {arguments}: {done.stderr}"
        return done.stdout

    def loose(self, name: str) -> Path:
        """The file of one object, which can be written; what was packed is unpacked."""
        for pack in list((self.root / ".git/objects/pack").glob("*.pack")):
            aside = pack.rename(self.root / ".git" / pack.name)
            with aside.open("rb") as objects:
                subprocess.run(
                    ["git", "unpack-objects", "-q"], cwd=self.root, stdin=objects, check=True
                )
        file = self.root / ".git/objects" / name[:2] / name[2:]
        file.chmod(0o644)
        return file

    def write(self, path: str, content: str | bytes) -> Path:
        """Write a file, with the folders above it."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return file

    def commit(self, message: str = "Change") -> str:
        """Commit everything as it lies there and return the commit's id."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "-m", message)
        return self.git("rev-parse", "HEAD").strip()


@pytest.fixture(autouse=True)
def _git_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """Git reads nobody's settings, waits for no disk, and commits have a name of the small shop."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(REPOSITORIES.parent / "gitconfig"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_TEMPLATE_DIR", "")  # sample hooks would be most of all files
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_NAME", "Ana")
        monkeypatch.setenv(f"GIT_{who}_EMAIL", "ana@shop.example")


@pytest.fixture(scope="session")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """A folder of ``tests/repos`` as a git repository with one commit, made once and packed."""
    made: dict[str, Path] = {}

    def first(name: str) -> Path:
        if name not in made:
            made[name] = tmp_path_factory.mktemp("begun") / name
            shutil.copytree(REPOSITORIES / name, made[name])
            repository = Repository(made[name])
            repository.git("init", "--quiet", "-b", "main")
            repository.git("config", "user.name", "Ana")
            repository.git("config", "user.email", "ana@shop.example")
            repository.commit("Begin")
            repository.git("repack", "-a", "-d", "--quiet")
        return made[name]

    return first


@pytest.fixture
def repository(tmp_path: Path, begun: Callable[[str], Path]) -> Callable[..., Repository]:
    """Copies a folder of ``tests/repos`` as a git repository with one commit.

    ``repository("small")`` goes to a new folder; ``to`` names it where there are several.
    """

    def copied(name: str = "small", to: str = "repository") -> Repository:
        return Repository(shutil.copytree(begun(name), tmp_path / to, symlinks=True))

    return copied


@pytest.fixture
def small(repository: Callable[..., Repository]) -> Repository:
    """The small shop: three sound, ended incidents, catalog, policies, runbook and problem."""
    return repository("small")


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Any]:
    """Lets something happen to a folder; where it has happened before, copies what came of it.

    ``once(key, folder, course)`` gives what the course gave: nothing in it may know the folder.
    """
    made: dict[object, tuple[Path, Any]] = {}

    def happened(key: object, folder: Path, course: Callable[[], Any]) -> Any:
        if key not in made:
            told = course()
            made[key] = tmp_path_factory.mktemp("once") / "folder", told
            shutil.copytree(folder, made[key][0], symlinks=True)
            return told
        kept, told = made[key]
        shutil.rmtree(folder)
        shutil.copytree(kept, folder, symlinks=True)
        return told

    return happened


@pytest.fixture
def wakebook() -> Callable[..., Ran]:
    """Runs the command line in this process, in a folder, and returns what it gave back."""

    def run(*arguments: str, cwd: Path | Repository, stdin: str = "") -> Ran:
        from wakebook.cli.main import main

        folder = cwd.root if isinstance(cwd, Repository) else cwd
        out, err = _stream(), _stream()
        given, sys.stdin = sys.stdin, io.TextIOWrapper(io.BytesIO(stdin.encode()), "utf-8")
        try:
            with chdir(folder), redirect_stdout(out), redirect_stderr(err):
                code = main(list(arguments))
        finally:
            sys.stdin = given
        return Ran(code, _written(out), _written(err))

    return run


@pytest.fixture
def wakebook_process() -> Callable[..., Ran]:
    """Runs the command line as a process of its own, as a shell would; ``env`` adds variables."""

    def run(
        *arguments: str, cwd: Path | Repository, stdin: str = "", env: dict[str, str] | None = None
    ) -> Ran:
        folder = cwd.root if isinstance(cwd, Repository) else cwd
        command: list[Any] = [sys.executable, "-m", "wakebook", *arguments]
        done = subprocess.run(
            command,
            cwd=folder,
            input=stdin,
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=120,
            env={**os.environ, **(env or {})},
        )
        return Ran(done.returncode, done.stdout, done.stderr)

    return run


def _stream() -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(), "utf-8", newline="", write_through=True)


def _written(stream: io.TextIOWrapper) -> str:
    buffer = stream.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue().decode()


@pytest.fixture(scope="session", autouse=True)
def _frames_made_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """MkDocs' frames of equal settings and theme are made once and copied.

    A repository keeps them itself; here each test has a repository of its own, and MkDocs looks
    through fifteen thousand icons each time. What fails is never kept.
    """
    from wakebook.adapters.mkdocs import MkDocs

    made = tmp_path_factory.mktemp("frames")
    told: dict[str, dict[str, Any]] = {}
    build = MkDocs._build

    def built(self: Any, wanted: Any) -> dict[str, Any]:
        digest = self._digest(wanted)
        if digest not in told:
            told[digest] = build(self, wanted)
            shutil.copytree(self._work, made / digest)
        else:
            shutil.copytree(made / digest, self._work, dirs_exist_ok=True)
        return told[digest]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(MkDocs, "_build", built)
        yield


@pytest.fixture(scope="session")
def _key_read_once() -> Iterator[None]:
    """Reading an RSA key proves that it is one, which takes as long as ten questions to GitHub."""
    from functools import cache

    from jwt import algorithms

    read = cache(algorithms.load_pem_private_key)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(algorithms, "load_pem_private_key", read)
        yield


@pytest.fixture(scope="session")
def _contract() -> Any:
    from tests.github.fake.contract import Contract

    return Contract()


@pytest.fixture
def github(tmp_path: Path, _contract: Any, _key_read_once: None) -> Iterator[Any]:
    """A GitHub of its own over HTTP, in front of a bare git repository: see ``tests/github/fake``.

    Afterwards every request and answer must fit GitHub's published description, and nothing may
    have been asked in a pause that a limit demanded.
    """
    from tests.github.fake.github import FakeGitHub
    from tests.github.fake.server import served

    fake = FakeGitHub(tmp_path, _contract)
    with served(fake):
        yield fake
    assert not fake.violations()
