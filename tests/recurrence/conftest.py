"""The small shop after two years: orders that stall again and again, among other incidents."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

_SORTS = (
    ("Search lists yesterday's prices", "edge", "change"),
    ("Confirmation mails arrive twice", "checkout", "change/deployment"),
    ("Images load without thumbnails", "edge", "change/configuration"),
    ("Coupons count double at night", "checkout", "change"),
    ("Refunds hang behind the bank", "payments", "dependency/vendor"),
    ("Invoices carry a wrong address", "payments", "change"),
    ("Visitors from abroad meet blank pages", "edge", "network/dns"),
    ("Baskets empty themselves", "checkout", "change/configuration"),
)
"""Titles, components and categories of incidents that have nothing to do with each other."""


class Years:
    """The records, and a way to ask what comes again in them."""

    def __init__(self, records: Any, wakebook: Callable[..., Any]) -> None:
        self.records = records
        self.wakebook = wakebook

    def incident(self, day: str, name: str, title: str, **more: Any) -> str:
        """One more incident of 40 minutes, ended; ``log`` are further entries; its id."""
        incident = f"{day}-{name}"
        folder = f"incidents/{day[:4]}/{incident}"
        log, minutes = more.pop("log", []), more.pop("minutes", 40)
        start = datetime.fromisoformat(f"{day}T10:00").replace(tzinfo=UTC)
        header = {"title": title, "kind": "incident", "audience": "staff", **more}
        header["origin"] = {"system": "ours", "id": name}
        header["closed"] = {"status": "closed"}
        entries = [
            {"kind": "started", "at": _at(start)},
            *({"at": _at(start + timedelta(minutes=2)), **entry} for entry in log),
            {"kind": "resolved", "at": (end := _at(start + timedelta(minutes=minutes)))},
            {"kind": "closed", "at": end},
        ]
        stem = f"{start:%Y%m%dT%H%M%SZ}-a001"
        self.records.write(f"{folder}/incident.yaml", json.dumps(header))
        self.records.write(f"{folder}/timeline/{stem}.yaml", json.dumps(entries))
        return incident

    def told(self, *arguments: str) -> list[dict[str, Any]]:
        """The ranking for programs."""
        ran = self.run("--format", "json", *arguments)
        assert ran.code == 0, ran.stderr
        ranking: list[dict[str, Any]] = json.loads(ran.stdout)["ranking"]
        return ranking

    def run(self, *arguments: str) -> Any:
        """``wakebook problems``."""
        return self.wakebook("problems", *arguments, cwd=self.records)


def _at(instant: datetime) -> str:
    return f"{instant:%Y-%m-%dT%H:%MZ}"


@pytest.fixture
def years(small: Any, wakebook: Callable[..., Any]) -> Years:
    """Twenty-four incidents of all sorts and five in which orders stall on a full disk."""
    made = Years(small, wakebook)
    for number in range(24):
        title, component, category = _SORTS[number * 5 % 8]
        day = datetime(2024, 11, 20, tzinfo=UTC) + timedelta(days=29 * number)
        told = f"{title} {('again', 'once more', 'at last')[number % 3]}"
        more = {"components": [component], "category": category}
        made.incident(f"{day:%Y-%m-%d}", f"sort-{number}", told, **more)
    for number in range(5):
        day = datetime(2026, 3, 2, tzinfo=UTC) + timedelta(days=9 * number)
        more = {"components": ["orders-db"], "category": "capacity/exhaustion"}
        made.incident(f"{day:%Y-%m-%d}", f"disk-{number}", "Orders stall on a full disk", **more)
    small.commit("Two years")
    return made
