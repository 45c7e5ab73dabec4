"""A record that breaks a rule thousands of times takes no longer than a person would wait."""

import json
import time
from collections.abc import Callable
from typing import Any

from wakebook.flows.check import CLAIMS_A_RULE
from wakebook.model.shape import MISFITS

INCIDENT = "incidents/2026/2026-11-23-checkout-errors"
HEADER = "title: Checkout answers with errors\nkind: incident\naudience: staff\ncomponents:\n"
ENTRY = "- kind: observation\n  at: 2026-11-23T13:00Z\n  text: Row {}\n"


def test_breaches_are_listed_up_to_a_number(small: Any, wakebook: Callable[..., Any]) -> None:
    small.write(f"{INCIDENT}/incident.yaml", HEADER + "".join(f"  - c{n}\n" for n in range(3000)))
    log = "".join(ENTRY.format(n) for n in range(2500))
    small.write(f"{INCIDENT}/timeline/20261123T140322Z-history.yaml", log)
    begin = time.perf_counter()
    ran = wakebook("check", "--format", "json", "--jobs", "1", cwd=small)
    assert time.perf_counter() - begin < 10, "a minute, when each finding read the file again"
    found = json.loads(ran.stdout)["findings"]
    for code in ("WB0502", "WB4301"):
        messages = [f["message"] for f in found if f["code"] == code]
        assert len(messages) == CLAIMS_A_RULE + 1
        assert messages[-1] == "more of these follow; mend those above first"


def test_unknown_keys_are_listed_up_to_a_number_and_counted(small: Any, wakebook: Any) -> None:
    keys = "".join(f"titl{n}: x\n" for n in range(3000))
    small.write(f"{INCIDENT}/incident.yaml", HEADER + "  - checkout\n" + keys)
    ran = wakebook("check", "--format", "json", cwd=small)
    messages = [f["message"] for f in json.loads(ran.stdout)["findings"] if f["code"] == "WB0301"]
    assert len(messages) == MISFITS + 1
    assert messages[-1] == f"{3000 - MISFITS} more of these follow; mend those above first"
