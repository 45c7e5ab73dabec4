"""People with SSH keys, for reviews and pushes of the small shop."""

import base64
import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from tests.conftest import Repository

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


class _Backend(BaseHTTPRequestHandler):
    """Hands requests to ``git http-backend`` (RFC 3875); any password is right for its user."""

    protocol_version = "HTTP/1.1"
    projects: Path

    def do_GET(self) -> None:
        self._answer(b"")

    def do_POST(self) -> None:
        if self.headers.get("Transfer-Encoding") == "chunked":
            self._answer(b"".join(iter(self._chunk, b"")))
        else:
            self._answer(self.rfile.read(int(self.headers["Content-Length"])))

    def _chunk(self) -> bytes:
        size = int(self.rfile.readline(), 16)
        data = self.rfile.read(size)
        self.rfile.readline()
        return data

    def _answer(self, body: bytes) -> None:
        path, _, query = self.path.partition("?")
        user = self._user()
        if user is None and "receive-pack" in self.path and not path.startswith("/open/"):
            self.send_response(401)
            self.send_header("WWW-Authenticate", 'Basic realm="git"')
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        environment = {
            **os.environ,
            "GIT_PROJECT_ROOT": str(self.projects),
            "GIT_HTTP_EXPORT_ALL": "1",
            "PATH_INFO": path.removeprefix("/open"),
            "QUERY_STRING": query,
            "REQUEST_METHOD": self.command,
            "CONTENT_TYPE": self.headers.get("Content-Type", ""),
            "CONTENT_LENGTH": str(len(body)),
            "HTTP_CONTENT_ENCODING": self.headers.get("Content-Encoding", ""),
        }
        if user is not None:
            environment["REMOTE_USER"] = user
        done = subprocess.run(
            ["git", "http-backend"], input=body, env=environment, capture_output=True, check=True
        )
        head, _, answer = done.stdout.partition(b"\r\n\r\n")
        lines = [line.split(": ", 1) for line in head.decode().split("\r\n")]
        status = next((int(value[:3]) for name, value in lines if name == "Status"), 200)
        self.send_response(status)
        for name, value in lines:
            if name != "Status":
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def _user(self) -> str | None:
        given = self.headers.get("Authorization", "")
        if not given.startswith("Basic "):
            return None
        return base64.b64decode(given.removeprefix("Basic ")).decode().partition(":")[0]

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@dataclass(frozen=True)
class GitServer:
    """A git server of the shop over HTTP; who pushes is told by their user name."""

    port: int
    bare: Repository

    def url(self, user: str | None) -> str:
        """The repository as somebody reaches it; nobody in particular pushes to what is open."""
        if user is None:
            return f"http://127.0.0.1:{self.port}/open/records.git"
        return f"http://{user}:secret@127.0.0.1:{self.port}/records.git"

    def push(self, clone: Repository, user: str | None, *refs: str) -> str:
        """Push as somebody; the empty text where it was taken, else what was said to the client."""
        done = subprocess.run(
            ["git", "push", "--porcelain", self.url(user), *refs],
            cwd=clone.root,
            capture_output=True,
            encoding="utf-8",
            errors="surrogateescape",
            check=False,
        )
        said = "\n".join(line.rstrip() for line in done.stderr.splitlines())
        assert done.returncode == 0 or "[remote rejected]" in done.stdout, f"{done}"
        return said if done.returncode else ""

    @property
    def tip(self) -> str:
        """The commit that the gated branch is at."""
        return self.bare.git("rev-parse", "refs/heads/main").strip()


@contextmanager
def serving(bare: Repository) -> Iterator[GitServer]:
    """Serve the folder of a bare repository, as long as the block lasts."""
    handler = type("Backend", (_Backend,), {"projects": bare.root.parent})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as http:
        thread = Thread(target=http.serve_forever)
        thread.start()
        try:
            yield GitServer(http.server_port, bare)
        finally:
            http.shutdown()
            thread.join()


@pytest.fixture
def server(shop, tmp_path, wakebook) -> Iterator[GitServer]:
    """A real ``git http-backend`` with the hook; the shop is a clone of it."""
    bare = Repository(tmp_path / "projects" / "records.git")
    shop.git("clone", "--quiet", "--bare", str(shop.root), str(bare.root))
    bare.git("config", "http.receivepack", "true")
    ran = wakebook("hook", "install", cwd=bare)
    assert ran.stdout.endswith("pre-receive`; what HEAD names is gated: main\n"), ran.stderr
    with serving(bare) as made:
        shop.git("remote", "add", "origin", made.url("ana"))
        shop.git("fetch", "--quiet", "origin")
        yield made
