"""``wakebook actions``: the backlog in a terminal, and what it takes for an action to be done."""

import json

import pytest

ACTIONS = "postmortems/2026/2026-10-05-payments-latency/actions"
OWN_POOL = f"{ACTIONS}/own-pool.yaml"
ITEM = "title: {title}\nowner: {owner}\ndue: {due}\nkind: {kind}\nstatus: {status}\n"


@pytest.fixture
def listed(small, wakebook):
    """The ids' last parts that a listing holds, in order."""

    def run(*options):
        ran = wakebook("actions", "--format", "json", *options, cwd=small)
        assert ran.code == 0, ran.stderr
        return [a["id"].rpartition("/")[2] for a in json.loads(ran.stdout)["actions"]]

    return run


@pytest.fixture
def many(small):
    """Four more items: late, of the team, blocking, in progress."""
    for name, more in {
        "late": {"due": "2026-10-09", "kind": "detect"},
        "teams": {"owner": "group:web", "due": "2099-01-01"},
        "blocks": {"due": "2099-01-02", "status": "open\nblocking: true\npriority: high"},
        "begun": {"due": "2099-01-03", "status": "in_progress"},
    }.items():
        facts = {"title": name, "owner": "user:ana", "kind": "prevent", "status": "open", **more}
        small.write(f"{ACTIONS}/{name}.yaml", ITEM.format(**facts))
    return small


@pytest.mark.usefixtures("many")
def test_6_3_the_backlog_holds_what_is_still_to_be_done_by_date(listed):
    assert listed() == ["late", "own-pool", "teams", "blocks", "begun"]
    assert listed("--status", "done") == ["describe-pools"]
    assert listed("--status", "all", "--kind", "document") == ["describe-pools"]


@pytest.mark.parametrize(
    ("options", "found"),
    [
        (["--owner", "ana"], ["late", "blocks", "begun"]),
        (["--owner", "ben"], ["own-pool"]),
        (["--team", "web"], ["late", "own-pool", "teams", "blocks", "begun"]),
        (["--owner", "group:web"], ["teams"]),
        (["--kind", "detect"], ["late"]),
        (["--priority", "high", "--blocking"], ["blocks"]),
        (["--status", "in_progress"], ["begun"]),
        (["--due-before", "2026-11-30"], ["late"]),
        (["--due-before", "2026-12-01", "--sort", "age"], ["late", "own-pool"]),
        (["--incident", "latency", "--sort", "priority", "--priority", "high"],
         ["own-pool", "blocks"]),
        (["--unowned"], []),
    ],
)  # fmt: skip
def test_6_3_the_backlog_is_filtered_and_sorted(many, listed, options, found):
    assert many
    assert listed(*options) == found


def test_6_3_a_day_is_counted_from_today_wherever_one_is_asked_for(small, wakebook, listed):
    words = ("actions", "add", "latency", "Train", "--owner", "me", "--due", "14d", "--slug")
    assert wakebook(*words, "train", cwd=small).code == 0
    assert "train" in listed("--due-before", "15d")
    assert "train" in listed("--due-before", "3w")
    assert "train" not in listed("--due-before", "14d")


def test_6_3_the_kind_that_nobody_named_is_told(small, wakebook):
    words = ("actions", "add", "latency", "Alert", "--owner", "me", "--due", "14d")
    taken = wakebook(*words, cwd=small).stdout
    assert ", prevent (say another with --kind)\n" in taken
    chosen = wakebook(*words, "--slug", "other", "--kind", "detect", cwd=small).stdout
    assert ", detect\n" in chosen


def test_6_4_what_an_item_changes_is_asked_for_and_missed(small, wakebook):
    words = ("actions", "add", "latency", "Alert", "--owner", "me", "--due", "14d")
    ran = wakebook(*words, cwd=small)
    assert "what will it change? add --changes PATH with: wakebook actions set alert" in ran.stderr
    named = wakebook(*words, "--slug", "x", "--changes", "runbooks/retry-storm.md", cwd=small)
    assert named.stderr == ""
    ran = wakebook("actions", "set", "latency/alert", "--status", "done", cwd=small)
    assert ran.code == 0
    assert "nothing shows that it is done; --changes PATH names what it changed" in ran.stderr


