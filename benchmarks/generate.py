"""Repositories of made-up incidents: the same seed gives the same bytes.

``python -m benchmarks.generate DIR --incidents 10000`` writes a git repository: each incident has
a header and a log of 10 to 20 entries (one file of milestones, then a file an entry), a third of
them a post-mortem with action items. ``--changes 20`` adds a commit that appends to the log of
that many incidents. With ``--bare-tree`` nothing is checked out.
"""

import argparse
import random
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
FIRST_DAY = datetime(2016, 1, 1, tzinfo=UTC)
DAYS = 3650
PEOPLE = ("ana", "ben", "cleo", "dan", "eve", "finn")
COMPONENTS = tuple(
    f"{name}-{part}"
    for name in ("checkout", "payments", "search", "catalog", "accounts", "mail", "media", "edge")
    for part in ("web", "api", "worker", "database")
)
CATEGORIES = (
    "change/configuration",
    "capacity/overload",
    "capacity/exhaustion",
    "network/routing",
    "network/dns",
    "dependency/vendor",
    "hardware/failure",
)
SYMPTOMS = (
    "errors rise on",
    "latency doubles on",
    "requests time out at",
    "queues grow behind",
    "logins fail at",
    "reads are stale on",
    "deploys hang on",
    "certificates expire on",
)
CAUSES = (
    "a connection pool that was too small",
    "a retry loop without a limit",
    "a wrong feature flag",
    "a full disk",
    "a slow query after a migration",
    "a route that was withdrawn",
    "an expired certificate",
    "a cache that was emptied at once",
    "a vendor that was down",
)
REGIONS = ("eu-1", "eu-2", "us-1", "ap-1")
SECTIONS = (
    "Summary",
    "Impact",
    "Timeline",
    "Detection",
    "Contributing factors",
    "Resolution",
    "What went well",
    "What went badly",
    "Where we got lucky",
    "Lessons",
    "Action items",
)
MATRIX = {
    "SEV1": ("high", "high"),
    "SEV2": ("high", "medium"),
    "SEV3": ("medium", "medium"),
    "SEV4": ("low", "low"),
}


def shared_files() -> Iterator[tuple[str, str]]:
    """Settings, policies and a catalog for the made-up company."""
    yield "wakebook.yaml", "format: 1\ntitle: Benchmark\nzone: UTC\n"
    for policy in sorted((ROOT / "policies").glob("*.yaml")):
        text = policy.read_text(encoding="utf-8")
        yield f"policies/{policy.name}", text.replace("group:example-editors", "group:operators")
    yield "catalog/people.yaml", "---\n".join([_group(), *map(_user, PEOPLE)])
    yield "catalog/components.yaml", "---\n".join(map(_component, COMPONENTS))


def _group() -> str:
    return (
        "apiVersion: backstage.io/v1alpha1\nkind: Group\nmetadata:\n  name: operators\n"
        "spec:\n  type: team\n  children: []\n"
    )


def _user(name: str) -> str:
    return (
        f"apiVersion: backstage.io/v1alpha1\nkind: User\nmetadata:\n  name: {name}\n"
        f"  annotations:\n    wakebook.dev/github-id: '{1000 + PEOPLE.index(name)}'\n"
        "spec:\n  memberOf: [operators]\n"
    )


def _component(name: str) -> str:
    database = name.endswith("database")
    depends = "" if database else f"  dependsOn: [resource:{name.rpartition('-')[0]}-database]\n"
    kind, of = ("Resource", "database") if database else ("Component", "service")
    return (
        f"apiVersion: backstage.io/v1alpha1\nkind: {kind}\nmetadata:\n  name: {name}\n"
        f"spec:\n  type: {of}\n  lifecycle: production\n  owner: group:operators\n{depends}"
    )


class Story(NamedTuple):
    """What one made-up incident is about."""

    name: str
    start: datetime
    symptom: str
    component: str
    severity: str
    cause: str

    @property
    def folder(self) -> str:
        """The incident's folder."""
        return f"incidents/{self.name[:4]}/{self.name}"


