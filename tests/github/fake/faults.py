"""What can go wrong between a client and GitHub, one script line each."""

from dataclasses import dataclass
from typing import Any, Literal

Deed = Literal[
    "refuse", "break", "drop", "hold", "cut", "garble", "empty", "drip", "foreign", "lie"
]


@dataclass(frozen=True)
class Fault:
    """What happens to a request.

    ``applied``: the request has its effect before anything goes wrong. ``pause`` is how many
    seconds nothing may be asked afterwards; it is told by ``x-ratelimit-reset`` (primary) or
    ``Retry-After`` (secondary) unless ``silent``.
    """

    name: str
    deed: Deed
    status: int = 0
    applied: bool = False
    pause: float = 0
    silent: bool = False
    answer: Any = None


def primary_limit(pause: float, status: int = 403) -> Fault:
    """The hour's calls are used up; they come back after a pause."""
    return Fault("primary limit", "refuse", status, pause=pause)


def secondary_limit(pause: float, status: int = 403) -> Fault:
    """Too much at once: ``Retry-After`` says how long to be quiet."""
    return Fault("secondary limit", "refuse", status, pause=pause)


def silent_limit(pause: float = 60, status: int = 403) -> Fault:
    """Too much at once, and only the message says so: GitHub wants a minute of quiet then."""
    return Fault("secondary limit", "refuse", status, pause=pause, silent=True)


def server_error(status: int = 502, *, applied: bool = False) -> Fault:
    """GitHub itself fails, before or after it did what it was asked."""
    return Fault("server error", "break", status, applied=applied)


def refusal(status: int) -> Fault:
    """GitHub does not allow this, whatever the reason."""
    return Fault("refusal", "break", status)


def dropped(*, applied: bool = False) -> Fault:
    """The connection ends without an answer."""
    return Fault("dropped", "drop", applied=applied)


def silence(*, applied: bool = False) -> Fault:
    """No answer comes until the client gives up."""
    return Fault("silence", "hold", applied=applied)


def slow_drip() -> Fault:
    """An answer that comes a byte at a time and never ends."""
    return Fault("drip", "drip")


def cut_list() -> Fault:
    """A list loses its end, and with it the link to the next page."""
    return Fault("cut list", "cut")


def garbled() -> Fault:
    """An answer that is not JSON."""
    return Fault("garbled", "garble")


def empty_object() -> Fault:
    """JSON that is not what was asked for."""
    return Fault("empty object", "empty")


def foreign_link() -> Fault:
    """The next page lies on somebody else's host."""
    return Fault("foreign link", "foreign")


def lie(answer: Any, status: int = 200) -> Fault:
    """GitHub says this, and did nothing."""
    return Fault("lie", "lie", status, answer=answer)
