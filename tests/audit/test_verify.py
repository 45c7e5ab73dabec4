"""What an audit finds, and what it takes for right: on real repositories, through the command."""

from pathlib import Path

import pytest
from tests.audit.conftest import HEADER, OPEN, Shop, closing, noting, opening

from wakebook.model.gate.statement import Passed, Statement, read

pytestmark = pytest.mark.daily(6)

FILE = f"{OPEN}/incident.yaml"
POLICY = "policies/approvals.yaml"
LAX = """schema: approvals
owner: group:web
review_by: 2027-03-31
rules:
  - from: 2020-01-01
    owners: {approvals: 1, from: [group:web], exclude: []}
"""


@pytest.mark.parametrize("how", ["merge", "squash", "rebase"])
def test_what_passed_the_gate_is_found_right_however_it_was_merged(shop: Shop, how) -> None:
    shop.passes(opening(), how=how)
    shop.passes(closing(), "ben", how=how)
    ran = shop.audit()
    assert (ran.code, ran.stdout) == (0, "2 changes checked: nothing to complain about\n")
    assert "3 statements, up to commit" in ran.stderr


def test_a_rebase_of_several_commits_is_one_change(shop: Shop) -> None:
    files = {**opening(), **noting()}
    head = shop.branch(files, "Open", "Go on")
    trailer = shop.state(shop.stated(head))
    shop.merge(head, "rebase", trailer)
    assert shop.git("rev-list", "--count", "main").strip() == "3"
    assert shop.found() == []


def test_a_direct_push_is_found_with_commit_author_and_next_step(shop: Shop) -> None:
    shop.passes(opening())
    pushed = shop.pushes(noting())
    ran = shop.audit()
    assert ran.code == 1
    assert ran.stdout.startswith(
        f"{FILE}:1:1: error WB4311 commit {pushed[:12]} by Ana changed it past the gate: no "
        "statement tells of it; whoever approves the end of the incident through the gate"
    )


def test_an_administrators_closure_reopens_the_question(shop: Shop) -> None:
    shop.passes(opening())
    shop.pushes(closing())
    ran = shop.audit()
    assert (ran.code, ran.stdout.count("WB4312")) == (1, 1)
    assert "`wakebook log --incident 2026-11-23-checkout-errors --reopened`" in ran.stdout


def test_a_new_approval_ends_the_doubt(shop: Shop) -> None:
    shop.passes(opening())
    shop.pushes(closing())
    shop.passes(reopening(HEADER + "components: [checkout]\n"))
    assert shop.found() == [("WB4311", "error", FILE)], "while it is open nobody has approved it"
    shop.passes(ending_again(), "ben")
    assert shop.found() == [("WB4311", "note", FILE)]


def reopening(header: str) -> dict[str, str | None]:
    """Files that reopen the incident, with a header."""
    line = "- kind: reopened\n  at: 2026-11-24T10:00Z\n  by: user:ana\n"
    return {FILE: header, f"{OPEN}/timeline/20261124T100000Z-7f3d.yaml": line}


RESOLVED = "- kind: resolved\n  at: 2026-11-24T10:55Z\n  by: user:ana\n"


def ending_again() -> dict[str, str | None]:
    """Files that close it once more."""
    line = f"{RESOLVED}- kind: closed\n  at: 2026-11-24T11:00Z\n  by: user:ana\n"
    return {FILE: closing()[FILE], f"{OPEN}/timeline/20261124T110000Z-7f3e.yaml": line}


def test_a_closed_record_that_was_edited_is_reopened_put_back_and_ended(shop: Shop) -> None:
    shop.passes(opening())
    shop.passes(closing(), "ben")
    closed = str(closing()[FILE])
    shop.pushes({FILE: closed.replace("title: ", "title: Not that ")})
    assert shop.found() == [("WB4312", "error", FILE)]
    with pytest.raises(AssertionError, match="WB4305"):
        shop.passes({FILE: closed}, "ben")
    header = HEADER + "components: [checkout]\n"
    shop.passes(reopening(header.replace("title: ", "title: Not that ")))
    shop.passes({FILE: header})
    shop.passes(ending_again(), "ben")
    assert shop.found() == [("WB4311", "note", FILE)]


