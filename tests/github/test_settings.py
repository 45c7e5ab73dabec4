"""What else is read: rulesets, mistakes in CODEOWNERS, and the pull requests that are ready."""

import pytest
from tests.github.fake.faults import empty_object, refusal

from wakebook.adapters.github.errors import HostError, RefusedError, UnreadableError

RULESET = {
    "id": 7,
    "name": "main",
    "enforcement": "active",
    "target": "branch",
    "source": "shop/records",
    "source_type": "Repository",
    "conditions": {"ref_name": {"include": ["~DEFAULT_BRANCH"], "exclude": []}},
    "bypass_actors": [{"actor_id": 5, "actor_type": "Integration", "bypass_mode": "always"}],
    "rules": [
        {"type": "update", "parameters": {"update_allows_fetch_and_merge": False}},
        {
            "type": "required_status_checks",
            "parameters": {
                "required_status_checks": [{"context": "wakebook/gate", "integration_id": 5}],
                "strict_required_status_checks_policy": False,
            },
        },
    ],
}


def test_rulesets_come_with_their_rules_and_who_is_exempt(github, host):
    github.rulesets.append(RULESET)
    (found,) = host.rulesets()
    assert (found.name, found.enforcement, found.target) == ("main", "active", "branch")
    assert [rule.type for rule in found.rules] == ["update", "required_status_checks"]
    required = found.rules[1].parameters["required_status_checks"]
    assert required == [{"context": "wakebook/gate", "integration_id": 5}]
    assert [(b.actor_type, b.actor_id) for b in found.bypass_actors] == [("Integration", 5)]
    assert found.conditions["ref_name"]["include"] == ["~DEFAULT_BRANCH"]


def test_rulesets_of_many_pages_are_all_read(github, host):
    github.page_size = 2
    github.rulesets += [{**RULESET, "id": n, "name": f"rule {n}"} for n in range(5)]
    assert [r.name for r in host.rulesets()] == [f"rule {n}" for n in range(5)]


def test_the_rules_of_a_branch_are_those_in_force(github, host):
    github.rulesets += [RULESET, {**RULESET, "id": 8, "enforcement": "evaluate"}]
    assert [rule.type for rule in host.branch_rules("main")] == ["update", "required_status_checks"]


def test_mistakes_in_codeowners_are_told_with_their_lines(github, host):
    github.codeowners_errors = [
        {
            "path": ".github/CODEOWNERS",
            "line": 3,
            "column": 1,
            "kind": "Unknown owner",
            "message": "Unknown owner on line 3: make sure @shop/nobody exists",
        }
    ]
    (found,) = host.codeowners_errors("main")
    assert (found.path, found.line, found.kind) == (".github/CODEOWNERS", 3, "Unknown owner")
    assert github.journal[-1].query == {"ref": "main"}


def test_no_codeowners_is_told_from_one_without_mistakes(github, host):
    assert host.codeowners_errors() == ()
    github.codeowners_errors = None
    assert host.codeowners_errors() is None


def test_the_pull_requests_that_are_ready_come_oldest_first(github, host, ana):
    github.push("main", {"README.md": "Records\n"}, by=ana)
    github.push("release", {"r.md": "R\n"}, by=ana)
    facts = [{}, {"draft": True}, {"base": "release"}, {}, {}]
    for number, how in enumerate(facts):
        github.push(f"topic-{number}", {f"{number}.md": "A\n"}, by=ana)
        github.pull(f"topic-{number}", by=ana, **how)
    github.pulls[4].state = "closed"
    assert host.pulls_ready() == (1, 5)
    github.page_size = 1
    assert host.pulls_ready() == (1, 5)


def test_a_refusal_and_an_answer_of_another_shape_are_errors_of_one_family(github, host):
    github.fail("GET", "/rulesets$", refusal(403), empty_object())
    with pytest.raises(RefusedError, match="the token lacks a permission"):
        host.rulesets()
    with pytest.raises(UnreadableError, match="is not what its documentation promises"):
        host.rulesets()
    assert issubclass(RefusedError, HostError)
    assert issubclass(UnreadableError, HostError)
