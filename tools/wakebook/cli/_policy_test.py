"""``wakebook policy test``: does the gate make of each case what the case says?"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from wakebook.model.finding import Finding
    from wakebook.model.gate.case import PolicyCases
    from wakebook.records.library import Opened

HELP = "judge the cases of policies/tests/ by the policy and the catalog as they lie here"
_POLICY = "policies/approvals.yaml"
_FIRST = "- {case: Opening asks nobody, incident: {did: [opened]}, expect: not-needed}"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    from wakebook.render.findings import FORMATS

    parser.add_argument("paths", nargs="*", metavar="PATH", help="files of cases; all if absent")
    parser.add_argument("--format", choices=FORMATS, default="text", help="how to print findings")


def run(arguments: argparse.Namespace) -> int:
    """Judge, print what comes out otherwise than expected, return 1 if anything does."""
    from wakebook.cli._repository import root_of, wants_color
    from wakebook.cli._terminal import say
    from wakebook.cli.check import Outcome, report_on
    from wakebook.records.library import Opened
    from wakebook.records.tree import WorkTree
    from wakebook.render.findings import render

    root = root_of(arguments)
    opened = Opened(WorkTree(root), scope=())
    files = _chosen(opened, arguments, root)
    found, checked = _groundless(opened), 0
    if not found:
        found = [finding for cases in files for finding in _mistakes(opened, cases)]
        paths = {cases.path for cases in files}
        found += [finding for finding in opened.findings if finding.path in paths]
        checked = sum(len(cases.cases) for cases in files)
    if not checked and not found:
        say("there are no cases, so nothing was tested; a first one, for policies/tests/NAME.yaml:")
        say(_FIRST)
    color = arguments.format == "text" and wants_color()
    outcome = Outcome(found, checked, opened.settings.public_url)
    report = report_on(outcome, "standard", color=color)._replace(noun="case")
    sys.stdout.write(render(arguments.format, report))
    return 1 if report.failed else 0


def _chosen(
    opened: "Opened", arguments: argparse.Namespace, root: "Path"
) -> "Sequence[PolicyCases]":
    """The files of cases that were asked for; raises UsageError for a path without any."""
    from wakebook.cli._exits import UsageError
    from wakebook.cli._repository import path_in

    known = {cases.path: cases for cases in opened.library.policy_tests.values()}
    if not arguments.paths:
        return list(known.values())
    chosen: dict[str, PolicyCases] = {}
    for given in arguments.paths:
        wanted = path_in(root, arguments, given)
        found = {p: c for p, c in known.items() if wanted in (".", p) or p.startswith(f"{wanted}/")}
        if not found:
            raise UsageError(f"there are no cases in {given}; they lie in policies/tests/NAME.yaml")
        chosen |= found
    return list(chosen.values())


def _groundless(opened: "Opened") -> "list[Finding]":
    """Why no case can be judged: what is wrong with the policy or the catalog itself."""
    from wakebook.model.finding import Finding, Level

    policy = opened.library.approvals
    judging = [f for f in opened.findings if f.path == _POLICY or f.path.startswith("catalog/")]
    broken = [finding for finding in judging if finding.level is Level.ERROR]
    if policy is None and all(finding.path != _POLICY for finding in broken):
        advice = "there is no such file; `wakebook init` elsewhere writes one to begin with"
        broken.append(Finding(_POLICY, 1, 1, "WB5204", Level.ERROR, advice))
    return broken


def _mistakes(opened: "Opened", cases: "PolicyCases") -> "Iterator[Finding]":
    from wakebook.flows.review.rehearsal import mistake, rehearse
    from wakebook.model.finding import Level

    library = opened.library
    for number, case in cases.cases.items():
        wrong = mistake(case, rehearse(case, library.approvals, library.catalog))
        if wrong is not None:
            claim = wrong.claim._replace(route=(number, *wrong.claim.route))
            yield opened.reader.place(cases.path, wrong.code, Level.ERROR, claim)
