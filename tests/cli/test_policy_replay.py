"""A changed policy is run over the past of the repository itself."""

import json

import pytest

POLICY = "policies/approvals.yaml"
INCIDENT = "incidents/2026/2026-11-23-checkout-errors"
HEADER = "title: Checkout answers with errors\nkind: incident\naudience: staff\n"
END = "require: {approvals: 1, from: [group:web]}"
TWO = "require: {approvals: 2, from: [group:web]}"


@pytest.fixture
def past(small, monkeypatch):
    """The small shop with an incident that was opened, lived through and closed on main."""
    monkeypatch.setenv("GIT_COMMITTER_DATE", "2026-11-24T08:00:00Z")
    small.write(f"{INCIDENT}/incident.yaml", HEADER + "components: [checkout]\n")
    entry(small, "20261123T140000Z-a1", "declared")
    small.opened = small.commit("It burns")
    entry(small, "20261123T150000Z-a2", "resolved")
    small.resolved = small.commit("It is out")
    entry(small, "20261124T080000Z-a3", "closed")
    small.closed = small.commit("It is over")
    return small


def entry(repository, stem, kind):
    at = f"2026-11-{stem[6:8]}T{stem[9:11]}:{stem[11:13]}Z"
    text = f"- kind: {kind}\n  at: {at}\n  by: user:ana\n"
    repository.write(f"{INCIDENT}/timeline/{stem}.yaml", text)


def change(repository, old, new, count=1):
    text = (repository.root / POLICY).read_text()
    assert old in text
    repository.write(POLICY, text.replace(old, new, count))


def test_only_what_would_be_asked_otherwise_is_told(past, wakebook):
    change(past, END, TWO)
    ran = wakebook("policy", "replay", cwd=past)
    assert ran.code == 0
    assert ran.stdout == (
        f"{past.closed[:10]} 2026-11-24 2026-11-23-checkout-errors (appended, closed): "
        "asked 1 of group:web (End of a record); "
        "would ask 2 of group:web (End of a record)\n"
        "3 decisions looked at: 1 would differ\n"
    )


def test_an_unchanged_policy_decides_as_before(past, wakebook):
    ran = wakebook("policy", "replay", cwd=past)
    assert ran.stdout == "3 decisions looked at: none would differ\n"


def test_what_a_question_is_called_is_no_matter(past, wakebook):
    change(past, "name: End of a record", "name: The end")
    assert "none would differ" in wakebook("policy", "replay", cwd=past).stdout


def test_each_decision_is_judged_by_the_policy_and_the_catalog_of_its_parent(past, wakebook):
    change(past, END, TWO)
    stricter = past.commit("Two from now on")
    (past.root / INCIDENT / "timeline/20261124T080000Z-a3.yaml").unlink()
    entry(past, "20261124T090000Z-a4", "canceled")
    canceled = past.commit("It was none")
    found = told(wakebook("policy", "replay", "--format", "json", cwd=past))
    assert [row["commit"] for row in found["differ"]] == [past.closed]
    assert found["judged"] == 5
    found = told(
        wakebook("policy", "replay", "--policy", past.closed, "--format", "json", cwd=past)
    )
    assert [row["commit"] for row in found["differ"]] == [canceled]
    assert stricter not in {row["commit"] for row in found["differ"]}


def told(ran):
    assert ran.code == 0, ran.stderr
    return json.loads(ran.stdout)


def test_json_tells_what_was_asked_and_what_would_be(past, wakebook):
    change(past, END, "require: {any: [{approvals: 3, from: [group:web]}]}")
    (row,) = told(wakebook("policy", "replay", "--format", "json", cwd=past))["differ"]
    assert row["at"] == "2026-11-24T08:00:00Z"
    assert row["did"] == ["appended", "closed"]
    was = {"name": "End of a record", "require": {"approvals": 1, "from": ["group:web"]}}
    assert was in row["asked"]
    would = {"any": [{"approvals": 3, "from": ["group:web"]}]}
    assert {"name": "End of a record", "require": would} in row["would_ask"]
    assert (row["outcome"], row["would_be"]) == (None, None)


