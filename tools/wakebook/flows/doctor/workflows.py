"""The workflow files: what must not run beside a gate, and that something runs the gate at all."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from wakebook.flows.doctor.enforcement import ENVIRONMENT
from wakebook.flows.workflows import checks
from wakebook.flows.workflows.file import Job, Workflow, mapping
from wakebook.model.gate.reading import Level, Reading, Setting
from wakebook.records.refusal import Refused
from wakebook.records.tree import Tree
from wakebook.records.yaml import read_yaml

FOLDER = ".github/workflows"
GATE = Setting(
    "the gate's workflow", f"one with the environment {ENVIRONMENT}", f"{FOLDER}/gate.yml"
)
WOKEN = Setting(
    "what wakes the gate",
    "the ends of `check` and `review`, comments, pushes",
    f"{FOLDER}/gate.yml",
)
_REUSABLE = "/.github/workflows/reusable-gate.yml@"
_WAKING = ("workflow_run", "issue_comment", "push", "schedule")
_OF_ALL = (
    checks.scripts_hold_no_expressions,
    checks.heads_are_not_checked_out,
    checks.code_of_a_pull_request_meets_no_secret,
    checks.trusted_jobs_use_no_cache,
    checks.artifacts_of_others_are_not_taken,
)
"""What no workflow may do beside a gate; the gate's own workflows keep every check."""
_PATTERN = re.compile(r"[*?+\[!]")
"""Who writes a pattern has thought about branches. Source: GitHub, "Filter pattern cheat sheet"."""
_DEADLY = (checks.heads_are_not_checked_out, checks.code_of_a_pull_request_meets_no_secret)
"""What hands the gate to whoever opens a pull request."""

Files = Mapping[str, Workflow | str]
"""Each workflow by its path; words for one that cannot be read."""


def files(tree: Tree) -> Files:
    """The workflow files of a tree."""
    found = [f.path for f in tree.files([".github"]) if f.path.startswith(f"{FOLDER}/")]
    return {p: _read(p, tree.read(p)) for p in found if p.endswith((".yml", ".yaml"))}


def _read(path: str, raw: bytes) -> Workflow | str:
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        return "it is no UTF-8"
    tree: Any = read_yaml(text, path, allow_nulls=True)
    return tree.findings[0].message if isinstance(tree, Refused) else Workflow(text, mapping(tree))


def filtered(found: Files) -> dict[str, bool]:
    """Each job by the name that its check has: whether paths filter its workflow out."""
    return {
        str(job.tree.get("name") or job.name): _has_paths(each)
        for each in found.values()
        if isinstance(each, Workflow)
        for job in each.jobs
    }


def _has_paths(workflow: Workflow) -> bool:
    event = mapping(mapping(workflow.tree.get("on")).get("pull_request"))
    return bool(event.keys() & {"paths", "paths-ignore"})


def workflows(found: Files, branch: str | None) -> Iterator[Reading]:
    """What each workflow does that it must not, and whether the gate runs when it has to.

    ``branch`` is the default branch, None where it is not known.
    """
    for path, each in found.items():
        setting = Setting(path, "nothing that a gate must not stand beside", path)
        if isinstance(each, str):
            yield setting.weaker(f"it cannot be judged: {each}")
        else:
            yield _judged(setting, each, branch)
    gates = [each for each in found.values() if isinstance(each, Workflow) and _is_gate(each)]
    if not gates:
        yield GATE.broken("no workflow runs the gate; `wakebook init` writes one")
        return
    yield GATE.good("it is there")
    yield _woken(gates[0], found, branch)


def _judged(setting: Setting, workflow: Workflow, branch: str | None) -> Reading:
    ours = _is_ours(workflow)
    said = {check: list(check(workflow)) for check in (checks.CHECKS if ours else _OF_ALL)}
    told = [sentence for sentences in said.values() for sentence in sentences]
    if ours and not _is_gate(workflow) and not _starts_on(workflow, branch):
        told.append(f"pushes to {branch} do not start it; write `branches: [{branch}]`")
    if not told:
        return setting.good("nothing that it must not do")
    deadly = any(said.get(check) for check in _DEADLY)
    return setting.reads(Level.BROKEN if deadly else Level.WEAKER, "; ".join(told))


def _is_ours(workflow: Workflow) -> bool:
    """Whether it runs Wakebook and nothing else."""
    return _is_gate(workflow) or any(s.script.startswith("wakebook ") for s in workflow.steps)


def _is_gate(workflow: Workflow) -> bool:
    if "workflow_call" in workflow.triggers:
        return False
    return any(
        _has_key(job) or _REUSABLE in str(job.tree.get("uses") or "") for job in workflow.jobs
    )


def _has_key(job: Job) -> bool:
    """Whether a job has the gate's key, and not to speak for the follow-up alone."""
    named = job.tree.get("environment")
    if ENVIRONMENT not in (named, mapping(named).get("name")):
        return False
    return not any(step.script.startswith("wakebook follow-up") for step in job.steps)


def _woken(gate: Workflow, found: Files, branch: str | None) -> Reading:
    missing = [event for event in _WAKING if event not in gate.triggers]
    if missing:
        return WOKEN.weaker(f"it does not run on {', '.join(missing)}")
    on = mapping(gate.tree.get("on"))
    awaited = mapping(on.get("workflow_run")).get("workflows") or []
    names = {str(w.tree.get("name")) for w in found.values() if isinstance(w, Workflow)}
    lost = [str(name) for name in awaited if name not in names]
    if lost:
        return WOKEN.weaker(f"it waits for {', '.join(lost)}, which no workflow here is called")
    if not _starts_on(gate, branch):
        return WOKEN.weaker(f"pushes to {branch} do not wake it; write `branches: [{branch}]`")
    return WOKEN.good(", ".join(sorted(gate.triggers)))


def _starts_on(workflow: Workflow, branch: str | None) -> bool:
    """Whether pushes to a branch start a workflow that pushes start at all."""
    named = mapping(mapping(workflow.tree.get("on")).get("push")).get("branches")
    if named is None or branch is None:
        return True
    listed = [str(each) for each in (named if isinstance(named, list) else [named])]
    return any(each == branch or _PATTERN.search(each) for each in listed)
