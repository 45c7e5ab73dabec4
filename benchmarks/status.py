"""The status site's ratios, ours against cState's under Hugo, on the same incidents in one run.

``python -m benchmarks.status --theme DIR --hugo PROGRAM`` measures both; without a theme only ours.
DIR is a clone of cState (github.com/cstate/cstate, MIT). Its templates do not build under Hugo
0.146 and later: take 0.145 or an older one, such as Debian's package ``hugo``.
"""

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from benchmarks.generate import CAUSES, FIRST_DAY, SYMPTOMS
from benchmarks.publishing import served
from benchmarks.timing import Row, tell

_COMPONENTS = ("API", "Website", "Payments", "Search", "Mail", "Media")
_CONFIG = """title: Benchmark Status
baseURL: https://status.example.com
languageCode: en
defaultContentLanguage: en
buildFuture: true
theme: cstate
preserveTaxonomyNames: true
taxonomies: {affected: affected}
outputs:
  page: [html, json]
  section: [html, json, rss]
  home: [html, json, rss, svg]
  term: [html, json, rss, svg]
outputFormats:
  svg: {mediaType: image/svg+xml, isPlainText: true}
params:
  dateFormat: January 2, 2006 at 3:04 PM
  shortDateFormat: 15:04 — Jan 2
  useRelativeTime: true
  enableLastMod: true
  enableUptimeHistogram: true
  incidentHistoryFormat: yearly
  incidentPostsPerPage: 10
  description: We post here what goes on.
  brand: "#0a0c0f"
  ok: "#008000"
  disrupted: "#cc4400"
  down: "#e60000"
  notice: "#24478f"
  categories: [{name: Services}]
  systems:
"""
_POST = """---
title: {title}
date: {date}
resolved: true
resolvedWhen: {until}
severity: {severity}
affected: [{component}]
section: issue
---
*Investigating* - We look into it. {{{{< track "{date}" >}}}}

*Resolved* - It was {cause}. {{{{< track "{until}" >}}}}
"""


class Load(NamedTuple):
    """The first load of a page: bytes of all its answers, and the hosts that they came from."""

    weight: int
    hosts: int


def cstate_site(folder: Path, incidents: int) -> Path:
    """A site of cState with so many incidents over ten years."""
    chance = random.Random(4)
    posts = folder / "content" / "issues"
    posts.mkdir(parents=True)
    systems = "".join(f"    - {{name: {c}, category: Services}}\n" for c in _COMPONENTS)
    (folder / "config.yml").write_text(_CONFIG + systems, encoding="utf-8")
    for number in range(incidents):
        began = FIRST_DAY + timedelta(days=3650 * number / incidents, hours=chance.randrange(24))
        component = chance.choice(_COMPONENTS)
        post = _POST.format(
            title=f"{chance.choice(SYMPTOMS).capitalize()} {component}",
            date=f"{began:%Y-%m-%dT%H:%M:%SZ}",
            until=f"{began + timedelta(minutes=chance.randrange(5, 400)):%Y-%m-%dT%H:%M:%SZ}",
            severity=chance.choice(("disrupted", "down")),
            component=component,
            cause=chance.choice(CAUSES),
        )
        (posts / f"{began:%Y-%m-%d}-{number:04}.md").write_text(post, encoding="utf-8")
    return folder


def run(root: Path, *command: str) -> float:
    """Wall seconds of a command, which has to succeed."""
    began = time.monotonic()
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)[:200]}: {done.stderr[-2000:]}{done.stdout[-2000:]}")
    return time.monotonic() - began


def wakebook(root: Path, *words: str) -> float:
    """Wall seconds of one of our commands."""
    return run(root, sys.executable, "-m", "wakebook", *words)


def ours(folder: Path, source: Path) -> Path:
    """A repository with the incidents of a site of cState."""
    folder.mkdir()
    wakebook(folder, "init", ".")
    wakebook(folder, "import", "cstate", str(source))
    commit(folder)
    return folder


def commit(root: Path) -> None:
    """Commit everything but what was built."""
    run(root, "git", "add", "--all", "--", ".", ":!build")
    who = ("-c", "user.name=Ana", "-c", "user.email=ana@shop.example")
    run(root, "git", *who, "commit", "--quiet", "-m", "Change")


