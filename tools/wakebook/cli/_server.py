"""A small server for one reader: the published folder, and news of builds to open pages."""

import json
import re
import sys
import threading
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

_SCRIPT = b'<script type="module" src="/assets/wakebook/live.js"></script></body>'
_OWN_NAME = re.compile(r"(localhost|127\.0\.0\.1|\[::1\])(:[0-9]+)?")
_PORTS_TRIED = 30


class News:
    """What open pages are told: the number of the build, an error, how many findings stand."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._state: dict[str, Any] = {"build": 0, "error": "", "findings": 0}

    def tell(self, **state: Any) -> None:
        """Tell every open page; ``build`` grows with each good build."""
        with self._changed:
            self._state = {**self._state, **state}
            self._changed.notify_all()

    def after(self, seen: dict[str, Any] | None, timeout: float) -> dict[str, Any]:
        """The state as soon as it differs from the one that was seen, or after the time-out."""
        with self._changed:
            self._changed.wait_for(lambda: self._state != seen, timeout)
            return self._state


class Handler(SimpleHTTPRequestHandler):
    """Serves the folder to this machine alone and adds the script for live reload to pages."""

    protocol_version = "HTTP/1.1"

    def __init__(self, *arguments: Any, news: News, **options: Any) -> None:
        self._news = news
        super().__init__(*arguments, **options)

    def parse_request(self) -> bool:
        """Refuse a foreign name that was pointed at this machine: it must not read staff pages."""
        if not super().parse_request():
            return False
        if _OWN_NAME.fullmatch(self.headers.get("Host", "")):
            return True
        self.send_error(HTTPStatus.FORBIDDEN, "only as localhost")
        return False

    def do_GET(self) -> None:
        """Answer a page, a file or the stream of news."""
        if self.path == "/-/news":
            self._stream()
        else:
            self._page()

    def _page(self) -> None:
        path = Path(self.translate_path(self.path))
        if _exists(path) and path.is_dir() and self.path.partition("?")[0].endswith("/"):
            path /= "index.html"
        status = HTTPStatus.OK
        if not _exists(path):
            path, status = Path(self.directory) / "404.html", HTTPStatus.NOT_FOUND
        if path.suffix != ".html" or not path.is_file():
            super().do_GET()
            return
        body = path.read_bytes().replace(b"</body>", _SCRIPT, 1)
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _stream(self) -> None:
        """Server-sent events (WHATWG HTML, section 9.2) until the page goes away."""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        state: dict[str, Any] | None = None
        try:
            while True:
                state = self._news.after(state, 15)
                self.wfile.write(f"data: {json.dumps(state)}\n\n".encode())
                self.wfile.flush()
        except ConnectionError:
            return

    def end_headers(self) -> None:
        """Nothing is kept by the browser: the next build may differ."""
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        super().end_headers()

    def list_directory(self, path: Any) -> None:
        """A folder without a page has nothing to show."""
        del path
        self.send_error(HTTPStatus.NOT_FOUND)

    def log_message(self, format: str, *arguments: Any) -> None:  # noqa: A002 - the base's name
        """Say nothing: the terminal is for builds."""


def _exists(path: Path) -> bool:
    """Whether there is such a file; a name that is too long for any is none."""
    try:
        return path.exists()
    except OSError:
        return False


class Server(ThreadingHTTPServer):
    """A server that does not mind when a browser goes away in the middle of an answer."""

    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Tell of anything but a connection that ended."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


def listen(folder: Path, port: int, news: News) -> ThreadingHTTPServer:
    """A server on loopback, on the port or the next free one; raises OSError if none is free."""
    handler = partial(Handler, directory=str(folder), news=news)
    for candidate in range(port, port + _PORTS_TRIED):
        try:
            return Server(("127.0.0.1", candidate), handler)
        except OSError:
            continue
    raise OSError(f"no port is free from {port} to {port + _PORTS_TRIED - 1}; choose with --port")
