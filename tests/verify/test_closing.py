"""Nobody closes what nobody has checked (requirements 4.6 and 5.3), end to end."""

import json
import time

import pytest

_CLOSURE = {
    "schema": "closure",
    "owner": "group:web",
    "review_by": "2027-03-31",
    "rules": [{"from": "2026-11-20", "demands": [{"name": "Verified", "verified": True}]}],
}


@pytest.fixture(name="log")
def over(shop, http, wakebook):
    """An incident that is fixed and resolved, where closure demands a verification."""
    http.answers["/"] = (200, {}, b"")
    shop.repository.write("policies/closure.yaml", json.dumps(_CLOSURE, indent=1) + "\n")
    shop.policy({"host": "127.0.0.1", "protocols": ["http"], "ports": [http.port]})
    shop.checks(home={"type": "http", "url": f"http://127.0.0.1:{http.port}/"})

    def write(*words):
        return wakebook("log", "--incident", shop.id, *words, cwd=shop.repository)

    write("--kind", "action", "Took the release back")
    write("--resolved")
    return write


def _refusals(shop, wakebook):
    printed = wakebook("check", shop.id, "--format", "json", cwd=shop.repository).stdout
    return {f["code"] for f in json.loads(printed)["findings"] if f["level"] == "error"}


def test_5_3_closing_without_a_verification_is_refused(shop, log, wakebook):
    ran = log("--closed")
    assert "`wakebook check` refuses this: WB5301 nobody has checked it since" in ran.stderr
    assert _refusals(shop, wakebook) == {"WB5301"}


def test_5_3_closing_after_a_verification_that_passed_is_accepted(shop, log, wakebook):
    assert shop.verify().code == 0
    assert "refuses" not in log("--closed").stderr
    assert _refusals(shop, wakebook) == set()


def test_5_3_closing_after_a_verification_that_failed_is_refused(shop, log, http, wakebook):
    http.answers["/"] = (503, {}, b"")
    assert shop.verify().code == 1
    log("--closed")
    assert _refusals(shop, wakebook) == {"WB5301"}


def test_5_3_what_is_done_while_a_check_runs_wants_another_one(
    shop, http, log, wakebook, wakebook_process
):
    def meanwhile(_):
        time.sleep(1.1)
        words = ["-i", shop.id, "--kind", "action", "Restarted it"]
        assert wakebook_process("log", *words, cwd=shop.repository).code == 0
        return (200, {}, b"")

    http.answers["/"] = meanwhile
    assert shop.verify().code == 0
    http.answers["/"] = (200, {}, b"")
    log("--closed")
    assert _refusals(shop, wakebook) == {"WB5301"}


def test_5_3_whoever_has_tried_it_may_confirm_instead(shop, log, wakebook):
    assert log("--confirm", "restoration", "Paid for an order").code == 0
    log("--closed")
    assert _refusals(shop, wakebook) == set()


@pytest.mark.usefixtures("log")
def test_5_3_what_was_changed_in_the_evidence_afterwards_is_found(shop, wakebook):
    shop.verify()
    folder = shop.repository.root / "incidents/2026" / shop.id / "evidence"
    (file,) = folder.iterdir()
    file.write_text(file.read_text().replace('"status": 200', '"status": 201'))
    assert "WB0506" in _refusals(shop, wakebook)


def test_4_6_standing_down_wants_a_check_that_passed_and_somebody_who_confirms(shop, log, wakebook):
    path = f"incidents/2026/{shop.id}/timeline"
    major = "- kind: major_declared\n  at: 2020-01-01T00:00Z\n  by: user:ana\n  criterion: All.\n"
    shop.repository.write(f"{path}/20200101T000000Z-0001.yaml", major)
    down = "- kind: stood_down\n  at: 2099-01-01T00:00Z\n  by: user:ana\n"
    shop.repository.write(f"{path}/20990101T000000Z-0002.yaml", down)
    assert "WB4602" in _refusals(shop, wakebook)
    assert shop.verify("--no-commit").code == 0
    assert "WB4602" in _refusals(shop, wakebook), "a technical fix alone is not enough"
    log("--no-commit", "--confirm", "restoration", "Paid for an order")
    assert "WB4602" not in _refusals(shop, wakebook)
