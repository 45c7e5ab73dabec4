import fcntl
import json
import os
import pty
import re
import resource
import struct
import subprocess
import sys
import termios
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

pytestmark = pytest.mark.daily(2)


@pytest.fixture
def mail(small, wakebook):
    """The small shop with one open incident."""
    wakebook("new", "Mail is late", "--component", "payments", cwd=small)
    return small


def _shown(wakebook, repository, piece="mail"):
    return json.loads(wakebook("show", piece, "--format", "json", cwd=repository).stdout)


def _last(wakebook, repository, count=1):
    return _shown(wakebook, repository)["timeline"][-count:]


def test_a_line_goes_to_the_only_open_incident_as_one_file_and_one_commit(mail, wakebook):
    ran = wakebook("log", "The queue is full", cwd=mail)
    assert (ran.code, ran.stderr) == (0, "")
    (line,) = _last(wakebook, mail)
    assert (line["kind"], line["by"], line["text"]) == (
        "observation", "user:ana", "The queue is full",
    )  # fmt: skip
    (path,) = mail.git("show", "--name-only", "--format=").split()
    assert re.search(r"/timeline/\d{8}T\d{6}Z-[0-9a-f]{4}\.yaml$", path)
    assert mail.git("status", "--porcelain") == ""


def test_words_without_quotes_are_one_text(mail, wakebook):
    wakebook("log", "queue", "is", "full", "--mitigated", cwd=mail)
    (line,) = _last(wakebook, mail)
    assert (line["kind"], line["text"]) == ("mitigated", "queue is full")


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (["queue is", "--mitigated", "full"], "queue is full"),
        (["-5 degrees in the hall"], "-5 degrees in the hall"),
        (["-rf", "was", "given", "--mitigated"], "-rf was given"),
        (["--mitigated", "--", "--resolved", "is what it said"], "--resolved is what it said"),
    ],
)
def test_text_stands_anywhere_and_begins_with_anything(mail, wakebook, words, text):
    assert wakebook("log", *words, cwd=mail).code == 0
    (line,) = _last(wakebook, mail)
    assert line["text"] == text
    assert line["kind"] == ("mitigated" if "--mitigated" in words else "observation")


def test_a_mistyped_milestone_is_kept_in_the_text_or_mended_at_a_terminal(mail, wakebook):
    ran = wakebook("log", "--resovled", "No errors", "--severity", "SEV2", cwd=mail)
    assert "kept in the text: there is no --resovled; did you mean --resolved?\n" in ran.stderr
    assert "&& wakebook log --resolved 'No errors' --severity SEV2" in ran.stderr
    shown = _shown(wakebook, mail)
    assert (shown["status"], shown["severity"]) == ("investigating", "SEV2")
    assert shown["timeline"][-1]["text"] == "--resovled No errors"
    assert "Is this what you mean?" in _typed(mail.root, ["log", "--resovled", "Done"], "\n")
    assert _shown(wakebook, mail)["status"] == "resolved"


@pytest.mark.parametrize(
    ("words", "kind"),
    [(["resolved"], "resolved"), (["--update", "Resolved"], "update"), (["resolved?"], None)],
)
def test_a_milestone_said_in_plain_words_is_one(mail, wakebook, words, kind):
    wakebook("log", "-i", "mail", *words, cwd=mail)
    assert _last(wakebook, mail)[0]["kind"] == (kind or "observation")


def test_a_component_that_is_up_names_the_regions_that_are_not(mail, wakebook):
    wakebook("log", "--impact", "edge@eu=down", cwd=mail)
    ran = wakebook("log", "--impact", "edge=up", cwd=mail)
    assert "edge@eu is still major outage; if it is up too: --impact edge@eu=up" in ran.stderr
    wakebook("log", "--impact", "edge@eu=up", cwd=mail)
    assert "is still" not in wakebook("log", "--impact", "edge=up", cwd=mail).stderr


def test_text_from_a_pipe_keeps_its_lines(mail, wakebook):
    wakebook("log", "-", cwd=mail, stdin="load 9\r\nload 12\n")
    assert _last(wakebook, mail)[0]["text"] == "load 9\nload 12"


def test_several_options_become_entries_of_one_file(mail, wakebook):
    wakebook(
        "log", "--severity", "sev1", "--impact", "payments=down", "--impact", "edge@eu=slow",
        "--identified", "Worse", cwd=mail,
    )  # fmt: skip
    lines = _last(wakebook, mail, 4)
    assert len({line["id"].partition("#")[0] for line in lines}) == 1
    assert [line["kind"] for line in lines] == ["identified", "severity", "impact", "impact"]
    assert lines[0]["text"] == "Worse"
    assert lines[1]["level"] == "SEV1"
    assert (lines[2]["component"], lines[2]["state"]) == ("payments", "major_outage")
    assert (lines[3]["region"], lines[3]["state"]) == ("eu", "degraded")
    assert wakebook("check", cwd=mail).code == 0


def test_a_handover_names_the_holder_until_now(mail, wakebook):
    wakebook("log", "--commander", "ben", cwd=mail)
    wakebook("log", "--commander", "Cleo", "--role", "scribe=ana", cwd=mail)
    roles = [line for line in _shown(wakebook, mail)["timeline"] if line["kind"] == "role"]
    assert [(r["role"], r["from"], r["to"]) for r in roles[1:]] == [
        ("commander", "user:ana", "user:ben"),
        ("commander", "user:ben", "user:cleo"),
        ("scribe", "none", "user:ana"),
    ]
    ran = wakebook("log", "--commander", "cleo", "I am here", cwd=mail)
    assert "user:cleo is commander already" in ran.stderr
    assert wakebook("check", cwd=mail).code == 0


