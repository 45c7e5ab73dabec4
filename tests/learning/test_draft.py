"""A draft says what the record says, and nothing else (requirements 6.1, 6.2, 3.3, 3.6)."""

import json
import re

import pytest

ID = "2026-10-05-payments-latency"
PATH = f"postmortems/2026/{ID}/postmortem.md"
ERRORS = "2026-11-23-checkout-errors"
LATE = "2026-10-19-payments-timeouts"


@pytest.fixture
def without(small):
    """The small shop before anybody has learned anything, with all sections that we know."""
    (small.root / PATH).unlink()
    path = small.root / "policies/postmortem.yaml"
    titles = ("Timeline", "Detection", "Decision points", "Communication", "Resolution")
    more = "".join(f"      - {{title: {title}, purpose: Tell it.}}\n" for title in titles)
    more += "      - {title: What went well, purpose: Keep it.}\n"
    more += "      - {title: What went badly, purpose: Change it.}\n"
    text = path.read_text()
    at = text.index("      - {title: Contributing factors")
    path.write_text(text[:at] + more + text[at:])
    small.commit("Nothing learned yet")
    return small


def section(text, title):
    """What stands below a heading."""
    found = re.search(rf"^## {title}\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    assert found is not None, title
    return found[1]


def written(wakebook, shop, name=ID, *options):
    """The draft that the command writes."""
    ran = wakebook("postmortem", "draft", name, *options, cwd=shop)
    assert ran.code == 0, ran.stderr
    return (shop.root / f"postmortems/2026/{name}/postmortem.md").read_text()


def test_6_2_the_sections_of_the_policy_stand_in_its_order(without, wakebook):
    text = written(wakebook, without)
    titles = re.findall(r"^## (.+)$", text, re.MULTILINE)
    assert titles == [
        *("Summary", "Impact", "Timeline", "Detection", "Decision points", "Communication"),
        *("Resolution", "What went well", "What went badly"),
        *("Contributing factors", "Lessons", "Action items"),
    ]
    assert text.startswith(f'---\nincidents: ["{ID}"]\nauthors: []\naudience: staff\n---\n')


def test_6_2_the_draft_is_committed_and_waits_only_for_what_people_write(without, wakebook):
    written(wakebook, without)
    assert without.git("log", "-1", "--format=%s").strip() == f"Begin the post-mortem of {ID}"
    assert without.git("status", "--porcelain") == ""
    ran = wakebook("check", "--format", "json", cwd=without)
    found = json.loads(ran.stdout)["findings"]
    assert {f["code"] for f in found} == {"WB6203"}
    assert {f["message"].split("'")[1] for f in found} == {
        "Contributing factors",
        "Lessons",
        "What went badly",
    }


def test_6_2_summary_and_impact_come_from_header_and_folds(without, wakebook):
    text = written(wakebook, without)
    summary = section(text, "Summary")
    assert "**Payments slow during the autumn sale**" in summary
    assert "A price import kept database connections open" in summary
    assert "It began on 5 Oct 2026, 09:02 UTC" in summary, "a correction counts"
    assert "after 1 h 22 min" in summary
    impact = section(text, "Impact")
    assert "- About 1,400 failed orders" in impact
    window = "- Payments: partial outage from 5 Oct 2026, 09:12 UTC to 10:24 UTC (1 h 12 min)"
    assert window in impact
    assert "- SEV1 from 5 Oct 2026, 09:12 UTC\n- SEV2 from 5 Oct 2026, 10:14 UTC" in impact


def test_6_2_the_timeline_has_the_decisive_moments_and_no_names(without, wakebook):
    text = written(wakebook, without)
    timeline = section(text, "Timeline")
    assert "- 09:08:30 UTC: Noticed by monitoring." in timeline
    assert "- 10:12 UTC: Stopped the price import (commander)." in timeline
    assert "price import holds 38 of 50" not in timeline, "a task is work, not a moment"
    assert not re.search(r"\b(?:Ana|Ben|ana|ben|cleo)\b", text.partition("## Action items")[0])


def test_6_2_detection_says_who_and_how_long(without, wakebook):
    detection = section(written(wakebook, without), "Detection")
    assert "Monitoring noticed first on 5 Oct 2026, 09:08:30 UTC." in detection
    assert "- From the beginning to the detection: 6 min" in detection
    assert "gap" not in detection


def test_6_2_a_gap_in_the_detection_is_filled_in_from_the_record(without, wakebook):
    assert "**Detection gap:** " in section(written(wakebook, without, LATE), "Detection")


def test_3_3_a_customer_who_knew_first_is_a_gap_said_plainly(without, wakebook):
    detection = section(written(wakebook, without, LATE), "Detection")
    assert "A customer noticed first" in detection
    assert "about 18 min" in detection, "the beginning is only known about"
    assert "**Detection gap:** customers knew of it before any monitoring did." in detection


def test_6_2_decisions_are_told_with_what_was_known_then(without, wakebook):
    points = section(written(wakebook, without), "Decision points")
    assert "**stop-import**: May the price import be stopped during the sale?" in points
    assert "- Options: stop it; let it run" in points
    assert "- To be decided by 09:56 UTC" in points
    assert "18 min after it was asked, inside the time box: stop it" in points
    assert "    - 09:50 UTC: Cause known." in points
    assert "10:12" not in points, "what came later was not known"


def test_6_2_what_was_written_down_later_was_not_known_then(without, wakebook):
    folder = f"incidents/2026/{ID}/timeline"
    early = (
        "- {kind: observation, at: 2026-10-05T09:40Z, by: 'user:ben', text: The pool is full.}\n"
    )
    late = early.replace("The pool is full", "The import was seen in a graph")
    without.write(f"{folder}/20261005T094100Z-d001.yaml", early)
    without.write(f"{folder}/20261005T103500Z-d002.yaml", late)
    points = section(written(wakebook, without), "Decision points")
    assert "    - 09:40 UTC: The pool is full (commander)." in points
    assert "graph" not in points


def test_3_6_communication_states_gaps_and_what_did_not_arrive(without, wakebook):
    folder = f"incidents/2026/{ID}/timeline"
    more = """- {kind: update, at: 2026-10-05T09:25Z, by: 'user:cleo', audience: public, text: A.}
- {kind: update, at: 2026-10-05T10:05Z, by: 'user:cleo', audience: public, ref: third, text: B.}
- kind: delivery
  at: 2026-10-05T10:06Z
  by: system:notifier
  ref: third
  channel: email
  to: customers-us
  outcome: bounced
"""
    without.write(f"{folder}/20261005T103600Z-d003.yaml", more)
    told = section(written(wakebook, without), "Communication")
    assert "3 updates for the public:\n" in told
    assert "- First on 5 Oct 2026, 09:20 UTC, 8 min after the declaration" in told
    assert "- Longest silence between two: 40 min, from 5 Oct 2026, 09:25 UTC to 10:05 UTC" in told
    assert "- From the last one to the resolution: 19 min" in told
    assert "- Update `third` to customers-us by email: bounced" in told
    assert "- Update `first-update`: nobody is logged as having received or confirmed it" in told


def test_6_2_nothing_said_is_a_fact_too(without, wakebook):
    told = section(written(wakebook, without, LATE), "Communication")
    assert "The log holds no update, so it does not say who was told." in told


def test_6_2_factors_and_resolution_say_what_is_known(without, wakebook):
    text = written(wakebook, without, LATE)
    factors = section(text, "Contributing factors")
    assert "- Category: Dependency / Vendor" in factors
    assert "- Follows: Payments slow during the autumn sale" in factors
    assert re.search(r"- Vendor .+ took part from 19 Oct 2026, 14:20 UTC, confirmed on", factors)
    resolution = section(text, "Resolution")
    assert "- Changed: Idle limit of the CDN set to 60 seconds (ticket ACME-77)" in resolution
    assert "no check and no confirmation" in resolution
    first = section(written(wakebook, without), "Resolution")
    assert "orders can be paid: passed, 30 of 30 runs" in first
    assert "The record was closed 22 h 36 min after the resolution." in first


def test_6_2_well_and_badly_hold_only_facts_that_count(without, wakebook):
    folder = f"incidents/2026/{ID}/timeline"
    more = """- {kind: task, at: 2026-10-05T09:45Z, by: 'user:ben', ref: dump, owner: 'user:ben'}
- {kind: severity, at: 2026-10-05T09:40Z, by: 'user:ben', level: SEV3}
- {kind: severity, at: 2026-10-05T10:00Z, by: 'user:ben', level: SEV1}
"""
    without.write(f"{folder}/20261005T103700Z-d004.yaml", more)
    text = written(wakebook, without)
    well = section(text, "What went well")
    assert "- Monitoring noticed it 6 min after the beginning." in well
    assert "- The decision stop-import was taken inside its time box." in well
    badly = section(text, "What went badly")
    assert "- The task dump is not logged as done." in badly
    assert "- It was raised from SEV3 to SEV1 48 min after the declaration." in badly
    assert "count-sessions" not in badly


def test_6_3_action_items_lead_to_their_files(without, wakebook):
    items = section(written(wakebook, without), "Action items")
    line = "- [Give the price import a pool of its own](actions/own-pool.yaml): Ben, due 2026-11-30"
    assert line in items


def test_6_1_the_deadline_and_the_roles_stand_above_all(without, wakebook):
    path = without.root / "policies/postmortem.yaml"
    path.write_text(
        path.read_text() + "needs:\n  - from: 2026-01-01\n    cases:\n"
        "      - {name: Severe, when: {severity: [SEV1]}, due: PT48H}\n"
    )
    text = written(wakebook, without)
    assert "Due 7 Oct 2026, 10:24 UTC. Needed because it was SEV1 (Severe)." in text
    assert "Roles: commander (Web team)." in text


def test_6_2_times_are_told_in_the_zone_of_the_repository_with_utc(without, wakebook):
    path = without.root / "wakebook.yaml"
    path.write_text(
        re.sub(r"^zone: .*\n", "", path.read_text(), flags=re.MULTILINE) + "zone: Asia/Tokyo\n"
    )
    text = written(wakebook, without)
    assert "It began on 5 Oct 2026, 18:02 (09:02 UTC)." in text
    assert "- 19:24 (10:24 UTC): Confirmed by" in text


def test_6_2_precision_is_kept(without, wakebook):
    text = written(wakebook, without, LATE)
    assert "It began on 19 Oct 2026, about 13:40 UTC." in text
    folder = f"incidents/2026/{LATE}/timeline"
    more = "- {kind: action, at: 2026-10-19, by: 'user:ben', text: Called the vendor.}\n"
    more += "- {kind: action, at: unknown, by: 'user:ben', text: Looked at the graphs.}\n"
    without.write(f"{folder}/20261019T170000Z-d005.yaml", more)
    text = written(wakebook, without, LATE)
    assert "- time unknown: Called the vendor (Web team)." in text
    assert "- day and time unknown: Looked at the graphs (Web team)." in text


def test_6_2_there_is_no_draft_of_nothing(without, wakebook):
    ran = wakebook("postmortem", "draft", "nothing-like-it", cwd=without)
    assert ran.code == 1
    assert "no incident's id has" in ran.stderr


def test_6_2_a_look_writes_nothing(without, wakebook):
    ran = wakebook("postmortem", "draft", ID, "--diff", cwd=without)
    assert ran.code == 1
    assert "+## Summary" in ran.stdout
    shown = wakebook("postmortem", "draft", ID, "--stdout", cwd=without)
    assert shown.code == 0
    assert not (without.root / PATH).exists()
    assert written(wakebook, without) == shown.stdout
    assert wakebook("postmortem", "draft", ID, "--diff", cwd=without).code == 0


def test_6_2_what_somebody_wrote_from_nothing_stays(small, wakebook):
    before = (small.root / PATH).read_bytes()
    ran = wakebook("postmortem", "draft", ID, cwd=small)
    assert ran.code == 1
    assert "was not begun by this command" in ran.stderr
    assert "--stdout" in ran.stderr
    assert (small.root / PATH).read_bytes() == before
    assert "## Timeline" in wakebook("postmortem", "draft", ID, "--stdout", cwd=small).stdout


def test_6_2_the_site_shows_no_marks_and_no_prompts(without, wakebook):
    import shutil
    from pathlib import Path

    root = Path(__file__).parents[2]
    shutil.copytree(root / "site", without.root / "site")
    shutil.copy(root / "mkdocs.yml", without.root)
    written(wakebook, without)
    assert wakebook("publish", cwd=without).code == 0
    pages = [p for p in (without.root / "build/site").rglob("*.html") if ID in str(p)]
    text = "".join(page.read_text() for page in pages)
    assert "about one order in five" in text.casefold()
    assert "What the components could still do" in text
    assert "wakebook:summary" not in text
    assert "Begun from the record" not in text
    assert "Keep it." not in text


OPENED = """- {kind: started, at: unknown, by: 'user:ana'}
- {kind: detected, at: 2026-11-23T14:03Z, by: 'user:ana'}
- {kind: declared, at: 2026-11-23T14:03Z, by: 'user:ana'}
- {kind: role, at: 2026-11-23T14:03Z, by: 'user:ana', role: commander, from: none, to: 'user:ana'}
"""
LOG = """\
- {kind: impact, at: 2026-11-23T14:04Z, by: 'user:ana', component: payments, state: degraded}
- kind: role
  at: 2026-11-23T14:10Z
  by: user:ana
  role: commander
  from: user:ana
  to: external:zoe
- {kind: action, at: 2026-11-23T14:20Z, by: 'user:ana', text: Rolled the deploy back, tool: argo}
- {kind: impact, at: 2026-11-23T14:22Z, by: 'user:ana', component: payments, state: operational}
- {kind: impact, at: 2026-11-23T14:22Z, by: 'user:ana', component: edge, state: operational}
- {kind: mitigated, at: 2026-11-23T14:22Z, by: 'user:ana'}
- {kind: resolved, at: 2026-11-23T14:30Z, by: 'user:ana'}
- kind: link
  at: 2026-11-23T16:00Z
  by: user:ana
  rel: caused_by_change
  to: "github:acme/checkout@3ac3631c36"
  text: Drop the index
"""


@pytest.fixture
def opened(shop):
    """An incident as `new`, `log` and `links` write it, without notes of its resolution."""
    folder = f"incidents/2026/{ERRORS}"
    shop.write(f"{folder}/timeline/20261123T140300Z-0001.yaml", OPENED)
    shop.write(f"{folder}/timeline/20261123T180000Z-0002.yaml", LOG)
    shop.write(f"{folder}/incident.yaml", "title: Errors\nkind: incident\naudience: staff\n")
    path = shop.root / "policies/postmortem.yaml"
    more = "      - {title: Timeline, purpose: Tell it.}\n"
    path.write_text(path.read_text().replace("    sections:\n", f"    sections:\n{more}", 1))
    return shop


def test_6_2_without_notes_the_actions_of_the_log_are_the_resolution(opened, wakebook):
    resolution = section(written(wakebook, opened, ERRORS), "Resolution")
    assert "What the log says of it:" in resolution
    assert "- Done: Rolled the deploy back (with argo, 23 Nov 2026, 14:20 UTC)" in resolution


def test_6_2_what_one_deed_wrote_is_no_praise(opened, wakebook):
    text = written(wakebook, opened, ERRORS)
    assert "in command" not in text
    (opened.root / f"postmortems/2026/{ERRORS}/postmortem.md").unlink()
    detected, _, rest = OPENED.partition("- {kind: declared")
    folder = opened.root / f"incidents/2026/{ERRORS}/timeline"
    (folder / "20261123T140300Z-0001.yaml").write_text(detected)
    (folder / "20261123T140400Z-0003.yaml").write_text(f"- {{kind: declared{rest}")
    text = written(wakebook, opened, ERRORS)
    assert "- Somebody was in command in the minute of the detection." in text


def test_6_2_a_link_is_a_factor_with_its_title_and_no_event(opened, wakebook):
    text = written(wakebook, opened, ERRORS)
    assert "change" not in section(text, "Timeline")
    factor = "- Caused by the change: Drop the index (`github:acme/checkout@3ac3631c36`)"
    assert factor in section(text, "Contributing factors")


def test_6_2_the_timeline_ends_the_outage_and_leaves_out_what_nobody_knows(opened, wakebook):
    timeline = section(written(wakebook, opened, ERRORS), "Timeline")
    assert "- 14:22 UTC: Payments works again. Mitigated." in timeline
    assert "unknown" not in timeline, "an unknown beginning is no event"


def test_6_1_a_role_is_named_once_with_who_took_over(opened, wakebook):
    text = written(wakebook, opened, ERRORS)
    assert "Roles: commander (Web team, then somebody from outside)." in text
