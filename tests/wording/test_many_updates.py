"""An incident with many updates: what the public reads of it takes as long as they are many."""

import time
from datetime import UTC, datetime, timedelta

import pytest

from wakebook.model.header import Header
from wakebook.model.incident import Incident
from wakebook.model.log import KINDS
from wakebook.model.log.logged import Logged
from wakebook.model.notice import lines
from wakebook.model.policy.wording import WordingPolicy
from wakebook.model.wording.reading import as_approved
from wakebook.model.wording.words import Wording

pytestmark = pytest.mark.daily(2)

MANY = 8_000
SECONDS = 20
"""Of one processor; where each update looked at all others it took several minutes."""
POLICY = WordingPolicy.model_validate({
    "schema": "wording",
    "owner": "group:web",
    "review_by": "2027-03-31",
    "rules": [
        {
            "from": "2020-01-01",
            "when": {"severity": ["SEV1"]},
            "parts": [{"as": "legal", "from": ["group:legal"]}],
        }
    ],
})  # fmt: skip


def _line(number: int, kind: str, **said: object) -> Logged:
    at = datetime(2026, 11, 23, 14, tzinfo=UTC) + timedelta(seconds=number)
    fields = {"kind": kind, "at": f"{at:%Y-%m-%dT%H:%M:%SZ}", "by": "user:ana", **said}
    entry = KINDS[kind].model_validate({"audience": "public", **fields})
    return Logged(f"{at:%Y%m%dT%H%M%SZ}-0000#1", at, entry)


def test_3_2_many_updates_corrections_and_severities_cost_what_one_costs_each() -> None:
    """Neither their statuses nor what holds them is searched for in the whole log."""
    log = []
    for number in range(0, 4 * MANY, 4):
        log.append(_line(number, "severity", level=f"SEV{number % 3 + 1}"))
        log.append(_line(number + 1, "update", text=f"Text {number}."))
        fix = {"corrects": log[-1].id, "set": {"text": f"Better {number}."}}
        log.append(_line(number + 2, "correction", **fix))
        release = {"entry": log[-2].id, "part": "legal", "digest": f"{number:064x}"}
        log.append(_line(number + 3, "release", audience="staff", **release))
    header = Header(title="Errors", kind="incident", audience="public")
    incident = Incident("2026-11-23-many", header, tuple(log))
    began = time.process_time()
    wording = Wording(POLICY, levels=frozenset({"SEV1", "SEV2", "SEV3"}))
    held = [words for words in wording.of(incident).values() if words.how == "held"]
    told = [line for line in lines(as_approved(incident, incident, wording)) if line.text]
    assert len(held) + len(told) == MANY + 1, "one is the title"
    assert time.process_time() - began < SECONDS
