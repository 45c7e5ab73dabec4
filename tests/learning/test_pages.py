"""Pages tell in a reader's words what a record names (requirements 6.3, 6.5, 6.6)."""

import html
import re
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ID = "2026-11-23-checkout-errors"
RUNBOOK = """---
title: Payments fail
owner: group:web
components: [payments]
---

## Mitigation

Roll it back.
"""
LOG = """- kind: decision
  at: 2026-11-23T14:10Z
  by: user:ana
  ref: wait
  decide_by: 2026-11-23T14:30Z
  text: Wait for the vendor?
- kind: action
  at: 2026-11-23T14:12Z
  by: user:ana
  text: Followed the steps.
  tool: runbooks/payments-fail.md
- {kind: classification, at: 2026-11-23T14:12Z, by: 'user:ana', category: dependency/vendor}
- {kind: task, at: 2026-11-23T14:13Z, by: 'user:ana', ref: call, owner: 'external:zoe'}
- kind: link
  at: 2026-11-23T16:00Z
  by: user:ana
  rel: caused_by_change
  to: "github:acme/checkout@3ac3631c36d0a1b2c3d4e5f60718293a4b5c6d7e"
  text: Drop the index
"""
CHANGE = "Drop the index (github:acme/checkout@|3ac3631c36d0|)"


def action(title, status):
    return (
        f"title: {title}\nowner: group:web\ndue: 2026-12-07\nkind: document\nstatus: {status}\n"
        "changes: [runbooks/payments-fail.md]\n"
    )


@pytest.fixture
def text(shop, incident, wakebook, once):
    """Publishes the shop and gives a page's main part as words."""

    def course():
        shutil.copytree(ROOT / "site", shop.root / "site")
        shutil.copy(ROOT / "mkdocs.yml", shop.root)
        incident(log=LOG)
        header = shop.root / f"incidents/2026/{ID}/incident.yaml"
        header.write_text(header.read_text().replace("[checkout]", "[checkout, payments]"))
        shop.write("runbooks/payments-fail.md", RUNBOOK)
        folder = f"postmortems/2026/{ID}"
        shop.write(f"{folder}/actions/said.yaml", action("Say it there", "open"))
        shop.write(f"{folder}/actions/wrote.yaml", action("Wrote the steps", "done"))
        assert wakebook("postmortem", "draft", ID, cwd=shop).code == 0
        assert wakebook("publish", cwd=shop).code == 0

    once("learning/pages", shop.root, course)

    def read(path):
        page = (shop.root / "build/site" / path / "index.html").read_text("utf-8")
        words = re.sub(r"<[^>]+>", "|", page.partition("<main")[2].partition("</main")[0])
        return re.sub(r"[|\s]*\|[|\s]*", "|", html.unescape(words))

    return read


def test_6_3_a_runbook_was_taught_by_what_is_done_alone(text):
    page = text("runbooks/payments-fail")
    taught, promised = page.index("What incidents taught it"), page.index("|Promised|")
    assert taught < page.index("Wrote the steps") < promised < page.index("Say it there")


def test_6_6_entries_name_people_times_and_runbooks(text, shop):
    page = text(f"incidents/2026/11/{ID}")
    assert "|Owner|zoe|" in page
    assert "|Decide by|23 Nov 2026, 14:30 UTC|" in page
    assert "|Tool|Payments fail|" in page
    raw = (shop.root / f"build/site/incidents/2026/11/{ID}/index.html").read_text("utf-8")
    assert re.search(r'<dt>Tool</dt><dd><a href="[./]+/runbooks/payments-fail/"', raw)


def test_6_6_a_change_is_named_by_its_title(text):
    assert CHANGE in text(f"incidents/2026/11/{ID}")
    assert CHANGE in text("components/payments")


def test_6_6_a_commit_is_short_in_the_timeline_and_whole_behind_it(text, shop):
    page = text(f"incidents/2026/11/{ID}")
    assert "Caused by change: github:acme/checkout@|3ac3631c36d0|" in page
    raw = (shop.root / f"build/site/incidents/2026/11/{ID}/index.html").read_text("utf-8")
    whole = "3ac3631c36d0a1b2c3d4e5f60718293a4b5c6d7e"
    assert raw.count(f'<span title="{whole}">3ac3631c36d0</span>') == 2
    assert whole not in page, "a reader sees twelve digits"


def test_6_6_milestones_and_categories_are_told_in_words(text):
    page = text(f"incidents/2026/11/{ID}")
    assert "3 min after the beginning" in page
    assert "2 min after the detection" in page
    assert "|Category|Dependency / Vendor|" in page


def test_6_2_an_empty_section_of_a_draft_says_so(text, shop, wakebook):
    path = f"postmortems/2026/11/{ID}"
    assert "|Lessons|Nothing is written here yet.|" in text(path)
    assert "Checkout answers with errors It began" not in text("postmortems")
    file = shop.root / f"postmortems/2026/{ID}/postmortem.md"
    told = file.read_text().replace("## Lessons\n", "## Lessons\n\nRoll back first.\n")
    file.write_text(told)
    assert wakebook("publish", cwd=shop).code == 0
    assert "|Lessons|Roll back first.|" in text(path)


def test_6_5_what_is_not_published_is_a_draft(text, shop, wakebook):
    path = f"postmortems/2026/11/{ID}"
    assert "|draft, not published|" in text(path)
    assert "|draft, not published|" in text("postmortems")
    file = shop.root / f"postmortems/2026/{ID}/postmortem.md"
    done = file.read_text().replace("audience: staff", "audience: staff\npublished: 2026-11-25")
    file.write_text(done)
    assert wakebook("publish", cwd=shop).code == 0
    assert "draft, not published" not in text(path)