def first_load(site: Path) -> Load:
    """What a browser fetches for the first page; other hosts are counted and not asked."""
    from playwright.sync_api import Request, Route, sync_playwright

    asked: list[str] = []
    weight = 0

    def note(request: Request) -> None:
        asked.append(request.url)

    def abroad(route: Route) -> None:
        route.abort()

    with served(site) as address, sync_playwright() as playwright:
        program = shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        page = browser.new_page()
        page.on("request", note)
        page.route(lambda url: not url.startswith(address), abroad)
        page.goto(address, wait_until="networkidle")
        page.wait_for_timeout(500)
        for url in dict.fromkeys(asked):
            if url.startswith(address):
                weight += len(page.request.get(url).body())
        browser.close()
    return Load(weight, len({urlsplit(url).netloc for url in asked}))


def after_merge(folder: Path, incidents: int) -> float:
    """Seconds until one merged update is published, among so many incidents."""
    command = [sys.executable, "-m", "benchmarks.generate", str(folder)]
    subprocess.run([*command, "--incidents", str(incidents)], check=True, stdout=subprocess.DEVNULL)
    wakebook(folder, "publish", "status", "--audience", "staff")
    newest = max(folder.glob("incidents/*/*/incident.yaml"))
    text = newest.read_text(encoding="utf-8")
    newest.write_text(text.replace("title: ", "title: Again ", 1), encoding="utf-8")
    commit(folder)
    return wakebook(folder, "publish", "status", "--audience", "staff")


def compared(folder: Path, hugo: str, theme: Path | None, incidents: int) -> list[Row]:
    """Both sites of the same incidents; each is built twice from nothing, the faster one counts."""
    source = cstate_site(folder / "cstate", incidents)
    root = ours(folder / "ours", source)
    took = min(_built(root) for _ in range(2))
    load = first_load(root / "build" / "status")
    rows = [
        Row("first load, of 60 kB", load.weight / 60_000, 1.0, f"{load.weight / 1000:.1f} kB"),
        Row("hosts of the first load", load.hosts, 1.0, "hosts"),
    ]
    if theme is None:
        print(f"ours alone: {took:.2f} s for {incidents} incidents; cState needs --theme")
        return rows
    shutil.copytree(theme, source / "themes" / "cstate")
    theirs = min(_hugo(source, hugo) for _ in range(2))
    other = first_load(source / "out")
    how = f"{took:.2f} s ours, {theirs:.2f} s Hugo"
    rows.insert(0, Row(f"build of {incidents} incidents, ours / cState's", took / theirs, 2.0, how))
    how = f"{load.weight / 1000:.1f} kB, cState {other.weight / 1000:.1f} kB of {other.hosts} hosts"
    rows.insert(1, Row("first load, ours / cState's", load.weight / other.weight, 0.5, how))
    return rows


def _built(root: Path) -> float:
    shutil.rmtree(root / "build", ignore_errors=True)
    (root / ".git" / "wakebook" / "status.sqlite").unlink(missing_ok=True)
    return wakebook(root, "publish", "status")


def _hugo(root: Path, program: str) -> float:
    shutil.rmtree(root / "out", ignore_errors=True)
    return run(root, program, "--destination", "out", "--ignoreCache")


def main() -> int:
    """Measure and print the table; 1 if a limit is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--hugo", default="hugo", help="the program (hugo)")
    parser.add_argument("--theme", type=Path, help="a clone of cState")
    parser.add_argument("--incidents", type=int, default=500, help="of the comparison")
    parser.add_argument("--merge", type=int, default=10_000, help="incidents before the merge")
    given = parser.parse_args()
    os.environ.setdefault("GIT_CONFIG_NOSYSTEM", "1")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows = compared(folder, given.hugo, given.theme, given.incidents)
        if given.merge:
            took = after_merge(folder / "many", given.merge)
            what = f"publish after one merge, {given.merge} incidents, of 10 s"
            rows.append(Row(what, took / 10, 1.0, f"{took:.1f} s"))
    return tell(rows)


if __name__ == "__main__":
    sys.exit(main())
