"""Upptime: a repository with ``.upptimerc.yml``, and its issues as ``gh issue list`` gives them.

Source of the fields: Upptime's documentation (an issue with the label ``status`` for each outage,
scheduled maintenance in an HTML comment) and GitHub CLI's ``--json``. What is in ``history/`` is a
measurement of the last run and no incident.
"""

import re
from collections.abc import Iterator
from datetime import tzinfo
from pathlib import Path

from wakebook.flows.importing.item import Foreign, Item, Named, kept, lost, mapped
from wakebook.flows.importing.when import When
from wakebook.model.imported import Fate, Remark
from wakebook.records.foreign.json import read_json
from wakebook.records.foreign.markup import plain_markdown
from wakebook.records.foreign.node import Listing, Scalar, Table, UnreadableError
from wakebook.records.foreign.source import read_text
from wakebook.records.foreign.yaml import read_yaml

HELP = "an Upptime repository: .upptimerc.yml, and its issues in issues.json"
SOURCE = "the repository's folder"
FOLDER = True

ISSUES = "issues.json"
_ASK = (
    "gh issue list --state all --limit 10000"
    " --json number,title,body,state,createdAt,closedAt,labels,comments,url"
)
_PEOPLE = "a public record names nobody who has not agreed; write who it was where it matters"
FIELDS: dict[str, Fate] = {
    "number": mapped("origin.id"),
    "url": mapped("origin.url"),
    "title": mapped("title"),
    "body": mapped("log: update"),
    "state": mapped("log: resolved, completed, closed"),
    "createdAt": mapped("log: started, scheduled"),
    "closedAt": mapped("log: resolved, completed, closed"),
    "labels": lost("it is the host's own description of a label"),
    "labels.name": mapped("components, kind"),
    "comments": lost("it is the host's own and tells nothing of what happened"),
    "comments.body": mapped("log: update"),
    "comments.createdAt": mapped("log: update, at"),
    "comments.author": lost(_PEOPLE),
}
_TITLE = re.compile(r"^\W*+(?P<name>.+?) (?P<state>is down|has degraded performance)$")
_STATES = {"is down": "down", "has degraded performance": "degraded"}
_PLAN = re.compile(
    r"^[ \t]*+(start|end|expectedDown|expectedDegraded)[ \t]*+:[ \t]*+(.+)$", re.MULTILINE
)
_SHOWN = 100
_UNNAMED = "sites are named as in the titles of their issues"
_OWN = frozenset({"status", "maintenance", "bug"})


def read(path: Path, shown: str, zone: tzinfo | None) -> Foreign:
    """Every outage and maintenance; raises UnreadableError where there are no issues."""
    remarks: list[Remark] = []
    names = dict(_sites(path, remarks))
    source = path / ISSUES
    if not source.is_file():
        raise UnreadableError(1, f"{shown} has no {ISSUES}; write it there: {_ASK} > {ISSUES}")
    issues = read_json(read_text(source))
    if not isinstance(issues, Listing):
        raise UnreadableError(issues.line, f"{ISSUES} is no list of issues; write it with: {_ASK}")
    items = []
    for issue in issues:
        if not isinstance(issue, Table):
            remarks.append(Remark(ISSUES, issue.line, "is no issue", bars=True))
        elif {"status", "maintenance"} & {*_labels(issue)}:
            items.append(_item(issue, names, zone))
        else:
            sentence = "has neither the label status nor maintenance; it is no incident"
            remarks.append(Remark(ISSUES, issue.line, sentence))
    return Foreign(items, remarks, None, tuple(map(Named, names.values())))


def _sites(path: Path, remarks: list[Remark]) -> Iterator[tuple[str, str]]:
    """The names of sites by their slug, which is the label of their issues."""
    settings = path / ".upptimerc.yml"
    if not settings.is_file():
        remarks.append(Remark(settings.name, 1, f"is not there; {_UNNAMED}"))
        return
    try:
        told = read_yaml(read_text(settings))
    except UnreadableError as error:
        sentence = f"{error.why}; {_UNNAMED}"
        remarks.append(Remark(settings.name, error.line, sentence, bars=True))
        return
    for site in told.tables("sites") if isinstance(told, Table) else ():
        name, own = site.scalar("name"), site.scalar("slug")
        if name is not None:
            slug = own.text if own else re.sub(r"[^a-z0-9]+", "-", name.text.lower()).strip("-")
            yield slug, " ".join(name.text.split())


