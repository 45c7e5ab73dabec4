"""The gate on GitHub: verdicts that are posted, and pull requests that are merged."""

import json
from pathlib import Path

import pytest
from tests.gate.conftest import LOG, SEEN, Shop

pytestmark = pytest.mark.daily(2)

BODY = "Errors go up"


def _tip(shop: Shop) -> str:
    return str(shop.github.tip("main"))


def test_a_line_of_a_responder_needs_nobody(shop: Shop) -> None:
    pull = shop.log()

    assert shop.gate("judge", "--pull", str(pull.number)).code == 0
    assert (shop.status.state, shop.github.comments) == ("success", [])
    assert shop.gate("merge").code == 0
    assert pull.merged == _tip(shop)
    assert BODY in shop.clone.git("--git-dir", str(shop.github.git.path), "show", f"main:{LOG}")


def test_a_closure_waits_for_somebody_and_is_merged_then(shop: Shop) -> None:
    pull = shop.close()
    shop.gate("judge")
    (comment,) = shop.github.comments
    assert shop.status.state == "pending"
    assert "ben or cleo can approve" in comment.body
    shop.gate("merge")
    assert pull.merged is None

    shop.github.review(pull, shop.person("ben"))
    shop.gate("judge")
    assert shop.status.state == "success"
    assert [c.id for c in shop.github.comments] == [comment.id]
    assert "ben approved" in comment.body
    shop.gate("merge")
    assert pull.merged == _tip(shop)


def test_an_end_waits_where_a_line_came_to_its_record_meanwhile(shop: Shop) -> None:
    for pull in (shop.log(branch="one"), shop.close(by="ana", branch="two")):
        shop.github.review(pull, shop.person("ben"))
    assert shop.gate("merge").code == 0
    assert pull.merged is None

    shop.gate("judge")
    assert (
        "merge that in, so that whoever approves the end sees it" in shop.github.comments[-1].body
    )


@pytest.mark.parametrize("method", ["merge", "squash"])
def test_what_is_merged_is_stated_first_and_names_its_statement(shop: Shop, method: str) -> None:
    told = shop.propose({LOG: SEEN.replace("observation", "update")}, branch="one")
    for pull in (told, shop.close(by="ana", branch="two")):
        shop.github.review(pull, shop.person("ben"))
    assert shop.gate("merge", "--method", method).code == 0

    ran = shop.audit()
    assert (ran.code, ran.stdout) == (0, "2 changes checked: nothing to complain about\n")
    assert "3 statements" in ran.stderr
    asked = ("log", "-2", "--first-parent", "--format=%B", "main")
    main = shop.clone.git("--git-dir", str(shop.github.git.path), *asked)
    assert main.count("Wakebook-Statement: ") == 2


def test_a_merge_that_github_refuses_is_stated_once(shop: Shop) -> None:
    shop.log()
    shop.github.merge_refusal = "Repository rule violations found"
    for _ in range(3):
        assert shop.gate("merge").code == 1

    assert "2 statements" in shop.audit().stderr
    shop.github.merge_refusal = None
    assert shop.gate("merge").code == 0
    ran = shop.audit()
    assert (ran.code, ran.stdout) == (0, "1 change checked: nothing to complain about\n")
    assert "2 statements" in ran.stderr


def test_a_review_of_a_pull_request_from_a_terminal(shop: Shop) -> None:
    pull = shop.close()
    number = str(pull.number)

    waiting = shop.run("review", "--pull", number, cwd=shop.clone)
    assert waiting.code == 1
    assert "ben or cleo can approve" in waiting.stdout
    supposed = shop.run("review", "--pull", number, "--suppose", "approval=ben", cwd=shop.clone)
    assert supposed.code == 0
    assert shop.github.effects == []


