"""A made-up log of tickets in the shape of ServiceNow's: one row for each change, seeded.

The shares of states, changes and unknown values are those that were counted in an excerpt of the
UCI data set "Incident management process enriched event log", with as many rows a ticket as in all
of it; no word of it is here.
"""

import csv
import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

COLUMNS = (
    *("number", "incident_state", "active", "reassignment_count", "reopen_count"),
    *("sys_mod_count", "made_sla", "caller_id", "opened_by", "opened_at", "sys_created_by"),
    *("sys_created_at", "sys_updated_by", "sys_updated_at", "contact_type", "location"),
    *("category", "subcategory", "u_symptom", "cmdb_ci", "impact", "urgency", "priority"),
    *("assignment_group", "assigned_to", "knowledge", "u_priority_confirmation", "notify"),
    *("problem_id", "rfc", "vendor", "caused_by", "closed_code", "resolved_by", "resolved_at"),
    *("closed_at",),
)
_USER, _PROBLEM, _VENDOR = "Awaiting User Info", "Awaiting Problem", "Awaiting Vendor"
_FIRST = {"New": 710, "Active": 250, "Resolved": 30, _USER: 10}
_NEXT = {
    "New": {"New": 440, "Active": 197, "Resolved": 136, _USER: 49, _PROBLEM: 6},
    "Active": {"Active": 410, "Resolved": 246, _USER: 148, _PROBLEM: 12, _VENDOR: 1},
    _USER: {_USER: 480, "Resolved": 270, "Active": 76, _PROBLEM: 8, _VENDOR: 2},
    _PROBLEM: {_PROBLEM: 500, "Resolved": 310, "Active": 100, _USER: 90},
    _VENDOR: {_VENDOR: 560, _USER: 220, "Active": 220},
    "Resolved": {"Closed": 958, "Resolved": 30, "Active": 12},
    "Closed": {"": 992, "Closed": 8},
}
_RATINGS = {
    ("2 - Medium", "2 - Medium", "3 - Moderate"): 845,
    ("3 - Low", "3 - Low", "4 - Low"): 65,
    ("2 - Medium", "3 - Low", "4 - Low"): 15,
    ("1 - High", "2 - Medium", "2 - High"): 22,
    ("2 - Medium", "1 - High", "2 - High"): 18,
    ("1 - High", "1 - High", "1 - Critical"): 24,
}
_BEGIN = datetime(2016, 2, 29, 1, 16)  # noqa: DTZ001 - such logs tell no zone
_FORM = "%d-%m-%Y %H:%M"


def write(file: Path, events: int, seed: int = 1) -> tuple[int, int]:
    """Write whole tickets until there are so many rows; gives the rows and the tickets written."""
    chance = random.Random(seed)
    rows = tickets = 0
    with file.open("w", encoding="utf-8", newline="") as opened:
        table = csv.writer(opened)
        table.writerow(COLUMNS)
        while rows < events:
            tickets += 1
            for row in _ticket(chance, tickets):
                table.writerow([row[name] for name in COLUMNS])
                rows += 1
    return rows, tickets


def _one(chance: random.Random, shares: dict[str, int]) -> str:
    return chance.choices(list(shares), list(shares.values()))[0]


def _some(chance: random.Random, word: str, most: int, unknown: float = 0.0) -> str:
    """One of many, the first ones far oftener, or ``?``."""
    if chance.random() < unknown:
        return "?"
    return f"{word} {1 + min(int(chance.expovariate(6) * most), most - 1)}"


def _states(chance: random.Random) -> list[str]:
    state = _one(chance, _FIRST)
    states: list[str] = []
    while state and len(states) < 60:
        states.append(state)
        state = _one(chance, _NEXT[state])
    return states


