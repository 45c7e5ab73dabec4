"""The site's ratios: 10,000 incidents against 1,000, bytes a page, a rebuild, the first result.

``python -m benchmarks.publishing`` prints it; ``--incidents 2000`` makes the large one smaller.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple

_CHANGED = 20
_SMALL, _LARGE = 1_000, 10_000


class Run(NamedTuple):
    """What a process took: wall and CPU seconds, and its own peak memory in MB."""

    wall: float
    cpu: float
    peak: float


def publish(root: Path) -> Run:
    """Publish in a process of its own."""
    began = time.monotonic()
    command = [sys.executable, "-m", "wakebook", "publish"]
    process = subprocess.Popen(command, cwd=root, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"publish failed in {root}")
    took = time.monotonic() - began
    return Run(took, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def repository(folder: Path, incidents: int) -> Path:
    """A generated repository."""
    command = [sys.executable, "-m", "benchmarks.generate", str(folder)]
    subprocess.run([*command, "--incidents", str(incidents)], check=True, stdout=subprocess.DEVNULL)
    return folder


def change(root: Path, count: int) -> None:
    """Change the titles of the newest incidents."""
    headers = sorted(root.glob("incidents/*/*/incident.yaml"), reverse=True)
    for header in headers[:count]:
        text = header.read_text(encoding="utf-8")
        header.write_text(text.replace("title: ", "title: Again ", 1), encoding="utf-8")


def bytes_a_page(root: Path) -> tuple[int, int]:
    """The number of pages, and all bytes of the site with its search index, divided by it."""
    site = root / "build" / "site"
    pages = sum(1 for _ in site.rglob("index.html"))
    total = sum(path.stat().st_size for path in site.rglob("*") if path.is_file())
    return pages, total // pages


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *arguments: Any) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The folder behind a server on loopback."""
    handler = partial(_Quiet, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def first_result(site: Path) -> float:
    """Seconds from the first typed letter to the first result, in a browser without a cache."""
    from playwright.sync_api import sync_playwright

    with served(site) as address, sync_playwright() as playwright:
        program = shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(address, wait_until="networkidle")
        page.keyboard.press("/")
        began = time.monotonic()
        page.keyboard.type("certificate")
        page.wait_for_selector(".wb-hit")
        took = time.monotonic() - began
        browser.close()
    return took


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--incidents", type=int, default=_LARGE, help="of the large repository")
    large = parser.parse_args().incidents
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        small = publish(repository(folder / "small", _SMALL))
        root = repository(folder / "large", large)
        full = publish(root)
        pages, size = bytes_a_page(root)
        same = publish(root)
        change(root, _CHANGED)
        again = publish(root)
        found = first_result(root / "build" / "site")
    for title, run in (
        (f"{_SMALL} incidents", small),
        (f"{large} incidents", full),
        ("nothing changed", same),
        (f"{_CHANGED} changed", again),
    ):
        print(f"{title:20} {run.wall:7.1f} s {run.cpu:7.1f} CPU s {run.peak:6.0f} MB")
    print(f"large / small        {full.wall / small.wall:7.1f} x  (at most 12 for ten times)")
    print(f"rebuild / full       {again.wall / full.wall:7.3f} x  (at most 0.1)")
    print(f"{pages} pages of   {size / 1000:7.1f} kB (at most 30)")
    print(f"first result         {found:7.2f} s  (at most 1 at 5,000 pages)")


if __name__ == "__main__":
    main()
