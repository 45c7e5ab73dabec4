"""Writes the reference pages from the code: ``python docs/generate.py``, or ``make docs``."""

import os
from dataclasses import replace
from datetime import date
from pathlib import Path

from wakebook.cli._parsers import build_parser, command_names
from wakebook.flows.learning.draft import drafted, new_text
from wakebook.measures.schema import TABLES
from wakebook.model.calendar import CalendarSpec
from wakebook.model.catalog import Entity
from wakebook.model.checks import FORMS
from wakebook.model.gate.case import PolicyCase
from wakebook.model.header import Header
from wakebook.model.log import CLASSES
from wakebook.model.mapping.markdown import MarkdownMapping
from wakebook.model.policy import SCHEMAS
from wakebook.model.postmortem import ActionItem, PostmortemHeader
from wakebook.model.problem import ProblemHeader
from wakebook.model.runbook import RunbookHeader
from wakebook.model.settings import Settings
from wakebook.records.library import Opened
from wakebook.records.tree import WorkTree
from wakebook.render import reference
from wakebook.rules.registry import rules

HERE = Path(__file__).parent
POLICY = Opened(WorkTree(HERE.parent)).library.policies["postmortem"]
_SHOWN = (
    "What `wakebook postmortem draft` makes of a record before anybody has written a word; see\n"
    "[how to write a post-mortem](../how-to/write-a-postmortem.md)."
)
FILES = {
    "wakebook.yaml": ("The settings of a repository.", Settings),
    "incident.yaml": ("The header of an incident.", Header),
    "postmortem.md": ("The front matter of a post-mortem.", PostmortemHeader),
    "actions/*.yaml": ("An action item.", ActionItem),
    "runbooks/*.md": ("The front matter of a runbook.", RunbookHeader),
    "problems/*.yaml": ("A problem record or known error.", ProblemHeader),
    "catalog/*.yaml": ("Backstage entities, read as they are.", Entity),
    "catalog/*.yaml: Calendar": ("When a team works.", CalendarSpec),
    "a mapping of reports": ("What the words of reports in Markdown mean.", MarkdownMapping),
}
CASES = {"policies/tests/*.yaml": ("A case of a policy's tests; a file lists them.", PolicyCase)}


DRAFTS = {
    "payments-latency": (HERE.parent / "tests/repos/small", "2026-10-05-payments-latency", "staff"),
    "atlassian-site-deletion": (HERE.parent, "2022-04-05-atlassian-site-deletion", "public"),
}
"""Drafts that are shown: repository, incident and audience."""


def examples() -> dict[str, str]:
    """Drafts of post-mortems as ``wakebook postmortem draft`` begins them, in a fence of code."""
    found = {}
    for name, (root, incident, audience) in DRAFTS.items():
        library = Opened(WorkTree(root)).library
        policy = {**library.policies, "postmortem": POLICY}
        library = replace(library, policies=policy)
        record = library.incidents[incident]
        made = drafted(record, library, audience, date(2026, 11, 27))
        text = new_text(record, audience, made)
        title = f"# A draft: {record.header.title}\n\n{_SHOWN}"
        found[f"examples/draft-{name}.md"] = f"{title}\n\n```markdown\n{text}```\n"
    return found


def pages() -> dict[str, str]:
    """Each reference page by its path below ``docs/``."""
    os.environ["COLUMNS"] = "100"
    entries = {
        f"timeline: {', '.join(cls.kinds())}": ((cls.__doc__ or "").partition("\n")[0], cls)
        for cls in CLASSES
    }
    policies = {
        f"policies/{name}.yaml": ((cls.__doc__ or "").partition("\n")[0], cls)
        for name, cls in SCHEMAS.items()
    }
    checks = {
        f"catalog/*.yaml: Check, type {name}": ((cls.__doc__ or "").partition("\n")[0], cls)
        for name, cls in FORMS.items()
    }
    listed = [
        (code, str(rule.level), rule.title, f"tools/wakebook/rules/{code.lower()}_{rule.name}.py")
        for code, rule in rules().items()
    ]
    return {
        **examples(),
        "reference/commands.md": reference.commands(build_parser(command_names())),
        "reference/formats.md": reference.formats(
            {**FILES, **checks, **entries, **policies, **CASES}
        ),
        "reference/rules.md": reference.rules(listed),
        "reference/tables.md": reference.tables(TABLES),
    }


if __name__ == "__main__":
    for path, text in pages().items():
        (HERE / path).parent.mkdir(exist_ok=True)
        (HERE / path).write_text(text, encoding="utf-8")
