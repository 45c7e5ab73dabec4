"""The doctor without a host: workflows, policy, catalog and branches as they lie here."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import Repository

STARTER = Path(__file__).parents[2] / "tools/wakebook/starter/dot-github/workflows"
GATE = ".github/workflows/gate.yml"
OTHER = ".github/workflows/other.yml"
APPROVALS, CASES = "policies/approvals.yaml", "policies/tests/approvals.yaml"
PEOPLE = "catalog/people.yaml"
UNPINNED = """\
name: other
on:
  push:
permissions: {}
jobs:
  one:
    runs-on: ubuntu-latest
    permissions: {contents: read}
    steps:
      - run: |
          make
          make test
      - uses: actions/checkout@v6
"""


@pytest.fixture
def of_sha256(small: Repository) -> Repository:
    """The small shop in a repository whose ids are of the newer kind."""
    shutil.rmtree(small.root / ".git")
    small.git("init", "--quiet", "-b", "main", "--object-format=sha256")
    small.commit("Begin")
    return small


@pytest.mark.parametrize("bare", [False, True])
@pytest.mark.parametrize("words", [("audit", "begin"), ("hook", "install")])
def test_what_the_gate_cannot_read_is_told_before_anything_is_written(
    of_sha256: Repository, wakebook: Callable[..., Any], bare: bool, words: tuple[str, ...]
) -> None:
    if bare:
        of_sha256.git("clone", "--quiet", "--bare", ".", "../bare")
        of_sha256 = Repository(of_sha256.root / "../bare")

    def there() -> list[Path]:
        git = of_sha256.root if bare else of_sha256.root / ".git"
        return sorted(git.rglob("*"))

    before = there()
    ran = wakebook(*words, cwd=of_sha256)
    assert (ran.code, ran.stdout) == (3, "")
    assert ran.stderr.startswith("wakebook: git names objects here by sha256, and the gate reads")
    assert ran.stderr.count("\n") == 1
    assert there() == before

    told = wakebook("doctor", "--format", "json", cwd=of_sha256)
    (reading,) = json.loads(told.stdout)["readings"]
    assert (told.code, reading["setting"], reading["level"]) == (1, "object format", "broken")
    assert reading["found"].startswith("git names objects here by sha256")


@pytest.fixture
def shop(small: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The small shop with the starter's workflows, a remote, and evidence."""
    for name in ("GITHUB_REPOSITORY", "GITHUB_TOKEN", "GH_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    shutil.copytree(STARTER, small.root / ".github/workflows")
    small.commit("Set up")
    small.git("remote", "add", "origin", "https://git.shop.example/records")
    small.git("update-ref", "refs/remotes/origin/wakebook/evidence", "HEAD")
    return small


@pytest.fixture
def found(shop: Any, wakebook: Callable[..., Any]) -> Callable[[], tuple[int, dict[str, str]]]:
    """The exit code, and what is found of every setting that is neither good nor the host."""

    def examined() -> tuple[int, dict[str, str]]:
        ran = wakebook("doctor", "--format", "json", cwd=shop)
        assert ran.stderr == ""
        told = json.loads(ran.stdout)["readings"]
        bad = {
            r["setting"]: f"{r['level']}: {r['found']}"
            for r in told
            if r["level"] != "good" and r["setting"] != "host"
        }
        return ran.code, bad

    return examined


def test_what_lies_here_is_read_without_a_host(shop: Any, wakebook: Callable[..., Any]) -> None:
    ran = wakebook("doctor", cwd=shop)
    assert ran.code == 0
    first, *_ = ran.stdout.splitlines()
    assert first.startswith("repository: unknown: not everything could be seen")
    assert "origin was not asked; say --repository OWNER/NAME" in ran.stdout
    assert ran.stdout.endswith("0 broken, 0 weaker, 0 advisory, 1 unknown, 15 good\n")


def test_a_repository_that_nobody_serves_is_advisory(
    shop: Any, wakebook: Callable[..., Any]
) -> None:
    shop.git("remote", "remove", "origin")
    shop.git("update-ref", "refs/heads/wakebook/evidence", "HEAD")
    ran = wakebook("doctor", cwd=shop)
    assert ran.code == 0
    assert "advisory" in ran.stdout.splitlines()[0]
    assert "whoever may write here is stopped by nobody" in ran.stdout


def test_evidence_that_was_not_begun_is_found(shop: Any, found: Any) -> None:
    shop.git("update-ref", "-d", "refs/remotes/origin/wakebook/evidence")
    shop.git("remote", "remove", "origin")
    code, bad = found()
    assert (code, list(bad)) == (1, ["evidence"])
    assert "`wakebook audit begin`" in bad["evidence"]


@pytest.mark.parametrize("how", ["--depth=1", "--single-branch"])
def test_evidence_that_was_not_fetched_is_unknown_until_it_is(
    shop: Any, wakebook: Callable[..., Any], tmp_path: Path, how: str
) -> None:
    shop.git("update-ref", "refs/heads/wakebook/evidence", "HEAD")
    shop.git("clone", "--quiet", how, shop.root.as_uri(), tmp_path / "clone")
    clone = Repository(tmp_path / "clone")
    told = wakebook("doctor", cwd=clone).stdout
    assert "audit begin" not in told
    (fetch,) = re.findall(r"evidence: not fetched here; `git (.*)` shows whether", told)
    clone.git(*fetch.split())
    assert "not fetched" not in wakebook("doctor", cwd=clone).stdout


def test_what_was_not_seen_is_not_said_to_hold(shop: Any, wakebook: Callable[..., Any]) -> None:
    _replaced(CASES, "expect: met", "expect: refused")(shop)
    first, *_ = wakebook("doctor", cwd=shop).stdout.splitlines()
    assert first.endswith("weaker: something could hold better, and not everything could be seen")


def test_workflows_that_start_on_another_branch_than_the_default_are_found(
    shop: Any, found: Any
) -> None:
    shop.git("update-ref", "refs/remotes/origin/trunk", "HEAD")
    shop.git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/trunk")
    code, bad = found()
    assert code == 1
    assert set(bad) == {
        "what wakes the gate",
        ".github/workflows/check.yml",
        ".github/workflows/publish.yml",
    }
    for words in bad.values():
        assert "weaker: pushes to trunk do not" in words
        assert "write `branches: [trunk]`" in words
    for name in ("check", "gate", "publish"):
        _replaced(f".github/workflows/{name}.yml", "[main]", "[trunk]")(shop)
    assert found() == (0, {})
    _replaced(GATE, "[trunk]", '["tr*"]')(shop)
    assert found() == (0, {})


def _replaced(path: str, old: str, new: str) -> Callable[[Any], None]:
    def change(shop: Any) -> None:
        text = (shop.root / path).read_text(encoding="utf-8")
        assert old in text
        shop.write(path, text.replace(old, new))

    return change


def _written(path: str, text: str | bytes) -> Callable[[Any], None]:
    return lambda shop: shop.write(path, text)


def _gone(*paths: str) -> Callable[[Any], None]:
    def change(shop: Any) -> None:
        for path in paths:
            (shop.root / path).unlink()

    return change


def _without_ids(*names: str) -> Callable[[Any], None]:
    numbers = {"ana": "101", "ben": "102", "cleo": "103"}

    def change(shop: Any) -> None:
        for name in names:
            line = f'    wakebook.dev/github-id: "{numbers[name]}"\n'
            _replaced(PEOPLE, line, "")(shop)

    return change


WRONG = {
    "a gate that checks out a head": (
        _replaced(
            GATE, "ref: ${{ github.event.repository.default_branch }}", "ref: refs/pull/7/head"
        ),
        GATE,
        "broken: job judge, step 1 checks out what a pull request may choose",
    ),
    "a gate with an unpinned action": (
        _replaced(GATE, "@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1", "@v7"),
        GATE,
        "weaker: actions/checkout@v7 is not pinned",
    ),
    "a workflow that is no YAML": (_written(OTHER, "a: [\n"), OTHER, "weaker: it cannot be judged"),
    "a workflow that is no text": (_written(OTHER, b"\xff\xfe"), OTHER, "weaker: it cannot be"),
    "somebody else's script with a title in it": (
        _written(OTHER, UNPINNED.replace("make test", "echo ${{ github.head_ref }}")),
        OTHER,
        "weaker: job one, step 1 pastes an expression into its script",
    ),
    "no gate": (_gone(GATE), "the gate's workflow", "broken: no workflow runs the gate"),
    "a gate that sleeps through reviews": (
        _replaced(GATE, "  workflow_run:", "  repository_dispatch:"),
        "what wakes the gate",
        "weaker: it does not run on workflow_run",
    ),
    "a gate that waits for what is not there": (
        _gone(".github/workflows/review.yml"),
        "what wakes the gate",
        "weaker: it waits for review, which no workflow here is called",
    ),
    "no policy": (_gone(APPROVALS), "approvals policy", "broken: there is none"),
    "a policy that cannot be read": (
        _replaced(APPROVALS, "rules:", "rulez:"),
        "approvals policy",
        f"broken: {APPROVALS}: ",
    ),
    "a policy that nobody can keep": (
        _replaced(APPROVALS, "owners: {approvals: 1,", "owners: {approvals: 4,"),
        "approvals policy",
        "(WB5212)",
    ),
    "no cases": (_gone(CASES), "cases of the policy", "weaker: there are none"),
    "a case that comes out otherwise": (
        _replaced(CASES, "expect: met", "expect: refused"),
        "cases of the policy",
        "come out otherwise; see `wakebook policy test`",
    ),
    "another toolkit": (
        _replaced("wakebook.yaml", "format: 1", 'format: 1\nrequires: ">=3000"'),
        "settings of the records",
        "(WB0703)",
    ),
    "a catalog with a mistake": (
        _replaced(PEOPLE, "name: ben", "name: ana"),
        "catalog",
        "broken: catalog/people.yaml: ",
    ),
    "an approver without an account": (
        _without_ids("ben"),
        "accounts of those who approve",
        "weaker: without one: ben",
    ),
    "an approver with a login in the place of a number": (
        _replaced(PEOPLE, '"102"', "ben-shop"),
        "accounts of those who approve",
        "weaker: without one: ben",
    ),
    "an approver with a key that was cut off": (
        _replaced(
            PEOPLE, 'wakebook.dev/github-id: "102"', "wakebook.dev/ssh-key: ssh-ed25519 AAAAjunk"
        ),
        "accounts of those who approve",
        "weaker: without one: ben",
    ),
    "two approvers with one account": (
        _replaced(PEOPLE, '"102"', '"103"'),
        "accounts of those who approve",
        "weaker: without one: ben, cleo",
    ),
    "no approver with an account": (
        _without_ids("ana", "ben", "cleo"),
        "accounts of those who approve",
        "weaker: too few have one to give an approval; without one: ana, ben, cleo",
    ),
    "two files of code owners": (
        lambda shop: [shop.write(p, "* @shop/web\n") for p in ("CODEOWNERS", "docs/CODEOWNERS")],
        "CODEOWNERS",
        "weaker: CODEOWNERS and docs/CODEOWNERS hide one another",
    ),
}


@pytest.mark.parametrize(("change", "setting", "words"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_here_is_found(
    shop: Any, found: Any, change: Callable[[Any], None], setting: str, words: str
) -> None:
    change(shop)
    code, bad = found()
    assert code == 1
    assert words in bad.get(setting, ""), bad
    follows = {
        "accounts of those who approve",
        "approvals policy",
        "cases of the policy",
        "enough people to approve",
    }
    assert set(bad) <= {setting, *follows}


def test_a_workflow_of_somebody_else_may_have_its_own_style(shop: Any, found: Any) -> None:
    shop.write(OTHER, UNPINNED)
    assert found() == (0, {})


def test_a_person_whose_own_changes_nobody_else_can_approve_is_told(shop: Any, found: Any) -> None:
    _without_ids("ben", "cleo")(shop)
    told = "weaker: nobody can approve everything that ana may propose"
    accounts = "weaker: without one: ben, cleo"
    assert found() == (
        1,
        {"accounts of those who approve": accounts, "enough people to approve": told},
    )


def test_where_nobody_is_stopped_nobody_is_held_up_either(shop: Any, found: Any) -> None:
    shop.git("remote", "remove", "origin")
    shop.git("update-ref", "refs/heads/wakebook/evidence", "HEAD")
    _without_ids("ana", "ben", "cleo")(shop)
    told = "advisory: too few have one to give an approval; without one: ana, ben, cleo"
    assert found() == (0, {"accounts of those who approve": told})


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("git@github.com:shop/records.git", "GitHub was not asked; say --repository shop/records"),
        ("https://ana@github.com/shop/my.records", "say --repository shop/my.records"),
        ("https://git.shop.example/github.com/records", "origin was not asked; say --repository"),
    ],
)
def test_a_clone_knows_what_github_calls_it(
    shop: Any, wakebook: Callable[..., Any], address: str, told: str
) -> None:
    shop.git("remote", "set-url", "origin", address)
    assert told in wakebook("doctor", cwd=shop).stdout


def test_a_key_is_an_account_as_well(shop: Any, found: Any) -> None:
    key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEV4YW1wbGVLZXlUaGF0T3BlbnNOb3RoaW5nQXRBbGwh"
    _replaced(PEOPLE, 'wakebook.dev/github-id: "102"', f"wakebook.dev/ssh-key: {key}")(shop)
    assert found() == (0, {})


def test_words_of_a_record_reach_no_terminal_as_they_are(
    shop: Any, wakebook: Callable[..., Any]
) -> None:
    shop.write(".github/workflows/\x1b[31mred.yml", "a: [\n")
    for form in ("text", "json"):
        assert "\x1b" not in wakebook("doctor", "--format", form, cwd=shop).stdout


def test_outside_of_a_repository_the_way_in_is_told(
    tmp_path: Path, wakebook: Callable[..., Any]
) -> None:
    ran = wakebook("doctor", cwd=tmp_path)
    assert (ran.code, ran.stdout) == (2, "")
    assert "`wakebook init` begins one" in ran.stderr
