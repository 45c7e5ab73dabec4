import json
import os
import pty
import re
import subprocess
import sys


def test_an_incident_is_shown_with_where_it_stands_and_its_log_by_day(small, wakebook):
    ran = wakebook("show", "payments-latency", cwd=small)
    assert ran.code == 0
    lines = ran.stdout.splitlines()
    assert lines[0] == "Payments slow during the autumn sale"
    assert lines[1] == "CLOSED | SEV1 | commander user:ben | took 1 h 22 min"
    assert "payments  partial outage  5 Oct 2026 09:12 to 5 Oct 2026 10:24" in ran.stdout
    assert "Monday, 5 October 2026 (UTC)" in lines
    assert "Tuesday, 6 October 2026 (UTC)" in lines
    assert "\x1b" not in ran.stdout
    assert max(map(len, lines)) <= 100


def test_the_public_sees_no_more_than_it_may(small, wakebook):
    staff = wakebook("show", "payments-latency", cwd=small).stdout
    public = wakebook("show", "payments-latency", "--audience", "public", cwd=small)
    assert public.code == 0
    assert "price import" in staff
    assert "price import" not in public.stdout
    assert "Some orders cannot be paid" in public.stdout
    hidden = wakebook("show", "timeouts", "--audience", "public", cwd=small)
    assert (hidden.code, hidden.stdout) == (1, "")


def test_5_1_how_an_incident_ended_and_what_came_of_it_is_shown(small, wakebook):
    staff = wakebook("show", "payments-latency", cwd=small).stdout
    assert (
        "How it ended\n"
        "  The price import was stopped, and its connections were limited to five.\n"
        "  - Stopped the price import (scheduler)\n"
        "  - changed: Limited the price import to five connections (commit 4f1c2aa)\n"
        "  - post-mortem: published 8 Oct 2026\n"
        "  - action item: Describe how to find the client that holds the pool (done, cleo)\n"
    ) in staff
    public = wakebook("show", "payments-latency", "--audience", "public", cwd=small).stdout
    assert "How it ended" not in public
    assert "post-mortem" not in public
    other = wakebook("show", "timeouts", cwd=small).stdout
    assert "  - no post-mortem\n" in other
    assert "waived" not in other
    path = small.root / "incidents/2026/2026-10-19-payments-timeouts/incident.yaml"
    waiver = "waivers: [{rule: WB6501, reason: Nobody noticed, by: 'user:ben'}]\n"
    path.write_text(path.read_text() + waiver)
    assert (
        "- WB6501 waived (ben): Nobody noticed\n" in wakebook("show", "timeouts", cwd=small).stdout
    )


def test_the_severity_shown_is_that_of_now_while_open_and_the_worst_afterwards(small, wakebook):
    wakebook("new", "Mail is late", "--component", "edge", "--severity", "SEV1", cwd=small)
    wakebook("log", "--severity", "SEV3", "most of it is sent", cwd=small)
    assert (
        wakebook("show", "mail", cwd=small)
        .stdout.splitlines()[1]
        .startswith("INVESTIGATING | SEV3")
    )
    wakebook("log", "--resolved", "all of it is sent", cwd=small)
    assert wakebook("show", "mail", cwd=small).stdout.splitlines()[1].startswith("RESOLVED | SEV1")
    found = json.loads(wakebook("list", "--format", "json", cwd=small).stdout)["incidents"][0]
    assert (found["severity"], found["peak_severity"]) == ("SEV3", "SEV1")


def test_as_json_it_holds_the_folds_and_the_entries(small, wakebook):
    shown = json.loads(wakebook("show", "latency", "--format", "json", cwd=small).stdout)
    assert (shown["status"], shown["severity"], shown["initial_severity"]) == (
        "closed", "SEV2", "SEV1",
    )  # fmt: skip
    assert shown["duration"]["seconds"] == 82 * 60
    assert shown["windows"][0]["until"] == "2026-10-05T10:24Z"
    assert all({"id", "recorded", "kind", "at"} <= set(entry) for entry in shown["timeline"])


