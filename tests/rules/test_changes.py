"""What a change may not do to records that were merged before it."""

import json
import re
import shutil
from collections.abc import Callable
from typing import Any

import pytest

INCIDENT = "incidents/2026/2026-10-05-payments-latency"
LOG = f"{INCIDENT}/timeline/20261005T092000Z-a002.yaml"
Found = Callable[[], set[tuple[str, str]]]


@pytest.fixture
def found(small: Any, wakebook: Callable[..., Any]) -> Found:
    def check() -> set[tuple[str, str]]:
        ran = wakebook("check", "--base", "main", "--format", "json", cwd=small)
        return {(f["code"], f["path"]) for f in json.loads(ran.stdout)["findings"]}

    return check


def test_nothing_changed(found: Found) -> None:
    assert found() == set()


def test_a_removed_log_file_is_refused(small: Any, found: Found) -> None:
    (small.root / LOG).unlink()
    assert found() == {("WB4302", LOG)}


def test_a_renamed_log_file_is_refused(small: Any, found: Found) -> None:
    (small.root / LOG).rename(small.root / LOG.replace("a002", "a009"))
    assert found() == {("WB4302", LOG)}


def test_a_changed_blank_in_a_log_file_is_refused(small: Any, found: Found) -> None:
    small.write(LOG, (small.root / LOG).read_text() + "\n")
    assert found() == {("WB4302", LOG)}


def test_a_removed_incident_is_one_finding_and_breaks_what_refers_to_it(
    small: Any, found: Found
) -> None:
    small.git("rm", "-r", "-q", INCIDENT, INCIDENT.replace("incidents", "postmortems"))
    refers = "incidents/2026/2026-10-19-payments-timeouts/timeline/20261019T150000Z-b002.yaml"
    assert found() == {
        ("WB4303", f"{INCIDENT}/incident.yaml"),
        ("WB0503", refers),
        ("WB0503", "problems/pool-too-small.yaml"),
    }


def test_evidence_cannot_be_exchanged(small: Any, found: Found) -> None:
    evidence = f"{INCIDENT}/evidence/restoration.txt"
    small.write(evidence, "0 of 30 orders paid\n")
    proof = f"{INCIDENT}/timeline/20261005T102500Z-a005.yaml"
    assert found() == {("WB0506", proof), ("WB4305", evidence)}


def test_a_policy_does_not_go_and_takes_its_rules_with_it(small: Any, found: Found) -> None:
    (small.root / "policies/severity.yaml").unlink()
    assert found() == {("WB0704", "policies/severity.yaml")}


def test_a_level_of_severity_is_not_forgotten(small: Any, found: Found) -> None:
    path = "policies/severity.yaml"
    small.write(path, (small.root / path).read_text().replace("SEV3", "SEV4"))
    assert ("WB0704", path) in found()


EARLY = f"{INCIDENT}/timeline/20261005T100000Z-new1.yaml"
OBSERVATION = "- kind: observation\n  at: 2026-10-05T10:00Z\n  by: user:ana\n  text: It hung.\n"
REOPENED = "- kind: reopened\n  at: 2026-11-23T14:00Z\n  by: user:ana\n  text: Again.\n"


def test_a_line_with_an_early_stem_does_not_slip_into_a_closed_log(
    small: Any, found: Found
) -> None:
    small.write(EARLY, OBSERVATION)
    assert found() == {("WB4305", EARLY)}


def test_a_reopened_incident_takes_everything_again(small: Any, found: Found) -> None:
    small.write(EARLY, OBSERVATION)
    small.write(f"{INCIDENT}/timeline/20261123T140000Z-new2.yaml", REOPENED)
    header = f"{INCIDENT}/incident.yaml"
    text = (small.root / header).read_text()
    small.write(header, re.sub(r"closed:.*\n", "", text).replace("title: ", "title: All "))
    assert found() == set()


def test_a_closed_header_keeps_its_values_not_its_bytes(small: Any, found: Found) -> None:
    header = f"{INCIDENT}/incident.yaml"
    text = (small.root / header).read_text()
    small.write(header, f"# Read again by the team.\n{text}")
    assert found() == set()
    small.write(header, text.replace("title: ", "title: All "))
    assert found() == {("WB4305", header)}


def test_a_log_file_of_the_branch_may_change_until_it_is_merged(small: Any, found: Found) -> None:
    small.git("switch", "-q", "-c", "work")
    new = f"{INCIDENT}/timeline/20261123T140000Z-new1.yaml"
    entry = (
        "- kind: link\n  at: 2026-11-23T14:00Z\n  by: user:ana\n  rel: ticket\n  to: jira:A-{}\n"
    )
    small.write(new, entry.format(1))
    small.commit("First thought")
    small.write(new, entry.format(2))
    assert found() == set()


@pytest.mark.parametrize("objects", ["sha1", "sha256"])
def test_a_touched_file_is_not_a_changed_one(small, wakebook, objects):
    shutil.rmtree(small.root / ".git")
    small.git("init", "--quiet", f"--object-format={objects}")
    small.commit("Begin")
    for file in (small.root / "incidents").rglob("*.yaml"):
        file.touch()
    ran = wakebook("check", "--base", "HEAD", cwd=small)
    assert (ran.code, ran.stdout.count("WB4302")) == (0, 0)
