import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest


def _day() -> str:
    return datetime.now(UTC).date().isoformat()


def test_it_opens_a_sound_incident_in_one_commit_of_its_own_files(small, wakebook):
    small.write("notes.txt", "half a thought")
    small.git("add", "notes.txt")
    ran = wakebook(
        "new", "Checkout answers with errors", "--component", "checkout", "--severity", "sev2",
        cwd=small,
    )  # fmt: skip
    incident = f"{_day()}-checkout-answers-with-errors"
    assert (ran.code, ran.stderr) == (0, "")
    assert f"opened {incident} (SEV2, commander user:ana)" in ran.stdout
    assert f"incidents/{incident[:4]}/{incident}" in ran.stdout
    committed = small.git("show", "--name-only", "--format=%s").split()
    assert committed[:2] == ["Open", incident]
    assert [Path(path).name for path in committed[2:3]] == ["incident.yaml"]
    assert re.fullmatch(r"\d{8}T\d{6}Z-[0-9a-f]{4}\.yaml", Path(committed[3]).name)
    assert small.git("status", "--porcelain").split() == ["A", "notes.txt"]
    assert wakebook("check", cwd=small).stdout == "4 incidents checked: nothing to complain about\n"


def test_the_log_begins_with_started_detected_declared_commander_and_severity(small, wakebook):
    wakebook("new", "Mail is late", "--impact", "high", "--urgency", "medium", cwd=small)
    shown = wakebook("show", "mail", "--format", "json", cwd=small).stdout
    kinds = re.findall(r'"kind": "(\w+)"', shown.partition('"timeline"')[2])
    assert kinds == ["started", "detected", "declared", "role", "severity"]
    assert '"started": "unknown"' in shown
    assert '"severity": "SEV2"' in shown
    assert '"commander": "user:ana"' in shown


def test_a_start_may_be_so_long_ago(small, wakebook):
    assert wakebook("new", "Mail is", "--started", "-15m", "late", cwd=small).code == 0
    assert '"began": "20' in wakebook("show", "mail-is-late", "--format", "json", cwd=small).stdout


def test_a_start_is_read_in_the_zone_of_the_repository_and_kept_in_utc(small, wakebook):
    small.write("wakebook.yaml", "format: 1\nzone: Asia/Kolkata\n")
    wakebook("new", "Mail is late", "--started", "2026-11-20 14:05", cwd=small)
    shown = wakebook("show", "mail", "--format", "json", cwd=small).stdout
    assert '"began": "2026-11-20T08:35Z"' in shown


def test_a_taken_id_is_refused_and_its_holder_is_shown(small, wakebook):
    wakebook("new", "Mail is late", cwd=small)
    before = small.git("rev-parse", "HEAD")
    ran = wakebook("new", "Mail is late", cwd=small)
    assert ran.code == 1
    assert "is taken" in ran.stderr
    assert "investigating: Mail is late (opened by user:ana)" in ran.stderr
    assert small.git("rev-parse", "HEAD") == before


def test_the_name_of_a_restricted_incident_tells_nothing(small, wakebook):
    ran = wakebook("new", "Salaries leaked by payroll", "--restricted", cwd=small)
    told = small.git("log", "-1", "--format=%B", "--name-only") + ran.stdout
    assert re.search(rf"{_day()}-incident-[0-9a-f]{{4}}", told)
    assert "salaries" not in told.lower()
    assert "payroll" not in told.lower()


def test_a_name_keeps_the_letters_of_the_title(small, wakebook):
    ran = wakebook("new", "Café Søndergård’s Straße: ﬁn, Łódź 日本", cwd=small)
    assert f"opened {_day()}-cafe-sondergards-strasse-fin-lodz " in ran.stdout
    assert wakebook("show", "Café", cwd=small).stdout.startswith("Café")


def test_somebody_unknown_to_the_catalog_is_warned_and_never_refused(small, wakebook):
    small.git("config", "user.email", "zoe@elsewhere.example")
    small.git("config", "user.name", "Zoe")
    ran = wakebook("new", "Mail is late", "--by", "Zoe Z", cwd=small)
    assert ran.code == 0
    assert "kept as external: Zoe Z: Zoe Z is not in the catalog" in ran.stderr
    assert '"commander": "external: Zoe Z"' in wakebook(
        "show", "mail", "--format", "json", cwd=small
    ).stdout  # fmt: skip


