"""What a status site of cState shows, ours shows too, and what it gets wrong is right (3.2)."""

import json
import subprocess
import sys
from pathlib import Path

import feedparser
import pytest
from tests.status.conftest import Site
from tests.status.test_pages import words

CORPUS = Path(__file__).parents[3] / "shared/corpus/cstate-packit"
POST = """---
title: {title}
date: {date}
resolved: true
resolvedWhen: {until}
severity: {severity}
affected: [{affected}]
section: issue
---
It *was* {{{{< track "{date}" >}}}} a "quoted" {title}
"""


def imported(tmp_path, wakebook, source):
    """A repository into which a site of cState was imported, published."""
    from tests.conftest import Repository

    root = tmp_path / "ours"
    root.mkdir()
    assert wakebook("init", ".", cwd=root).code == 0
    plan = wakebook("import", "cstate", str(source), "--format", "json", cwd=root)
    repository = Repository(root)
    repository.git("init", "--quiet")
    site = Site(repository, wakebook, tmp_path / "published/status")
    assert site.publish().code == 0
    return site, json.loads(plan.stdout)


@pytest.mark.thorough
def test_3_2_a_real_site_of_cstate_is_shown_whole(tmp_path, wakebook, missing):
    if not CORPUS.is_dir():
        missing("the records of cstate-packit are not beside this project")
    site, plan = imported(tmp_path, wakebook, CORPUS)
    created = {i["incident"]: i["title"] for i in plan["items"] if i["deed"] == "create"}
    assert len(created) > 100
    for incident, title in created.items():
        assert " ".join(title.split()) in words(site.text(f"incidents/{incident}/index.html"))
    months = [path for path in site.files if path.startswith("history/2")]
    assert sum(site.text(path).count('<li class="row') for path in months) == len(created)
    parts = {path.split("/")[1] for path in site.files if path.startswith("components/")}
    assert {f"components/{part}/feed.rss" for part in parts} <= {*site.files}
    assert len(parts) >= 19
    for path in site.files:
        if path.endswith(".json"):
            site.json(path)
        if path.endswith((".atom", ".rss")):
            assert not feedparser.parse(site.files[path]).bozo, path


def test_3_2_what_breaks_a_site_of_cstate_breaks_nothing_here(tmp_path, wakebook):
    """A title with quotes, a severity that is none, an end before the beginning, no such date."""
    posts = tmp_path / "theirs/content/issues"
    posts.mkdir(parents=True)
    (tmp_path / "theirs/config.yml").write_text(
        "title: Theirs\nbaseURL: https://status.example.com\nparams: {systems: [{name: API}]}\n"
    )
    for name, values in {
        "quotes": {"title": "'He said \"no\" \\ {{x}}'"},
        "mistyped": {"title": "Mistyped", "severity": "dwon"},
        "reversed": {"title": "Reversed", "until": "2026-03-01T08:00:00Z"},
        "undated": {"title": "Undated", "date": "2026-03-01T025:00:00Z"},
    }.items():
        plain = {"date": "2026-03-01T10:00:00Z", "until": "2026-03-01T11:00:00Z"}
        text = POST.format(**{**plain, "severity": "down", "affected": "API", **values})
        (posts / f"2026-03-01-{name}.md").write_text(text)
    site, plan = imported(tmp_path, wakebook, tmp_path / "theirs")
    said = {i["title"]: [r["message"] for r in i["remarks"]] for i in plan["items"]}
    assert "severity 'dwon' is none of cState's (notice, disrupted, down)" in said["Mistyped"]
    assert said["Reversed"]
    assert said["Undated"]
    told = {i["name"]: i for i in site.json("api/v2/incidents.json")["incidents"]}
    assert told.keys() == {'He said "no" \\ {{x}}', "Mistyped", "Reversed", "Undated"}
    assert told["Reversed"]["resolved_at"] is None, "an end that cannot be is no end"
    assert "time unknown" in words(site.text("incidents/2026-03-01-reversed/index.html"))
    parts = site.json("api/v2/components.json")["components"]
    assert [(c["name"], c["status"]) for c in parts] == [("API", "operational")]
    feed = feedparser.parse(site.files["feed.atom"])
    assert not feed.bozo
    assert {"Resolved: Mistyped", "Investigating: Mistyped"} <= {e.title for e in feed.entries}


def test_3_2_a_site_is_published_from_any_clone_without_any_network(site, tmp_path):
    """The way that is left while the host is down: a clone, the command, a copy of the folder."""
    site.repository.commit("Change")
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "--quiet", site.repository.root, clone], check=True)
    alone = ["unshare", "--map-root-user", "--net"]
    if subprocess.run([*alone, "true"], check=False, capture_output=True).returncode:
        alone = []  # where nobody may leave the network; the clone's host is gone all the same
    site.repository.root.rename(tmp_path / "gone")
    done = subprocess.run(
        [*alone, sys.executable, "-m", "wakebook", "publish", "status", "--to", str(tmp_path)],
        cwd=clone,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Orders cannot be paid" in (tmp_path / "status/index.html").read_text()
