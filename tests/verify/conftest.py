"""A shop whose checks ask real servers on loopback, which its policy allows."""

import json
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from tests.conftest import Ran, Repository

LOOPBACK = ["127.0.0.0/8"]


@dataclass
class Shop:
    """The small shop with checks, a policy for them, and one incident of the checkout."""

    repository: Repository
    wakebook: Callable[..., Ran]
    id: str

    def policy(self, *allow: Mapping[str, object], **rule: object) -> None:
        """Write and commit what checks may ask; one run is enough unless it says otherwise."""
        first = {"from": "2026-01-01", "passes": 1, "over": "PT0S", "timeout": "PT20S"}
        body = {
            "schema": "verification",
            "owner": "group:web",
            "review_by": "2027-03-31",
            "rules": [{**first, "allow": list(allow), "networks": LOOPBACK, **rule}],
        }
        self.repository.write("policies/verification.yaml", json.dumps(body, indent=1) + "\n")
        self.repository.commit("Policy")

    def checks(self, **specs: Mapping[str, object]) -> None:
        """Write and commit checks of these names; they are of the checkout."""
        self.repository.write("catalog/checks.yaml", documents(**specs))
        self.repository.commit("Checks")

    def verify(self, *words: str, **options: Any) -> Ran:
        """Run the command for the incident."""
        return self.wakebook("verify", self.id, *words, cwd=self.repository, **options)

    @property
    def entries(self) -> list[dict[str, Any]]:
        """The verifications in the incident's log."""
        ran = self.wakebook("show", self.id, "--format", "json", cwd=self.repository)
        return [e for e in json.loads(ran.stdout)["timeline"] if e["kind"] == "verification"]

    @property
    def evidence(self) -> list[dict[str, Any]]:
        """What lies below the incident's ``evidence/``, oldest first."""
        folder = self.repository.root / f"incidents/2026/{self.id}/evidence"
        files = sorted(folder.glob("*.json"), key=lambda file: file.stat().st_mtime_ns)
        return [json.loads(file.read_text("ascii")) for file in files]

    def unwritten(self, head: str) -> bool:
        """Whether nothing was written since a commit."""
        clean = not self.repository.git("status", "--porcelain")
        return clean and self.head == head

    @property
    def head(self) -> str:
        """The commit that is checked out."""
        return self.repository.git("rev-parse", "HEAD").strip()


def documents(**specs: Mapping[str, object]) -> str:
    """Checks as the catalog has them; underscores in their names become hyphens."""
    parts = []
    for name, spec in specs.items():
        whole = {
            "apiVersion": "wakebook.dev/v1",
            "kind": "Check",
            "metadata": {"name": name.replace("_", "-")},
            "spec": {"components": ["checkout"], **spec},
        }
        parts.append(json.dumps(whole, indent=1))
    return "\n---\n".join(parts) + "\n"


@pytest.fixture
def shop(small: Repository, wakebook: Callable[..., Ran]) -> Shop:
    """The shop, with one open incident of its checkout and neither policy nor checks."""
    ran = wakebook(
        "new", "Checkout is down", "--component", "checkout", "--severity", "SEV3", cwd=small
    )
    assert ran.code == 0, ran.stderr
    found = next((small.root / "incidents/2026").glob("*-checkout-is-down"))
    return Shop(small, wakebook, found.name)


@dataclass
class Server:
    """A real HTTP server; ``answers`` gives each path its status, headers and body."""

    port: int
    answers: dict[str, Any] = field(default_factory=dict)
    asked: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)

    @property
    def paths(self) -> list[str]:
        """What was asked for, in order."""
        return [path for _, path, _ in self.asked]


def serve(context: Any = None) -> Iterator[Server]:
    """Serve on loopback, with TLS where there is a context."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            server.asked.append((self.command, self.path, dict(self.headers)))
            answer = server.answers.get(self.path.partition("?")[0], (404, {}, b""))
            if callable(answer):
                answer = answer(self)
            if answer is None:
                return
            status, headers, body = answer
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        do_HEAD = do_POST = do_GET  # noqa: N815 - the names that the base class calls

        def log_message(self, *_: object) -> None:
            pass

    class Quiet(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: object) -> None:
            """A client that goes away is what some tests are about."""

    with Quiet(("127.0.0.1", 0), Handler) as http:
        if context is not None:
            http.socket = context.wrap_socket(http.socket, server_side=True)
        server = Server(http.server_port)
        thread = threading.Thread(target=http.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        yield server
        http.shutdown()
        thread.join()


@pytest.fixture
def http() -> Iterator[Server]:
    """A server that the shop's policy may allow."""
    yield from serve()


class Trap:
    """A socket that nobody may connect to; it counts who does."""

    def __init__(self, address: str = "127.0.0.1", family: int = socket.AF_INET) -> None:
        self._socket = socket.socket(family, socket.SOCK_STREAM)
        self._socket.bind((address, 0))
        self._socket.listen(16)
        self._socket.setblocking(False)
        self.port = int(self._socket.getsockname()[1])

    @property
    def connections(self) -> int:
        """How many connected since the last look."""
        count = 0
        while True:
            try:
                self._socket.accept()[0].close()
            except BlockingIOError:
                return count
            count += 1

    def close(self) -> None:
        """Stop listening."""
        self._socket.close()


class Ear:
    """A socket of UDP that nobody may send to; it counts what comes."""

    def __init__(self) -> None:
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind(("127.0.0.1", 0))
        self._socket.setblocking(False)
        self.port = int(self._socket.getsockname()[1])

    @property
    def packets(self) -> list[bytes]:
        """What came since the last look."""
        found = []
        while True:
            try:
                found.append(self._socket.recv(65_535))
            except BlockingIOError:
                return found

    def close(self) -> None:
        """Stop listening."""
        self._socket.close()


@pytest.fixture
def ear() -> Iterator[Ear]:
    """A socket on loopback that counts packets."""
    made = Ear()
    yield made
    made.close()


@pytest.fixture
def trap() -> Iterator[Trap]:
    """A listening socket on loopback that counts connections."""
    made = Trap()
    yield made
    made.close()


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What the machine's resolver says, by name: a list of addresses, or one list a question."""
    real = socket.getaddrinfo
    told: dict[str, Any] = {}
    asked: dict[str, int] = {}

    def getaddrinfo(host: Any, port: Any, *rest: Any, **more: Any) -> Any:
        if host not in told:
            numeric = {**more, "flags": socket.AI_NUMERICHOST}
            return real(host, port, *rest, **numeric)
        answer = told[host]
        if answer and isinstance(answer[0], list):
            asked[host] = asked.get(host, -1) + 1
            answer = answer[min(asked[host], len(answer) - 1)]
        rows = []
        for address in answer:
            v6 = ":" in address
            place = (address, port or 0, 0, 0) if v6 else (address, port or 0)
            family = socket.AF_INET6 if v6 else socket.AF_INET
            rows.append((family, socket.SOCK_STREAM, 6, "", place))
        return rows

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    return told
