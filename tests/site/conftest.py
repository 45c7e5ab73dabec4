"""A published small shop, with hostile and open incidents, behind a server and in a browser."""

import json
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from wakebook.cli.main import main

SMALL = Path(__file__).parent.parent / "repos" / "small"
HOSTILE = "incidents/2026/11/2026-11-20-hostile/"
ATTACKS = (
    "<script>window.attacked = 1</script>",
    "<img src=x onerror='window.attacked = 1'>",
    '"><svg onload="window.attacked = 1">',
    "[press](javascript:window.attacked=1)",
    "[press](data:text/html,<script>window.attacked=1</script>)",
    "![](https://evil.example/pixel.png)",
    "<a href='jAvAsCrIpT:window.attacked=1' style='position:fixed'>x</a>",
    "{{ 7 * 7 }} {% raw %} ${7*7}",
    "{: onclick=window.attacked=1 }",
    "<div markdown=1 id=wb-nav>x</div>",
    "</div></article></main><base href='https://evil.example/'>",
    "<!-- --> ]]> <!doctype html> &lt;script&gt; [TOC] wakebook-title wakebook-article",
    "<meta http-equiv=refresh content='0;url=https://evil.example/'>",
)


def _quoted(text: str) -> str:
    return json.dumps(text)


def _hostile() -> dict[str, str]:
    entries = "".join(
        f"- kind: observation\n  at: 2026-11-20T10:{minute:02}Z\n"
        f"  by: {_quoted('external: ' + attack)}\n"
        f"  audience: staff\n  text: {_quoted(attack)}\n  source: {_quoted(attack)}\n"
        for minute, attack in enumerate(ATTACKS)
    )
    folder = "incidents/2026/2026-11-20-hostile"
    header = (
        f"title: {_quoted(ATTACKS[0] + ATTACKS[2])}\nkind: incident\naudience: staff\n"
        f"components: [payments]\nsummary: {_quoted(' '.join(ATTACKS))}\n"
        f"tags: [{_quoted(ATTACKS[2])}]\n"
    )
    milestones = (
        "- kind: declared\n  at: 2026-11-20T10:00Z\n  by: user:ana\n"
        "- kind: severity\n  at: 2026-11-20T10:00Z\n  by: user:ana\n  level: SEV1\n"
    )
    return {
        f"{folder}/incident.yaml": header,
        f"{folder}/timeline/20261120T110000Z-a001.yaml": entries,
        f"{folder}/timeline/20261120T110000Z-a000.yaml": milestones,
        "postmortems/2026/2026-11-20-hostile/actions/block-it.yaml": (
            f"title: {_quoted(ATTACKS[1])}\nkind: prevent\nstatus: open\nowner: user:ana\n"
            f"due: 2026-11-01\nreferences: [{{system: x, id: '7', "
            "url: 'https://tracker.example/7'}]\n"
        ),
        "postmortems/2026/2026-11-20-hostile/postmortem.md": (
            "---\nincidents: [2026-11-20-hostile]\nauthors: [user:ana]\n---\n\n## Summary\n\n"
            + "\n\n".join(ATTACKS)
        ),
    }


def hostile_shop(root: Path) -> Path:
    """The small shop with an open incident that attacks whoever reads it."""
    shutil.copytree(SMALL, root)
    for path, text in _hostile().items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return root


@dataclass
class Visit:
    """A page in the browser and what it tried to do."""

    page: Page
    base: str
    errors: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)

    def go(self, path: str) -> Page:
        """Open a page of the site and wait until it has loaded."""
        self.page.goto(self.base + path, wait_until="load")
        return self.page

    def watch(self) -> None:
        """Note console errors and requests that leave the site."""
        self.page.on("console", lambda m: self.errors.append(m.text) if m.type == "error" else None)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("request", lambda request: self._request(request.url))

    def _request(self, url: str) -> None:
        if not url.startswith((self.base, "data:")):
            self.foreign.append(url)


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *arguments: Any) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The published shop's folder."""
    root = hostile_shop(tmp_path_factory.mktemp("shop") / "repository")
    assert main(["-C", str(root), "publish"]) == 0
    return root


@pytest.fixture(scope="session")
def address(shop: Path) -> Iterator[str]:
    """Where the shop's site is served."""
    handler = partial(_Quiet, directory=str(shop / "build" / "site"))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


@pytest.fixture(params=["light"])
def visit(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Visit]:
    """A fresh window of a desktop in the scheme of the parameter; ``phone`` is a narrow one."""
    narrow = "phone" in request.param
    context = browser.new_context(
        viewport={"width": 390, "height": 844} if narrow else {"width": 1280, "height": 900},
        has_touch=narrow,
        is_mobile=narrow,
        color_scheme="dark" if "dark" in request.param else "light",
        timezone_id="Asia/Tokyo",
        reduced_motion="reduce",
    )
    visit = Visit(context.new_page(), address)
    visit.watch()
    yield visit
    context.close()