@pytest.mark.parametrize(("name", "code"), [("GITHUB_REPOSITORY", 2), ("WAKEBOOK_APP_KEY", 2)])
def test_what_the_environment_does_not_say_is_asked_for(
    shop: Shop, monkeypatch: pytest.MonkeyPatch, name: str, code: int
) -> None:
    monkeypatch.delenv(name)
    ran = shop.gate("judge")

    assert ran.code == code
    assert "GITHUB_" in ran.stderr


def test_without_its_app_the_gate_advises_and_merges_nothing(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    pull = shop.log()
    monkeypatch.delenv("WAKEBOOK_APP_KEY")
    monkeypatch.setenv("GITHUB_TOKEN", shop.github.token(shop.person("cleo")))

    assert shop.gate("judge").code == 0
    ran = shop.gate("merge")
    assert "advisory: " in ran.stderr
    assert pull.merged is None


def test_two_lines_are_merged_one_after_another(shop: Shop) -> None:
    first = shop.log(branch="first")
    second = shop.propose({LOG.replace("-0001", "-0002"): SEEN}, branch="second")
    shop.gate("merge")

    assert first.merged
    assert second.merged == _tip(shop)
    parents = ("--git-dir", str(shop.github.git.path), "show", "-s", "--format=%P", "main")
    assert shop.clone.git(*parents).split()[0] == first.merged


def test_two_commanders_cannot_be_merged(shop: Shop) -> None:
    """Each is right alone; the second one is judged against the first one's merge."""
    hand = (
        "- {{kind: role, at: 2026-11-23T14:3{0}Z, by: 'user:ana', role: commander,"
        " from: 'user:ana', to: 'user:{1}'}}\n"
    )
    first = shop.propose({LOG: hand.format(0, "ben")}, branch="first")
    second = shop.propose({LOG.replace("-0001", "-0002"): hand.format(1, "cleo")}, branch="second")
    shop.gate("merge")

    assert first.merged
    assert second.merged is None
    shop.gate("judge", "--pull", str(second.number))
    assert shop.status.state == "failure"
    assert "WB2601" in shop.github.comments[-1].body


def test_the_event_names_the_pull_request(
    shop: Shop, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    shop.log(branch="one")
    pull = shop.log(branch="two")
    told = tmp_path / "event.json"
    told.write_text(json.dumps({"pull_request": {"number": pull.number}}))
    monkeypatch.setenv("GITHUB_EVENT_PATH", str(told))
    shop.gate("judge")

    assert [s.commit for s in shop.github.statuses] == [shop.github.head(pull)]


@pytest.mark.parametrize("text", ["", "[", '{"pull_request": 7}', '["x"]', "{}", "[" * 99999])
def test_an_event_of_another_shape_is_no_traceback(
    shop: Shop, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, text: str
) -> None:
    told = tmp_path / "event.json"
    told.write_text(text)
    monkeypatch.setenv("GITHUB_EVENT_PATH", str(told))

    assert shop.gate("judge").code in (0, 2)


def test_a_head_that_moves_while_it_is_judged_is_not_merged(shop: Shop) -> None:
    pull = shop.log()
    original = shop.github.head(pull)
    shop.gate("judge")
    shop.clone.git("switch", "--quiet", "change")
    shop.clone.write("tools/x.py", "print()\n")
    shop.clone.commit("Sneak")
    shop.github.push_from(shop.clone.root, "change", by=shop.person("ana"))
    shop.clone.git("switch", "--quiet", "main")
    shop.gate("merge")

    assert pull.merged is None
    assert shop.github.head(pull) != original


def test_a_branch_of_evidence_without_statements_is_told_of(shop: Shop) -> None:
    pull = shop.log()
    empty = shop.clone.git("hash-object", "-t", "tree", "-w", "/dev/null").strip()
    commit = shop.clone.git("commit-tree", empty, "-m", "Mine").strip()
    shop.clone.git("push", "--quiet", "origin", f"{commit}:refs/heads/wakebook/evidence")
    ran = shop.gate("merge")

    assert ran.code == 1
    assert "holds no statement" in ran.stderr
    assert pull.merged is None
