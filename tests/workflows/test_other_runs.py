"""The workflows beside the gate, executed: check and publication with the real command."""

import json
from hashlib import sha256

import pytest
from tests.workflows import events
from tests.workflows.conftest import ADOPTERS, OURS

pytestmark = pytest.mark.daily(2)

LOG = "incidents/2026/2026-10-05-payments-latency/timeline/20261005T092000Z-a002.yaml"


def pulled(theatre, change):
    """A pull request whose merge is main's tip with this change."""
    small = theatre.small
    small.git("switch", "--quiet", "--create", "pull")
    change(small)
    head = small.commit("Propose")
    small.git("push", "--quiet", str(theatre.stage.remote), "HEAD:refs/pull/7/merge", "--force")
    theatre.stage.real = True
    return events.pull_request(base=theatre.base, head=head)


def test_check_lets_a_good_pull_request_pass(theatre):
    def explain(small):
        runbook = "runbooks/pool-exhausted.md"
        text = (small.root / runbook).read_text(encoding="utf-8")
        small.write(runbook, text + "\nThe vendor answers within an hour.\n")

    played = theatre.stage.play(OURS / "check.yml", "pull_request", pulled(theatre, explain))
    assert played.code == 0, played.output
    assert "checkout ref=refs/pull/7/merge persist-credentials=false repository=" in played.log
    assert "nothing to complain about" in played.output


def test_check_refuses_a_broken_record_where_it_is_broken(theatre):
    def spoil(small):
        header = "incidents/2026/2026-10-19-payments-timeouts/incident.yaml"
        text = (small.root / header).read_text(encoding="utf-8")
        small.write(header, text + "colour: red\n")

    played = theatre.stage.play(OURS / "check.yml", "pull_request", pulled(theatre, spoil))
    assert played.code == 1
    assert "2026-10-19-payments-timeouts/incident.yaml" in played.output
    assert "colour" in played.output


def test_check_refuses_a_log_that_forgets(theatre):
    payload = pulled(theatre, lambda small: (small.root / LOG).unlink())
    played = theatre.stage.play(OURS / "check.yml", "pull_request", payload)
    assert (played.code, "WB4302" in played.output) == (1, True), played.output


def test_check_judges_everything_after_a_push(theatre):
    theatre.stage.real = True
    payload = events.push(theatre.base, theatre.base)
    played = theatre.stage.play(OURS / "check.yml", "push", payload)
    assert (played.code, "3 incidents checked" in played.output) == (0, True), played.output


def test_the_public_build_alone_is_published_from_the_tip_of_main(theatre):
    theatre.stage.real = True
    theatre.stage.variables["WAKEBOOK_URL"] = "https://shop.example/"
    payload = events.push(theatre.base, theatre.base)
    played = theatre.stage.play(OURS / "publish.yml", "push", payload)
    assert played.code == 0, played.output
    assert played.log[0] == "checkout ref=main persist-credentials=false repository="
    assert played.log[-2:] == ["upload public/site", "deploy"]
    build = json.loads((theatre.stage.kept / "build.json").read_text(encoding="utf-8"))
    assert (build["audience"], build["revision"]) == ("public", theatre.base[:12])


@pytest.mark.parametrize("folder", [OURS, ADOPTERS], ids=["ours", "adopters"])
def test_3_2_the_status_site_is_published_beside_it(folder, theatre):
    theatre.stage.real = True
    theatre.stage.variables["WAKEBOOK_URL"] = "https://shop.example/"
    payload = events.push(theatre.base, theatre.base)
    played = theatre.stage.play(folder / "publish.yml", "push", payload)
    assert (played.code, played.log[-1]) == (0, "deploy"), played.output
    place = theatre.stage.kept / "status"
    assert not [path for path in (place, *place.rglob("*")) if path.is_symlink()]
    listed = json.loads((place / "manifest.json").read_text(encoding="utf-8"))["files"]
    wrong = [p for p, d in listed.items() if sha256((place / p).read_bytes()).hexdigest() != d]
    assert ("index.html" in listed, wrong) == (True, [])


def test_without_an_address_nothing_is_published(theatre):
    payload = events.push(theatre.base, theatre.base)
    played = theatre.stage.play(OURS / "publish.yml", "push", payload)
    assert (played.code, played.log) == (0, []), played.output


@pytest.mark.parametrize("folder", [OURS, ADOPTERS], ids=["ours", "adopters"])
def test_the_follow_up_checks_everything_anew_and_verifies_the_evidence(folder, theatre):
    played = theatre.stage.play(folder / "follow-up.yml", "schedule", events.schedule())
    expected = [
        "wakebook audit verify --rev HEAD",
        "wakebook check --no-cache --format github",
        "wakebook follow-up --apply",
    ]
    assert (played.code, sorted(played.commands)) == (0, expected), played.output


def test_f8_an_evidence_that_does_not_verify_fails_the_follow_up(theatre):
    theatre.stage.fails = "verify"
    played = theatre.stage.play(OURS / "follow-up.yml", "schedule", events.schedule())
    assert played.code == 1
    assert "wakebook check --no-cache --format github" in played.commands


def test_d5_what_a_record_says_gives_the_runner_no_command(theatre):
    def attack(small):
        folder = "incidents/2026/2026-10-19-payments-timeouts"
        text = (small.root / folder / "incident.yaml").read_text(encoding="utf-8")
        small.write(f"{folder}/incident.yaml", text + '"a\\n::warning::taken over": "b"\n')
        small.write(f"{folder}/timeline/a\n::warning::taken over.yaml", "a: 1\n")

    played = theatre.stage.play(OURS / "check.yml", "pull_request", pulled(theatre, attack))
    assert played.code == 1
    lines = [line for line in played.output.splitlines() if "taken over" in line]
    assert lines, "it is reported"
    assert all("::error file=incidents/" in line for line in lines), played.output
