"""The project's own checks of workflows: each bad workflow breaks just the check that is named."""

from pathlib import Path

import pytest

from wakebook.flows.workflows.checks import CHECKS, objections
from wakebook.flows.workflows.file import Workflow
from wakebook.records.refusal import Refused
from wakebook.records.yaml import read_yaml

COMMIT = "0123456789abcdef0123456789abcdef01234567"
GOOD = f"""\
name: good
on:
  push:
permissions: {{}}
jobs:
  one:
    runs-on: ubuntu-latest
    timeout-minutes: 5
    permissions:
      contents: read
    steps:
      - uses: actions/checkout@{COMMIT} # v6.0.2
        with:
          ref: ${{{{ github.event.repository.default_branch }}}}
          persist-credentials: false
      - run: wakebook check "$TITLE"
        env:
          TITLE: ${{{{ github.event.pull_request.title }}}}
"""
STEP = f"      - uses: actions/%s@{COMMIT} # v4\n"


def judged(text):
    tree = read_yaml(text, "w.yml", allow_nulls=True)
    assert not isinstance(tree, Refused), tree
    return Workflow(text, tree)


def broken(text):
    """The names of the checks that object."""
    workflow = judged(text)
    return [check.__name__ for check in CHECKS if list(check(workflow))]


def changed(old, new, text=GOOD):
    assert old in text
    return text.replace(old, new, 1)


def on(trigger, text=GOOD):
    return changed("  push:", f"  {trigger}:", text)


def run(script, text=GOOD):
    return changed('wakebook check "$TITLE"', script, text)


def test_every_workflow_of_ours_and_of_the_starter_is_good(workflow_file):
    assert objections(judged(workflow_file.read_text(encoding="utf-8"))) == []


def test_a_good_workflow_has_no_objection():
    assert objections(judged(GOOD)) == []
    assert objections(judged(on("pull_request_target"))) == []


@pytest.mark.parametrize(
    "text",
    [
        changed("on:\n  push:\n", ""),
        changed("on:\n  push:\n", "on: 5\n"),
        GOOD[: GOOD.index("jobs:")] + "jobs: {}\n",
        changed("    steps:\n", "    not-steps:\n"),
    ],
)
def test_what_is_no_workflow_is_not_taken_for_a_good_one(text):
    assert broken(text) == ["is_a_workflow"]


@pytest.mark.parametrize(
    "words", ["", "permissions: read-all\n", "permissions:\n  contents: read\n"]
)
def test_e7_broad_permissions_at_the_top(words):
    assert broken(changed("permissions: {}\n", words)) == ["nothing_is_granted_at_the_top"]


@pytest.mark.parametrize(
    "words", ["", "    permissions: write-all\n", "    permissions: read-all\n"]
)
def test_e7_broad_permissions_of_a_job(words):
    text = changed("    permissions:\n      contents: read\n", words)
    assert broken(text) == ["each_job_lists_its_permissions"]


@pytest.mark.parametrize(
    "pin",
    ["@v6", "@main", f"@{COMMIT[:12]}", "", f"@{COMMIT}0", f"@{COMMIT[:-1]}G"],
)
def test_e7_an_unpinned_action(pin):
    text = changed(f"actions/checkout@{COMMIT} #", f"actions/checkout{pin} #")
    assert broken(text) == ["each_action_is_pinned"]


@pytest.mark.parametrize("comment", ["", " # latest", "  # checks out"])
def test_e7_a_pin_that_does_not_say_its_version(comment):
    assert broken(changed(" # v6.0.2", comment)) == ["each_action_is_pinned"]


def test_e7_an_unpinned_workflow_that_is_called():
    called = (
        "  two:\n    permissions: {}\n    uses: wakebook/wakebook/.github/workflows/gate.yml@%s\n"
    )
    assert broken(GOOD + called % "v1") == ["each_action_is_pinned"]
    assert broken(GOOD + called % f"{COMMIT} # v1.0.0") == []


@pytest.mark.parametrize(
    "script",
    [
        "wakebook log ${{ github.event.issue.title }}",
        "wakebook log '${{ github.head_ref }}'",
        "wakebook log ${{ env.TITLE }}",
    ],
)
def test_e7_untrusted_text_in_a_script(script):
    assert broken(run(script)) == ["scripts_hold_no_expressions"]


