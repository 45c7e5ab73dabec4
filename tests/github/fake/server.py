"""The fake over HTTP: pages, entity tags, limits, scripted faults and the journal."""

import hashlib
import json
import re
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import tests.github.fake.deployment_routes
import tests.github.fake.issues
import tests.github.fake.setting_deeds
import tests.github.fake.setting_routes  # noqa: F401 - they remember their routes
from tests.github.fake.contract import Exchange
from tests.github.fake.faults import Fault
from tests.github.fake.github import FakeGitHub
from tests.github.fake.routes import ROUTES, Ask, RefusedError, Reply
from tests.github.fake.shapes import Shapes
from tests.github.fake.state import Token

_CURSORS = "GET /repos/{owner}/{repo}/activity"
"""The one route whose pages have cursors in place of numbers."""
_OPEN = {
    "GET /app",
    "GET /app/hook/config",
    "GET /repos/{owner}/{repo}/installation",
    "POST /app/installations/{installation_id}/access_tokens",
}
"""Routes that an App asks in its own name, with a signed token."""


@contextmanager
def served(github: FakeGitHub) -> Iterator[str]:
    """Serve the fake on loopback; gives its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads, server.block_on_close = True, False
    server.github, server.lock, server.sockets = github, threading.Lock(), set()  # type: ignore[attr-defined]
    github.home = f"http://127.0.0.1:{server.server_port}"
    server.shapes = Shapes(github.contract, github.home)  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield github.home
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        for open_ in list(server.sockets):  # type: ignore[attr-defined]
            with suppress(OSError):
                open_.shutdown(socket.SHUT_RDWR)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize, disable_nagle_algorithm = -1, True
    server: Any

    def setup(self) -> None:
        super().setup()
        self.server.sockets.add(self.connection)

    def finish(self) -> None:
        self.server.sockets.discard(self.connection)
        with suppress(OSError):
            super().finish()

    def handle_one_request(self) -> None:
        """A client may give up waiting."""
        try:
            super().handle_one_request()
        except ConnectionError:
            self.close_connection = True

    def log_message(self, *_: Any) -> None:
        """The journal says more."""

    def do_GET(self) -> None:
        self._answer()

    do_POST = do_PUT = do_PATCH = do_DELETE = do_GET  # noqa: N815 - the same

    def _answer(self) -> None:
        github: FakeGitHub = self.server.github
        length = int(self.headers.get("Content-Length") or 0)
        raw = self.rfile.read(length)
        with self.server.lock:
            url = urlsplit(self.path)
            body = json.loads(raw) if raw else None
            query = dict(parse_qsl(url.query, keep_blank_values=True))
            token = self._token()
            exchange = Exchange(
                github.clock.now(),
                self.command,
                url.path,
                query,
                body,
                token.by.login if token else None,
            )
            github.journal.append(exchange)
            fault = self._fault(exchange)
            reply, headers = self._reply(exchange, token, fault)
            if fault:
                exchange.fault, exchange.agreed = exchange.fault or fault.name, False
            exchange.status, exchange.effect = reply.status, reply.effect
            exchange.answer = reply.body
        self._send(reply, headers, fault)

    def _fault(self, exchange: Exchange) -> Fault | None:
        github: FakeGitHub = self.server.github
        if github.clock.now() < github.shut_until:
            exchange.fault = "too early"
            return github.shut_by
        fault = github.next_fault(exchange.method, exchange.path)
        if fault and fault.deed == "refuse":
            github.shut_until, github.shut_by = github.clock.now() + fault.pause, fault
        return fault

    def _reply(
        self, exchange: Exchange, token: Token | None, fault: Fault | None
    ) -> tuple[Reply, dict[str, str]]:
        headers = self._limits(fault)
        if fault and fault.deed == "lie":
            return Reply(fault.answer, fault.status), headers
        if fault and fault.deed in ("refuse", "break", "drop", "hold"):
            reply = Reply(None)
            if fault.applied:
                reply = self._handled(exchange, token, {})
            words = "API rate limit exceeded" if fault.name == "primary limit" else ""
            if fault.status == 301:
                headers["Location"] = f"{self.server.github.home}/user"
            words = words or ("You have exceeded a secondary rate limit" if fault.pause else "Oops")
            return Reply({"message": words}, fault.status, reply.effect), headers
        reply = self._handled(exchange, token, headers)
        if fault and fault.deed == "cut" and isinstance(reply.body, list):
            reply.body = reply.body[:-1]
            headers.pop("Link", None)
        if fault and fault.deed == "empty":
            reply.body = {}
        if fault and fault.deed == "foreign":
            headers["Link"] = '<http://127.0.0.1:9/steal?page=2>; rel="next"'
        tag = 'W/"' + hashlib.sha256(json.dumps(reply.body).encode()).hexdigest() + '"'
        if exchange.method == "GET" and reply.status == 200 and not fault:
            headers["ETag"] = tag
            if self.headers.get("If-None-Match") == tag:
                return Reply(None, 304), headers
        self.server.github.limit_left -= 1
        return reply, headers

    def _limits(self, fault: Fault | None) -> dict[str, str]:
        github: FakeGitHub = self.server.github
        now = github.clock.now()
        primary = fault is not None and fault.name == "primary limit"
        reset = github.shut_until if primary else now + 3600
        headers = {
            "Date": formatdate(now, usegmt=True),
            "x-ratelimit-limit": "5000",
            "x-ratelimit-remaining": "0" if primary else str(github.limit_left),
            "x-ratelimit-reset": str(int(reset)),
        }
        if fault and fault.deed == "refuse" and not primary and not fault.silent:
            headers["Retry-After"] = str(int(github.shut_until - now))
        return headers

    def _token(self) -> Token | None:
        github: FakeGitHub = self.server.github
        found = github.tokens.get(self._credentials())
        return found if found and found.until > github.clock.now() else None

    def _credentials(self) -> str:
        return (self.headers.get("Authorization") or "").partition(" ")[2]

    def _handled(self, exchange: Exchange, token: Token | None, headers: dict[str, str]) -> Reply:
        github: FakeGitHub = self.server.github
        found = github.contract.find(exchange.method, exchange.path)
        handler = ROUTES.get(found[0].route) if found else None
        if found is None or handler is None:
            return Reply({"message": "Not Found"}, 404)
        operation, named = found
        try:
            if token is None and operation.route not in _OPEN:
                raise RefusedError(401, "Bad credentials")
            if "repo" in named and named["repo"] != github.name:
                raise RefusedError(404, "Not Found")
            asked = (named, exchange.query, exchange.body or {}, self._credentials())
            reply = handler(Ask(github, self.server.shapes, token, *asked))
        except RefusedError as refused:
            known = {"message": refused.message, "documentation_url": f"{github.home}/-/docs"}
            return Reply(known, refused.status)
        if isinstance(reply.body, list):
            paged = self._by_cursor if operation.route == _CURSORS else self._by_number
            reply.body = paged(reply.body, exchange, headers)
        return reply

    def _by_number(self, rows: list[Any], exchange: Exchange, headers: dict[str, str]) -> list[Any]:
        size, page = self._size(exchange), max(int(exchange.query.get("page", 1)), 1)
        last = max(-(-len(rows) // size), 1)
        links = {}
        if page < last:
            links |= {"next": {"page": page + 1}, "last": {"page": last}}
        if page > 1:
            links |= {"prev": {"page": page - 1}, "first": {"page": 1}}
        self._link(exchange, links, headers)
        return rows[(page - 1) * size : page * size]

    def _by_cursor(self, rows: list[Any], exchange: Exchange, headers: dict[str, str]) -> list[Any]:
        size, after = self._size(exchange), exchange.query.get("after", "")
        start = int(re.sub(r"\D", "", after) or 0)
        if start + size < len(rows):
            self._link(exchange, {"next": {"after": f"cursor-{start + size}"}}, headers)
        return rows[start : start + size]

    def _size(self, exchange: Exchange) -> int:
        wanted = int(exchange.query.get("per_page", 30))
        return max(min(wanted, 100, self.server.github.page_size), 1)

    def _link(
        self, exchange: Exchange, links: dict[str, dict[str, Any]], headers: dict[str, str]
    ) -> None:
        home = self.server.github.home + exchange.path
        written = [
            f'<{home}?{urlencode({**exchange.query, **more})}>; rel="{name}"'
            for name, more in links.items()
        ]
        if written:
            headers["Link"] = ", ".join(written)

    def _send(self, reply: Reply, headers: dict[str, str], fault: Fault | None) -> None:
        deed = fault.deed if fault else ""
        if deed in ("drop", "hold"):
            self.close_connection = True
            if deed == "hold":
                self._until_it_hangs_up()
            return
        text = b"" if reply.status in (204, 304) else json.dumps(reply.body).encode()
        text = b'{"sha": "' if deed == "garble" else text
        self.send_response_only(reply.status)
        for name, value in {**headers, "Content-Type": "application/json; charset=utf-8"}.items():
            self.send_header(name, value)
        if reply.status != 204:  # RFC 9110, 8.6
            self.send_header("Content-Length", str(10_000_000 if deed == "drip" else len(text)))
        self.end_headers()
        if deed == "drip":
            self.close_connection = True
            self._drip()
        else:
            self.wfile.write(text)

    def _until_it_hangs_up(self) -> None:
        self.connection.settimeout(60)
        with suppress(OSError):
            self.connection.recv(1)

    def _drip(self) -> None:
        end = time.monotonic() + 60
        with suppress(OSError):
            while time.monotonic() < end:
                self.wfile.write(b" ")
                self.wfile.flush()
                time.sleep(0.02)