def _ticket(chance: random.Random, number: int) -> Iterator[dict[str, str]]:
    states = _states(chance)
    at = _BEGIN + timedelta(minutes=20 * number)
    opened = at - timedelta(minutes=chance.randrange(30))
    times = [at + timedelta(hours=hours) for hours in _hours(chance, len(states))]
    ends = [time for time, state in zip(times, states, strict=True) if state == "Resolved"]
    row = _opened(chance, number, opened, at)
    row["resolved_at"] = f"{ends[-1]:{_FORM}}" if ends and chance.random() > 0.03 else "?"
    row["closed_at"] = f"{times[-1]:{_FORM}}"
    for place, (state, time) in enumerate(zip(states, times, strict=True)):
        if place:
            _change(chance, row, before=states[place - 1], state=state)
        row["incident_state"] = state
        row["active"] = str(state != "Closed").upper()
        row["sys_updated_at"] = f"{time:{_FORM}}"
        row["sys_updated_by"] = _some(chance, "Updater", 800)
        yield row


def _hours(chance: random.Random, many: int) -> Iterator[float]:
    """Rising times, the first of them 0."""
    hours = 0.0
    for _ in range(many):
        yield hours
        hours += chance.expovariate(1 / 15)


def _opened(
    chance: random.Random, number: int, opened: datetime, created: datetime
) -> dict[str, str]:
    known = chance.random() > 0.27
    ratings = list(_RATINGS)
    impact, urgency, priority = chance.choices(ratings, list(_RATINGS.values()))[0]
    return dict.fromkeys(COLUMNS, "?") | {
        "number": f"TKT{number:07}",
        "reassignment_count": "0",
        "reopen_count": "0",
        "sys_mod_count": "0",
        "made_sla": "TRUE",
        "caller_id": _some(chance, "Person", 4000),
        "opened_by": _some(chance, "Agent", 200, 0.11),
        "opened_at": f"{opened:{_FORM}}",
        "sys_created_by": _some(chance, "Author", 200) if known else "?",
        "sys_created_at": f"{created:{_FORM}}" if known else "?",
        "contact_type": "Phone",
        "location": _some(chance, "Site", 200),
        "category": _some(chance, "Kind", 60),
        "subcategory": _some(chance, "Part", 250),
        "u_symptom": _some(chance, "Sign", 500, 0.28),
        "cmdb_ci": _some(chance, "Device", 40, 0.99),
        "impact": impact,
        "urgency": urgency,
        "priority": priority,
        "assignment_group": _some(chance, "Team", 70),
        "assigned_to": _some(chance, "Solver", 220, 0.5),
        "knowledge": "TRUE",
        "u_priority_confirmation": "FALSE",
        "notify": "Do Not Notify",
        "problem_id": _some(chance, "Trouble", 200, 0.96),
        "rfc": _some(chance, "Change", 180, 0.98),
        "closed_code": _some(chance, "result", 15),
        "resolved_by": _some(chance, "Ender", 210),
    }


def _change(chance: random.Random, row: dict[str, str], *, before: str, state: str) -> None:
    """What one more row says otherwise."""
    row["sys_mod_count"] = str(int(row["sys_mod_count"]) + chance.choice((1, 1, 1, 2)))
    if before == "Resolved" and state == "Active":
        row["reopen_count"] = str(int(row["reopen_count"]) + 1)
    if chance.random() < 0.13:
        row["assignment_group"] = _some(chance, "Team", 70, 0.02)
        row["reassignment_count"] = str(int(row["reassignment_count"]) + 1)
    if chance.random() < 0.07:
        row["assigned_to"] = _some(chance, "Solver", 220, 0.1)
    if chance.random() < 0.01:
        names = list(_RATINGS)
        row["impact"], row["urgency"], row["priority"] = chance.choice(names)
    if chance.random() < 0.015:
        row["subcategory"] = _some(chance, "Part", 250)
    if chance.random() < 0.04:
        row["u_priority_confirmation"] = "TRUE"
    if state == "Closed" and chance.random() < 0.44:
        row["made_sla"] = "FALSE"