def test_e7_untrusted_text_in_a_script_of_an_action():
    step = (
        STEP % "github-script"
        + "        with:\n          script: wakebook ${{ github.head_ref }}\n"
    )
    assert broken(GOOD + step) == ["scripts_hold_no_expressions"]


@pytest.mark.parametrize(
    "script",
    [
        "wakebook env TITLE --to $GITHUB_ENV",
        'wakebook env --to "${GITHUB_PATH}"',
        '"wakebook env ::set-env name=x::y"',
    ],
)
def test_e7_untrusted_text_in_the_files_of_the_runner(script):
    assert broken(run(script)) == ["files_of_the_runner_are_not_written"]


@pytest.mark.parametrize(
    "condition",
    [
        "github.actor == 'dependabot[bot]'",
        "${{ github.triggering_actor != 'ana' }}",
        "github['actor'] == 'ana'",
        "GitHub.Actor == 'ana'",
    ],
)
def test_e7_a_test_of_who_started_the_run(condition):
    text = changed("    runs-on", f'    if: "{condition}"\n    runs-on')
    assert broken(text) == ["no_login_decides"]


@pytest.mark.parametrize("trigger", ["pull_request_target", "workflow_run", "issue_comment"])
@pytest.mark.parametrize(
    "ref",
    [
        "${{ github.event.pull_request.head.sha }}",
        "${{ github.event.workflow_run.head_branch }}",
        "refs/pull/${{ github.event.number }}/merge",
        "${{ github.event.repository.default_branch || github.head_ref }}",
        "main",
    ],
)
def test_e7_code_of_a_pull_request_in_a_trusted_workflow(trigger, ref):
    text = changed("${{ github.event.repository.default_branch }}", ref, on(trigger))
    assert broken(text) == ["heads_are_not_checked_out"]


def test_e7_code_of_a_fork_in_a_trusted_workflow():
    repository = (
        "        with:\n          repository: ${{ github.event.pull_request.head.repo.full_name }}"
    )
    text = changed("        with:", repository, on("pull_request_target"))
    assert broken(text) == ["heads_are_not_checked_out"]


@pytest.mark.parametrize("ref", ["${{ github.head_ref }}", "refs/pull/7/head"])
def test_e7_code_of_a_pull_request_by_another_action(ref):
    step = f"      - uses: other/fetch@{COMMIT} # v1\n        with:\n          what: {ref}\n"
    text = on("pull_request_target", GOOD + step)
    assert broken(text) == ["heads_are_not_checked_out"]


def test_e7_code_of_a_pull_request_by_the_action_in_other_letters():
    text = changed("actions/checkout", "Actions/Checkout", on("pull_request_target"))
    head = changed("github.event.repository.default_branch", "inputs.anything", text)
    assert broken(head) == ["heads_are_not_checked_out"]


@pytest.mark.parametrize("trigger", ["pull_request", "pull_request_review"])
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("${{ github.event.pull_request.title }}", "${{ secrets.KEY }}"),
        ("${{ github.event.pull_request.title }}", "${{ secrets['KEY'] }}"),
        ("${{ github.event.pull_request.title }}", "${{ toJSON(secrets) }}"),
        ("    timeout-minutes", "    environment: production\n    timeout-minutes"),
        ("contents: read", "contents: write"),
    ],
)
def test_e7_code_of_a_pull_request_with_secrets(trigger, old, new):
    expected = ["code_of_a_pull_request_meets_no_secret"]
    assert broken(changed(old, new, on(trigger))) == expected


@pytest.mark.parametrize("value", ["${{ secrets.KEY }}", "${{ toJSON(secrets) }}"])
def test_e7_code_of_a_pull_request_with_a_secret_of_all_jobs(value):
    text = changed("jobs:", f"env:\n  KEY: {value}\njobs:", on("pull_request"))
    assert broken(text) == ["code_of_a_pull_request_meets_no_secret"]


def test_a_word_is_no_secret():
    assert broken(changed("name: good", "name: scan for secrets", on("pull_request"))) == []


def test_e7_a_workflow_that_is_called_with_all_secrets_for_a_pull_request():
    called = (
        "  two:\n    permissions: {}\n    uses: ./.github/workflows/x.yml\n    secrets: inherit\n"
    )
    assert broken(on("pull_request", GOOD + called)) == ["code_of_a_pull_request_meets_no_secret"]


def test_the_workflow_token_alone_is_no_secret_of_ours():
    text = changed("${{ github.event.pull_request.title }}", "${{ secrets.GITHUB_TOKEN }}")
    assert broken(on("pull_request", text)) == []