def test_what_a_pushed_policy_judged_is_put_right_after_the_policy(shop: Shop) -> None:
    shop.passes(opening())
    strict = shop.git("show", f"main:{POLICY}")
    shop.pushes({POLICY: LAX})
    shop.passes(closing())
    shop.passes({POLICY: f"# Anew\n{strict}"}, "ben")
    assert shop.found() == [("WB4312", "error", FILE), ("WB4311", "error", POLICY)]
    shop.passes({POLICY: strict}, "ben")
    assert shop.found() == [("WB4312", "error", FILE), ("WB4311", "note", POLICY)]
    shop.passes(reopening(HEADER + "components: [checkout]\n"))
    shop.passes(ending_again(), "ben")
    assert shop.found() == [("WB4311", "note", FILE), ("WB4311", "note", POLICY)]


def test_a_later_change_that_asks_nobody_does_not_end_the_doubt(shop: Shop) -> None:
    shop.passes(opening())
    shop.pushes(closing())
    shop.passes(noting("Errors are gone.", "20261124T120000Z-7f3f"))
    assert shop.found() == [("WB4312", "error", FILE)]


def test_content_that_is_again_what_it_was_is_in_no_doubt(shop: Shop) -> None:
    shop.passes(opening())
    shop.pushes({"problems/x.yaml": "title: x\n"})
    assert shop.found() == [("WB4311", "error", "problems/x.yaml")]
    shop.git("revert", "--no-edit", "HEAD")
    assert shop.found() == [("WB4311", "note", "problems/x.yaml")]


def test_what_was_approved_and_taken_back_is_not_approved_when_it_comes_again(shop: Shop) -> None:
    shop.passes(noted := {"README.md": "Read me.\n"}, "ben")
    shop.passes({"README.md": None}, "ben")
    assert shop.found() == []
    shop.pushes(noted)
    assert shop.found() == [("WB4311", "error", "README.md")]


def test_other_content_than_was_judged_is_found(shop: Shop) -> None:
    shop.passes(opening())
    head = shop.branch(closing())
    trailer = shop.state(shop.stated(head, "ben"))
    shop.write(f"{OPEN}/timeline/20261124T080000Z-7f3c.yaml", "- kind: update\n  at: unknown\n")
    more = shop.commit("One more")
    shop.merge(more, trailer=trailer)
    assert shop.found() == [("WB4312", "error", FILE)]


def test_a_statement_before_a_merge_that_never_came_harms_nobody(shop: Shop) -> None:
    head = shop.branch(opening())
    shop.state(shop.stated(head))
    assert shop.found() == []
    trailer = shop.state(shop.stated(head, "ben"))
    shop.merge(head, trailer=trailer)
    assert shop.found() == []
    assert "3 statements" in shop.audit().stderr


def test_a_commit_that_names_a_statement_that_is_not_there_is_told_of_by_none(shop: Shop) -> None:
    shop.passes(opening())
    head = shop.branch(closing())
    trailer = shop.state(shop.stated(head, "ben"))
    shop.merge(head, trailer=f"{trailer[:-1]}{'0' if trailer[-1] != '0' else '1'}")
    assert shop.found() == [("WB4312", "error", FILE)]


def test_what_changes_nothing_in_the_end_covers_nothing_in_between(shop: Shop) -> None:
    shop.passes({"README.md": "Read me.\n"}, "ben")
    head = shop.branch({"README.md": "Read it.\n"}, "One", "Two")
    shop.write("README.md", "Read me.\n")
    shop.state(shop.stated(shop.commit("Three"), "ben"))
    assert head
    shop.pushes({"README.md": "Read nothing.\n"})
    shop.pushes({"README.md": "Read me.\n"})
    assert shop.found() == [("WB4311", "note", "README.md")]


def test_a_commit_may_name_a_statement_of_what_was_to_be(shop: Shop) -> None:
    head = shop.branch(opening())
    other = shop.state(shop.stated(shop.branch({"README.md": "Read me.\n"}), "ben"))
    shop.state(shop.stated(head))
    shop.merge(head, trailer=other)
    assert shop.found() == []