def test_without_a_policy_then_everything_that_is_asked_is_new(past, wakebook):
    policy = (past.root / POLICY).read_text()
    (past.root / POLICY).unlink()
    without = past.commit("No policy")
    entry(past, "20261124T100000Z-a5", "reopened")
    reopened = past.commit("It burns again")
    past.write("tools/gate.py", "pass\n")
    past.commit("A tool")
    past.write(POLICY, policy)
    lines = wakebook("policy", "replay", "--since", without, cwd=past).stdout.splitlines()
    assert reopened[:10] in lines[0]
    assert lines[0].endswith("(appended, reopened): there was no policy; would ask nobody")
    assert "tools/gate.py: there was no policy; would ask 1 of group:web excluding" in lines[1]


def test_a_merge_is_one_step_of_the_branch(past, wakebook):
    past.git("checkout", "-q", "-b", "side")
    entry(past, "20261124T100000Z-a5", "reopened")
    past.commit("It burns again")
    entry(past, "20261124T110000Z-a6", "canceled")
    past.commit("It was none")
    past.git("checkout", "-q", "main")
    past.git("merge", "-q", "--no-ff", "-m", "Merge", "side")
    change(past, "on: [closed, canceled, merged]", "on: [closed, merged]")
    ran = wakebook("policy", "replay", "--since", past.closed, cwd=past)
    merge = past.git("rev-parse", "HEAD").strip()
    assert ran.stdout.startswith(f"{merge[:10]} ")
    assert ran.stdout.endswith("1 decision looked at: 1 would differ\n")


def test_another_file_and_another_branch_can_be_named(past, wakebook, tmp_path):
    past.git("branch", "-q", "-m", "trunk")
    past.git("branch", "-q", "other", "trunk~1")
    ran = wakebook("policy", "replay", cwd=past)
    said = "wakebook: which branch is gated? there is no main here; say it with --rev\n"
    assert (ran.code, ran.stderr) == (2, said)
    other = tmp_path / "other.yaml"
    other.write_text((past.root / POLICY).read_text().replace(END, TWO))
    words = ("policy", "replay", "--rev", "trunk", "--policy", str(other))
    assert "3 decisions looked at: 1 would differ" in wakebook(*words, cwd=past).stdout


def test_a_history_that_was_cut_off_is_not_replayed(past, wakebook, tmp_path):
    past.git("clone", "-q", "--depth=1", f"file://{past.root}", str(tmp_path / "shallow"))
    ran = wakebook("policy", "replay", cwd=tmp_path / "shallow")
    assert (ran.code, ran.stdout) == (3, "")
    assert "history here was cut off; `git fetch --unshallow`" in ran.stderr


def test_a_past_without_a_decision_is_told(past, wakebook):
    ran = wakebook("policy", "replay", "--since", past.closed, cwd=past)
    assert (ran.code, ran.stdout) == (0, "0 decisions looked at: none would differ\n")
    assert f"nothing was decided after {past.closed}" in ran.stderr


def test_the_last_rule_is_tried_whatever_its_day(past, wakebook):
    text = (past.root / POLICY).read_text()
    later = "  - from: 2990-01-01\n    owners: {approvals: 1, from: [group:web]}\n"
    past.write(POLICY, text + later)
    assert "3 decisions looked at: 1 would differ" in wakebook("policy", "replay", cwd=past).stdout


@pytest.mark.parametrize(
    ("policy", "says"),
    [
        ("nowhere", "nowhere is no file, and there is no revision 'nowhere'"),
        ("broken.yaml", "broken.yaml:1:1: the key 'owner' is missing"),
        ("wakebook.yaml", "wakebook.yaml:2:1: the key 'schema' is missing"),
    ],
)
def test_a_policy_that_cannot_be_read_is_told(past, wakebook, policy, says):
    past.write("broken.yaml", "schema: approvals\nreview_by: 2027-03-31\nrules: []\n")
    ran = wakebook("policy", "replay", "--policy", policy, cwd=past)
    assert ran.code == 2
    assert says in ran.stderr