def test_a_decision_is_opened_with_options_and_a_time_box_and_then_chosen(mail, wakebook):
    wakebook(
        "log", "--decision", "rollback", "--options", "roll back, wait", "--decide-by", "20m",
        "Which one?", cwd=mail,
    )  # fmt: skip
    (line,) = _last(wakebook, mail)
    assert line["options"] == ["roll back", "wait"]
    assert line["decide_by"] > line["at"]
    assert "decide rollback" in wakebook("show", cwd=mail).stdout
    wakebook("log", "--decision", "rollback", "--chosen", "wait", cwd=mail)
    assert "decide rollback" not in wakebook("show", cwd=mail).stdout


def test_a_task_is_given_and_done(mail, wakebook):
    wakebook("log", "--task", "dump", "--owner", "ben", "Take a heap dump", cwd=mail)
    assert "task dump (user:ben): Take a heap dump" in wakebook("show", cwd=mail).stdout
    wakebook("log", "--task", "dump", "--done", cwd=mail)
    assert "To do" not in wakebook("show", cwd=mail).stdout


def test_an_update_is_for_staff_unless_it_is_public(mail, wakebook):
    wakebook("log", "--update", "We look into it", cwd=mail)
    assert _last(wakebook, mail)[0]["audience"] == "staff"
    ran = wakebook("log", "--update", "--public", "Mail is late", cwd=mail)
    assert _last(wakebook, mail)[0]["audience"] == "public"
    assert "`public` block" in ran.stderr
    wakebook("log", "--restricted", "A key leaked", cwd=mail)
    assert _last(wakebook, mail)[0]["audience"] == "restricted"


@pytest.mark.parametrize(
    ("words", "warning", "kept"),
    [
        (["--severity", "SEV9"], "SEV9 is no severity", "severity SEV9: hm"),
        (["--impact", "payments=broken"], "broken is no state", "impact payments=broken: hm"),
        (["--kind", "thought"], "thought is no kind of entry", "kind thought: hm"),
        (["--kind", "report"], "report: source is missing", "hm"),
    ],
)
def test_what_means_nothing_is_kept_as_an_observation(mail, wakebook, words, warning, kept):
    ran = wakebook("log", *words, "hm", cwd=mail)
    assert ran.code == 0
    assert warning in ran.stderr
    (line,) = _last(wakebook, mail)
    assert line["kind"] == "observation"
    assert kept in line["text"]


def test_an_unlisted_component_warns_and_is_kept(mail, wakebook):
    ran = wakebook("log", "--impact", "paymens=down", cwd=mail)
    assert "paymens is not in the catalog; did you mean payments?" in ran.stderr
    assert _last(wakebook, mail)[0]["component"] == "paymens"


@pytest.mark.parametrize("words", [["--at", "-10m"], ["--at=-10m"], ["--at", "10m ago"]])
def test_a_time_before_now_is_understood(mail, wakebook, words):
    ran = wakebook("log", "Restarted it", *words, cwd=mail)
    assert ran.code == 0
    assert re.search(r"\d{4}-\d\d-\d\dT\d\d:\d\dZ observation  Restarted it", ran.stdout)


def test_a_time_that_is_none_is_logged_as_now_and_said(mail, wakebook):
    ran = wakebook("log", "--at", "lunch", "Restarted it", cwd=mail)
    assert ran.code == 0
    assert "lunch is no time, so it is logged as now" in ran.stderr
    assert _last(wakebook, mail)[0]["as_written"] == "lunch"
    wakebook("log", "--decision", "x", "--decide-by", "lunch", "Which one?", cwd=mail)
    assert _last(wakebook, mail)[0]["as_written"] == "decide by lunch"


def test_a_time_without_a_zone_or_to_come_is_said_as_it_was_read(mail, wakebook):
    mail.write("wakebook.yaml", "format: 1\nzone: Asia/Kolkata\n")
    there = datetime.now(ZoneInfo("Asia/Kolkata"))
    later = there + timedelta(hours=2)
    for words, said in (
        (f"{there:%H:%M}", f"is read as today {there:%H:%M}, Asia/Kolkata"),
        (f"tomorrow {there:%H:%M}", f"tomorrow {there:%H:%M}, Asia/Kolkata, which is still to"),
        (f"{later:%H:%M}", f"is read as {'yesterday' if later.day == there.day else 'today'} "),
        ("tomorrow", "is read as tomorrow, Asia/Kolkata, which is still to come"),
        (later.isoformat(timespec="minutes"), "still to come"),
    ):
        assert said in wakebook("log", "--at", words, "x", cwd=mail).stderr
    assert wakebook("log", "--at", "-5m", "x", cwd=mail).stderr == ""


def test_a_start_that_is_learned_later_corrects_the_unknown_one(mail, wakebook):
    wakebook("log", "--started", "--at", "2026-11-01T13:40Z", cwd=mail)
    assert _shown(wakebook, mail)["milestones"]["started"] == "2026-11-01T13:40Z"
    wakebook("log", "--undo", cwd=mail)
    assert _shown(wakebook, mail)["milestones"]["started"] == "unknown"
    assert wakebook("check", cwd=mail).code == 0