def incident_files(seed: int, number: int) -> Iterator[tuple[str, str]]:
    """The files of one incident, the same for the same seed and number."""
    dice = random.Random(f"{seed}/{number}")
    start = FIRST_DAY + timedelta(days=number * 7919 % DAYS, minutes=dice.randrange(1440))
    component = dice.choice(COMPONENTS)
    story = Story(
        f"{start:%Y-%m-%d}-{component}-{number}",
        start,
        dice.choice(SYMPTOMS),
        component,
        dice.choices(tuple(MATRIX), (1, 3, 6, 4))[0],
        dice.choice(CAUSES),
    )
    yield f"{story.folder}/incident.yaml", _header(dice, story)
    yield from _log(dice, story)
    if number % 3 == 0:
        yield from _postmortem(dice, story)


def _header(dice: random.Random, story: Story) -> str:
    component, what = story.component, f"{story.symptom.capitalize()} {story.component}"
    others = [c for c in dice.sample(COMPONENTS, 2) if c != component][: dice.randrange(3)]
    return (
        f"title: {what}\n"
        f"kind: incident\naudience: staff\ncomponents: [{', '.join([component, *others])}]\n"
        f"category: {dice.choice(CATEGORIES)}\n"
        f"summary: >-\n  {what} because of {story.cause}.\n"
        f"  It was noticed by {dice.choice(('an alert', 'a customer', 'a colleague'))} and ended\n"
        f"  when the change was taken back and capacity was added.\n"
        f"customer_impact:\n  text: Some requests failed or were slow.\n"
        f"  counts:\n    - {{what: failed requests, count: {dice.randrange(100, 90000)}}}\n"
        f"resolution:\n  summary: Capacity was added and the cause was removed.\n"
        f"  actions:\n    - {{what: Added capacity to {component}, tool: kubectl}}\n"
        f"  changes:\n    - {{what: Raised the limit, ref: 'change/{dice.randrange(9999)}'}}\n"
        f"closed: {{status: closed, severity: {story.severity}}}\n"
    )


def _log(dice: random.Random, story: Story) -> Iterator[tuple[str, str]]:
    ana, ben = (f"user:{name}" for name in dice.sample(PEOPLE, 2))
    length = timedelta(minutes=dice.randrange(40, 600))
    now = story.start + timedelta(minutes=5)
    yield _file_at(dice, story, now, "".join(_opening(dice, story, ana)))
    for step in range(dice.randrange(2, 10)):
        now += timedelta(minutes=2, seconds=dice.randrange(60))
        yield _file_at(dice, story, now, _working(story, now, step, ana, ben))
    for share, kind, rest in (
        (0.6, "identified", f"  text: It is {story.cause}.\n"),
        (0.8, "mitigated", ""),
        (1.0, "resolved", "  text: Back to normal.\n"),
        (1.2, "closed", ""),
    ):
        at = story.start + timedelta(minutes=40) + length * share
        yield _file_at(dice, story, max(at, now), _entry(at, kind, ana, rest))


def _opening(dice: random.Random, story: Story, ana: str) -> Iterator[str]:
    impact, urgency = MATRIX[story.severity]
    noticed, declared = (story.start + timedelta(minutes=m) for m in (3, 5))
    yield _entry(story.start, "started", ana, "")
    yield _entry(noticed, "detected", ana, "  source: monitoring\n")
    yield _entry(declared, "declared", ana, "")
    yield _entry(declared, "role", ana, f"  role: commander\n  from: none\n  to: {ana}\n")
    level = f"  level: {story.severity}\n  impact: {impact}\n  urgency: {urgency}\n"
    yield _entry(declared, "severity", ana, level)
    where = f"  component: {story.component}\n  region: {dice.choice(REGIONS)}\n"
    yield _entry(declared, "impact", ana, f"{where}  state: degraded\n")


def _working(story: Story, now: datetime, step: int, ana: str, ben: str) -> str:
    kind, by, rest = (
        ("observation", ana, f"  text: Graphs of {story.component} show errors in two regions.\n"),
        ("action", ben, f"  text: Restarted a part of {story.component}.\n  tool: kubectl\n"),
        ("update", ben, f"  audience: public\n  text: We are working on {story.component}.\n"),
        ("observation", ben, f"  text: It may be {story.cause}.\n"),
    )[step % 4]
    return _entry(now, kind, by, rest)