def test_6_3_what_is_late_is_marked_and_fits_eighty_columns(many, wakebook):
    many.write(
        f"{ACTIONS}/long.yaml",
        ITEM.format(title="word " * 39 + "end", owner="user:ana", due="2026-10-10", kind="train",
                    status="open"),
    )  # fmt: skip
    ran = wakebook("actions", cwd=many)
    lines = ran.stdout.splitlines()
    assert all(len(line) <= 80 for line in lines), lines
    assert any(line.startswith("2026-10-09  ") and " d late  late" in line for line in lines)
    late = sum(" d late" in line for line in lines)
    assert late >= 2
    assert f", {late} overdue" in lines[-1]


def test_6_3_hostile_words_do_not_reach_the_terminal(small, wakebook):
    said = {"title": "Red \N{RIGHT-TO-LEFT OVERRIDE}", "owner": "user:ana", "due": "2099-01-01"}
    small.write(f"{ACTIONS}/evil.yaml", ITEM.format(**said, kind="train", status="open"))
    ran = wakebook("actions", cwd=small)
    assert "\N{RIGHT-TO-LEFT OVERRIDE}" not in ran.stdout + ran.stderr
    assert "evil.yaml cannot be read" in ran.stderr


def test_6_3_a_broken_item_hides_no_other(small, wakebook, listed):
    small.write(f"{ACTIONS}/broken.yaml", "title: [\n")
    assert listed() == ["own-pool"]
    assert f"{ACTIONS}/broken.yaml cannot be read" in wakebook("actions", cwd=small).stderr


def test_6_3_the_backlog_is_the_same_before_and_after_a_commit(many, listed, wakebook):
    before = wakebook("actions", "--status", "all", cwd=many).stdout
    many.commit("More")
    assert wakebook("actions", "--status", "all", cwd=many).stdout == before
    assert wakebook("actions", "--status", "all", "--rev", "HEAD", cwd=many).stdout == before
    assert listed("--rev", "HEAD~1") == ["own-pool"]


def test_6_3_setting_an_item_changes_its_bytes_alone_and_commits(small, wakebook):
    small.write(OWN_POOL, "# ours\n" + (small.root / OWN_POOL).read_text())
    small.commit("Comment")
    ran = wakebook("actions", "set", "own-pool", "--owner", "cleo", "--due", "2026-12-24",
                   "--status", "in_progress", cwd=small)  # fmt: skip
    assert ran.code == 0, ran.stderr
    assert (small.root / OWN_POOL).read_text() == (
        "# ours\ntitle: Give the price import a pool of its own\nowner: user:cleo\n"
        "due: 2026-12-24\nkind: prevent\npriority: high\nstatus: in_progress\n"
    )
    assert small.git("show", "--name-only", "--format=%s").split("\n")[0].startswith("Set 2026-10")
    assert small.git("status", "--porcelain") == ""


@pytest.mark.parametrize(
    "words", [("--priority", "low"), ("--priority", "low", "--kind", "prevent", "--no-blocking")]
)
def test_6_3_what_is_so_already_is_no_failure_and_no_commit(small, wakebook, words):
    assert wakebook("actions", "set", "own-pool", *words, cwd=small).code == 0
    head = small.git("rev-parse", "HEAD")
    again = wakebook("actions", "set", "own-pool", *words, cwd=small)
    assert (again.code, again.stderr) == (0, "")
    assert "/own-pool is so already: " in again.stdout
    assert "priority low" in again.stdout
    assert small.git("rev-parse", "HEAD") == head
    assert small.git("status", "--porcelain") == ""


def test_6_4_done_is_said_again_once_its_change_is_committed(small, wakebook):
    runbook = "runbooks/pool-exhausted.md"
    small.write(runbook, (small.root / runbook).read_text() + "\nThen call the owner.\n")
    words = ("actions", "set", "own-pool", "--status", "done", "--changes", runbook)
    assert "is not committed yet" in wakebook(*words, "--no-commit", cwd=small).stderr
    head = small.commit("Call the owner")
    again = wakebook(*words, cwd=small)
    assert (again.code, again.stderr) == (0, "")
    assert f"is so already: changes {runbook}, status done" in again.stdout
    assert small.git("rev-parse", "HEAD").strip() == head


def test_6_3_what_is_so_but_was_not_committed_is_committed(small, wakebook):
    words = ("actions", "set", "own-pool", "--priority", "low")
    assert wakebook(*words, "--no-commit", cwd=small).code == 0
    assert small.git("status", "--porcelain") != ""
    assert wakebook(*words, cwd=small).code == 0
    assert small.git("status", "--porcelain") == ""


