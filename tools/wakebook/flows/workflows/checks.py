"""Judging workflow files of GitHub Actions: what a repository must not run beside its gate.

Each check is one function from a workflow to sentences. They come after actionlint and zizmor, and
refuse what those let pass. Sources: GitHub, "Secure use reference"; OpenSSF Scorecard,
"Dangerous-Workflow" and "Pinned-Dependencies".
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from wakebook.flows.workflows.file import Workflow

FOREIGN = frozenset({"pull_request_target", "workflow_run", "issue_comment", "workflow_call"})
"""Triggers that run trusted code, with secrets, because of something that a stranger did."""
UNTRUSTED = frozenset({"pull_request", "pull_request_review", "pull_request_review_comment"})
"""Triggers that run the pull request's own code and workflows."""
_PIN = re.compile(r"^[^@\s]+@[0-9a-f]{40}$|^docker://\S+@sha256:[0-9a-f]{64}$|^\./")
_VERSION = re.compile(r"^\s*#\s*v?[0-9]+(\.[0-9]+)*\b")
_SAFE_REFS = frozenset({"github.event.repository.default_branch", "job.workflow_sha"})
_SAFE_REPOSITORIES = frozenset({"github.repository", "job.workflow_repository"})
_EXPRESSION = re.compile(r"^\$\{\{\s*([\w.]+)\s*\}\}$")
_EXPRESSIONS = re.compile(r"\$\{\{(.*?)(?:\}\}|\Z)", re.DOTALL)
_OWN_SECRET = re.compile(r"\bsecrets\b(?!\s*(\.|\[\s*')\s*GITHUB_TOKEN\b)", re.IGNORECASE)
_HEAD = re.compile(r"\bpull_request\.(head|merge)|\bhead_(ref|branch|sha|commit|repo)|\brefs/pull/")
_LOGIN = re.compile(r"\bgithub\s*(\.|\[\s*')\s*(actor|triggering_actor)\b", re.IGNORECASE)
_FORGIVING = re.compile(
    r"\|\|\s*(true|:|exit\s+0)|\bset\s+\+e\b|;\s*(true|:|exit\s+0)\s*$", re.MULTILINE
)
_RUNNER_FILE = re.compile(r"\bGITHUB_(ENV|PATH)\b|::(set-env|add-path)\b")
_TAKES = re.compile(r"download-(workflow-)?artifact|\bgh\s+run\s+download\b|/artifacts\b")
_ONE_COMMAND = re.compile(r"^(wakebook|python -m pip install|true)(?= |$)")
_SHELL = re.compile(r"[;&|<>`\n]|\$\(")


def objections(workflow: Workflow) -> list[str]:
    """Every reason why this workflow must not run beside a gate; none is good."""
    return [sentence for check in CHECKS for sentence in check(workflow)]


def is_a_workflow(workflow: Workflow) -> Iterator[str]:
    """What cannot be judged is not taken for good."""
    if not workflow.triggers:
        yield "`on` names no event; say what starts the workflow"
    if not workflow.jobs:
        yield "`jobs` holds no job; write one, or remove the file"
    for job in workflow.jobs:
        if not job.steps and "uses" not in job.tree:
            yield f"job {job.name} has no steps and calls no workflow; write its steps"


def nothing_is_granted_at_the_top(workflow: Workflow) -> Iterator[str]:
    """A job that forgets its permissions must have none."""
    if workflow.tree.get("permissions") != {}:
        yield "the top level does not say `permissions: {}`; write it, and grant per job"


def each_job_lists_its_permissions(workflow: Workflow) -> Iterator[str]:
    """Permissions are named one by one; ``write-all`` and ``read-all`` name none."""
    for job in workflow.jobs:
        if not isinstance(job.tree.get("permissions"), dict):
            yield f"job {job.name} does not list its permissions; name each one that it needs"


def each_action_is_pinned(workflow: Workflow) -> Iterator[str]:
    """A tag can be moved to other code; a commit cannot. The comment says what version it is."""
    used = [step.uses for step in workflow.steps]
    used += [str(job.tree.get("uses") or "") for job in workflow.jobs]
    for action in filter(None, used):
        if not _PIN.match(action):
            yield f"{action} is not pinned; name a commit by its 40 digits"
        elif not action.startswith("./") and not _said(workflow.text, action):
            yield f"{action} does not say its version; add it as a comment, such as `# v4.2.2`"


def _said(text: str, action: str) -> bool:
    """Whether each mention of the action is followed by its version."""
    behind = [line.split(action, 1)[1] for line in text.splitlines() if action in line]
    return bool(behind) and all(_VERSION.match(rest.lstrip("\"'")) for rest in behind)


def scripts_hold_no_expressions(workflow: Workflow) -> Iterator[str]:
    """An expression is pasted into the script before a shell reads it, with whatever it says."""
    for step in workflow.steps:
        if "${{" in step.script:
            yield f"{step.place} pastes an expression into its script; hand it over in `env`"


def each_step_can_fail(workflow: Workflow) -> Iterator[str]:
    """A gate that cannot fail is an open one."""
    for job in workflow.jobs:
        if job.tree.get("continue-on-error"):
            yield f"job {job.name} cannot fail; let it end as its steps do"
    for step in workflow.steps:
        if step.tree.get("continue-on-error") or _FORGIVING.search(step.script):
            yield f"{step.place} cannot fail; let it end with its command's own exit code"


def each_script_runs_in_a_plain_shell(workflow: Workflow) -> Iterator[str]:
    """A shell with a command line of its own decides what the script's exit code means."""
    settings: list[tuple[str, Any]] = [("the top level", workflow.tree.get("defaults"))]
    settings += [(f"job {job.name}", job.tree.get("defaults")) for job in workflow.jobs]
    settings += [(step.place, step.tree.get("shell")) for step in workflow.steps]
    for place, setting in settings:
        if any("{0}" in text or "${{" in text for text in _texts(setting)):
            yield f"{place} makes up a shell; name a plain one, such as bash"


