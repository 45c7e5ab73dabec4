"""``wakebook serve``: shows, rebuilds, tells open pages, and stays on this machine."""

import http.client
import json
import shutil
import signal
import socket
import struct
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.daily(4)


class Served:
    """A running server and what its pages are told."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.process = process
        self.lines: list[str] = []
        self.port = int(self.until("http://127.0.0.1:").split(":")[2].split("/")[0])

    def until(self, words: str) -> str:
        """The next line of the terminal that holds the words."""
        assert self.process.stdout
        for line in self.process.stdout:
            self.lines.append(line)
            if words in line:
                return line
        raise AssertionError(f"it ended without saying {words!r}: {self.lines}")

    def get(self, path: str, host: str = "127.0.0.1", method: str = "GET") -> tuple[int, str]:
        """Ask for a page under some host's name."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request(method, path, headers={"Host": f"{host}:{self.port}"})
        answer = connection.getresponse()
        body = answer.read().decode()
        connection.close()
        return answer.status, body

    def news(self, build: int, error: str = "") -> dict[str, Any]:
        """What pages are told as soon as a build or an error is reached."""
        url = f"http://127.0.0.1:{self.port}/-/news"
        end = time.monotonic() + 60
        with urllib.request.urlopen(url, timeout=20) as stream:
            for line in stream:
                assert time.monotonic() < end, f"not told within a minute: {self.lines}"
                if line.startswith(b"data: "):
                    state: dict[str, Any] = json.loads(line[6:])
                    if state["build"] >= build and error in state["error"]:
                        return state
        raise AssertionError("the stream ended")


@contextmanager
def serving(root: Path, *options: str) -> Iterator[Served]:
    """Serve a repository until the block ends, then interrupt as Ctrl-C does."""
    process = subprocess.Popen(
        [sys.executable, "-u", "-m", "wakebook", "serve", *options],
        cwd=root,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        # A shell makes what it starts in the background deaf to interrupts, tests too.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - one thread
    )
    with process:
        try:
            yield Served(process)
            process.send_signal(signal.SIGINT)
            assert process.wait(20) == 130
        finally:
            process.kill()


@pytest.fixture
def served(small: Any) -> Iterator[Served]:
    """The small shop, served on a free port."""
    with serving(small.root, "--port", "18200") as server:
        yield server


@pytest.fixture(scope="module")
def reading(
    begun: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Served]:
    """The small shop, served to all who only read."""
    root = tmp_path_factory.mktemp("reading") / "small"
    shutil.copytree(begun("small"), root, symlinks=True)
    with serving(root, "--port", "18300") as server:
        yield server


def test_a_page_is_shown_with_the_script_for_reload(reading: Served) -> None:
    status, body = reading.get("/")

    assert status == 200
    assert "Nothing is open" in body
    assert "/assets/wakebook/live.js" in body
    assert reading.get("/nothing/here/")[0] == 404
    assert "There is no such page" in reading.get("/nothing/here/")[1]


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_another_name_of_this_machine_is_refused(reading: Served, method: str) -> None:
    assert reading.get("/build.json", host="rebound.example", method=method)[0] == 403
    assert reading.get("/build.json", host="localhost:rebound.example", method=method)[0] == 403
    assert reading.get("/build.json", host="localhost", method=method)[0] == 200
    assert reading.get("/assets/", method=method)[0] == 404


def test_a_hostile_browser_gets_an_answer_or_nothing(served: Served) -> None:
    assert served.get("/" + "a" * 300)[0] == 404
    for _ in range(3):
        rude = socket.create_connection(("127.0.0.1", served.port))
        rude.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        rude.sendall(b"GET /-/news HTTP/1.1\r\nHost: localhost\r\n\r\n")
        rude.close()
    served.process.send_signal(signal.SIGINT)
    assert served.process.stdout
    assert "Traceback" not in served.process.stdout.read()


def test_a_change_is_published_and_told(served: Served, small: Any) -> None:
    header = small.root / "incidents/2026/2026-10-05-payments-latency/incident.yaml"
    text = header.read_text()
    header.write_text(text.replace("autumn sale", "winter sale"))

    assert served.news(build=2)["error"] == ""
    assert "winter sale" in served.get("/incidents/2026/10/2026-10-05-payments-latency/")[1]
    header.write_text(text.replace("category: capacity/exhaustion", "category: no/such"))
    assert served.news(build=3)["findings"] >= 1


def test_an_error_is_told_and_does_not_end_it(served: Served, small: Any) -> None:
    broken = small.root / "site" / "templates" / "board.md.j2"
    broken.parent.mkdir(parents=True)
    small.write("mkdocs.yml", "site_name: [\n")

    assert served.news(build=1, error="r")["error"]
    (small.root / "mkdocs.yml").unlink()
    state = served.news(build=2)
    assert state["error"] == ""


def test_a_taken_port_gives_the_next_one(reading: Served, small: Any) -> None:
    with serving(small.root, "--port", str(reading.port)) as other:
        assert other.port > reading.port


def test_nothing_is_built_while_nothing_changes(reading: Served) -> None:
    time.sleep(1.5)

    assert reading.news(build=1)["build"] == 1