def test_an_unclear_piece_names_what_it_could_mean(small, wakebook):
    ran = wakebook("show", "payments", cwd=small)
    assert ran.code == 1
    assert "wakebook show 2026-10-05-payments-latency" in ran.stderr
    assert "wakebook show 2026-10-19-payments-timeouts" in ran.stderr


def test_without_a_piece_it_shows_what_is_being_worked_on(small, wakebook):
    assert wakebook("show", cwd=small).code == 1
    wakebook("new", "Mail is late", cwd=small)
    assert wakebook("show", cwd=small).stdout.startswith("Mail is late\nINVESTIGATING |")


def test_what_can_be_read_of_a_broken_record_is_shown(small, wakebook):
    folder = "incidents/2026/2026-10-05-payments-latency/timeline"
    small.write(f"{folder}/20261007T000000Z-dead.yaml", "- kind: [\n")
    ran = wakebook("show", "latency", cwd=small)
    assert ran.code == 0
    assert "some of it could not be read; see: wakebook check" in ran.stderr


def test_the_list_is_newest_first_and_counts(small, wakebook):
    ran = wakebook("list", cwd=small)
    ids = re.findall(r"^20\S+", ran.stdout, re.MULTILINE)
    assert ids == sorted(ids, reverse=True)
    assert len(ids) == 3
    assert ran.stdout.endswith("3 incidents, 0 open\n")
    assert "\x1b" not in ran.stdout


def test_the_list_is_filtered(small, wakebook):
    wakebook("new", "Mail is late", "--component", "edge", "--severity", "SEV3", cwd=small)

    def listed(*words):
        return re.findall(r"^20\S+", wakebook("list", *words, cwd=small).stdout, re.MULTILINE)

    assert [i[11:] for i in listed("--open")] == ["mail-is-late"]
    assert [i[11:] for i in listed("--severity", "sev1")] == ["payments-latency"]
    assert listed("--severity", "sev2") == []
    assert "payments-timeouts" in {i[11:] for i in listed("--component", "edge")}
    assert [i[11:] for i in listed("--category", "dependency")] == ["payments-timeouts"]
    assert [i[:10] for i in listed("--since", "2026-11-02")][-1] == "2026-11-02"
    assert wakebook("list", "--since", "lately", cwd=small).code == 2


def test_the_list_as_json_has_the_same_incidents(small, wakebook):
    found = json.loads(wakebook("list", "--format", "json", cwd=small).stdout)["incidents"]
    assert [i["severity"] for i in found] == [None, "SEV3", "SEV2"]
    assert found[2]["duration"]["seconds"] == 82 * 60


def test_a_broken_record_is_named_and_hides_no_other(small, wakebook):
    small.write("incidents/2026/2026-10-05-payments-latency/incident.yaml", "title: [\n")
    ran = wakebook("list", cwd=small)
    assert ran.code == 0
    assert "2026-10-05-payments-latency cannot be read" in ran.stderr
    assert "2 incidents" in ran.stdout


def test_a_bare_repository_shows_a_revision(small, wakebook, tmp_path):
    small.git("clone", "--quiet", "--bare", ".", str(tmp_path / "bare.git"))
    bare = tmp_path / "bare.git"
    assert "in a bare repository say --rev" in wakebook("list", cwd=bare).stderr
    assert "3 incidents, 0 open" in wakebook("list", "--rev", "main", cwd=bare).stdout
    ran = wakebook("show", "latency", "--rev", "main", cwd=bare)
    assert ran.stdout == wakebook("show", "latency", cwd=small).stdout


def test_long_names_leave_room_on_a_narrow_terminal(small, wakebook, monkeypatch):
    from wakebook.render.terminal.incident import Page

    full = Page.__init__
    monkeypatch.setattr(Page, "__init__", lambda self, *a, **k: full(self, *a[:-1], 40, **k))
    wakebook("new", "Mail is late", "--by", "Somebody of another house, at night", cwd=small)
    wakebook("log", "--impact", "payments@eu=down", "--task", "x", "--owner", "ben", cwd=small)
    wakebook("log", "--task", "x", "--done", cwd=small)
    shown = wakebook("show", "mail", cwd=small).stdout
    assert "  Somebody ...  declared" in shown
    assert re.search(r"ref x, done$", shown, re.MULTILINE)
    wide = [line for line in shown.splitlines() if len(line) > 40]
    assert wide == ["commander external: Somebody of another house, at night"]