@pytest.mark.parametrize("value", ["true", "'true'"])
def test_e7_credentials_that_stay_in_the_work_tree(value):
    text = changed("persist-credentials: false", f"persist-credentials: {value}")
    assert broken(text) == ["credentials_do_not_persist"]
    forgotten = changed("          persist-credentials: false\n", "")
    assert broken(forgotten) == ["credentials_do_not_persist"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("    timeout-minutes", "    continue-on-error: true\n    timeout-minutes"),
        ("        env:", "        continue-on-error: ${{ inputs.lenient }}\n        env:"),
    ],
)
def test_e7_a_gate_that_cannot_fail(old, new):
    assert broken(changed(old, new)) == ["each_step_can_fail"]


@pytest.mark.parametrize("shell", ["bash -c '{0} || true'", "'${{ inputs.shell }}'"])
@pytest.mark.parametrize(
    ("before", "words"),
    [
        ("jobs:", "defaults:\n  run:\n    shell: %s\njobs:"),
        ("    steps:", "    defaults:\n      run:\n        shell: %s\n    steps:"),
        ("        env:", "        shell: %s\n        env:"),
    ],
)
def test_e7_a_shell_that_cannot_fail(before, words, shell):
    assert broken(changed(before, words % shell)) == ["each_script_runs_in_a_plain_shell"]


@pytest.mark.parametrize("tail", ["|| true", "||true", "|| :", "|| exit 0", "; true", "; exit 0"])
def test_e7_a_command_that_cannot_fail(tail):
    assert broken(run(f'"wakebook check {tail}"')) == [
        "each_step_can_fail",
        "each_script_is_one_command",
    ]


@pytest.mark.parametrize("trigger", ["workflow_run", "pull_request_target", "issue_comment"])
@pytest.mark.parametrize("action", ["download-artifact", "download-workflow-artifact"])
def test_e8_a_trusted_workflow_takes_an_artifact_of_a_pull_request(trigger, action):
    assert broken(on(trigger, GOOD + STEP % action)) == ["artifacts_of_others_are_not_taken"]


def test_e8_a_trusted_script_takes_an_artifact_of_a_pull_request():
    script = "      - run: python -m pip install gh run download 5\n"
    assert broken(on("workflow_run", GOOD + script)) == ["artifacts_of_others_are_not_taken"]


TRUSTED = {
    "a gate": on("pull_request_target"),
    "a publication": changed("contents: read", "pages: write"),
    "a deployment": changed("    timeout-minutes", "    environment: live\n    timeout-minutes"),
}


@pytest.mark.parametrize("text", TRUSTED.values(), ids=TRUSTED)
@pytest.mark.parametrize(
    "step",
    [
        STEP % "cache",
        STEP % "cache/restore",
        STEP % "setup-python" + "        with:\n          cache: pip\n",
        STEP % "setup-uv" + "        with:\n          enable-cache: true\n",
    ],
)
def test_e8_a_trusted_job_takes_from_a_cache(text, step):
    assert broken(text + step) == ["trusted_jobs_use_no_cache"]


def test_an_untrusted_job_may_use_a_cache():
    assert broken(on("pull_request", GOOD + STEP % "cache")) == []


def test_a_job_that_never_ends_holds_every_later_merge():
    assert broken(changed("    timeout-minutes: 5\n", "")) == ["each_job_ends"]


@pytest.mark.parametrize(
    "script",
    [
        "make test",
        "wakebook check && wakebook publish",
        "wakebook check | tee log",
        "|\n          wakebook check\n          wakebook publish",
        "wakebook log $(date)",
        "wakebook log `date`",
        "git fetch origin refs/pull/1/head",
        "wakebookish",
        "python -m pip download x",
    ],
)
def test_a_script_that_is_more_than_one_command(script):
    assert broken(run(script)) == ["each_script_is_one_command"]


def test_each_sentence_names_the_place_and_the_next_step():
    text = run("make test", changed("    timeout-minutes: 5\n", ""))
    first, second = objections(judged(text))
    assert first.startswith("job one may run")
    assert second.startswith("job one, step 2 is more than one")


def test_each_check_has_a_workflow_that_breaks_just_it():
    text = Path(__file__).read_text(encoding="utf-8")
    assert [check for check in CHECKS if f'["{check.__name__}"]' not in text] == []
