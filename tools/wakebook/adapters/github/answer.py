"""One answer of the host: what a limit or a refusal in it means, and its body as a value."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from wakebook.adapters.github.errors import UnreadableError
from wakebook.render.safe import safe

T = TypeVar("T")
_QUIET = 60.0
"""Seconds to be quiet after a limit that tells no time; GitHub's best practices ask for them."""
_MOST_SECONDS = 1e10
"""A time or a pause that a limit tells is never later than this, in 2286: it has to be written."""
_WORDS = 200


@dataclass(frozen=True)
class Answer:
    """Status, headers (names in lower case) and body of an answer to ``asked``."""

    asked: str
    status: int
    headers: Mapping[str, str]
    body: bytes

    def read(self, kind: type[T]) -> T:
        """The body as a value; raises UnreadableError for a body that is not one."""
        try:
            return TypeAdapter(kind).validate_json(self.body)
        except ValidationError as error:
            first = error.errors(include_url=False, include_input=False)[0]
            where = ".".join(str(key) for key in first["loc"])
            raise UnreadableError(
                f"GitHub's answer to {self.asked} is not what its documentation promises"
                f" ({where + ': ' if where else ''}{safe(first['msg'])}); try again later"
            ) from error

    @property
    def words(self) -> str:
        """What the host says about a refusal, shortened and safe to print."""
        try:
            said = json.loads(self.body)
        except (ValueError, RecursionError):
            return ""
        message = said.get("message") if isinstance(said, dict) else None
        return safe(message[:_WORDS]).rstrip(".") if isinstance(message, str) else ""

    def pause(self, now: float, failures: int) -> float | None:
        """How many seconds a limit asks to be left alone; None if this is no limit.

        ``failures`` counts the limits met before in a row: without a time, each doubles the pause.
        """
        if self.status not in (403, 429, 503):
            return None
        told = _seconds(self.headers.get("retry-after"))
        if told is not None:
            return told
        if self.status == 503:
            return None
        if self.headers.get("x-ratelimit-remaining") == "0":
            reset = _seconds(self.headers.get("x-ratelimit-reset"))
            # Both times are of the host's clock, in whole seconds: one more is never too early.
            return _QUIET if reset is None else max(reset - self._sent(now), 0) + 1
        limited = self.status == 429 or "rate limit" in self.words.casefold()
        return _QUIET * 2**failures if limited else None

    def _sent(self, now: float) -> float:
        try:
            return parsedate_to_datetime(self.headers.get("date", "")).timestamp()
        except (ValueError, OverflowError):
            return now

    def link(self, relation: str) -> str | None:
        """Where the ``Link`` header (RFC 8288) leads for a relation such as ``next``."""
        from requests.utils import parse_header_links

        links: list[dict[str, Any]] = parse_header_links(self.headers.get("link", ""))
        return next((str(x["url"]) for x in links if x.get("rel") == relation), None)


def _seconds(text: str | None) -> float | None:
    if not (text and text.isascii() and text.isdigit()):
        return None
    return min(float(text), _MOST_SECONDS)
