"""The one way out: a probe gets an address to dial here, or nothing.

A name is looked up once a run, every address that comes back is judged, and the probe dials what
was judged: a second look-up could give another one (DNS rebinding).
"""

import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

from wakebook.flows.verifying.egress import Egress, address_in
from wakebook.model.endpoint import Endpoint

T = TypeVar("T")


class UnansweredError(Exception):
    """Nobody answered, or not in time; the message says what, without what the other side sent."""


class Gate:
    """Lets through what the policy allows, until ``seconds`` have passed."""

    def __init__(self, egress: Egress, seconds: float) -> None:
        self._egress = egress
        self.seconds = seconds
        self._end = time.monotonic() + seconds
        self._found: dict[str, tuple[str, ...]] = {}
        self._held: list[socket.socket] = []

    def begin(self) -> None:
        """Count the time from now on: what was needed to get ready is not the service's."""
        self._end = time.monotonic() + self.seconds

    @property
    def left(self) -> float:
        """Seconds that are left; raises UnansweredError where there are none."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise UnansweredError(self._late)
        return left

    @property
    def _late(self) -> str:
        return f"no whole answer within {self.seconds:g} s"

    def allows(self, endpoint: Endpoint) -> None:
        """Raises DeniedError where the policy does not allow an endpoint."""
        self._egress.demand(endpoint)

    def addresses(self, endpoint: Endpoint) -> tuple[str, ...]:
        """The addresses of an endpoint, each allowed, in the order of the resolver.

        One that is not allowed spoils them all. Raises DeniedError, or UnansweredError where the
        name has no address.
        """
        self.allows(endpoint)
        host = endpoint.host
        if host not in self._found:
            literal = address_in(host)
            found = (literal,) if literal is not None else self._looked_up(host)
            judged = map(self._egress.reachable, found)
            self._found[host] = tuple(dict.fromkeys(judged))
        return self._found[host]

    def _looked_up(self, host: str) -> tuple[str, ...]:
        def look_up() -> tuple[str, ...]:
            rows = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
            return tuple(str(row[4][0]) for row in rows)

        try:
            return self.in_time(look_up)
        except (OSError, UnicodeError):
            raise UnansweredError(f"{host} has no address") from None

    def connected(self, endpoint: Endpoint) -> tuple[socket.socket, str]:
        """A connection to an endpoint, and its address; the first one that answers is taken.

        Raises DeniedError or UnansweredError.
        """
        why = ""
        for address in self.addresses(endpoint):
            try:
                return socket.create_connection((address, endpoint.port), self.left), address
            except OSError as error:
                why = f"{address} does not take a connection: {error.strerror or 'no answer'}"
        raise UnansweredError(why)

    def holds(self, connection: socket.socket) -> None:
        """Have a connection ended when the time is over, whatever still waits for it."""
        self._held.append(connection)

    def in_time(self, work: Callable[[], T]) -> T:
        """What some work gives, if it ends in time; what it waits for may never come.

        Raises UnansweredError, and whatever the work raises.
        """
        done: list[T] = []
        failed: list[BaseException] = []

        def run() -> None:
            try:
                done.append(work())
            except BaseException as error:
                failed.append(error)

        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        thread.join(self.left)
        if failed:
            raise failed[0]
        if not done:
            for connection in self._held:
                with suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)
            raise UnansweredError(self._late)
        return done[0]