def test_of_two_statements_that_fit_the_named_one_tells(shop: Shop) -> None:
    head = shop.branch(opening())
    trailers = [shop.state(shop.stated(head)) for _ in range(2)]
    shop.merge(head, trailer=trailers[1])
    shop.passes(closing(), "ben")
    assert shop.found() == []


def test_a_policy_that_was_pushed_judges_nobody(shop: Shop) -> None:
    shop.passes(opening())
    shop.pushes({POLICY: LAX})
    assert shop.found() == [("WB4311", "error", POLICY)]
    shop.passes(closing())
    shop.git("checkout", "--quiet", "main")
    strict = shop.git("show", f"main~2:{POLICY}")
    shop.pushes({POLICY: strict}, "Nobody saw anything")
    assert shop.found() == [("WB4312", "error", FILE), ("WB4311", "note", POLICY)]
    assert "it was judged by policies/approvals.yaml as commit" in shop.audit().stdout


def test_a_forged_approval_is_judged_again(shop: Shop) -> None:
    shop.passes(opening())
    head = shop.branch(closing())
    stated = shop.stated(head, "ben")
    told = stated.predicate
    forged = shop.facts(head, ("mallory",))
    false = stated.model_copy(
        update={"predicate": told.model_copy(update={"change": forged, "approvals": ()})}
    )
    shop.merge(head, trailer=shop.state(false))
    ran = shop.audit()
    assert (ran.code, ran.stdout.count("WB4312")) == (1, 1)
    assert "by statement 3 it may not pass: End of a record: 0 of 1 approval by web" in ran.stdout


def test_an_approval_by_the_author_is_judged_again(shop: Shop) -> None:
    shop.passes(opening())
    head = shop.branch(closing())
    stated = shop.stated(head, "ben")
    update = {"change": shop.facts(head, ("ana",))}
    false = stated.model_copy(update={"predicate": stated.predicate.model_copy(update=update)})
    shop.merge(head, trailer=shop.state(false))
    assert "the approval of ana does not count here: ana proposed the change" in shop.audit().stdout
    assert shop.found() == [("WB4312", "error", FILE)]


def test_what_was_there_before_is_not_asked_about(ungated: Shop) -> None:
    ungated.pushes(opening())
    assert ungated.found() == [("WB4310", "error", "wakebook/evidence")]
    assert "`wakebook audit begin` begins it" in ungated.audit().stdout
    ungated.wakebook("audit", "begin", cwd=ungated.root)
    assert ungated.found() == []


def test_evidence_begins_once(shop: Shop) -> None:
    before = shop.git("for-each-ref")
    ran = shop.wakebook("audit", "begin", cwd=shop.root)
    assert (ran.code, "was begun already: it is here" in ran.stderr) == (1, True)
    shop.git("remote", "add", "origin", str(shop.root))
    shop.git("push", "--quiet", "origin", "wakebook/evidence:gone")
    ran = shop.wakebook("audit", "begin", cwd=shop.root)
    assert (ran.code, "origin has it; fetch it with" in ran.stderr) == (1, True)
    shop.git("push", "--quiet", "origin", ":gone")
    shop.git("update-ref", "-d", "refs/remotes/origin/gone")
    assert shop.git("for-each-ref") == before


def test_since_leaves_out_what_was_verified(shop: Shop) -> None:
    shop.pushes(opening())
    at = shop.git("rev-parse", "main").strip()
    shop.passes(noting())
    assert shop.found("--since", at) == []
    assert shop.found("--since", "main~2") == [("WB4311", "error", FILE)]
    shop.branch({"x": "y"})
    ran = shop.audit("--since", "HEAD")
    assert (ran.code, "never was at" in ran.stderr) == (3, True)


def test_a_history_that_was_written_anew_with_the_same_content_is_as_good(
    shop: Shop, monkeypatch
) -> None:
    monkeypatch.setenv("FILTER_BRANCH_SQUELCH_WARNING", "1")
    shop.passes(opening(), how="squash")
    shop.passes(closing(), "ben", how="squash")
    old = shop.git("rev-parse", "main").strip()
    shop.git("checkout", "--quiet", "main")
    shop.git("filter-branch", "-f", "--msg-filter", "cat; echo; echo anew", "main")
    assert shop.git("rev-parse", "main").strip() != old
    assert shop.found() == []


