"""The cache makes a check faster and never changes its result."""

import json
import sqlite3

import pytest

HEADER = "incidents/2026/2026-10-05-payments-latency/incident.yaml"


@pytest.fixture
def findings(wakebook):
    """The findings of a full check, and the same judged anew."""

    def both(repository) -> list[dict[str, object]]:
        cached = wakebook("check", "--format", "json", "--profile", "pedantic", cwd=repository)
        anew = wakebook(
            "check", "--format", "json", "--profile", "pedantic", "--no-cache", cwd=repository
        )
        assert json.loads(cached.stdout) == json.loads(anew.stdout)
        return json.loads(cached.stdout)["findings"]

    return both


def cache_of(repository):
    return repository.root / ".git/wakebook/checks.sqlite"


def test_a_second_run_reads_no_record(small, findings, wakebook, monkeypatch):
    assert findings(small) == []

    def fail(*_: object) -> None:
        raise AssertionError("a record was read")

    monkeypatch.setattr("wakebook.records.tree.WorkTree.read", fail)
    assert wakebook("check", cwd=small).code == 0


def test_every_change_is_seen_whether_committed_or_not(small, findings):
    assert findings(small) == []
    text = (small.root / HEADER).read_text()
    small.write(HEADER, text + "color: red\n")
    assert [f["code"] for f in findings(small)] == ["WB0301"]
    small.commit("Break it")
    assert [f["code"] for f in findings(small)] == ["WB0301"]
    small.write(HEADER, text)
    assert findings(small) == []


def test_a_change_of_a_policy_or_person_is_seen_by_every_incident(small, findings):
    assert findings(small) == []
    people = (small.root / "catalog/people.yaml").read_text()
    small.write("catalog/people.yaml", people.replace("name: ben", "name: bert"))
    assert {f["code"] for f in findings(small)} >= {"WB0501"}


def test_what_an_incident_says_of_another_is_judged_when_the_other_changes(small, findings):
    assert findings(small) == []
    logs = small.root / "incidents/2026/2026-10-05-payments-latency/timeline"
    linked = [f for f in logs.iterdir() if "kind: link" in f.read_text()]
    assert linked
    for file in linked:
        file.unlink()
    found = findings(small)
    assert "2026-10-19-payments-timeouts" in {f["path"].split("/")[2] for f in found}


@pytest.mark.parametrize(
    "harm",
    [
        lambda path: path.write_bytes(b"this is no database"),
        lambda path: path.write_bytes(path.read_bytes()[:5000]),
        lambda path: path.write_bytes(b""),
        lambda path: (path.unlink(), path.mkdir()),
    ],
)
def test_a_broken_cache_is_done_without(small, findings, harm):
    small.write(HEADER, (small.root / HEADER).read_text() + "color: red\n")
    first = findings(small)
    harm(cache_of(small))
    assert findings(small) == first


def test_an_altered_row_is_not_believed(small, findings):
    small.write(HEADER, (small.root / HEADER).read_text() + "color: red\n")
    first = findings(small)
    small.commit("Break it")
    assert findings(small) == first
    with sqlite3.connect(cache_of(small)) as connection:
        connection.execute("UPDATE runs SET value = '[[], 3, null]'")
        lie = json.dumps({"findings": [], "looked_at": []})
        connection.execute("UPDATE incidents SET value = ?", (lie,))
    connection.close()
    assert findings(small) == first


def test_another_version_of_the_toolkit_judges_anew(small, wakebook, monkeypatch):
    assert wakebook("check", cwd=small).code == 0
    monkeypatch.setattr("wakebook.records.cache.tool_digest", lambda: "another")

    def fail(*_: object) -> None:
        raise AssertionError("a record was read")

    monkeypatch.setattr("wakebook.records.tree.WorkTree.read", fail)
    assert wakebook("check", cwd=small).code == 70


def test_a_read_only_git_directory_is_no_obstacle(small, wakebook, monkeypatch):
    def refuse(*_: object, **__: object) -> None:
        raise sqlite3.OperationalError("unable to open database file")

    monkeypatch.setattr("wakebook.records.cache.sqlite3.connect", refuse)
    assert wakebook("check", cwd=small).code == 0


@pytest.mark.parametrize("flag", ["--assume-unchanged", "--skip-worktree"])
def test_what_git_was_told_not_to_look_at_is_looked_at(small, findings, flag):
    assert findings(small) == []
    small.write(HEADER, (small.root / HEADER).read_text() + "color: red\n")
    small.git("update-index", flag, HEADER)
    assert [f["code"] for f in findings(small)] == ["WB0301"]