def test_a_broken_policy_here_is_told(past, wakebook):
    past.write(POLICY, "schema: approvals\n")
    ran = wakebook("policy", "replay", cwd=past)
    assert ran.code == 2
    assert "policies/approvals.yaml is missing or broken; `wakebook check` says where" in ran.stderr


def test_what_was_broken_in_the_past_stops_nothing(past, wakebook):
    past.write(f"{INCIDENT}/incident.yaml", "title: [\n")
    past.write("catalog/people.yaml", "kind: [\n")
    past.commit("Break everything")
    past.write(f"{INCIDENT}/incident.yaml", HEADER)
    past.commit("Mend half of it")
    change(past, END, TWO)
    assert wakebook("policy", "replay", cwd=past).code == 0


def test_a_file_that_is_called_like_a_commit_is_a_file(past, wakebook):
    past.write(past.closed, "not a commit\n")
    past.write("zzz", "beside it\n")
    last = past.commit("Odd names")
    found = told(
        wakebook("policy", "replay", "--policy", past.opened, "--format", "json", cwd=past)
    )
    assert (found["judged"], found["differ"]) == (4, [])
    change(past, "owners: {approvals: 1", "owners: {approvals: 2")
    found = told(wakebook("policy", "replay", "--format", "json", cwd=past))
    assert [(row["commit"], row["record"]) for row in found["differ"]] == [(last, past.closed)]


def test_a_repository_below_the_top_has_its_own_past(repository, wakebook):
    whole = repository("small")
    (whole.root / "below").mkdir()
    for path in list(whole.root.iterdir()):
        if path.name not in (".git", "below"):
            path.rename(whole.root / "below" / path.name)
    whole.commit("Below")
    whole.write("beside.txt", "not ours\n")
    whole.commit("Beside")
    whole.write("below/tools.txt", "ours\n")
    whole.commit("Ours")
    inner = whole.root / "below"
    policy = (inner / POLICY).read_text()
    owners = "owners: {approvals: 1, from: [group:web], exclude: [author, committers]}"
    assert owners in policy
    (inner / POLICY).write_text(policy.replace(owners, "owners: {approvals: 2, from: [group:web]}"))
    ran = wakebook("policy", "replay", "--since", "HEAD~2", cwd=inner)
    assert "tools.txt: asked 1 of group:web excluding author, committers" in ran.stdout
    assert ran.stdout.endswith("1 decision looked at: 1 would differ\n")


@pytest.mark.parametrize(
    ("when", "day"),
    [
        ("253402300799 +0000", "9999-12-31"),
        ("253402300800 +0000", "9999-12-31"),
        ("99999999999999 +0000", "9999-12-31"),
        (f"{'9' * 5000} +0000", "9999-12-31"),
        ("nobody knows", "1970-01-01"),
    ],
)
def test_a_commit_of_any_time_is_replayed(past, wakebook, when, day):
    tree, parent = past.git("rev-parse", "HEAD^{tree}", "HEAD~1").split()
    who = f"Ana <ana@shop.example> {when}"
    past.write(
        ".git/made", f"tree {tree}\nparent {parent}\nauthor {who}\ncommitter {who}\n\nIt is over\n"
    )
    made = past.git("hash-object", "-t", "commit", "-w", "--literally", ".git/made").strip()
    past.git("reset", "--quiet", "--hard", made)
    change(past, END, TWO)
    ran = wakebook("policy", "replay", cwd=past)
    assert (ran.code, ran.stderr) == (0, "")
    assert ran.stdout.startswith(f"{made[:10]} {day} 2026-11-23-checkout-errors")