def test_what_is_learned_of_the_detection_loses_no_word(mail, wakebook):
    words = ("--public", "--source", "customer call", "They rang twice")
    ran = wakebook("log", "--detected", "--at", "2026-11-01T13:40Z", *words, cwd=mail)
    assert "customer call is none of monitoring, customer" in ran.stderr
    (found,) = [e for e in _shown(wakebook, mail)["timeline"] if e["kind"] == "detected"]
    assert (found["at"], found["text"]) == ("2026-11-01T13:40Z", "They rang twice")
    (told,) = [e for e in _shown(wakebook, mail)["timeline"] if "customer call" in str(e)]
    assert (told["kind"], told["text"]) == ("observation", "source: customer call")
    assert told.get("audience", "staff") == "staff"
    wakebook("log", "--detected", "--source", "Customer", "And a third time", cwd=mail)
    (found,) = [e for e in _shown(wakebook, mail)["timeline"] if e["kind"] == "detected"]
    assert (found["at"], found["source"]) == ("2026-11-01T13:40Z", "customer")
    assert found["text"] == "They rang twice\nAnd a third time"
    assert wakebook("check", cwd=mail).code == 0


def test_a_source_is_kept_with_any_kind_of_line(mail, wakebook):
    wakebook("log", "--source", "grafana", "load 9", "--mitigated", cwd=mail)
    wakebook("log", "--source", "grafana", "load 1", cwd=mail)
    assert [line["source"] for line in _last(wakebook, mail, 2)] == ["grafana"] * 2
    for kind in (("--kind", "update"), ("--update",)):
        wakebook("log", *kind, "--public", "--source", "grafana", "We see it", cwd=mail)
        assert _last(wakebook, mail)[0]["source"] == "grafana"
        shown = mail.git("show").replace("\n+", "\n")
        assert "  audiences:\n    source: staff\n  source: grafana\n" in shown
    assert wakebook("check", cwd=mail).code == 0


@pytest.mark.variants(4)
@pytest.mark.parametrize(
    ("words", "said", "kept"),
    [
        (["--commander", "user:bem"], "did you mean ben?", {"to": "external: user:bem"}),
        (["--commander", "none"], "name the next one", {"text": "commander none: hm"}),
        (["--commander", "ben", "--commander", "cleo"], "commander ben: only the last",
         {"text": "commander ben"}),
        (["--role", "scribe"], "say --role scribe=ana", {"text": "scribe: hm"}),
        (["--task", "dmup", "--done"], "did you mean dump?", {"text": "task dmup, done: hm"}),
        (["--task", "dmup", "--done", "--owner", "Cleo"], "did you mean dump?",
         {"text": "task dmup, owner Cleo, done: hm"}),
        (["--decision", "rolback", "--chosen", "wait"], "did you mean rollback?",
         {"text": "decision rolback, chosen wait: hm"}),
        (["--decision", "rollback", "--chosen", "swich"], "did you mean switch?",
         {"chosen": "swich"}),
        (["--decision", "rollback", "--chosen", "WAIT"], "", {"chosen": "wait"}),
        (["--done"], "", {"ref": "dump", "done": True}),
        (["--default", "wait"], "", {"ref": "hm", "default": "wait"}),
    ],
)  # fmt: skip
def test_who_and_what_nobody_knows_is_kept_and_the_repository_stays_sound(
    mail, wakebook, words, said, kept
):
    opening = ("--task", "dump", "--decision", "rollback", "--options", "wait,switch")
    wakebook("log", *opening, "Take a dump?", cwd=mail)
    ran = wakebook("log", *words, "hm", cwd=mail)
    assert (ran.code, said in ran.stderr) == (0, True), ran.stderr
    lines = _last(wakebook, mail, 2)
    assert any(kept.items() <= line.items() for line in lines), lines
    assert wakebook("check", cwd=mail).code == 0


@pytest.mark.parametrize(
    "words", [["--commander", "ben"], ["--task", "dump", "--done"], ["--decision", "dump"]]
)
def test_what_goes_on_before_it_began_is_logged_behind_it(mail, wakebook, words):
    wakebook("log", "--task", "dump", "--decision", "dump", "Which one?", cwd=mail)
    ran = wakebook("log", *words, "--at", "2026-11-01T09:00Z", "hm", cwd=mail)
    assert "2026-11-01T09:00Z is before 20" in ran.stderr
    (line,) = _last(wakebook, mail)
    assert line["at"] > line["as_written"] == "2026-11-01T09:00Z"
    assert wakebook("check", cwd=mail).code == 0


def test_a_name_that_nobody_described_describes_itself(mail, wakebook):
    wakebook("log", "--task", "heap dump", "--owner", "ben", cwd=mail)
    assert "task heap-dump (user:ben): heap dump" in wakebook("show", cwd=mail).stdout
    wakebook("log", "--done", cwd=mail)
    assert "To do" not in wakebook("show", cwd=mail).stdout
    assert wakebook("check", cwd=mail).code == 0


def test_where_nothing_is_new_no_file_is_written(mail, wakebook):
    before = mail.git("rev-parse", "HEAD")
    for words in (["--commander", "ana"], ["--update"], ["--started"]):
        ran = wakebook("log", *words, cwd=mail)
        assert (ran.code, "nothing was written" in ran.stderr) == (1, True)
    assert (mail.git("rev-parse", "HEAD"), mail.git("status", "--porcelain")) == (before, "")


def test_undoing_a_second_correction_brings_back_the_first(mail, wakebook):
    wakebook("log", "--started", "--at", "2026-11-01T13:40Z", cwd=mail)
    wakebook("log", "--started", "--at", "2026-11-01T13:30Z", cwd=mail)
    assert _shown(wakebook, mail)["milestones"]["started"] == "2026-11-01T13:30Z"
    wakebook("log", "--undo", cwd=mail)
    assert _shown(wakebook, mail)["milestones"]["started"] == "2026-11-01T13:40Z"


