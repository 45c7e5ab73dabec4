"""The doctor over a GitHub: a repository that is set up well, and each setting weakened in turn."""

import copy
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from tests.gate.conftest import Shop
from tests.github.fake.faults import dropped
from tests.github.fake.setup import Environment

from wakebook.flows.doctor import enforcement

ROOT = Path(__file__).parents[2]
SETTINGS = (ROOT / "docs/reference/gate-settings.md").read_text(encoding="utf-8")
STARTER = ROOT / "tools/wakebook/starter/dot-github"
POLICY = "policies/approvals.yaml"
PEOPLE = "catalog/people.yaml"
GATE_FILE = ".github/workflows/gate.yml"
KEY, NUMBER = "WAKEBOOK_APP_KEY", "WAKEBOOK_APP_ID"
EVIDENCE = "wakebook/evidence"


def rows() -> Iterator[str]:
    """The first words of every row in the tables of the page of settings."""
    for table in re.findall(r"(?:^\|.*\|\n)+", SETTINGS, re.MULTILINE):
        head, _, *body = ([c.strip() for c in line.split("|")[1:-1]] for line in table.splitlines())
        column = next((head.index(n) for n in ("field", "setting", "rule") if n in head), None)
        if column is not None:
            yield from (cells[column] for cells in body)


@dataclass
class Ready:
    """A shop whose repository is set up as the guide says, seen by its administrator."""

    shop: Shop
    app: Any
    rulesets: dict[str, dict[str, Any]]

    @property
    def setup(self) -> Any:
        return self.shop.github.setup

    @property
    def environment(self) -> Environment:
        found: Environment = self.setup.environments[enforcement.ENVIRONMENT]
        return found

    def rule(self, name: str, kind: str) -> dict[str, Any]:
        """One rule of a ruleset."""
        found: dict[str, Any] = next(r for r in self.rulesets[name]["rules"] if r["type"] == kind)
        return found

    @property
    def status(self) -> dict[str, Any]:
        """The settings of the rule that requires the gate's status."""
        found: dict[str, Any] = self.rule("wakebook-gate", "required_status_checks")["parameters"]
        return found

    def drop(self, name: str, kind: str) -> None:
        """Take a rule out of a ruleset."""
        rules = self.rulesets[name]["rules"]
        rules[:] = [rule for rule in rules if rule["type"] != kind]

    def another(self, kind: str, **parameters: Any) -> None:
        """A ruleset of somebody else with one rule."""
        rule = {"type": kind, **({"parameters": parameters} if parameters else {})}
        ids = {"id": 9, "name": "another", "source": "shop", "source_type": "Organization"}
        self.shop.github.rulesets.append(
            {**self.rulesets["wakebook-history"], **ids, "rules": [rule]}
        )

    def write(self, path: str, text: str | None) -> None:
        """Change a file on main, here and at GitHub."""
        clone, github = self.shop.clone, self.shop.github
        if text is None:
            (clone.root / path).unlink()
        else:
            clone.write(path, text)
        clone.commit("Set up")
        github.push_from(clone.root, "main", by=self.shop.person("ana"))

    def replace(self, path: str, old: str, new: str) -> None:
        """Change some words of a file."""
        text = (self.shop.clone.root / path).read_text(encoding="utf-8")
        assert old in text
        self.write(path, text.replace(old, new))

    def doctor(self, *arguments: str) -> Any:
        return self.shop.run("doctor", *arguments, cwd=self.shop.clone)

    def found(self) -> tuple[int, dict[str, str]]:
        """The exit code, and the level of every setting that is not good."""
        ran = self.doctor("--format", "json")
        told = json.loads(ran.stdout)["readings"]
        return ran.code, {r["setting"]: r["level"] for r in told if r["level"] != "good"}