def _entry(at: datetime, kind: str, by: str, rest: str) -> str:
    return f"- kind: {kind}\n  at: {at:%Y-%m-%dT%H:%MZ}\n  by: {by}\n{rest}"


def _file_at(dice: random.Random, story: Story, at: datetime, text: str) -> tuple[str, str]:
    name = f"{at:%Y%m%dT%H%M%SZ}-{dice.randrange(65536):04x}.yaml"
    return f"{story.folder}/timeline/{name}", text


def _postmortem(dice: random.Random, story: Story) -> Iterator[tuple[str, str]]:
    folder = f"postmortems/{story.name[:4]}/{story.name}"
    author = f"user:{dice.choice(PEOPLE)}"
    front = f"---\nincidents: [{story.name}]\nauthors: [{author}]\naudience: staff\n---\n\n"
    paragraph = (
        f"The pool of {story.component} had a limit that nobody had looked at since it was set. "
        f"When traffic grew, {story.cause} was enough to bring it down, and the retries of its "
        "callers kept it there until they were switched off.\n\n"
    )
    body = "".join(f"## {section}\n\n{paragraph}" for section in SECTIONS)
    yield f"{folder}/postmortem.md", front + body.rstrip() + "\n"
    for number in range(dice.randrange(1, 4)):
        due = story.start + timedelta(days=30)
        action = (
            f"title: Put a limit on {story.component} ({number})\n"
            f"owner: user:{dice.choice(PEOPLE)}\ndue: {due:%Y-%m-%d}\nkind: prevent\n"
            "status: open\n"
        )
        yield f"{folder}/actions/step-{number}.yaml", action


def appended(seed: int, number: int) -> tuple[str, str]:
    """One more log entry for an incident."""
    header, *_ = incident_files(seed, number)
    folder = header[0].rpartition("/")[0]
    return f"{folder}/timeline/20270101T000000Z-{number % 65536:04x}.yaml", (
        "- kind: update\n  at: 2027-01-01T00:00Z\n  by: user:ana\n  text: One more line.\n"
    )


def write(folder: Path, incidents: int, changes: int, seed: int, *, checkout: bool) -> None:
    """Make the repository through ``git fast-import``; the folder must not exist yet."""
    subprocess.run(["git", "init", "-q", "-b", "main", str(folder)], check=True)
    command = ["git", "-C", str(folder), "fast-import", "--quiet"]
    with subprocess.Popen(command, stdin=subprocess.PIPE) as importer:
        if importer.stdin is not None:
            importer.stdin.writelines(_stream(incidents, changes, seed))
            importer.stdin.close()
        if importer.wait():
            raise RuntimeError("git fast-import failed")
    if checkout:
        subprocess.run(["git", "-C", str(folder), "reset", "-q", "--hard", "main"], check=True)


def _stream(incidents: int, changes: int, seed: int) -> Iterator[bytes]:
    yield _commit(1, "Records")
    for path, text in shared_files():
        yield _file(path, text)
    for number in range(incidents):
        for path, text in incident_files(seed, number):
            yield _file(path, text)
    if changes:
        yield _commit(2, "Changes")
        step = max(1, incidents // changes)
        for number in range(0, step * changes, step):
            yield _file(*appended(seed, number))


def _commit(number: int, message: str) -> bytes:
    who = f"Benchmark <benchmark@example.org> {1_700_000_000 + number} +0000"
    return (f"commit refs/heads/main\ncommitter {who}\ndata {len(message)}\n{message}\n").encode()


def _file(path: str, text: str) -> bytes:
    data = text.encode()
    return b"M 100644 inline %s\ndata %d\n%s\n" % (path.encode(), len(data), data)


def main() -> None:
    """Read the arguments and write the repository."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--incidents", type=int, default=10_000)
    parser.add_argument("--changes", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--bare-tree", action="store_true", help="check nothing out")
    given = parser.parse_args()
    write(given.folder, given.incidents, given.changes, given.seed, checkout=not given.bare_tree)


if __name__ == "__main__":
    main()