def test_undo_retracts_what_the_last_command_of_the_caller_wrote(mail, wakebook, monkeypatch):
    wakebook("log", "First", cwd=mail)
    wakebook("log", "--resolved", "--severity", "SEV3", "Second", cwd=mail)
    monkeypatch.setenv("WAKEBOOK_USER", "user:ben")
    assert wakebook("log", "--undo", cwd=mail).code == 1
    monkeypatch.setenv("WAKEBOOK_USER", "user:ana")
    ran = wakebook("log", "--undo", "wrong window", cwd=mail)
    assert ran.code == 0
    assert "takes back resolved" in ran.stderr
    assert re.search(r"correction  corrects \S+, retract: wrong window$", ran.stdout, re.MULTILINE)
    shown = _shown(wakebook, mail)
    assert (shown["status"], shown["severity"]) == ("investigating", None)
    assert shown["timeline"][-1]["text"] == "First"
    wakebook("log", "--undo", cwd=mail)
    assert _shown(wakebook, mail)["timeline"][-1]["kind"] != "observation"
    ran = wakebook("log", "--undo", cwd=mail)
    assert (ran.code, "--canceled" in ran.stderr) == (1, True)
    assert wakebook("check", cwd=mail).code == 0


def test_any_unambiguous_piece_of_an_id_will_do(mail, wakebook):
    wakebook("new", "Checkout fails", cwd=mail)
    for piece in ("checkout", "checkout-fails", "CHECK"):
        assert "checkout-fails" in wakebook("log", "-i", piece, "x", cwd=mail).stdout


def test_between_two_open_incidents_words_are_kept_and_no_state_is_changed(mail, wakebook):
    wakebook("new", "Checkout fails", cwd=mail)
    wakebook("log", "-i", "mail", "I work here", cwd=mail)
    ran = wakebook("log", "--resolved", "All good", cwd=mail)
    assert ran.code == 0
    assert "2 incidents are possible" in ran.stderr
    assert "mail-is-late" in ran.stderr
    assert "checkout-fails" in ran.stderr
    found = [_shown(wakebook, mail, piece) for piece in ("mail", "checkout")]
    assert {shown["status"] for shown in found} == {"investigating"}
    texts = [line.get("text") for shown in found for line in shown["timeline"]]
    assert "resolved: All good" in texts
    assert re.search(
        r"log -i \S+ --undo && .* --incident PIECE --resolved 'All good'\n", ran.stderr
    )


def test_a_piece_that_is_in_no_id_is_an_observation_in_the_nearest(mail, wakebook):
    ran = wakebook("log", "-i", "nail-is-late", "--resolved", "Done", cwd=mail)
    assert ran.code == 0
    assert "no incident's id has 'nail-is-late' in it" in ran.stderr
    assert _shown(wakebook, mail)["status"] == "investigating"
    assert _last(wakebook, mail)[0]["text"] == "resolved: Done"


@pytest.mark.parametrize(
    ("piece", "nearest"), [("mial", "mail-is-late"), ("503-2", "checkout-503"), ("chekout", "503")]
)
def test_a_misspelt_piece_sets_no_milestone_and_keeps_the_words_by_name(
    mail, wakebook, piece, nearest
):
    wakebook("new", "2 of 4 callers fail", "--slug", "2-checkout-503", cwd=mail)
    wakebook("new", "Something else", cwd=mail)
    ran = wakebook("log", "-i", piece, "--resolved", "Done", cwd=mail)
    assert (ran.code, f"{nearest}: " in ran.stdout) == (0, True)
    assert wakebook("list", cwd=mail).stdout.count("investigating") == 3
    assert "resolved: Done" in ran.stdout
    shown = _typed(mail.root, ["log", "-i", piece, "--resolved", "Done"], "\n")
    assert "Enter for" in shown
    assert re.search(rf"{nearest}: \S+ resolved  Done", shown)


def test_a_piece_of_the_title_of_an_open_incident_will_do(mail, wakebook):
    wakebook("new", "Callers get no answer", "--slug", "checkout-503", cwd=mail)
    ran = wakebook("log", "-i", "no answer", "--mitigated", "Better", cwd=mail)
    assert re.search(r"checkout-503: \S+ mitigated  Better", ran.stdout)


def test_in_doubt_beside_a_restricted_incident_the_words_stay_restricted(mail, wakebook):
    wakebook("new", "Keys leaked", "--restricted", cwd=mail)
    wakebook("log", "The key of the vault is out", cwd=mail)
    pieces = ("mail", "incident-")
    lines = [e for p in pieces for e in _shown(wakebook, mail, p)["timeline"] if "text" in e]
    assert [line["audience"] for line in lines] == ["restricted"]


def test_with_no_open_incident_the_words_open_one(small, wakebook):
    ran = wakebook("log", "--severity", "SEV2", "The queue is full", cwd=small)
    assert ran.code == 0
    assert "no incident was open, so this opened one" in ran.stderr
    shown = _shown(wakebook, small, "queue")
    assert (shown["title"], shown["severity"]) == ("The queue is full", "SEV2")
    assert wakebook("check", cwd=small).code == 0


def test_with_no_open_incident_and_no_words_it_says_what_to_do(small, wakebook):
    ran = wakebook("log", "--mitigated", cwd=small)
    assert ran.code == 1
    assert "wakebook new" in ran.stderr


def test_an_incident_resolved_a_moment_ago_still_takes_lines(mail, wakebook):
    wakebook("log", "--resolved", cwd=mail)
    wakebook("log", "Watching the graphs", cwd=mail)
    assert _last(wakebook, mail)[0]["text"] == "Watching the graphs"