def test_6_3_the_end_of_an_id_is_that_one_and_no_longer_one(small, wakebook):
    facts = {"owner": "user:ana", "due": "2099-01-01", "kind": "detect", "status": "open"}
    for name in ("alert", "alert-before"):
        small.write(f"{ACTIONS}/{name}.yaml", ITEM.format(title=name, **facts))
    small.commit("Alert")
    for piece in ("latency/alert", "payments-latency/alert", "alert"):
        ran = wakebook("actions", "set", piece, "--priority", "low", cwd=small)
        assert (ran.code, ran.stderr) == (0, ""), piece
    assert "priority: low" in (small.root / f"{ACTIONS}/alert.yaml").read_text()
    assert "priority" not in (small.root / f"{ACTIONS}/alert-before.yaml").read_text()
    for piece in ("latency/ale", "ncy/alert"):
        ran = wakebook("actions", "set", piece, "--priority", "low", cwd=small)
        assert f"{piece} could be 2 actions" in ran.stderr


def test_6_3_adding_an_item_asks_for_an_owner_and_a_date(small, wakebook):
    words = ("actions", "add", "latency", "Alert before the pool is full")
    assert "an action needs an owner: say --owner me" in wakebook(*words, cwd=small).stderr
    unknown = wakebook(*words, "--owner", "benn", cwd=small).stderr
    assert "benn is not in the catalog; did you mean ben?" in unknown
    unnamed = wakebook("actions", "add", "latency", "", "--owner", "me", cwd=small).stderr
    assert 'an action needs a title: say "Alert' in unnamed
    assert "say --due 14d" in wakebook(*words, "--owner", "me", cwd=small).stderr
    ran = wakebook(*words, "--owner", "me", "--due", "14d", "--kind", "detect", cwd=small)
    assert ran.code == 0, ran.stderr
    made = small.root / ACTIONS / "alert-before-the-pool-is-full.yaml"
    assert "owner: user:ana\n" in made.read_text()
    assert wakebook("check", cwd=small).code == 0
    again = wakebook(*words, "--owner", "me", "--due", "14d", cwd=small)
    assert (again.code, "is there already" in again.stderr) == (2, True)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["set", "pool", "--status", "done"], "pool could be 2 actions; say more"),
        (["set", "nothing", "--status", "done"], "no action has 'nothing' in its id"),
        (["set", "own-pool"], "say what is to change"),
        (["set", "own-pool", "--owner", "zoe"], "zoe is not in the catalog"),
        (["set", "own-pool", "--due", "soon"], "soon is no day; say --due 2026-12-20, 14d or 3w"),
        (["--due-before", "x"], "x is no day; say --due-before 2026-12-20, 14d or 3w"),
        (["--incident", "zzz"], "no incident has 'zzz'"),
    ],
)
def test_6_3_what_cannot_be_understood_says_what_to_write(small, wakebook, words, said):
    ran = wakebook("actions", *words, cwd=small)
    assert (ran.code, said in ran.stderr) == (2, True), ran.stderr
    assert small.git("status", "--porcelain") == ""


@pytest.mark.parametrize(
    "words", [("set", "own-pool"), ("add", "latency", "Train", "--owner", "me")]
)
def test_6_3_what_the_check_refuses_is_not_written(small, wakebook, words):
    ran = wakebook("actions", *words, "--due", "2026-10-01", cwd=small)
    assert (ran.code, ran.stdout) == (1, "")
    assert "would refuse this: WB6302 2026-10-01 lies before the incident" in ran.stderr
    assert ran.stderr.endswith("nothing was written\n")
    assert small.git("status", "--porcelain") == ""
    assert wakebook("actions", *words, "--due", "2026-10-06", cwd=small).code == 0


def test_6_3_what_was_refused_before_stands_in_no_ones_way(small, wakebook):
    text = (small.root / OWN_POOL).read_text()
    small.write(OWN_POOL, text.replace("due: 2026-11-30", "due: 2026-10-01"))
    assert wakebook("check", cwd=small).code == 1
    assert wakebook("actions", "set", "own-pool", "--priority", "low", cwd=small).code == 0
    assert wakebook("actions", "set", "own-pool", "--due", "2026-10-02", cwd=small).code == 1
    assert wakebook("actions", "set", "own-pool", "--due", "2026-12-02", cwd=small).code == 0
    assert wakebook("check", cwd=small).code == 0