def files_of_the_runner_are_not_written(workflow: Workflow) -> Iterator[str]:
    """A line too many in these files sets a variable of every later step."""
    for step in workflow.steps:
        if found := _RUNNER_FILE.search(step.script):
            yield f"{step.place} writes {found[0]}; give the step that needs it the value in `env`"


def no_login_decides(workflow: Workflow) -> Iterator[str]:
    """Who started a run is not who wrote what it runs on."""
    for text in _texts(workflow.tree):
        if found := _LOGIN.search(text):
            yield f"{found[0]} is not the author; let the command ask the host who wrote the change"


def heads_are_not_checked_out(workflow: Workflow) -> Iterator[str]:
    """Trusted workflows read a pull request as git objects; its files never become a work tree."""
    if not workflow.triggers & FOREIGN:
        return
    for step in workflow.steps:
        chosen = any(_HEAD.search(text) for text in _texts(step.given))
        if chosen or (step.is_checkout and not _own_code(step.given)):
            yield (
                f"{step.place} checks out what a pull request may choose; check out"
                " ${{ github.event.repository.default_branch }}, and let the command fetch the head"
            )


def _own_code(given: Mapping[str, Any]) -> bool:
    ref, repository = (str(given.get(key) or "") for key in ("ref", "repository"))
    return _named(ref) in _SAFE_REFS and (
        not repository or _named(repository) in _SAFE_REPOSITORIES
    )


def _named(expression: str) -> str:
    found = _EXPRESSION.match(expression)
    return found[1] if found else expression


def code_of_a_pull_request_meets_no_secret(workflow: Workflow) -> Iterator[str]:
    """What a pull request brings along runs here: with nothing to steal, and nothing to change."""
    if not workflow.triggers & UNTRUSTED:
        return
    if any(_has_secret(part) for name, part in workflow.tree.items() if name != "jobs"):
        yield "the top level hands a secret to code of a pull request; take it away"
    for job in workflow.jobs:
        secret = _has_secret(job.tree) or job.tree.get("secrets")
        if secret or job.tree.get("environment") or job.writes:
            yield (
                f"job {job.name} runs code of a pull request with a secret, an environment or a"
                " permission to write; move what needs it to a workflow of the default branch"
            )


def _has_secret(tree: Any) -> bool:
    """Whether an expression there mentions a secret beside the workflow's own token."""
    said = (found for text in _texts(tree) for found in _EXPRESSIONS.findall(text))
    return any(_OWN_SECRET.search(expression) for expression in said)


def trusted_jobs_use_no_cache(workflow: Workflow) -> Iterator[str]:
    """What another run put into a cache would run here with this job's permissions."""
    for job in workflow.jobs:
        if not (workflow.triggers & FOREIGN or job.writes or job.tree.get("environment")):
            continue
        for step in job.steps:
            asked = any("cache" in key and _on(value) for key, value in step.given.items())
            if asked or re.search(r"(^|[/-])cache(/|@)", step.uses):
                yield f"{step.place} takes from a cache; a trusted job fetches everything anew"


def _on(value: Any) -> bool:
    return value not in (None, False, "", "false")


def credentials_do_not_persist(workflow: Workflow) -> Iterator[str]:
    """A token in .git/config is there for every later step, and in a folder that is uploaded."""
    for step in workflow.steps:
        kept = step.given.get("persist-credentials", True)
        if step.is_checkout and kept not in (False, "false"):
            yield f"{step.place} leaves its token behind; add `persist-credentials: false`"


def artifacts_of_others_are_not_taken(workflow: Workflow) -> Iterator[str]:
    """What a pull request's run uploaded is whatever that pull request wanted."""
    if not workflow.triggers & FOREIGN:
        return
    for step in workflow.steps:
        if _TAKES.search(step.uses) or _TAKES.search(step.script):
            yield f"{step.place} takes what another run uploaded; ask the host for the facts"


def each_job_ends(workflow: Workflow) -> Iterator[str]:
    """A job that hangs holds its concurrency group, and with it every later merge."""
    for job in workflow.jobs:
        if "uses" not in job.tree and not job.tree.get("timeout-minutes"):
            yield f"job {job.name} may run for six hours; give it `timeout-minutes`"


def each_script_is_one_command(workflow: Workflow) -> Iterator[str]:
    """Logic lives in the package, where it has tests; a workflow only says when it runs."""
    for step in workflow.steps:
        script = step.script.rstrip("\n")
        if script and (_SHELL.search(script) or not _ONE_COMMAND.match(script)):
            yield f"{step.place} is more than one `wakebook` or `python -m pip install` command"


CHECKS = (
    is_a_workflow,
    nothing_is_granted_at_the_top,
    each_job_lists_its_permissions,
    each_action_is_pinned,
    scripts_hold_no_expressions,
    each_step_can_fail,
    each_script_runs_in_a_plain_shell,
    files_of_the_runner_are_not_written,
    no_login_decides,
    heads_are_not_checked_out,
    code_of_a_pull_request_meets_no_secret,
    trusted_jobs_use_no_cache,
    credentials_do_not_persist,
    artifacts_of_others_are_not_taken,
    each_job_ends,
    each_script_is_one_command,
)


def _texts(tree: Any) -> Iterator[str]:
    """Every text in a tree, keys left out."""
    if isinstance(tree, dict):
        tree = list(tree.values())
    if isinstance(tree, list):
        for part in tree:
            yield from _texts(part)
    elif isinstance(tree, str):
        yield tree
