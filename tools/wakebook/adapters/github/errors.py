"""What GitHub did not do, as one family of errors; no message holds a token."""


class HostError(OSError):
    """GitHub did not do what was asked; the message says what, why, and what to do next.

    To a command it is what a full disk or a missing network is: its environment failed.
    """


class UnansweredError(HostError):
    """No usable answer came: the host is down, slow, out of reach, or failed inside."""


class UnreadableError(HostError):
    """An answer came, and it is not what GitHub promises."""


class RefusedError(HostError):
    """GitHub refuses; ``status`` is the HTTP status (RFC 9110)."""

    def __init__(self, message: str, status: int) -> None:
        super().__init__(message)
        self.status = status


class LimitedError(HostError):
    """GitHub wants to be left alone until a time, in seconds since 1970."""

    def __init__(self, message: str, until: float) -> None:
        super().__init__(message)
        self.until = until


class LostError(HostError):
    """A write whose answer got lost: whether GitHub carried it out is not known."""