@pytest.fixture
def ready(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> Ready:
    """The shop after the guide's ten minutes."""
    github, (app,) = shop.github, shop.github.apps.values()
    for file in sorted((STARTER / "workflows").iterdir()):
        shop.clone.write(f".github/workflows/{file.name}", file.read_text(encoding="utf-8"))
    shop.clone.commit("Set up")
    ana = shop.person("ana")
    github.push_from(shop.clone.root, "main", by=ana)
    github.push(EVIDENCE, {"README.md": "Evidence\n"}, by=app.bot)
    made = {}
    for number, file in enumerate(sorted((STARTER / "rulesets").iterdir()), 7):
        text = file.read_text(encoding="utf-8")
        text = text.replace('_id": 0', f'_id": {app.id}')
        source = {"id": number, "source": github.full_name, "source_type": "Repository"}
        made[file.stem] = json.loads(text) | source
    github.rulesets += made.values()
    setup = github.setup
    setup.squash = setup.rebase = False
    setup.pinned = True
    setup.environments[enforcement.ENVIRONMENT] = Environment(
        ["main"], bypass=False, secrets={KEY}, variables={NUMBER: str(app.id)}
    )
    monkeypatch.setenv("GITHUB_TOKEN", github.token(ana, admin=True))
    return Ready(shop, app, made)


def set_(**settings: Any) -> Callable[[Ready], None]:
    return lambda ready: vars(ready.setup).update(settings)


def place(**settings: Any) -> Callable[[Ready], None]:
    return lambda ready: vars(ready.environment).update(settings)


def app(**settings: Any) -> Callable[[Ready], None]:
    return lambda ready: vars(ready.app).update(settings)


def granted(**permissions: str | None) -> Callable[[Ready], None]:
    def change(ready: Ready) -> None:
        ready.app.permissions |= permissions
        for name in [n for n, level in ready.app.permissions.items() if level is None]:
            del ready.app.permissions[name]

    return change


def another(kind: str, **parameters: Any) -> Callable[[Ready], None]:
    return lambda ready: ready.another(kind, **parameters)


def checks(*names: str) -> dict[str, Any]:
    return {
        "required_status_checks": [{"context": name} for name in names],
        "strict_required_status_checks_policy": False,
    }


def protection(**facts: Any) -> Callable[[Ready], None]:
    return set_(protection=facts)


def exempt(name: str, *actors: tuple[str, int]) -> Callable[[Ready], None]:
    def change(ready: Ready) -> None:
        ready.rulesets[name]["bypass_actors"] += [
            {"actor_type": kind, "actor_id": number, "bypass_mode": "always"}
            for kind, number in actors
        ]

    return change


def another_exempt(ready: Ready) -> None:
    """A second ruleset beside the gate's; somebody may be whom the one and the other exempt."""
    exempt("wakebook-gate", ("Team", 5))(ready)
    second = {**copy.deepcopy(ready.rulesets["wakebook-gate"]), "id": 77, "name": "second"}
    second["bypass_actors"][-1] = {
        "actor_type": "RepositoryRole",
        "actor_id": 4,
        "bypass_mode": "always",
    }
    ready.shop.github.rulesets.append(second)


def by_pull_requests(ready: Ready) -> None:
    ready.rulesets["wakebook-gate"]["bypass_actors"][0]["bypass_mode"] = "pull_request"


def fetches(ready: Ready) -> None:
    (update,) = (r for r in ready.rulesets["wakebook-gate"]["rules"] if r["type"] == "update")
    update["parameters"] = {"update_allows_fetch_and_merge": True}


def only_the_default_branch(name: str) -> Callable[[Ready], None]:
    def change(ready: Ready) -> None:
        ready.rulesets[name]["conditions"] = {
            "ref_name": {"include": ["refs/heads/ma*"], "exclude": []}
        }

    return change


def status(**settings: Any) -> Callable[[Ready], None]:
    return lambda ready: ready.status.update(settings)


def filtered_by_path(ready: Ready) -> None:
    text = (ready.shop.clone.root / ".github/workflows/check.yml").read_text(encoding="utf-8")
    text = text.replace("  pull_request:\n", "  pull_request:\n    paths: [incidents/**]\n")
    text = text.replace("name: check", "name: slow").replace("name: records", "name: slow one")
    ready.write(".github/workflows/slow.yml", text)
    ready.another("required_status_checks", **checks("slow one"))


Weakness = tuple[str, Callable[[Ready], None]]
STRANGE = "required_approving_review_count"
REVIEWS = {
    STRANGE: 1,
    "dismiss_stale_reviews_on_push": False,
    "require_code_owner_review": False,
    "require_last_push_approval": False,
    "required_review_thread_resolution": False,
}
WEAKER: dict[str, list[Weakness]] = {
    "name": [
        ("broken", app(suspended=True)),
    ],
    "webhook": [("weaker", app(hook="https://hook.example"))],
    "where can it be installed": [
        ("weaker", app(installations=2)),
        ("weaker", app(everywhere=True)),
    ],
    "repository permissions, read and write": [
        ("broken", granted(contents="read")),
        ("broken", granted(pull_requests=None)),
        ("broken", granted(statuses=None)),
        ("weaker", granted(issues=None)),
        ("weaker", granted(workflows=None)),
        ("weaker", granted(administration="write")),
    ],
    "repository permissions, read-only": [("broken", granted(metadata=None))],
    "organisation and account permissions, events": [
        ("weaker", granted(members="read")),
        ("weaker", granted(organization_secrets="write")),
        ("weaker", app(events=["push"])),
    ],
    "deployment branches and tags": [
        ("broken", place(branches=None)),
        ("broken", place(branches=["main", "release/*"])),
        ("broken", place(branches=None, protected_alone=True)),
        ("broken", place(branches=[])),
        ("broken", set_(environments={})),
    ],
    "required reviewers, wait timer": [
        ("broken", place(reviewers=["ana-shop"])),
        ("broken", place(wait=5)),
    ],
    "allow administrators to bypass": [("weaker", place(bypass=True))],
    f"environment secret `{KEY}`": [("broken", place(secrets={"OTHER"}))],
    f"environment variable `{NUMBER}`": [
        ("broken", place(variables={})),
        ("broken", place(variables={NUMBER: "5"})),
    ],
    "restrict updates and creations": [
        ("broken", lambda ready: ready.drop("wakebook-gate", "update")),
        ("broken", lambda ready: ready.drop("wakebook-gate", "creation")),
        ("broken", only_the_default_branch("wakebook-gate")),
        ("broken", lambda ready: ready.rulesets["wakebook-gate"].update(bypass_actors=[])),
        ("broken", by_pull_requests),
        ("weaker", fetches),
    ],
    "require status check `wakebook/gate` from the App": [
        ("weaker", lambda ready: ready.drop("wakebook-gate", "required_status_checks")),
        ("weaker", status(**checks("wakebook/gate"))),
        (
            "weaker",
            status(required_status_checks=[{"context": "wakebook/gate", "integration_id": 15368}]),
        ),
    ],
    "branches need *not* be up to date": [
        ("weaker", status(strict_required_status_checks_policy=True))
    ],
    "restrict deletions, block force pushes": [
        ("broken", lambda ready: ready.drop("wakebook-history", "deletion")),
        ("broken", lambda ready: ready.drop("wakebook-history", "non_fast_forward")),
        ("broken", only_the_default_branch("wakebook-history")),
        ("broken", lambda ready: ready.rulesets["wakebook-history"].update(enforcement="disabled")),
        ("broken", lambda ready: ready.rulesets["wakebook-history"].update(enforcement="evaluate")),
        ("weaker", exempt("wakebook-history", ("RepositoryRole", 5))),
    ],
    "required approvals of GitHub's own": [
        ("broken", another("pull_request", **REVIEWS)),
        (
            "broken",
            another("pull_request", **REVIEWS | {STRANGE: 0, "require_code_owner_review": True}),
        ),
        (
            "broken",
            protection(
                required_pull_request_reviews={
                    "dismiss_stale_reviews": False,
                    "require_code_owner_reviews": False,
                    STRANGE: 2,
                }
            ),
        ),
    ],
    "require branches to be up to date": [
        (
            "weaker",
            another(
                "required_status_checks",
                **checks("records") | {"strict_required_status_checks_policy": True},
            ),
        ),
        (
            "weaker",
            protection(required_status_checks={"strict": True, "contexts": [], "checks": []}),
        ),
    ],
    "merge queue": [
        (
            "broken",
            another(
                "merge_queue",
                check_response_timeout_minutes=60,
                grouping_strategy="ALLGREEN",
                max_entries_to_build=5,
                max_entries_to_merge=5,
                merge_method="MERGE",
                min_entries_to_merge=1,
                min_entries_to_merge_wait_minutes=5,
            ),
        )
    ],
    "require linear history": [
        ("broken", another("required_linear_history")),
        ("broken", protection(required_linear_history={"enabled": True})),
    ],
    "other required status checks": [
        ("broken", filtered_by_path),
        ("unknown", another("required_status_checks", **checks("licence/cla"))),
    ],
    "other bypass actors": [
        ("broken", exempt("wakebook-gate", ("RepositoryRole", 5))),
        ("broken", exempt("wakebook-gate", ("Integration", 15368))),
        ("weaker", another_exempt),
    ],
    "allow merge commits": [("broken", set_(merge_commit=False))],
    "allow squash merging, allow rebase merging": [
        ("weaker", set_(squash=True)),
        ("weaker", set_(rebase=True)),
    ],
    "allow auto-merge": [("weaker", set_(auto_merge=True))],
    "workflow permissions": [("weaker", set_(workflows="write"))],
    "allow GitHub Actions to create and approve pull requests": [("weaker", set_(approves=True))],
    "require actions to be pinned to a full-length commit SHA": [("weaker", set_(pinned=False))],
    "source": [
        ("weaker", set_(pages="legacy")),
        ("weaker", set_(variables={"WAKEBOOK_URL": "https://shop.example"})),
    ],
}
"""What each row of the tables is when it is not as they say."""
BESIDE: dict[str, list[Weakness]] = {
    "secrets of the repository and the organisation": [
        ("broken", set_(secrets={KEY})),
        ("broken", set_(organization_secrets={KEY})),
    ],
    "evidence": [
        ("weaker", lambda ready: ready.shop.github.move(EVIDENCE, None, ready.shop.person("ana")))
    ],
    "CODEOWNERS": [
        (
            "weaker",
            lambda ready: ready.shop.github.codeowners_errors.append(
                {
                    "path": "CODEOWNERS",
                    "line": 1,
                    "column": 1,
                    "kind": "Unknown owner",
                    "message": "Unknown owner on line 1",
                }
            ),
        )
    ],
}
"""What stands in sentences beside the tables."""
EACH = [
    pytest.param(
        row,
        *weakness,
        id=f"{row}-{number}",
        marks=[pytest.mark.thorough] if number else [],
    )
    for row, weaknesses in (WEAKER | BESIDE).items()
    for number, weakness in enumerate(weaknesses)
]


def test_a_repository_that_is_set_up_as_the_guide_says_is_good(ready: Ready) -> None:
    ran = ready.doctor()
    assert (ran.code, ran.stderr) == (0, ""), ran.stdout
    first, *_, last = ran.stdout.splitlines()
    assert first == "shop/records: good: nothing gets past the gate"
    assert last.startswith("0 broken, 0 weaker, 0 advisory, 0 unknown, ")
    assert ready.shop.github.effects == []


@pytest.mark.variants(11, every=3)
@pytest.mark.parametrize(("row", "level", "weaken"), EACH)
def test_each_setting_that_is_weakened_is_found_and_no_other(
    ready: Ready, row: str, level: str, weaken: Callable[[Ready], None]
) -> None:
    weaken(ready)
    code = 1 if level in ("broken", "weaker") else 0
    assert ready.found() == (code, {row: level})


def test_every_row_of_the_settings_is_read_and_weakened(ready: Ready) -> None:
    told = json.loads(ready.doctor("--format", "json").stdout)["readings"]
    known = list(rows())
    assert len(known) > 20
    assert set(known) <= {reading["setting"] for reading in told}
    assert set(known) == WEAKER.keys()
    for reading in told:
        assert reading["found"]
        assert reading["wanted"]
        assert reading["where"]


def test_what_is_wrong_comes_first_with_what_it_should_be_and_where(ready: Ready) -> None:
    ready.setup.auto_merge = True
    ready.environment.branches = None
    ran = ready.doctor("--repository", "shop/records")
    assert ran.code == 1
    assert ran.stdout.startswith(
        """\
shop/records: broken: the gate can be walked around, or stands in everybody's way

broken
  deployment branches and tags: every branch
      should be: the default branch alone
      where: the repository's Settings → Environments → wakebook-gate

weaker
  allow auto-merge: on
      should be: off
      where: the repository's Settings → General → Pull requests

good
"""
    )
    assert "\n\n1 broken, 1 weaker, 0 advisory, 0 unknown, " in ran.stdout


def test_what_a_token_may_not_see_is_unknown_and_never_good(
    ready: Ready, monkeypatch: pytest.MonkeyPatch
) -> None:
    nobody = ready.shop.github.user("nobody")
    monkeypatch.setenv("GITHUB_TOKEN", ready.shop.github.token(nobody, writes=False))
    monkeypatch.delenv(KEY)
    ran = ready.doctor("--format", "json")
    told = json.loads(ran.stdout)
    assert (ran.code, told["verdict"]) == (0, "unknown")
    levels = {reading["setting"]: reading["level"] for reading in told["readings"]}
    visible = {
        "require status check `wakebook/gate` from the App",
        "branches need *not* be up to date",
    }
    assert {row for row in rows() if levels[row] != "unknown"} == visible
    hidden = ready.setup
    hidden.squash = hidden.auto_merge = True
    ready.environment.branches = None
    assert json.loads(ready.doctor("--format", "json").stdout) == told


def test_the_app_alone_sees_itself_and_not_the_settings(
    ready: Ready, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GITHUB_TOKEN")
    code, found = ready.found()
    assert code == 0
    assert set(found.values()) == {"unknown"}
    assert "webhook" not in found
    assert "allow auto-merge" in found


def no_app(ready: Ready) -> None:
    ready.environment.secrets.clear()
    ready.environment.variables.clear()
    ready.shop.github.rulesets.clear()


def test_without_an_app_the_gate_is_advisory(ready: Ready, monkeypatch: pytest.MonkeyPatch) -> None:
    no_app(ready)
    for name in (KEY, NUMBER):
        monkeypatch.delenv(name)
    ran = ready.doctor()
    assert ran.code == 0
    first = ran.stdout.splitlines()[0]
    assert first == "shop/records: advisory: the gate judges and says so, and stops nobody"
    assert ready.found() == (0, {"name": "advisory"})
    ready.setup.auto_merge = True
    ran = ready.doctor()
    assert ran.code == 1
    assert ran.stdout.splitlines()[0].endswith("stops nobody; weaker as well")


def test_an_app_without_its_key_in_the_environment_advises_until_the_rulesets_hold(
    ready: Ready,
) -> None:
    ready.environment.secrets.clear()
    ready.rulesets["wakebook-gate"]["enforcement"] = "disabled"
    code, found = ready.found()
    assert code == 1
    assert found[f"environment secret `{KEY}`"] == "advisory"
    assert found["restrict updates and creations"] == "broken"


def test_an_app_that_is_not_installed_here_merges_nothing(ready: Ready) -> None:
    ready.app.installation = 0
    assert ready.found() == (1, {"name": "broken"})


def test_of_two_apps_the_gates_is_not_guessed(
    ready: Ready, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(KEY)
    monkeypatch.setattr(ready.environment, "variables", {NUMBER: "a client id"})
    exempt("wakebook-gate", ("Integration", 15368))(ready)
    code, found = ready.found()
    assert code == 1
    assert found["restrict updates and creations"] == "unknown"
    assert found["other bypass actors"] == "broken"


def test_a_plan_without_rulesets_is_advisory(ready: Ready) -> None:
    ready.setup.plan = False
    ready.setup.environments.clear()
    ran = ready.doctor()
    assert "advisory" in ran.stdout.splitlines()[0]
    assert "the plan of this repository has no rulesets" in ran.stdout
    code, found = ready.found()
    assert code == 0
    assert found["rulesets"] == "advisory"
    assert set(found.values()) == {"advisory", "unknown"}


@pytest.mark.parametrize(
    ("pattern", "good"),
    [
        ("~ALL", True),
        ("refs/heads/**/*", True),
        ("refs/heads/*", False),
        ("~DEFAULT_BRANCH", False),
    ],
)
def test_a_ruleset_holds_on_the_branches_that_its_patterns_name(
    ready: Ready, pattern: str, good: bool
) -> None:
    for each in ready.rulesets.values():
        each["conditions"] = {"ref_name": {"include": [pattern], "exclude": []}}
    assert ready.found()[0] == (0 if good else 1)
    for each in ready.rulesets.values():
        each["conditions"] = {
            "ref_name": {"include": ["~ALL"], "exclude": ["refs/heads/wakebook/*"]}
        }
    assert ready.found()[1]["restrict updates and creations"] == "broken"


def test_a_required_check_of_a_workflow_that_always_runs_is_good(ready: Ready) -> None:
    ready.another("required_status_checks", **checks("records"))
    assert ready.found() == (0, {})


def test_a_host_that_does_not_answer_is_no_reason_to_say_nothing_of_the_files(
    ready: Ready,
) -> None:
    ready.shop.github.fail("GET", "/actions/permissions$", *[dropped()] * 9)
    ran = ready.doctor()
    assert ran.code == 3
    assert "could not be reached" in ran.stderr
    assert ran.stdout.splitlines()[0].startswith("shop/records: unknown: ")
    assert "GitHub did not answer about shop/records" in ran.stdout
    assert "approvals policy: without mistakes" in ran.stdout


def test_a_repository_that_github_does_not_show_is_named(ready: Ready) -> None:
    words = ("doctor", "--repository", "shop/mistyped")
    ran = ready.shop.run(*words, cwd=ready.shop.clone)
    assert ran.code == 2
    assert "shop/mistyped is mistyped, or the token may not see it" in ran.stderr
    assert "host: GitHub shows no repository shop/mistyped" in ran.stdout


def test_a_failure_in_between_is_never_taken_for_a_setting_that_is_absent(ready: Ready) -> None:
    for path in ("/environments/wakebook-gate$", "/protection$", "/rulesets$"):
        ready.shop.github.fail("GET", path, *[dropped()] * 9)
        assert ready.doctor().code == 3
        ready.shop.github.script.clear()


def test_nobody_who_may_ask_is_told_what_to_set(
    ready: Ready, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("GITHUB_TOKEN", KEY):
        monkeypatch.delenv(name)
    ran = ready.doctor()
    assert (ran.code, ran.stdout) == (2, "")
    assert "set GITHUB_TOKEN" in ran.stderr