def test_another_branch_is_not_what_evidence_is_about(shop: Shop) -> None:
    shop.git("checkout", "--quiet", "--orphan", "other")
    shop.write("x", "y")
    shop.commit()
    ran = shop.audit("--rev", "other")
    assert (ran.code, "WB4310" in ran.stdout) == (1, True)
    assert "content that other never had" in ran.stdout


def test_evidence_that_was_overwritten_holds_no_statement(shop: Shop) -> None:
    shop.git("update-ref", "refs/heads/wakebook/evidence", "main")
    ran = shop.audit()
    assert ran.code == 1
    assert "error WB4310 holds no statement: it was overwritten; get it back" in ran.stdout


def test_a_history_that_was_cut_off_cannot_be_verified(shop: Shop, tmp_path) -> None:
    shop.passes(opening())
    shop.git("clone", "--quiet", "--bare", "--depth=1", f"file://{shop.root}", str(tmp_path / "b"))
    ran = shop.wakebook("audit", "verify", cwd=tmp_path / "b")
    assert (ran.code, "git fetch --unshallow" in ran.stderr) == (3, True)


def test_a_bare_repository_is_enough(shop: Shop, tmp_path) -> None:
    shop.passes(opening())
    shop.git("clone", "--quiet", "--bare", ".", str(tmp_path / "bare.git"))
    ran = shop.wakebook("audit", "verify", cwd=tmp_path / "bare.git")
    assert (ran.code, ran.stdout) == (0, "1 change checked: nothing to complain about\n")


def test_the_branch_that_is_gated_is_found_whatever_it_is_called(ungated: Shop, tmp_path) -> None:
    ungated.git("branch", "--quiet", "-m", "trunk")
    assert ungated.wakebook("audit", "begin", cwd=ungated.root).code == 0
    assert ungated.found() == [], "the only branch beside that of evidence"
    bare, clone = tmp_path / "bare.git", tmp_path / "clone"
    ungated.git("clone", "--quiet", "--bare", ".", str(bare))
    ungated.git("clone", "--quiet", str(bare), str(clone))
    ungated.git("-C", str(clone), "switch", "--quiet", "-c", "main", "origin/wakebook/evidence")
    ungated.git("-C", str(bare), "branch", "main", "wakebook/evidence")
    for folder in (bare, clone):
        ran = ungated.wakebook("audit", "verify", cwd=folder)
        assert (ran.code, ran.stdout[:18]) == (0, "0 changes checked:"), folder
    ungated.git("branch", "other")
    ungated.git("remote", "add", "origin", str(bare))
    ran = ungated.audit()
    assert ran.code == 2
    assert "say it with --rev, or learn it with `git remote set-head origin --auto`" in ran.stderr
    ungated.git("fetch", "--quiet", "origin")
    ungated.git("remote", "set-head", "origin", "--auto")
    assert ungated.found() == []


def test_a_tag_that_is_called_like_the_branch_is_not_audited(shop: Shop) -> None:
    shop.pushes(opening())
    shop.git("tag", "main", "main~1")
    assert shop.found() == [("WB4311", "error", FILE)]
    assert shop.found("--rev", "main") == [("WB4311", "error", FILE)]


def test_odd_names_of_files_are_told_of(shop: Shop) -> None:
    odd = b"evidence-\xff-\n-\xc3\xa4.txt".decode("utf-8", "surrogateescape")
    shop.pushes({odd: "x\n", ":(top)y": "z\n"})
    told = shop.audit().stdout
    assert "evidence-\\xff-\\n-ä.txt:1:1: error WB4311" in told
    assert ":(top)y:1:1: error WB4311" in told


def test_a_statement_of_the_first_version_is_read_for_ever() -> None:
    raw = (Path(__file__).parent / "statement-v1.json").read_bytes().rstrip(b"\n")
    statement = read(raw)
    assert isinstance(statement, Statement), statement
    assert statement.predicate.number == 3
    assert isinstance(statement.predicate, Passed)
    assert [each.who for each in statement.predicate.approvals] == ["user:ben"]
    assert statement.predicate.change.reviews[0].id == "900"
    assert statement.path == "statements/2026/11/00000003-aaaaaaaaaaaa.json"