def test_6_4_done_is_refused_until_what_it_names_changed(small, wakebook):
    runbook = "runbooks/pool-exhausted.md"
    words = ("actions", "set", "own-pool", "--status", "done", "--changes", runbook)
    ran = wakebook(*words, cwd=small)
    assert ran.code == 1
    assert f"{runbook} is as it was when the incident began (2026-10-05)" in ran.stderr
    assert small.git("status", "--porcelain") == ""
    small.write(runbook, (small.root / runbook).read_text() + "\nThen call the owner.\n")
    ran = wakebook(*words, cwd=small)
    assert (ran.code, f"{runbook} is not committed; commit it first" in ran.stderr) == (1, True)
    assert "status: open" in (small.root / OWN_POOL).read_text()
    ran = wakebook(*words, "--no-commit", cwd=small)
    assert (ran.code, f"{runbook} is not committed yet" in ran.stderr) == (0, True)
    assert "status: done" in (small.root / OWN_POOL).read_text()


def test_6_4_history_since_the_incident_is_proof(small, wakebook, listed):
    small.write("docs/training.md", "Before you restart\n")
    changed = small.commit("Train")
    words = ("actions", "set", "own-pool", "--status", "done", "--changes", "docs/training.md#a")
    assert wakebook(*words, cwd=small).code == 0
    shown = wakebook("actions", "--status", "done", cwd=small).stdout
    assert f"in {changed[:7]}" in shown.replace("\n            ", " ")
    assert "after the incident began" in shown.replace("\n            ", " ")
    told = json.loads(
        wakebook("actions", "--status", "done", "--format", "json", cwd=small).stdout
    )["actions"]
    by_name = {a["id"].rpartition("/")[2]: a["proof"] for a in told}
    assert by_name["own-pool"] == [{"name": "docs/training.md#a", "outcome": "met"}]
    assert by_name["describe-pools"][0]["outcome"] == "unmet"
    assert listed() == []


def test_6_4_a_change_before_the_incident_proves_nothing(small, wakebook, monkeypatch):
    monkeypatch.setenv("GIT_COMMITTER_DATE", "2026-10-01T00:00:00Z")
    small.write("docs/training.md", "Long ago\n")
    small.commit("Train")
    words = ("actions", "set", "own-pool", "--status", "done", "--changes", "docs/training.md")
    assert wakebook(*words, cwd=small).code == 1


def test_6_4_what_lies_elsewhere_is_unseen_and_never_met(small, wakebook):
    there = "https://alerts.example/rules/7"
    ran = wakebook("actions", "set", "own-pool", "--status", "done", "--changes", there, cwd=small)
    assert (ran.code, f"{there} cannot be seen from here" in ran.stderr) == (0, True)
    told = wakebook("actions", "--status", "done", "--format", "json", cwd=small).stdout
    assert {"name": there, "outcome": "unseen"} in json.loads(told)["actions"][1]["proof"]


@pytest.mark.parametrize("path", ["../etc/passwd", "/", "#x", ":(top)*", "a\tb", "*", "x" * 300])
def test_6_4_a_hostile_path_is_no_proof(small, wakebook, path):
    ran = wakebook("actions", "set", "own-pool", "--status", "done", "--changes", path, cwd=small)
    assert ran.code in (1, 2), ran.stdout
    assert "a bug" not in ran.stderr
    assert small.git("status", "--porcelain") == ""


def test_6_4_a_cut_off_history_is_unknown_and_never_met(small, wakebook, tmp_path):
    small.write("docs/training.md", "New\n")
    small.commit("Train")
    clone = tmp_path / "shallow"
    small.git("clone", "--quiet", "--depth", "1", f"file://{small.root}", str(clone))
    ran = wakebook("actions", "set", "own-pool", "--status", "done", "--changes",
                   "docs/training.md", cwd=clone)  # fmt: skip
    assert (ran.code, "history is cut off here" in ran.stderr) == (1, True)


