"""What act parses and does not enforce: environments, tokens and who waits for whom."""

import pytest
from tests.workflows.conftest import ADOPTERS, OURS

from wakebook.flows.workflows.file import Workflow
from wakebook.records.yaml import read_yaml

FOLDERS = pytest.mark.parametrize("folder", [OURS, ADOPTERS], ids=["ours", "adopters"])


def jobs(folder, name):
    text = (folder / f"{name}.yml").read_text(encoding="utf-8")
    workflow = Workflow(text, read_yaml(text, name, allow_nulls=True))
    return {job.name: job.tree for job in workflow.jobs}, workflow.tree


@FOLDERS
def test_the_key_is_there_for_jobs_of_the_environment_alone(folder):
    for file in folder.glob("*.yml"):
        for name, job in jobs(folder, file.stem)[0].items():
            has_key = "WAKEBOOK_APP_KEY" in str(job)
            assert (job.get("environment") == "wakebook-gate") == has_key, f"{file.name}: {name}"


@FOLDERS
def test_a10_without_the_app_the_gate_can_advise_and_neither_merge_nor_push(folder):
    gate, _ = jobs(folder, "gate")
    granted = {name: job["permissions"] for name, job in gate.items()}
    assert {permissions["contents"] for permissions in granted.values()} == {"read"}
    assert granted["judge"]["statuses"] == "write"
    assert "write" not in granted["merge"].values()


@FOLDERS
def test_f8_merges_wait_for_each_other_and_none_is_cut_short(folder):
    gate, _ = jobs(folder, "gate")
    waits = {name: job["concurrency"] for name, job in gate.items()}
    assert {wait["cancel-in-progress"] for wait in waits.values()} == {False}
    assert "${{" not in waits["merge"]["group"], "one queue for all of them"
    assert "github.event.comment.id" in waits["comment"]["group"], "no command replaces another"
    for head in ("github.event.pull_request.head.sha", "github.event.workflow_run.head_sha"):
        assert head in waits["judge"]["group"], "whatever wakes it, one commit is judged once"


@FOLDERS
def test_f8_an_older_site_never_replaces_a_newer_one(folder):
    work, whole = jobs(folder, "publish")
    assert whole["concurrency"] == {"group": "wakebook-publish", "cancel-in-progress": False}
    checkout = work["build"]["steps"][0]
    assert checkout["with"]["ref"] == "${{ github.event.repository.default_branch }}", "the tip"
    assert work["deploy"]["needs"] == "build"


@FOLDERS
def test_only_the_public_build_leaves_the_repository(folder):
    work, _ = jobs(folder, "publish")
    published = [str(step.get("run")) for step in work["build"]["steps"]]
    commands = [line for line in published if "wakebook" in line]
    assert [line for line in commands if "pip install" not in line] == [
        "wakebook publish --audience public --to public",
        "wakebook publish status --audience public --to public --copy public/site/status",
    ]
    assert work["build"]["permissions"] == {"contents": "read"}


@FOLDERS
def test_what_runs_code_of_a_pull_request_may_read_records_and_nothing_else(folder):
    for name in ("check", "review"):
        for job in jobs(folder, name)[0].values():
            assert job["permissions"] in ({}, {"contents": "read"})