def test_colours_come_on_a_terminal_only_and_not_against_the_readers_wish(small):
    assert "\x1b[" in _on_a_terminal(small, {})
    assert "\x1b[" not in _on_a_terminal(small, {"NO_COLOR": "1"})


def _on_a_terminal(repository, env):
    leader, follower = pty.openpty()
    plain = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "TERM")}
    subprocess.run(
        [sys.executable, "-m", "wakebook", "list"],
        cwd=repository.root,
        stdout=follower,
        env={**plain, "TERM": "xterm", **env},
        check=True,
    )
    os.close(follower)
    shown = b""
    try:
        while part := os.read(leader, 65536):
            shown += part
    except OSError:
        return shown.decode()
    finally:
        os.close(leader)
    return shown.decode()


def test_a_piece_that_is_in_no_id_is_said_with_the_nearest(small, wakebook):
    ran = wakebook("show", "nope", cwd=small)
    assert ran.code == 1
    assert ran.stderr == "wakebook: no incident's id has 'nope' in it; `wakebook list` shows all\n"
    assert (
        "show 2026-10-05-payments-latency" in wakebook("show", "paymnt-latency", cwd=small).stderr
    )


def test_words_of_a_filter_that_nobody_knows_are_said(small, wakebook):
    for option, word, meant in (
        ("--severity", "SEV9", "SEV"),
        ("--component", "paymens", "payments"),
        ("--category", "netwrk", "network"),
    ):
        ran = wakebook("list", option, word, cwd=small)
        assert ran.code == 0
        assert re.search(rf"{word} is no \w+; did you mean {meant}", ran.stderr)
    for words in (["--severity", "sev1"], ["--category", "network/"], ["--component", "edge"]):
        assert wakebook("list", *words, cwd=small).stderr == ""


def test_paragraphs_are_put_together_and_lists_are_not(small, wakebook):
    wakebook("new", "Mail is late", cwd=small)
    text = (
        "The queue of the outgoing mail was full since one customer\n"
        "sent their newsletter to everybody.\n\n- Ben stopped it\n- Ana told them\n"
    )
    wakebook("log", "-", cwd=small, stdin=text)
    lines = [line.strip() for line in wakebook("show", cwd=small).stdout.splitlines()]
    at = next(n for n, line in enumerate(lines) if line.endswith("- Ben stopped it"))
    assert lines[at + 1] == "- Ana told them"
    assert not any(line.endswith("one customer") for line in lines)


def test_without_a_known_beginning_the_length_says_from_where_it_counts(small, wakebook):
    wakebook("new", "Mail is late", cwd=small)
    wakebook("log", "--resolved", cwd=small)
    shown = wakebook("show", cwd=small).stdout.splitlines()[1]
    assert shown.endswith(" from detection")
    assert "took" not in shown
    assert re.search(r"mail-is-late +resolved +- +- +Mail", wakebook("list", cwd=small).stdout)


def test_who_has_a_role_and_what_a_check_found_are_told_in_words(small, wakebook):
    wakebook("new", "Mail is late", "--component", "edge", cwd=small)
    said = wakebook("log", "-i", "mail", "--commander", "ben", cwd=small).stdout
    assert "role  commander ben, was ana" in said
    shown = wakebook("show", "mail", cwd=small).stdout
    assert "role      commander ana\n" in shown
    assert "role      commander ben, was ana\n" in shown
    assert wakebook("log", "-i", "mail", "--resolved", cwd=small).code == 0
    again = wakebook("log", "-i", "mail", "--resolved", cwd=small)
    assert "it was resolved already, at " in again.stderr


def test_the_hint_to_commit_names_the_catalog_where_an_import_added_to_it(small, wakebook):
    wakebook("new", "Mail is late", "--no-commit", cwd=small)
    assert (
        "git add incidents/ && git commit -m 'Log' -- incidents/"
        in wakebook("list", cwd=small).stderr
    )
    small.write("catalog/imported.yaml", "")
    told = wakebook("list", cwd=small).stderr
    assert "git add incidents/ catalog/ && git commit -m 'Log' -- incidents/ catalog/" in told