def _labels(issue: Table) -> list[str]:
    named = (label.scalar("name") for label in issue.tables("labels"))
    return [*(name.text.strip() for name in named if name), *_texts(issue)]


def _texts(issue: Table) -> Iterator[str]:
    """Labels that are mere words."""
    yield from (label.text.strip() for label in issue.scalars("labels"))


def _item(issue: Table, names: dict[str, str], zone: tzinfo | None) -> Item:
    item = Item("upptime", ISSUES, issue.line, zone, severity_field="title")
    item.count(issue)
    number = item.line_of_text(issue.scalar("number"))
    if number is None:
        item.remark(issue.line, "has no number, so it could not be found again", bars=True)
    item.id = number or "?"
    title = item.line_of_text(issue.scalar("title"))
    item.title = title or f"Issue {item.id}"
    item.url = item.line_of_text(issue.scalar("url"))
    found = _TITLE.match(title or "")
    if found:
        item.title = f"{found['name']} {found['state']}"
        item.severity = _STATES[found["state"]]
        item.fates["title"] = kept("title; log: classification, and as the state of components")
    _components(item, issue, names)
    if not item.components and found:
        item.components = [found["name"]]
    _course(item, issue, names)
    return item


def _components(item: Item, issue: Table, names: dict[str, str]) -> None:
    """The sites that labels name; what else a label says is told."""
    labels = [label for label in _labels(issue) if label not in _OWN]
    item.components = [names[label] for label in labels if label in names]
    others = [label for label in labels if label not in names]
    if others:
        shown = ", ".join(others)[:_SHOWN]
        sentence = f"has labels that are none of a site in .upptimerc.yml; left out: {shown}"
        item.remark(issue.line, sentence)
        item.fates["labels.name"] = mapped("components, kind, if it is a site's or Upptime's")


def _course(item: Item, issue: Table, names: dict[str, str]) -> None:
    body = issue.scalar("body")
    plan = dict(_PLAN.findall("\n".join(_comments(body.text)))) if body else {}
    begun = item.time(issue.scalar("createdAt"), "createdAt")
    closed = item.time(issue.scalar("closedAt"), "closedAt")
    if "maintenance" in _labels(issue):
        _planned(item, issue, plan, begun, names)
        _updates(item, issue, begun)
        return
    item.severity_at = begun.text if begun else "unknown"
    item.add("started", begun)
    _updates(item, issue, begun)
    if _is_closed(issue):
        item.finish(closed, begun, "closedAt", issue.line)
    elif closed is not None:
        item.fates["closedAt"] = lost("the state says that it goes on")
        item.remark(issue.line, "has a closedAt and is not closed; it stays open")


def _comments(text: str) -> Iterator[str]:
    """What stands in HTML comments; a regular expression would look for each end many times."""
    while text:
        _, _, text = text.partition("<!--")
        inside, end, text = text.partition("-->")
        if end:
            yield inside


def _planned(
    item: Item, issue: Table, plan: dict[str, str], begun: When | None, names: dict[str, str]
) -> None:
    """A maintenance with its window, which its issue is closed at the end of."""
    item.kind = "maintenance"
    first, last = (
        item.time(Scalar(plan[key].strip(), issue.line), key) if key in plan else None
        for key in ("start", "end")
    )
    if first is None or last is None:
        item.remark(issue.line, "is a maintenance without start and end", bars=True)
        return
    slugs = [s.strip() for key in ("expectedDown", "expectedDegraded") for s in _split(plan, key)]
    item.components += [names.get(slug, slug) for slug in slugs if slug]
    item.components = list(dict.fromkeys(item.components))
    item.add("scheduled", begun, **{"from": first.text, "until": last.text})
    if _is_closed(issue):
        item.add("in_progress", first)
        item.add("completed", last)
        item.add("closed", last)


def _split(plan: dict[str, str], key: str) -> list[str]:
    return plan.get(key, "").split(",")


def _is_closed(issue: Table) -> bool:
    state = issue.scalar("state")
    return state is not None and state.text.lower() == "closed"


def _updates(item: Item, issue: Table, begun: When | None) -> None:
    text = item.prose(issue.scalar("body"), plain_markdown)
    if text:
        item.say(text, begun, None, None)
    for comment in issue.tables("comments"):
        when = item.time(comment.scalar("createdAt"), "a comment's createdAt")
        said = item.prose(comment.scalar("body"), plain_markdown)
        if said:
            item.say(said, when, None, None)