def test_a_broken_header_does_not_stop_a_line(mail, wakebook):
    (header,) = Path(mail.root).glob("incidents/*/*mail-is-late/incident.yaml")
    header.write_text("title: [\n")
    ran = wakebook("log", "Still here", cwd=mail)
    assert ran.code == 0
    assert "Still here" in mail.git("show", "HEAD")


def test_hostile_words_are_kept_readable_and_never_reach_the_terminal_raw(mail, wakebook):
    ran = wakebook("log", "a\x1b]0;x\x07b\u202ec\u2028d", cwd=mail)
    assert not re.search("[\x00-\x09\x0b-\x1f\u202e\u2028]", ran.stdout + ran.stderr)
    assert wakebook("check", cwd=mail).code == 0
    assert not re.search("[\x00-\x09\x0b-\x1f\u202e]", wakebook("show", cwd=mail).stdout)


def test_nothing_to_say_is_a_usage_error(mail, wakebook):
    assert wakebook("log", cwd=mail).code == 2


def test_it_pushes_only_when_asked_and_behind_what_others_pushed(mail, wakebook, tmp_path):
    mail.git("clone", "--quiet", "--bare", ".", str(tmp_path / "origin.git"))
    mail.git("remote", "add", "origin", str(tmp_path / "origin.git"))
    mail.git("fetch", "--quiet", "origin")
    mail.git("branch", "--quiet", "--set-upstream-to=origin/main", "main")
    mail.git("clone", "--quiet", str(tmp_path / "origin.git"), str(tmp_path / "other"))
    wakebook("log", "Mine", cwd=mail)
    assert wakebook("log", "--push", "Theirs", cwd=tmp_path / "other").code == 0
    assert "Mine" not in mail.git("log", "-p", "origin/main")
    ran = wakebook("log", "--push", "And more", cwd=mail)
    assert (ran.code, ran.stderr) == (0, "")
    pushed = mail.git("log", "-p", "origin/main")
    assert all(words in pushed for words in ("Mine", "Theirs", "And more"))


def test_without_a_network_the_line_is_committed_and_the_way_to_push_is_said(mail, wakebook):
    ran = wakebook("log", "--push", "Alone", cwd=mail)
    assert ran.code == 3
    assert "committed here, but not pushed" in ran.stderr
    assert "Alone" in mail.git("show", "HEAD")


def test_a_push_that_cannot_work_names_the_command_that_can(mail, wakebook, tmp_path):
    assert "git remote add origin URL" in wakebook("log", "--push", "x", cwd=mail).stderr
    mail.git("clone", "--quiet", "--bare", ".", str(tmp_path / "hub.git"))
    mail.git("remote", "add", "hub", str(tmp_path / "hub.git"))
    ran = wakebook("log", "--push", "x", cwd=mail)
    assert (ran.code, "git push --set-upstream hub main" in ran.stderr) == (3, True)
    mail.git("push", "--quiet", "--set-upstream", "hub", "main")
    (tmp_path / "hub.git").rename(tmp_path / "gone.git")
    ran = wakebook("log", "--push", "x", cwd=mail)
    assert "push it later with: git pull --rebase && git push" in ran.stderr


def test_a_commit_on_no_branch_is_said(mail, wakebook):
    mail.git("checkout", "--quiet", "--detach")
    ran = wakebook("log", "x", cwd=mail)
    assert (ran.code, "git switch --create NAME" in ran.stderr) == (0, True)


def test_what_is_not_committed_is_said_by_the_next_commands(mail, wakebook):
    for words in (["log", "y"], ["list"], ["show"]):
        assert wakebook(*words, cwd=mail).stderr == ""
    wakebook("log", "--no-commit", "x", cwd=mail)
    for words in (["log", "y"], ["list"], ["show", "wibble"]):
        assert (
            "1 file is not committed yet, such as incidents/" in wakebook(*words, cwd=mail).stderr
        )
    mail.git("add", "--all")
    assert "1 file is not committed yet" in wakebook("show", cwd=mail).stderr


def test_a_file_that_is_left_out_is_said(mail, wakebook):
    header = _header(mail)
    header.chmod(0o755)
    for words in (["log", "-i", "mail", "y"], ["list"], ["show"]):
        said = wakebook(*words, cwd=mail).stderr
        assert "1 file is left out: incidents" in said
        assert "wakebook check" in said


@pytest.mark.thorough
def test_two_clones_that_log_at_once_merge_without_a_conflict(mail, wakebook, tmp_path):
    clones = [tmp_path / "one", tmp_path / "two"]
    for clone in clones:
        mail.git("clone", "--quiet", str(mail.root), str(clone))
    for number in range(50):
        for clone in clones:
            assert wakebook("log", f"{clone.name} {number}", cwd=clone).code == 0
    trees = []
    for here, there in (clones, clones[::-1]):
        _git(here, "fetch", "--quiet", str(there), "main:theirs")
    for here in clones:
        _git(here, "merge", "--quiet", "--no-edit", "theirs")
        trees.append(_git(here, "rev-parse", "HEAD^{tree}"))
    assert trees[0] == trees[1]
    shown = _shown(wakebook, clones[0])
    texts = [line["text"] for line in shown["timeline"] if line["kind"] == "observation"]
    assert sorted(texts) == sorted(f"{c} {n}" for c in ("one", "two") for n in range(50))
    assert wakebook("check", cwd=clones[1]).code == 0


def _git(folder, *arguments):
    done = subprocess.run(
        ["git", *arguments], cwd=folder, capture_output=True, text=True, check=True
    )
    return done.stdout


