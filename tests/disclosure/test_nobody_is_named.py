"""The public reads of nobody of us, wherever a record names somebody (3.5)."""

from tests.disclosure.conftest import FOLDER, ID

HEADER = """title: Orders cannot be paid
kind: incident
audience: public
components: [checkout]
resolution: {summary: The queue was emptied., actions: [{what: Emptied the queue, by: 'user:ben'}]}
"""
ENTRIES = (
    (
        "- {kind: role, at: 2026-11-27T09:01Z, by: 'user:ana', audience: public,\n"
        "   role: commander, from: none, to: 'user:ben'}\n"
    ),
    (
        "- {kind: task, at: 2026-11-27T09:02Z, by: 'user:ana', audience: public,\n"
        "   ref: t1, text: Empty the queue, owner: 'user:ben'}\n"
    ),
    "- {kind: update, at: 2026-11-27T09:03Z, by: 'user:ana', audience: public, text: We look.}\n",
)
POSTMORTEM = f"""---
incidents: [{ID}]
authors: ['user:ben']
audience: public
---
## Summary
Orders could not be paid.
"""
ACTION = """title: Watch the queue
owner: user:ben
due: 2026-12-20
kind: detect
audience: public
"""
RUNBOOK = """---
title: Empty the queue by hand
owner: user:ben
review_by: 2027-03-31
audience: public
---
## Steps
Run the job.
"""
PROBLEM = """title: The queue fills
state: open
audience: public
components: [checkout]
owner: user:ben
"""


def test_3_5_no_page_names_somebody_of_the_catalog(shop):
    shop.write(*ENTRIES, header=HEADER)
    postmortem = FOLDER.replace("incidents", "postmortems")
    shop.repository.write(f"{postmortem}/postmortem.md", POSTMORTEM)
    shop.repository.write(f"{postmortem}/actions/watch.yaml", ACTION)
    shop.repository.write("problems/queue.yaml", PROBLEM)
    shop.repository.write("runbooks/by-hand.md", RUNBOOK)
    shop.repository.commit("Learn")
    told = {}
    for audience in ("public", "staff"):
        build = shop.repository.root.parent / audience
        words = ("--audience", audience, "--to", str(build))
        ran = shop.run("publish", *words, cwd=shop.repository)
        assert ran.code == 0, ran.stderr
        files = [p for p in (build / "docs").rglob("*.md") if "rules" not in p.parts]
        told[audience] = "".join(p.read_text(encoding="utf-8") for p in files)
    assert "Empty the queue" in told["public"]
    assert "Watch the queue" in told["public"]
    assert "The queue fills" in told["public"]
    assert "Empty the queue by hand" in told["public"]
    assert "one of us" in told["public"]
    for name in ("Ben", "ben"):
        assert f">{name}<" not in told["public"]
        assert f"user:{name}" not in told["public"]
    assert "Ben" in told["staff"]
