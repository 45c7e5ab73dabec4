"""A workflow file of GitHub Actions as a value: its triggers, jobs and steps.

What is not as it should be reads as empty here; ``checks.is_a_workflow`` says so.
Source: GitHub, "Workflow syntax for GitHub Actions".
"""

from collections.abc import Mapping
from typing import Any, NamedTuple


class Step(NamedTuple):
    """A step with the place that a sentence names."""

    place: str
    tree: Mapping[str, Any]

    @property
    def script(self) -> str:
        """What a shell, or github-script, is given."""
        return str(self.tree.get("run") or self.given.get("script") or "")

    @property
    def uses(self) -> str:
        """The action, as ``owner/name@ref``."""
        return str(self.tree.get("uses") or "")

    @property
    def is_checkout(self) -> bool:
        """Whether it is GitHub's own checkout; names there have no letter case."""
        return self.uses.lower().startswith("actions/checkout@")

    @property
    def given(self) -> Mapping[str, Any]:
        """The action's inputs."""
        return mapping(self.tree.get("with"))


class Job(NamedTuple):
    """A job with its name."""

    name: str
    tree: Mapping[str, Any]

    @property
    def steps(self) -> list[Step]:
        """Its steps in order."""
        steps = self.tree.get("steps")
        listed = steps if isinstance(steps, list) else []
        return [Step(f"job {self.name}, step {n}", mapping(s)) for n, s in enumerate(listed, 1)]

    @property
    def writes(self) -> bool:
        """Whether its token may change anything."""
        granted = self.tree.get("permissions")
        return "write" in (granted.values() if isinstance(granted, dict) else str(granted))


class Workflow(NamedTuple):
    """A workflow file: its text, which has the comments, and what its YAML says."""

    text: str
    tree: Mapping[str, Any]

    @property
    def triggers(self) -> frozenset[str]:
        """The events that start it."""
        on = self.tree.get("on")
        return frozenset([on] if isinstance(on, str) else on if isinstance(on, list | dict) else ())

    @property
    def jobs(self) -> list[Job]:
        """Its jobs in order."""
        jobs = mapping(self.tree.get("jobs"))
        return [Job(name, mapping(tree)) for name, tree in jobs.items()]

    @property
    def steps(self) -> list[Step]:
        """The steps of all jobs."""
        return [step for job in self.jobs for step in job.steps]


def mapping(tree: Any) -> Mapping[str, Any]:
    """The tree where it is a mapping, else an empty one."""
    return tree if isinstance(tree, dict) else {}
