"""``wakebook check``: is every record right?"""

import argparse
import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from wakebook.flows.remembered import Judged
    from wakebook.model.finding import Finding
    from wakebook.records.cache import Cache
    from wakebook.records.tree import Tree
    from wakebook.render.findings.report import Profile, Report

HELP = "check that every record is right"
EXAMPLES = """examples:
  wakebook check                          everything in the work tree
  wakebook check incidents/2026/2026-11-23-checkout-errors
  wakebook check --base main              what differs from main
  wakebook check --format sarif > out.sarif
"""
_FORMATS = ("text", "json", "github", "sarif", "junit")
_PROFILES = ("lenient", "standard", "pedantic")
DOCS = "https://wakebook.github.io/wakebook"
"""Where the rules are explained, unless the repository publishes its own site."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="records to check; all if absent")
    parser.add_argument("--base", metavar="REV", help="check what differs from this revision")
    parser.add_argument("--rev", metavar="REV", help="check this revision, not the work tree")
    parser.add_argument("--profile", choices=_PROFILES, default="standard", help="how strict")
    parser.add_argument("--format", choices=_FORMATS, default="text", help="how to print findings")
    parser.add_argument(
        "--jobs", type=int, metavar="N", help="processes to use; all cores if absent"
    )
    parser.add_argument("--no-cache", action="store_true", help="judge everything anew")


def run(arguments: argparse.Namespace) -> int:
    """Check, print the findings, return 1 if an error stands."""
    from wakebook.cli._repository import root_of, tree_of, wants_color
    from wakebook.render.findings import render

    root = root_of(arguments, arguments.rev)
    tree = tree_of(root, arguments.rev)
    paths = _paths(arguments, root)
    for path in paths or ():
        _doubt(path)
    outcome = _outcome(tree, paths, arguments)
    color = arguments.format == "text" and wants_color()
    report = report_on(outcome, arguments.profile, color=color)
    sys.stdout.write(render(arguments.format, report))
    return 1 if report.failed else 0


class Outcome(NamedTuple):
    """What a run found; it can be kept as JSON."""

    findings: "list[Finding]"
    checked: int
    public_url: str | None
    apart: bool = False
    """Whether it hangs on more than the tree: on keys of sealed records, on other repositories."""


def report_on(outcome: Outcome, profile: "Profile", *, color: bool = False) -> "Report":
    """What a run has to tell at this strictness."""
    from wakebook.render.findings.report import Report, shown

    return Report(
        findings=shown(outcome.findings, profile),
        checked=outcome.checked,
        url=lambda code: rule_url(outcome.public_url, code),
        title=_title,
        color=color,
    )


def _outcome(tree: "Tree", paths: list[str] | None, arguments: argparse.Namespace) -> Outcome:
    """The findings, from the cache if nothing has changed since they were found."""
    whole = paths is None and arguments.base is None
    cache = None if arguments.no_cache or not whole else _cache(tree)
    if cache is None:
        return _inspected(tree, paths, arguments, None)
    snapshot = tree.snapshot()
    known = cache.run(f"{cache.tool}{snapshot}", _kept) if snapshot else None
    if known is not None:
        return known
    outcome = _inspected(tree, paths, arguments, cache)
    if snapshot and not outcome.apart:
        rows = [list(finding) for finding in outcome.findings]
        cache.keep_run(f"{cache.tool}{snapshot}", [rows, outcome.checked, outcome.public_url])
    return outcome


def _kept(value: Any) -> Outcome:
    """What a run found, from JSON; raises ValueError for what has another shape."""
    from wakebook.model.finding import thaw

    match value:
        case [list(rows), int(checked), str() | None as url]:
            return Outcome([thaw(row) for row in rows], checked, url)
    raise ValueError("this was never kept")


def _cache(tree: "Tree") -> "Cache | None":
    from wakebook.records.cache import Cache
    from wakebook.records.git import Git

    return Cache.beside(Git(tree.root))


def _inspected(
    tree: "Tree", paths: list[str] | None, arguments: argparse.Namespace, cache: "Cache | None"
) -> Outcome:
    from wakebook.cli._processes import spread
    from wakebook.flows.inspection import Inspection
    from wakebook.records.changes import changed_since

    change = changed_since(tree, arguments.base) if arguments.base is not None else None
    inspection = Inspection.of(tree, paths, change)

    def judge(incidents: Sequence[str]) -> "Iterable[Judged]":
        return spread(inspection.judged, incidents, arguments.jobs)

    def of_incidents(incidents: Sequence[str]) -> "list[Finding]":
        if cache is not None:
            from wakebook.flows.remembered import Remembered

            return Remembered(inspection, cache).of_incidents(incidents, judge)
        return [finding for _, findings, _ in judge(incidents) for finding in findings]

    found = inspection.findings(of_incidents)
    opened = inspection.opened
    apart = bool(opened.clear.incidents or opened.mounts != ((), ()))
    return Outcome(found, len(inspection.incidents), inspection.settings.public_url, apart)


def _paths(arguments: argparse.Namespace, root: Path) -> list[str] | None:
    """The given paths relative to the repository; a bare incident id is its folder."""
    if not arguments.paths:
        return None
    from wakebook.cli._exits import UsageError
    from wakebook.cli._repository import path_in
    from wakebook.records.shelf import ID

    paths = []
    for given in arguments.paths:
        if ID.fullmatch(given) and not Path(arguments.directory, given).exists():
            path = f"incidents/{given[:4]}/{given}"
        else:
            path = path_in(root, arguments, given)
        if arguments.rev is None and not os.path.lexists(root / path):
            raise UsageError(f"there is no {given}")
        paths.append(path)
    return paths


def _doubt(path: str) -> None:
    """Say that nothing is checked where no record can lie."""
    from wakebook.cli._terminal import say
    from wakebook.records.tree import FOLDERS, SETTINGS

    if path.partition("/")[0] not in (".", SETTINGS, *FOLDERS):
        say(f"{path} is no record and is not checked; records lie in {', '.join(FOLDERS)}")


def _title(code: str) -> str:
    from wakebook.rules.registry import rules

    rule = rules().get(code)
    return rule.title.rstrip(".") if rule else code


def rule_url(public_url: str | None, code: str) -> str:
    """The page of a rule."""
    return f"{(public_url or DOCS).rstrip('/')}/rules/{code.lower()}/"
