"""The administrator's pages and the rulesets: exact, importable, and in step with the workflows."""

import json
import re
from pathlib import Path

import jsonschema
import pytest
from tests.workflows import events
from tests.workflows.conftest import ADOPTERS, OURS, ROOT
from tests.workflows.test_gate_runs import JUDGED, of_main_alone
from tests.workflows.test_linters import linted

from wakebook.flows.workflows.checks import objections
from wakebook.flows.workflows.file import Workflow
from wakebook.records.yaml import read_yaml

CALLER, SETTINGS = (
    (ROOT / f"docs/{page}.md").read_text(encoding="utf-8")
    for page in ("how-to/gate-many-repositories", "reference/gate-settings")
)
DESCRIPTION = Path(__file__).parent / "description"
SHAPE = json.loads((DESCRIPTION / "ruleset.json").read_text(encoding="utf-8"))
NAMES = ("wakebook-gate", "wakebook-history")


def ruleset(name):
    return json.loads((ADOPTERS.parent / f"rulesets/{name}.json").read_text(encoding="utf-8"))


def workflow(text):
    return Workflow(text, read_yaml(text, "w.yml", allow_nulls=True))


def caller():
    """The workflow that a guide shows for the reusable gate."""
    text = re.search(r"^```yaml\n(.*?)^```$", CALLER, re.MULTILINE | re.DOTALL)[1]
    return text.replace("@COMMIT ", f"@{'0123456789' * 4} ")


@pytest.mark.parametrize("name", NAMES)
def test_a_ruleset_has_the_shape_that_github_takes(name):
    jsonschema.validate(ruleset(name), SHAPE)
    assert ruleset(name)["enforcement"] == "active"
    assert f"`{name}`" in SETTINGS


def test_the_shape_refuses_what_github_would():
    wrong = ruleset("wakebook-gate")
    wrong["rules"][1]["type"] = "updates"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(wrong, SHAPE)


def test_a10_the_status_counts_from_the_app_alone_and_the_app_alone_moves_the_branch():
    gate = ruleset("wakebook-gate")
    rules = {rule["type"]: rule.get("parameters") for rule in gate["rules"]}
    assert {"update", "creation"} <= rules.keys()
    (status,) = rules["required_status_checks"]["required_status_checks"]
    (actor,) = gate["bypass_actors"]
    assert (actor["actor_type"], actor["actor_id"]) == ("Integration", status["integration_id"])
    assert not rules["required_status_checks"]["strict_required_status_checks_policy"]
    assert f"`{status['context']}`" in SETTINGS


def test_nobody_rewrites_history_not_even_the_app():
    history = ruleset("wakebook-history")
    assert history["bypass_actors"] == []
    assert {rule["type"] for rule in history["rules"]} == {"deletion", "non_fast_forward"}
    assert history["conditions"] == ruleset("wakebook-gate")["conditions"]


def test_the_page_of_settings_names_what_the_workflows_ask_for():
    text = (ADOPTERS / "gate.yml").read_text(encoding="utf-8")
    gate = workflow(text)
    environments = {job.tree["environment"] for job in gate.jobs}
    asked = set(re.findall(r"(?:secrets|vars)\.(\w+)", text))
    for name in environments | asked | gate.triggers:
        assert f"`{name}`" in SETTINGS


def test_the_caller_of_the_reusable_gate_is_woken_as_the_starter_is_and_may_do_as_much():
    own = workflow((ADOPTERS / "gate.yml").read_text(encoding="utf-8"))
    called = workflow(caller())
    assert objections(called) == []
    assert called.tree["on"] == own.tree["on"]
    (job,) = called.jobs
    needed = {(k, v) for j in own.jobs for k, v in j.tree["permissions"].items()}
    for permission, level in needed:
        assert job.tree["permissions"][permission] in (level, "write")


def test_the_linters_accept_the_caller(tmp_path, program):
    file = tmp_path / "gate.yml"
    file.write_text(caller(), encoding="utf-8")
    linted(file, program)


def test_the_caller_runs_the_gate_of_the_commit_that_it_names(theatre, tmp_path):
    file = tmp_path / "gate.yml"
    unknown_to_act = "    cache-mode: none\n"
    file.write_text(caller().replace(unknown_to_act, ""), encoding="utf-8")
    payload = events.pull_request(base=theatre.base, head=theatre.head)
    played = theatre.stage.play(file, "pull_request_target", payload)
    assert (played.code, played.commands) == (0, JUDGED), played.output
    assert "python -m pip install -c wakebook/constraints.txt ./wakebook[github]" in played.log
    assert played.said(JUDGED[0], "key") == "key the-key app 5"
    assert of_main_alone(played, theatre)


SPEAKERS = ("wakebook gate", "wakebook follow-up")


def test_a_job_that_speaks_to_github_installs_what_does_so(workflow_file):
    for job in workflow(workflow_file.read_text(encoding="utf-8")).jobs:
        scripts = [step.script for step in job.steps]
        speaks = any(script.startswith(SPEAKERS) for script in scripts)
        assert speaks == any("[github]" in script for script in scripts), job.name


def test_adopters_the_reusable_gate_and_we_run_the_same_jobs():
    files = (OURS / "gate.yml", OURS / "reusable-gate.yml", ADOPTERS / "gate.yml")
    ours, reusable, adopters = (shape(file.read_text(encoding="utf-8")) for file in files)
    assert ours == reusable == adopters


def shape(text):
    """The jobs of a workflow without how Wakebook is fetched and installed."""
    jobs = []
    for job in workflow(text).jobs:
        steps = [
            step.tree
            for step in job.steps
            if "pip install" not in step.script and "path" not in step.given
        ]
        jobs.append((job.name, {**job.tree, "steps": steps}))
    return jobs
