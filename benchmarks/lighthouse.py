"""Lighthouse's scores of the status site, on a phone: each has to be 99 at least.

``python -m benchmarks.lighthouse`` wants Chromium and npm, which fetches Lighthouse. The site is
that of the tests: an incident that goes on, one that is over, a maintenance, two languages.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.conftest import REPOSITORIES
from tests.status.conftest import HEADER, LOG, OUTAGE, OVER, PLAN, PLANNED, POLICY, WORK

from benchmarks.publishing import served
from benchmarks.status import commit, run, wakebook

LIGHTHOUSE = ("npx", "--yes", "lighthouse@12.8.2")
PAGES = {
    "now": "",
    "incident": f"incidents/{OUTAGE}/",
    "component": "components/checkout/",
    "history": "history/",
    "month": "history/2026-11/",
}
LEAST = 99


def site(root: Path) -> Path:
    """The published status site of the small shop."""
    shutil.copytree(REPOSITORIES / "small", root)
    for folder in ("incidents", "postmortems", "problems"):
        shutil.rmtree(root / folder)
    settings = (root / "wakebook.yaml").read_text(encoding="utf-8")
    write(root, "wakebook.yaml", f"{settings}status_url: https://status.shop.example\n")
    write(root, "policies/status.yaml", POLICY)
    past = OUTAGE.replace("23", "20")
    for incident, header, logs in (
        (OUTAGE, HEADER, LOG),
        (past, HEADER, (LOG + OVER).replace("11-23", "11-20")),
        (WORK, PLANNED, PLAN),
    ):
        place = f"incidents/2026/{incident}"
        write(root, f"{place}/incident.yaml", header)
        write(root, f"{place}/timeline/{incident[:10].replace('-', '')}T140000Z-0000.yaml", logs)
    run(root, "git", "init", "--quiet", "-b", "main")
    commit(root)
    wakebook(root, "publish", "status")
    return root / "build" / "status"


def write(root: Path, path: str, text: str) -> None:
    """Write a file, with the folders above it."""
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text, encoding="utf-8")


def report(url: str, program: list[str], folder: Path) -> dict[str, Any]:
    """What Lighthouse found on a page; a busy machine makes its throttled browser look slow."""
    to = folder / "report.json"
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or ""
    flags = "--chrome-flags=--headless=new --no-sandbox"
    command = [*program, url, flags, "--quiet", "--output=json", f"--output-path={to}"]
    subprocess.run(command, check=True, env={**os.environ, "CHROME_PATH": chromium})
    found: dict[str, Any] = json.loads(to.read_text(encoding="utf-8"))
    return found


def failed(told: dict[str, Any]) -> Iterator[str]:
    """What cost points, by category."""
    for name, category in told["categories"].items():
        for each in category["auditRefs"]:
            audit = told["audits"][each["id"]]
            if each["weight"] and audit["score"] is not None and audit["score"] < 1:
                yield f"  {name}: {audit['title']} {audit.get('displayValue', '')}"


def main() -> None:
    """Print the scores of every kind of page; fail below the least."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lighthouse", help="the program, where npm shall not fetch it")
    parser.add_argument("--runs", type=int, default=3, help="of each page; the median counts (3)")
    given = parser.parse_args()
    program = [given.lighthouse] if given.lighthouse else [*LIGHTHOUSE]
    low = []
    with tempfile.TemporaryDirectory() as name, served(site(Path(name) / "shop")) as address:
        for page, path in PAGES.items():
            runs = [report(f"{address}{path}", program, Path(name)) for _ in range(given.runs)]
            scores = {
                k: round(statistics.median(run["categories"][k]["score"] for run in runs) * 100)
                for k in runs[0]["categories"]
            }
            print(f"{page:10} " + "  ".join(f"{k} {v:3}" for k, v in scores.items()), flush=True)
            low += [f"{page} {k}" for k, v in scores.items() if v < LEAST]
            for cost in sorted({cost for run in runs for cost in failed(run)}):
                print(cost)
    if low:
        raise SystemExit(f"below {LEAST}: {', '.join(low)}")


if __name__ == "__main__":
    main()
