"""The gate's workflow, executed: which command runs for which event, on what, and with what."""

import pytest
from tests.workflows import events
from tests.workflows.conftest import ADOPTERS, OURS

pytestmark = pytest.mark.daily(2)

JUDGED = ["wakebook gate judge", "wakebook gate merge"]
COMMENTED = ["wakebook gate comment"]
NEEDED = {
    "GITHUB_EVENT_PATH",
    "GITHUB_EVENT_NAME",
    "GITHUB_REPOSITORY",
    "GITHUB_API_URL",
    "GITHUB_TOKEN",
    "WAKEBOOK_APP_ID",
    "WAKEBOOK_APP_KEY",
}
EVENTS = {
    "opened": ("pull_request_target", lambda t: events.pull_request(base=t.base, head=t.head)),
    "edited": ("pull_request_target", lambda t: events.pull_request("edited", head=t.head)),
    "reviewed": ("workflow_run", lambda t: events.workflow_run(t.head)),
    "checked": ("workflow_run", lambda t: events.workflow_run(t.head, "check", "pull_request")),
    "base moved": ("push", lambda t: events.push(t.base, t.base)),
    "clock": ("schedule", lambda _: events.schedule()),
    "button": ("workflow_dispatch", lambda _: events.workflow_dispatch()),
}


def of_main_alone(played, theatre):
    """Whether each command ran in a work tree of main's tip that keeps no token."""
    tree = theatre.small.git("rev-parse", f"{theatre.base}^{{tree}}").strip()
    seen = [line for line in played.log if line.startswith("  tree ")]
    fetched = [line for line in played.log if line.startswith("checkout ")]
    assert seen == [f"  tree {tree}"] * len(played.commands)
    assert set(fetched) <= {"checkout ref=main persist-credentials=false repository="}
    return True


@pytest.mark.variants(3, every=3)
@pytest.mark.parametrize("name", EVENTS)
def test_each_event_judges_and_then_merges_on_the_default_branch(name, theatre):
    event, payload = EVENTS[name]
    played = theatre.stage.play(OURS / "gate.yml", event, payload(theatre))
    assert (played.code, played.commands) == (0, JUDGED), played.output
    assert of_main_alone(played, theatre)
    for command in JUDGED:
        assert set(played.said(command, "variables").split()) >= NEEDED
        assert played.said(command, "key") == "key the-key app 5"
        assert played.said(command, "event").endswith("of shop/records by http://127.0.0.1:9")


def test_an_adopter_runs_the_same_commands_of_a_release(theatre):
    payload = events.pull_request(base=theatre.base, head=theatre.head)
    played = theatre.stage.play(ADOPTERS / "gate.yml", "pull_request_target", payload)
    assert (played.code, played.commands) == (0, JUDGED), played.output
    assert "python -m pip install wakebook[github]==@version@" in played.log
    assert of_main_alone(played, theatre)


def test_e7_a_title_that_is_a_script_reaches_no_shell(theatre):
    title = "$(touch $STAGE_KEPT) `touch $STAGE_KEPT`\"; touch $STAGE_KEPT; '\n::set-env name=A::b"
    payload = events.pull_request(base=theatre.base, head=theatre.head, title=title)
    played = theatre.stage.play(OURS / "gate.yml", "pull_request_target", payload)
    assert played.commands == JUDGED, played.output
    assert not theatre.stage.kept.exists()
    assert "::set-env" in played.said(JUDGED[0], "payload"), "it is in the event's file alone"
    assert "::set-env" not in played.output


def test_a_comment_command_gets_the_event_and_neither_judges_nor_merges(theatre):
    body = "/wake log $(touch $STAGE_KEPT)"
    played = theatre.stage.play(OURS / "gate.yml", "issue_comment", events.issue_comment(body))
    assert (played.code, played.commands) == (0, COMMENTED), played.output
    assert set(played.said(COMMENTED[0], "variables").split()) >= NEEDED
    assert body in played.said(COMMENTED[0], "payload")
    assert not theatre.stage.kept.exists()
    assert of_main_alone(played, theatre)


def test_the_check_of_a_push_wakes_nothing_since_the_push_itself_does(theatre):
    payload = events.workflow_run(theatre.base, "check", "push")
    played = theatre.stage.play(OURS / "gate.yml", "workflow_run", payload)
    assert (played.code, played.log) == (0, []), played.output


@pytest.mark.parametrize("body", ["Thanks!", "wake up", ""])
def test_other_comments_start_nothing(body, theatre):
    played = theatre.stage.play(OURS / "gate.yml", "issue_comment", events.issue_comment(body))
    assert (played.code, played.log) == (0, []), played.output


def test_f8_a_verdict_that_could_not_be_had_keeps_no_other_pull_request_from_its_merge(theatre):
    theatre.stage.fails = "judge"
    payload = events.pull_request(base=theatre.base, head=theatre.head)
    played = theatre.stage.play(OURS / "gate.yml", "pull_request_target", payload)
    assert played.commands == JUDGED, played.output
    assert played.code == 1, "and the run says so"


@pytest.mark.parametrize(
    ("command", "event"), [("merge", "schedule"), ("comment", "issue_comment")]
)
def test_e7_a_command_that_fails_fails_the_run(command, event, theatre):
    theatre.stage.fails = command
    payload = events.issue_comment("/wake why") if event == "issue_comment" else events.schedule()
    played = theatre.stage.play(OURS / "gate.yml", event, payload)
    assert played.commands[-1] == f"wakebook gate {command}"
    assert played.code == 1


def test_a_review_runs_nothing_but_ends(theatre):
    payload = events.pull_request_review(base=theatre.base, head=theatre.head)
    played = theatre.stage.play(OURS / "review.yml", "pull_request_review", payload)
    assert (played.code, played.log) == (0, []), played.output