def test_a_full_disk_changes_nothing_and_shows_the_words(mail):
    before = sorted(p for p in mail.root.rglob("*") if ".git" not in p.parts)
    done = subprocess.run(
        [sys.executable, "-m", "wakebook", "log", "The queue is full"],
        cwd=mail.root,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (10, 10)),
    )
    assert done.returncode == 3
    assert "cannot be written: File too large; nothing was changed" in done.stderr
    assert "not saved" in done.stderr
    assert "The queue is full" in done.stderr
    assert sorted(p for p in mail.root.rglob("*") if ".git" not in p.parts) == before
    assert not list((mail.root / ".git").rglob("*.tmp"))


def test_one_impact_that_means_nothing_does_not_hinder_the_others(mail, wakebook):
    wakebook("log", "--impact", "payments=down", "--impact", "edge=odd", "x", cwd=mail)
    lines = _last(wakebook, mail, 2)
    assert [(e["kind"], e.get("state")) for e in lines] == [
        ("impact", "major_outage"),
        ("observation", None),
    ]
    assert lines[1]["text"] == "impact edge=odd: x"


def test_a_terminal_is_asked_which_incident_is_meant(mail, wakebook):
    wakebook("new", "Checkout fails", cwd=mail)
    shown = _typed(mail.root, ["log", "--mitigated", "Better"], "wibble\nmail\n")
    assert "Which incident?" in shown
    assert "wibble is none of them" in shown
    assert _shown(wakebook, mail)["status"] == "monitoring"
    assert _shown(wakebook, mail, "checkout")["status"] == "investigating"


def test_the_end_of_input_confirms_nothing(mail, wakebook):
    wakebook("new", "Checkout fails", cwd=mail)
    wakebook("log", "-i", "mail", "I work here", cwd=mail)
    assert "kept as an observation" in _typed(mail.root, ["log", "--resolved", "All good"], "\x04")
    for keys in ("\x04", "n\n"):
        shown = _typed(mail.root, ["log", "-i", "mail", "--resovled", "Done"], keys)
        assert "kept in the text" in shown
        assert _shown(wakebook, mail)["timeline"][-1]["text"] == "--resovled Done"
    for piece in ("mail", "checkout"):
        assert _shown(wakebook, mail, piece)["status"] == "investigating"


def test_what_a_check_refuses_is_said_at_once(mail, wakebook):
    wakebook("log", "--impact", "paymens=down", cwd=mail)
    ran = wakebook("log", "--resolved", cwd=mail)
    assert ran.code == 0
    assert "`wakebook check` refuses this: WB0502 paymens is not in the catalog" in ran.stderr
    assert "take it back with wakebook log -i mail-is-late --undo" in ran.stderr
    again = wakebook("log", "--closed", cwd=mail)
    assert "refuses" not in again.stderr, "what was refused before is not told each time"


def test_a_line_is_safe_before_a_check_looks_at_it(mail, wakebook, monkeypatch):
    def fail(*_):
        assert mail.git("status", "--porcelain") == "", "committed already"
        raise OSError("the disk is tired")

    monkeypatch.setattr("wakebook.cli._keeping.objections", fail)
    assert wakebook("log", "It hangs", cwd=mail).code == 0
    assert _last(wakebook, mail)[0]["text"] == "It hangs"


def test_a_terminal_is_asked_before_words_open_an_incident(small):
    assert "wakebook log --open 'The queue is full'" in _typed(
        small.root, ["log", "The queue is full"], "n\n"
    )
    assert small.git("status", "--porcelain") == ""
    assert "opened one" in _typed(small.root, ["log", "The queue is full"], "\n")


def _typed(folder, words, keys, columns=0):
    """What a person sees who types ``keys`` at the command's questions."""
    leader, follower = pty.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    os.write(leader, keys.encode())
    process = subprocess.Popen(
        [sys.executable, "-m", "wakebook", *words],
        cwd=folder,
        stdin=follower,
        stdout=follower,
        stderr=follower,
    )
    os.close(follower)
    shown = b""
    try:
        while part := os.read(leader, 65536):
            shown += part
    except OSError:
        process.wait(timeout=30)
    os.close(leader)
    return shown.decode()


def test_only_the_update_of_a_public_update_is_public(mail, wakebook):
    wakebook(
        "log", "--update", "--public", "--severity", "SEV2", "--impact", "edge=odd", "We are on it",
        cwd=mail,
    )  # fmt: skip
    lines = _last(wakebook, mail, 3)
    audiences = {entry["kind"]: entry.get("audience") for entry in lines}
    assert audiences == {"update": "public", "severity": None, "observation": None}
    wakebook("log", "--audience", "restricted", "--severity", "SEV9", "hm", cwd=mail)
    assert _last(wakebook, mail)[0]["audience"] == "restricted"


def _header(repository, piece="mail"):
    (path,) = Path(repository.root).glob(f"incidents/*/*{piece}*/incident.yaml")
    return path


def _sound(wakebook, repository):
    ran = wakebook("check", cwd=repository)
    return (ran.code, "nothing to complain about" in ran.stdout) == (0, True)


@pytest.fixture
def over(small, wakebook):
    """The small shop with one incident that was closed a moment ago."""
    words = ("Mail is late", "--component", "payments", "--severity", "SEV3")
    wakebook("new", *words, cwd=small)
    wakebook("log", "--resolved", cwd=small)
    wakebook("log", "--closed", "All is written down", cwd=small)
    return small


def test_closing_says_so_in_the_header_within_the_same_commit(over, wakebook):
    assert _header(over).read_text().endswith("closed:\n  status: closed\n  severity: SEV3\n")
    changed = over.git("show", "--name-only", "--format=").split()
    assert [path.rpartition("/")[2][-4:] for path in changed] == ["yaml", "yaml"]
    assert over.git("status", "--porcelain") == ""
    assert _sound(wakebook, over)