def test_an_environment_variable_names_the_actor(small, wakebook, monkeypatch):
    monkeypatch.setenv("WAKEBOOK_USER", "user:cleo")
    assert "commander user:cleo" in wakebook("new", "Mail is late", cwd=small).stdout


def test_who_writes_for_another_is_kept_beside_them(small, wakebook):
    wakebook("new", "Mail is late", "--by", "ben", cwd=small)
    shown = wakebook("show", "mail", "--format", "json", cwd=small).stdout
    assert '"by": "user:ben"' in shown
    assert '"reported_by": "user:ana"' in shown


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--severity", "SEV7"], "SEV7 is no severity; did you mean SEV"),
        (["--impact", "huge", "--urgency", "high"], "huge is no impact; known are"),
        (["--impact", "high"], "say both"),
        (["--started", "half past"], "half past is no time, so it is logged as unknown"),
        (["--started", "~14:05pm"], "so it is logged as unknown"),
        (["--component", "paymens"], "did you mean payments?"),
    ],
)
def test_what_cannot_be_meant_is_left_out_and_the_incident_is_opened(small, wakebook, words, said):
    ran = wakebook("new", "Mail is late", *words, cwd=small)
    assert (ran.code, said in ran.stderr) == (0, True), ran.stderr
    shown = json.loads(wakebook("show", "mail", "--format", "json", cwd=small).stdout)
    assert shown["severity"] is None
    if words[0] == "--started":
        assert shown["timeline"][0]["as_written"] == words[1]


def test_a_refusing_hook_leaves_the_files_and_says_how_to_commit(small, wakebook):
    hook = small.write(".git/hooks/pre-commit", "#!/bin/sh\necho 'not today' >&2\nexit 1\n")
    hook.chmod(0o755)
    ran = wakebook("new", "Mail is late", cwd=small)
    assert ran.code == 3
    assert "saved, but not committed: not today" in ran.stderr
    assert "git commit" in ran.stderr
    assert wakebook("show", "mail", cwd=small).code == 0


def test_no_commit_leaves_the_commit_to_the_person(small, wakebook):
    before = small.git("rev-parse", "HEAD")
    assert wakebook("new", "Mail is late", "--no-commit", cwd=small).code == 0
    assert small.git("rev-parse", "HEAD") == before
    assert "mail-is-late" in small.git("status", "--porcelain", "--untracked-files=all")


def test_a_hostile_title_reaches_neither_record_nor_terminal_raw(small, wakebook):
    ran = wakebook("new", "Mail\x1b[2J\u202e\rlate", cwd=small)
    assert ran.code == 0
    shown = wakebook("show", "mail", cwd=small).stdout
    for text in (ran.stdout, ran.stderr, shown):
        assert not re.search("[\x00-\x09\x0b-\x1f\u202e]", text)
    assert r"Mail\x1b[2J\u202e late" in shown
    assert wakebook("check", cwd=small).code == 0


def test_a_drill_says_that_it_is_one(small, wakebook):
    wakebook("new", "Region lost", "--kind", "drill", cwd=small)
    assert '"kind": "drill"' in wakebook("show", "region", "--format", "json", cwd=small).stdout


def test_8_3_a_known_error_of_its_components_is_told_with_the_way_to_what_helps(small, wakebook):
    ran = wakebook("new", "Payments hang", "--component", "payments", cwd=small)
    assert "known error: The connection pool of payments is too small" in ran.stdout
    assert "wakebook links payments-hang" in ran.stdout
    shown = wakebook("links", "payments-hang", cwd=small).stdout
    assert "Workaround: Restart payments one instance at a time." in shown
    other = wakebook("new", "Search hangs", "--component", "search", cwd=small)
    assert "known error" not in other.stdout
    asked = wakebook("new", "No cards", "--component", "payments", "--format", "json", cwd=small)
    assert json.loads(asked.stdout)["known_errors"] == ["pool-too-small"]
