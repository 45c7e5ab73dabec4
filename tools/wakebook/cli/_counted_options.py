"""Options of commands that count: which incidents, by the days of their beginning, and for whom."""

import argparse
from collections.abc import Sequence
from datetime import date, datetime, tzinfo
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wakebook.model.measured import Measured


def add_days(parser: argparse.ArgumentParser) -> None:
    """Declare those that say when an incident has to have begun."""
    add = parser.add_argument
    add("--since", metavar="DATE", help="only incidents that began on this day or later")
    add("--until", metavar="DATE", help="only incidents that began before this day")


def add_counted(parser: argparse.ArgumentParser) -> None:
    """Declare them."""
    add_days(parser)
    parser.add_argument(
        "--audience",
        choices=("staff", "restricted"),
        default="restricted",
        help="count what these may read (restricted: all that is not sealed)",
    )


def wanted(arguments: argparse.Namespace, rows: "Sequence[Measured]") -> "tuple[Measured, ...]":
    """Those that began within the days that were asked for."""
    since, until = (day_of(arguments, name) for name in ("since", "until"))
    return tuple(r for r in rows if since <= r.day and (not until or r.day < until))


def end_of(arguments: argparse.Namespace, zone: tzinfo, now: int) -> int:
    """The end of the days that were asked for, in seconds: nothing later is known of then."""
    until = day_of(arguments, "until")
    if not until:
        return now
    return min(now, int(datetime.fromisoformat(until).replace(tzinfo=zone).timestamp()))


def day_of(arguments: argparse.Namespace, name: str) -> str:
    """The day that an option gives, empty for none; raises UsageError for what is no day."""
    from wakebook.cli._exits import UsageError

    words = getattr(arguments, name)
    try:
        return date.fromisoformat(words).isoformat() if words else ""
    except ValueError:
        raise UsageError(f"{words} is no day; write a date such as 2026-11-23") from None