def test_closing_says_that_it_takes_other_edits_of_the_header_along(mail, wakebook):
    header = _header(mail)
    header.write_text(header.read_text() + "summary: Half a thought\n")
    words = ("log", "--resolved", "--closed", "Done")
    ran = wakebook(*words, "--no-commit", cwd=mail)
    assert "go along" not in ran.stderr
    wakebook("log", "--undo", "--no-commit", cwd=mail)
    ran = wakebook(*words, cwd=mail)
    assert "incident.yaml had other edits; they go along" in ran.stderr


def test_a_resolution_says_how_to_close(mail, wakebook):
    assert "wakebook close" in wakebook("log", "--resolved", cwd=mail).stderr


def test_words_never_go_into_a_closed_incident_that_was_not_named(over, wakebook):
    ran = wakebook("log", "Something else broke", cwd=over)
    assert "so this opened one" in ran.stderr
    assert _last(wakebook, over)[0]["kind"] == "closed"


def test_a_closed_header_without_its_block_takes_no_words_either(over, wakebook):
    header = _header(over)
    header.write_text(header.read_text().partition("closed:")[0])
    assert "so this opened one" in wakebook("log", "Something else broke", cwd=over).stderr


def test_a_closed_incident_that_is_named_takes_words_as_an_update(over, wakebook):
    ran = wakebook("log", "-i", "mail", "--source", "wiki", "Ben wrote the report", cwd=over)
    assert "kept as an update for staff" in ran.stderr
    (line,) = _last(wakebook, over)
    assert (line["kind"], line["audience"]) == ("update", "staff")
    assert (line["source"], line["text"]) == ("wiki", "Ben wrote the report")
    assert _sound(wakebook, over)


@pytest.mark.parametrize("kind", [("--mitigated",), ("--kind", "observation")])
def test_a_source_stays_with_staff_behind_the_closure(over, wakebook, kind):
    wakebook("log", "-i", "mail", "--public", *kind, "--source", "Ben", "Moved", cwd=over)
    (line,) = _last(wakebook, over)
    assert (line["kind"], line["audience"], line["source"]) == ("update", "public", "Ben")
    assert "Ben" not in line["text"]
    assert "+  audiences:\n+    source: staff\n" in over.git("show")


def test_words_for_a_time_are_kept_behind_the_closure(over, wakebook):
    words = ("--decision", "x", "--decide-by", "lunch", "Which one?")
    wakebook("log", "-i", "mail", *words, cwd=over)
    assert _last(wakebook, over)[0]["as_written"] == "decide by lunch"


def test_a_milestone_behind_the_closure_becomes_an_update_with_a_warning(over, wakebook):
    ran = wakebook("log", "-i", "mail", "--mitigated", "--severity", "SEV1", "Hm", cwd=over)
    assert "mitigated, severity: not for an incident that is over" in ran.stderr
    (line,) = _last(wakebook, over)
    assert (line["kind"], line["text"]) == ("update", "mitigated: Hm\nseverity level SEV1")
    assert _shown(wakebook, over)["severity"] == "SEV3"
    assert _sound(wakebook, over)


def test_a_reopening_takes_the_block_away_and_comes_before_everything_else(over, wakebook):
    wakebook("log", "-i", "mail", "--reopened", "--task", "queue", "It is late again", cwd=over)
    assert "closed" not in _header(over).read_text()
    assert _shown(wakebook, over)["status"] == "investigating"
    assert [line["kind"] for line in _last(wakebook, over, 2)] == ["reopened", "task"]
    assert _sound(wakebook, over)


def test_a_reopening_follows_the_end(over, wakebook):
    words = ("--reopened", "--at", "2026-11-01T09:00Z", "It is late again")
    assert "on which this follows" in wakebook("log", "-i", "mail", *words, cwd=over).stderr
    assert _shown(wakebook, over)["status"] == "investigating"
    assert _sound(wakebook, over)


def test_taking_back_a_closure_takes_the_block_away(over, wakebook):
    wakebook("log", "--undo", cwd=over)
    assert "closed" not in _header(over).read_text()
    assert _shown(wakebook, over)["status"] == "resolved"
    assert _sound(wakebook, over)


def test_reopening_what_is_open_is_an_observation(mail, wakebook):
    ran = wakebook("log", "--reopened", "Hm", cwd=mail)
    assert "it is open already" in ran.stderr
    assert _last(wakebook, mail)[0]["kind"] == "observation"


def test_a_resolved_incident_says_how_to_open_another_one(mail, wakebook):
    wakebook("log", "--resolved", cwd=mail)
    assert "wakebook log --open" in wakebook("log", "Still watching", cwd=mail).stderr
    ran = wakebook("log", "--open", "Checkout fails", cwd=mail)
    assert "so this opened one" in ran.stderr
    assert _shown(wakebook, mail)["status"] == "resolved"
    assert _last(wakebook, mail)[0]["text"] == "Still watching"


def test_an_end_without_an_open_incident_opens_none(over, wakebook):
    before = over.git("rev-parse", "HEAD")
    ran = wakebook("log", "--reopened", "It is late again", cwd=over)
    assert ran.code == 1
    assert "wakebook log --incident PIECE --reopened 'It is late again'" in ran.stderr
    assert over.git("rev-parse", "HEAD") == before