def test_6_4_the_check_of_a_change_says_the_same(small, wakebook):
    text = (small.root / OWN_POOL).read_text().replace("status: open", "status: done")
    small.write(OWN_POOL, f"{text}changes: [runbooks/pool-exhausted.md, https://x.example/a]\n")
    ran = wakebook("check", "--base", "HEAD", cwd=small)
    assert (ran.code, ran.stdout.count("WB6403")) == (1, 2)
    assert "runbooks/pool-exhausted.md is as it was when the incident began" in ran.stdout
    runbook = small.root / "runbooks/pool-exhausted.md"
    runbook.write_text(runbook.read_text() + "\nMore.\n")
    ran = wakebook("check", "--base", "HEAD", cwd=small)
    assert (ran.code, ran.stdout.count("WB6403")) == (0, 1), ran.stdout


INCIDENT = "2026-10-05-payments-latency"
IDLE = [
    OWN_POOL, f"{ACTIONS}/", f"./{OWN_POOL}#L1", f"/{OWN_POOL}", f"runbooks/../{OWN_POOL}",
    f"postmortems/2026/{INCIDENT}/postmortem.md", f"incidents/2026/{INCIDENT}",
    f"incidents/2026/{INCIDENT}/timeline", "incidents/2026", "incidents/", "postmortems",
    "/postmortems/", "runbooks/", "catalog", "docs", "new",
]  # fmt: skip


@pytest.mark.variants(6, every=3)
@pytest.mark.parametrize("path", IDLE)
def test_6_4_what_changes_with_the_item_anyway_is_no_proof(small, wakebook, path):
    small.write("docs/training.md", "New\n")
    small.commit("Train")
    small.write("new/page.md", "New\n")
    words = ("actions", "set", "own-pool", "--status", "done", "--changes", path)
    ran = wakebook(*words, cwd=small)
    assert (ran.code, f"{path} proves nothing" in ran.stderr) == (1, True), ran.stderr
    text = (small.root / OWN_POOL).read_text().replace("status: open", "status: done")
    small.write(OWN_POOL, f"{text}changes: ['{path}']\n")
    small.write(f"incidents/2026/{INCIDENT}/evidence/a.txt", "a\n")
    small.write(f"postmortems/2026/{INCIDENT}/postmortem.md", "a\n")
    small.write("runbooks/x.md", "a\n")
    small.write("catalog/x.yaml", "a\n")
    said = [line for line in wakebook("check", "--base", "HEAD", cwd=small).stdout.splitlines()
            if "WB6403" in line]  # fmt: skip
    assert len(said) == 1, said
    small.commit("Done")
    said = wakebook("check", "--rev", "HEAD", "--base", "HEAD~1", cwd=small).stdout
    assert said.count("WB6403") == 1, said
    told = json.loads(
        wakebook("actions", "--status", "done", "--format", "json", cwd=small).stdout
    )["actions"]
    by_name = {a["id"].rpartition("/")[2]: a["proof"] for a in told}
    assert by_name["own-pool"] == [{"name": path, "outcome": "idle"}]


def test_6_4_the_same_holds_where_the_records_are_a_folder(small, wakebook, tmp_path):
    top = tmp_path / "top"
    top.mkdir()
    (small.root / ".git").rename(top / ".git")
    small.root.rename(top / "ops")
    small.root = top
    small.commit("Move")
    for path in (f"/ops/{OWN_POOL}", "/ops", "/ops/incidents/", "runbooks", "/ops/runbooks"):
        words = ("actions", "set", "own-pool", "--status", "done", "--changes", path)
        ran = wakebook(*words, cwd=top / "ops")
        assert (ran.code, f"{path} proves nothing" in ran.stderr) == (1, True), ran.stderr


def test_6_4_an_item_that_becomes_a_relic_with_its_end_is_judged_all_the_same(small, wakebook):
    text = (small.root / OWN_POOL).read_text()
    done = text.replace("status: open", "status: done\nlegacy: true")
    small.write(OWN_POOL, f"{done}changes: [runbooks/pool-exhausted.md]\n")
    small.write(f"{ACTIONS}/other.yaml", f"{done}changes: [runbooks/pool-exhausted.md]\n")
    ran = wakebook("check", "--base", "HEAD", cwd=small)
    assert (ran.code, ran.stdout.count("WB6403")) == (1, 2), ran.stdout
    small.write(OWN_POOL, f"{text}legacy: true\nchanges: [runbooks/pool-exhausted.md]\n")
    (small.root / ACTIONS / "other.yaml").unlink()
    small.commit("A relic")
    small.write(OWN_POOL, f"{done}changes: [runbooks/pool-exhausted.md]\n")
    assert "WB6403" not in wakebook("check", "--base", "HEAD", cwd=small).stdout