def test_between_closed_incidents_nothing_is_written_by_a_guess(small, wakebook):
    before = small.git("rev-parse", "HEAD")
    ran = wakebook("log", "-i", "payments", "--at", "-1d", "-", cwd=small, stdin="Oh my")
    assert ran.code == 1
    assert "log --incident 2026-10-05-payments-latency --at=-1d 'Oh my'\n" in ran.stderr
    assert small.git("rev-parse", "HEAD") == before


def test_an_incident_that_is_opened_and_canceled_at_once_says_so(small, wakebook):
    wakebook("log", "--open", "--canceled", "--severity", "SEV3", "Only a drill", cwd=small)
    assert "status: canceled" in _header(small, "drill").read_text()
    assert _sound(wakebook, small)


def test_a_flood_of_text_is_refused_before_anything_is_written(small, wakebook):
    ran = wakebook("log", "--open", "-", cwd=small, stdin="a" * 300_000)
    assert (ran.code, "evidence/" in ran.stderr) == (2, True)
    assert small.git("status", "--porcelain") == ""
    ran = wakebook("log", "--open", "-", cwd=small, stdin="a" * 15_000)
    assert ran.code == 0
    assert wakebook("check", cwd=small).code == 0


@pytest.mark.parametrize("words", [("x" * 100_000,), ("x", "--source", "y" * 70_000)])
def test_what_no_reader_would_accept_is_never_written(small, wakebook, words):
    assert wakebook("new", "Mail is late", cwd=small).code == 0
    before = small.git("rev-parse", "HEAD")
    ran = wakebook("log", *words, cwd=small)
    assert (ran.code, "below evidence/" in ran.stderr) == (2, True), ran.stderr[:300]
    assert small.git("rev-parse", "HEAD") == before
    assert small.git("status", "--porcelain") == ""


def test_a_name_with_control_characters_costs_nobody_a_line(small, wakebook, monkeypatch):
    monkeypatch.setenv("GIT_AUTHOR_NAME", "J\x1b[31moe")
    monkeypatch.setenv("GIT_AUTHOR_EMAIL", "joe@elsewhere.example")
    assert wakebook("new", "Mail is late", cwd=small).code == 0
    assert wakebook("log", "It hangs", cwd=small).code == 0
    assert "external: J[31moe" in wakebook("show", "--format", "json", cwd=small).stdout


def test_5_1_what_was_done_is_kept_with_its_tool(mail, wakebook):
    ran = wakebook("log", "--tool", "postsuper", "Deleted the queue", cwd=mail)
    assert ran.code == 0
    (entry,) = _last(wakebook, mail)
    assert (entry["kind"], entry["tool"], entry["text"]) == (
        "action", "postsuper", "Deleted the queue",
    )  # fmt: skip


def test_6_4_a_runbook_that_was_used_is_named_by_its_path(mail, wakebook):
    wakebook("log", "--runbook", "pool-exhausted", cwd=mail)
    (entry,) = _last(wakebook, mail)
    assert entry["tool"] == "runbooks/pool-exhausted.md"
    assert entry["text"].startswith("Followed '")
    near = wakebook("log", "--runbook", "pool-exausted", "Stopped the import", cwd=mail)
    assert "pool-exausted is taken for the runbook pool-exhausted" in near.stderr
    (entry,) = _last(wakebook, mail)
    assert (entry["tool"], entry["text"]) == ("runbooks/pool-exhausted.md", "Stopped the import")
    unknown = wakebook("log", "--runbook", "zzz", "Prayed", cwd=mail)
    assert "there is no runbook zzz; kept as you said it" in unknown.stderr
    (entry,) = _last(wakebook, mail)
    assert (entry["tool"], entry["text"]) == ("zzz", "Prayed")


def test_an_undo_leaves_what_somebody_else_wrote_in_ones_name(mail, wakebook, monkeypatch):
    wakebook("log", "-i", "mail", "Mine", cwd=mail)
    monkeypatch.setenv("WAKEBOOK_USER", "user:ben")
    wakebook("log", "-i", "mail", "--by", "user:ana", "Hers, by telephone", cwd=mail)
    monkeypatch.setenv("WAKEBOOK_USER", "user:ana")
    ran = wakebook("log", "-i", "mail", "--undo", cwd=mail)
    assert ran.code == 0
    texts = [line.get("text") for line in _shown(wakebook, mail, "mail")["timeline"]]
    assert "Hers, by telephone" in texts
    assert "Mine" not in texts


@pytest.mark.parametrize("mark", ["resolved", "closed", "canceled"])
def test_an_end_that_the_log_goes_on_behind_says_that_it_ends_nothing(mail, wakebook, mark):
    wakebook("log", "--resolved", cwd=mail)
    wakebook("log", "-i", "mail", "--reopened", cwd=mail)
    ran = wakebook("log", "-i", "mail", f"--{mark}", "--at", "-20m", cwd=mail)
    assert ran.code == 0
    assert f"{mark} at " in ran.stderr
    assert " is not the last word: it is investigating by what the log says later" in ran.stderr
    ran = wakebook("log", "-i", "mail", f"--{mark}", cwd=mail)
    assert "the last word" not in ran.stderr


def test_remarks_fit_the_terminal_and_leave_commands_whole(mail):
    told = _typed(mail.root, ["log", "--impact", "paymens=down", "--resolved"], "", columns=60)
    lines = told.replace("\r", "").splitlines()
    remarks = [line for line in lines if not line[:4].isdigit()]
    long = [line for line in remarks if len(line) > 60]
    assert all("wakebook log -i mail-is-late --undo" in line for line in long), long
    assert "wakebook: `wakebook check` refuses this: WB0502 paymens is" in told
    (at,) = (n for n, line in enumerate(lines) if "WB0502" in line)
    assert lines[at + 1].startswith("  ")
