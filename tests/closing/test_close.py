"""``wakebook close``: what stands before a closure is told in whole, and nothing is written."""

import hashlib
import json
import re
from datetime import UTC, datetime, timedelta

from tests.closing.conftest import ago

NOTES = (
    "--summary", "The pool was too small for the evening peak",
    "--action", "Enlarged the pool", "--tool", "helm",
    "--change", "maxPool 20 to 40", "--ref", "payments#812",
)  # fmt: skip


def test_5_1_notes_that_are_demanded_are_told_one_by_one(shop):
    shop.demand("notes: [actions, tools, changes]")
    before = shop.repository.git("rev-parse", "HEAD")
    assert shop.stands() == ["WB5101"]
    assert shop.stands("--summary", "The pool was too small") == ["WB5101", "WB5101"]
    ran = shop.close("--summary", "The pool was too small", "--action", "Enlarged it")
    assert ran.code == 1
    assert "has no `changes`" in ran.stdout
    assert "names no `tool`" in ran.stdout
    assert "nothing was written" in ran.stdout
    assert shop.repository.git("status", "--porcelain") == ""
    assert shop.repository.git("rev-parse", "HEAD") == before


def test_5_1_notes_go_into_the_header_and_the_record_is_right(shop):
    shop.demand("notes: [actions, tools, changes]")
    ran = shop.close(*NOTES)
    assert (ran.code, ran.stderr) == (0, "")
    assert ran.stdout.startswith(f"closed {shop.id}\n")
    header = (shop.repository.root / shop.folder / "incident.yaml").read_text()
    assert header.endswith(
        "resolution:\n"
        "  summary: The pool was too small for the evening peak\n"
        "  actions:\n"
        "    - what: Enlarged the pool\n"
        "      tool: helm\n"
        "  changes:\n"
        "    - what: maxPool 20 to 40\n"
        "      ref: payments#812\n"
        "closed:\n"
        "  status: closed\n"
        "  severity: SEV3\n"
    )
    assert shop.wakebook("check", cwd=shop.repository).code == 0
    assert shop.repository.git("log", "-1", "--format=%s").strip() == f"Close {shop.id}"
    assert shop.repository.git("status", "--porcelain") == ""
    again = shop.close()
    assert (again.code, again.stderr) == (1, f"wakebook: {shop.id} is closed already\n")


def test_5_1_empty_phrases_are_refused_in_every_part(shop):
    shop.demand("notes: [actions]")
    ran = shop.close("--summary", "Issue resolved", "--action", "behoben", "--no-changes")
    assert ran.code == 1
    assert ran.stdout.count("(WB5102)") == 2


def test_5_1_a_change_of_configuration_has_a_reference(shop):
    shop.demand("notes: [changes]")
    words = ("--summary", "The pool was too small", "--change", "maxPool 20 to 40")
    assert shop.stands(*words) == ["WB5103"]
    assert shop.stands(*words, "--ref", "payments#812") == []
    for nowhere in ("see slack", "done by hand, see Jira", "as said at 14:00"):
        assert shop.stands(*words, "--ref", nowhere) == ["WB5103"], nowhere
    for somewhere in ("ABC-123 in Jira", "PR 812", "commit 3f2a91c", "helm/values.yaml, line 4"):
        assert shop.stands(*words, "--ref", somewhere) == [], somewhere


def test_5_1_what_the_log_says_was_done_is_taken_over(shop):
    shop.demand("notes: [actions, tools]")
    shop.say({"kind": "action", "text": "Enlarged\nthe pool", "tool": "helm", "at": ago(hours=3)})
    assert shop.close("--summary", "The pool was too small", "--no-changes").code == 0
    header = (shop.repository.root / shop.folder / "incident.yaml").read_text()
    assert "    - what: Enlarged the pool\n      tool: helm\n      by: user:ana\n" in header


def test_5_1_what_is_taken_over_is_not_asked_for(shop):
    shop.demand("notes: [actions, tools, changes]")
    way = f'  wakebook close {shop.id[11:]} --summary "..."'
    assert f'{way} --action "..." --tool T --no-changes\n' in shop.close("--check").stdout
    shop.say({"kind": "action", "text": "Enlarged the pool", "tool": "helm"})
    assert f"{way} --no-changes\n" in shop.close("--check").stdout


def test_5_1_notes_in_the_header_stay_and_what_is_missing_is_added(shop):
    shop.demand("notes: [actions, tools, changes]")
    path = f"{shop.folder}/incident.yaml"
    raw = (shop.repository.root / path).read_text()
    mine = "resolution:  # as told on the phone\n  summary: 'The pool: too small'\n"
    mine += "  actions:\n    - {what: Enlarged the pool, tool: helm}  # twice\n"
    shop.repository.write(path, raw + mine)
    assert shop.close("--no-changes", "--action", "Warmed the cache", "--tool", "curl").code == 0
    header = (shop.repository.root / path).read_text()
    assert mine in header
    assert "    - what: Warmed the cache\n      tool: curl\n  changes: []\nclosed:\n" in header


def test_5_3_a_fix_has_to_be_followed_by_a_check_that_passes(shop):
    shop.demand("verified: true")
    assert shop.stands() == ["WB5301"]
    shop.say({"kind": "verification", "check": "pay", "result": "passed", "at": ago(hours=1)})
    assert shop.stands() == []
    shop.say({"kind": "action", "text": "Shrank the pool again", "at": ago(minutes=40)})
    assert shop.stands() == ["WB5301"]
    shop.say({"kind": "verification", "check": "pay", "result": "failed", "at": ago(minutes=30)})
    shop.say({"kind": "verification", "check": "home", "result": "passed", "at": ago(minutes=29)})
    told = shop.close("--check")
    assert "'pay' failed at" in told.stdout
    shop.say({"kind": "verification", "check": "pay", "result": "passed", "at": ago(minutes=20)})
    assert shop.stands() == []


def test_5_3_what_somebody_outside_saw_counts_with_evidence(shop):
    shop.demand("verified: true")
    said = {"kind": "confirmation", "who": "external: a customer", "of": "restoration"}
    shop.say({**said, "at": ago(minutes=30)})
    assert shop.stands() == ["WB5301"]
    assert "has no evidence and is by none of ours" in shop.close("--check").stdout
    photo = b"a photograph"
    shop.repository.write(f"{shop.folder}/evidence/screen.png", photo)
    proof = [{"path": "evidence/screen.png", "sha256": hashlib.sha256(photo).hexdigest()}]
    shop.say({**said, "at": ago(minutes=20), "evidence": proof})
    assert shop.stands() == []


def test_5_3_a_named_person_confirms_where_the_policy_asks_for_it(shop):
    shop.demand("confirmed_by: [user:ben]")
    assert shop.stands() == ["WB5302"]
    said = {"kind": "confirmation", "of": "restoration", "at": ago(minutes=30)}
    shop.say({**said, "who": "user:ana"})
    assert shop.stands() == ["WB5302"]
    shop.say({**said, "who": "user:ben", "by": "user:ben", "of": "the invoice"})
    assert shop.stands() == ["WB5302"]
    shop.say({**said, "who": "user:ben", "by": "user:ben"})
    assert shop.stands() == []


def test_5_5_a_fix_has_to_hold_and_the_time_of_the_closure_can_be_said(shop):
    shop.demand("validation: PT3H")
    ran = shop.close("--check")
    assert ran.code == 1
    assert re.search(r"close it from 20\d\d-\S+Z on \(WB5501\)", ran.stdout)
    shop.demand("validation: PT1H")
    assert shop.stands() == []
    assert shop.stands("--at", "-90m") == ["WB5501"]


def test_5_5_the_latest_time_of_a_closure_is_told_and_being_late_hinders_nobody(shop):
    shop.demand("administration: PT1H")
    told = json.loads(shop.close("--check", "--format", "json").stdout)
    assert (told["passes"], told["late"]) == (True, True)
    shop.demand("administration: P2D")
    told = json.loads(shop.close("--check", "--format", "json").stdout)
    assert (told["passes"], told["late"]) == (True, False)
    assert "\nto be closed by 20" in shop.close("--check").stdout
    assert "to be closed by" not in shop.close().stdout


def test_5_6_everything_below_is_told_however_far_away(shop):
    """The grandchild is open although the child is resolved."""
    child, grandchild = f"{shop.id[:10]}-orders", f"{shop.id[:10]}-stock"
    header = "title: Orders are late\nkind: incident\naudience: staff\n"
    for name in (child, grandchild):
        shop.repository.write(f"incidents/{name[:4]}/{name}/incident.yaml", header)
    link = {"kind": "link", "at": ago(hours=3)}
    shop.say({**link, "rel": "child", "to": child})
    shop.say({**link, "rel": "parent", "to": shop.id}, incident=child)
    shop.say({**link, "rel": "blocked_by", "to": grandchild}, incident=child)
    shop.say({**link, "rel": "blocks", "to": child}, incident=grandchild)
    shop.say({"kind": "resolved"}, incident=child)
    told = shop.close("--check").stdout
    assert f"{grandchild} blocks {child} and is triage" in told
    assert told.count("(WB5601)") == 1
    shop.say({"kind": "resolved"}, incident=grandchild)
    assert shop.stands() == []


def test_5_6_links_that_lead_back_end_no_command(shop):
    other = f"{shop.id[:10]}-orders"
    shop.repository.write(
        f"incidents/{other[:4]}/{other}/incident.yaml",
        "title: Orders are late\nkind: incident\naudience: staff\n",
    )
    for one, two in ((shop.id, other), (other, shop.id)):
        shop.say({"kind": "link", "rel": "blocked_by", "to": two}, incident=one)
        shop.say({"kind": "link", "rel": "blocks", "to": two}, incident=one)
    assert "WB5601" in shop.stands()


def test_5_6_an_open_action_that_blocks_is_told(shop):
    path = f"postmortems/{shop.id[:4]}/{shop.id}/actions/pool.yaml"
    action = "title: A pool of its own\nowner: user:ben\ndue: 2027-01-31\nkind: prevent\n"
    shop.repository.write(path, f"{action}blocking: true\n")
    assert shop.stands() == ["WB6402"]
    shop.repository.write(path, action)
    assert shop.stands() == []


def test_5_6_what_the_policy_wants_to_see_over_is_told_of_everything_below(shop):
    shop.demand("waits_for: [actions, problems, vendors]")
    child = f"{shop.id[:10]}-orders"
    header = "title: Orders are late\nkind: incident\naudience: staff\n"
    shop.repository.write(f"incidents/{child[:4]}/{child}/incident.yaml", header)
    shop.say({"kind": "link", "rel": "child", "to": child})
    shop.say(
        {"kind": "link", "rel": "parent", "to": shop.id},
        {"kind": "vendor", "ref": "acme", "vendor": "vendor:acme-cdn", "access": "edge logs"},
        {"kind": "resolved"},
        incident=child,
    )
    action = "title: Alert on it\nowner: user:ben\ndue: 2027-01-31\nkind: detect\nblocking: true\n"
    shop.repository.write(f"postmortems/{child[:4]}/{child}/actions/alert.yaml", action)
    problem = f"title: Import takes all\nstate: open\nincidents: [{child}]\n"
    shop.repository.write("problems/import.yaml", problem)
    told = shop.close("--check").stdout
    assert told.count("(WB5602)") == 3
    assert f"vendor:acme-cdn still has access to edge logs by {child}" in told
    assert f"{child}/alert blocks and is open" in told
    assert "problems/import.yaml is open" in told


def test_a_waiver_is_counted_where_the_closure_is_told(shop):
    shop.demand("verified: true")
    path = f"{shop.folder}/incident.yaml"
    raw = (shop.repository.root / path).read_text()
    waiver = "waivers:\n  - {rule: WB5301, reason: A mail server of a drill, by: user:ana}\n"
    shop.repository.write(path, raw + waiver)
    ran = shop.close("--check")
    assert ran.code == 0
    assert "waived: A mail server of a drill" in ran.stdout
    assert f"nothing stands before the closure of {shop.id}, 1 waived\n" in ran.stdout


def test_a_waiver_ends_and_a_record_that_says_nothing_more_stays_as_it_was(shop):
    shop.demand("verified: true")
    path = f"{shop.folder}/incident.yaml"
    raw = (shop.repository.root / path).read_text()
    waiver = "waivers:\n  - {rule: WB5301, reason: A drill, by: user:ana, until: %s}\n"
    shop.repository.write(path, raw + waiver % ago(minutes=1))
    ran = shop.close("--check")
    assert ran.code == 1
    assert "; its waiver ended on 20" in ran.stdout
    shop.repository.write(path, raw + waiver % "2099-01-01")
    assert shop.close().code == 0
    closed = (shop.repository.root / path).read_text()
    assert shop.wakebook("check", cwd=shop.repository).code == 0
    shop.repository.write(path, closed.replace("2099-01-01", ago(minutes=1)))
    assert "its waiver ended" in shop.wakebook("check", cwd=shop.repository).stdout


def test_an_incident_that_is_not_over_does_not_close(shop):
    opened = shop.wakebook("new", "Mail is late", "--format", "json", cwd=shop.repository)
    other = json.loads(opened.stdout)["id"]
    ran = shop.wakebook("close", other, "--summary", "x", cwd=shop.repository)
    assert ran.code == 1
    assert "it is investigating; say when it was over: wakebook log --resolved" in ran.stdout


def test_whom_the_gate_asks_is_told(shop):
    asked = json.loads(shop.close("--check", "--format", "json").stdout)["asks"]
    assert asked
    assert all(ask["name"] and ask["needed"] for ask in asked)
    text = shop.close("--check").stdout
    assert f"the gate asks: {asked[0]['name']}: {asked[0]['needed']}" in text


def test_5_2_what_is_closed_on_the_gated_branch_is_told_the_way_to_a_branch(shop, tmp_path):
    """The commands work as they are printed; without a remote there is no gate to ask."""
    repository = shop.repository
    alone = repository.git("rev-parse", "HEAD").strip()
    ran = shop.close(*NOTES)
    assert ran.stdout.splitlines()[-1] == (
        "without a remote there is no gate here yet; "
        "`wakebook review --base HEAD~1` says whom it would wait for"
    )
    told = shop.wakebook("review", "--base", "HEAD~1", cwd=repository).stdout
    assert "0 of 1 approval by web" in told
    repository.git("reset", "--quiet", "--hard", alone)
    repository.git("init", "--quiet", "--bare", "-b", "main", str(tmp_path / "origin"))
    repository.git("remote", "add", "origin", str(tmp_path / "origin"))
    repository.git("push", "--quiet", "--set-upstream", "origin", "main")
    *_, way, then = shop.close(*NOTES).stdout.splitlines()
    assert then == "then `wakebook review` says whom it waits for"
    nothing = shop.wakebook("review", "--base", "main", cwd=repository).stdout
    assert "look at a branch, or say --base HEAD~1" in nothing
    assert way.startswith("it is on main; to propose it on a branch: git switch --create close-")
    for command in way.partition("branch: ")[2].split(" && "):
        repository.git(*command.split()[1:])
    assert repository.git("rev-parse", "main").strip() == alone
    assert "0 of 1 approval by web" in shop.wakebook("review", cwd=repository).stdout


def test_a_reference_without_a_change_is_no_riddle(shop):
    ran = shop.close("--ref", "payments#812")
    assert ran.code == 2
    assert "--ref stands behind the change that it belongs to" in ran.stderr


def test_a_record_that_is_not_whole_does_not_close(shop):
    shop.repository.write(f"{shop.folder}/timeline/20261123T140322Z-7f3a.yaml", "- kind: actoin\n")
    ran = shop.close("--summary", "The pool was too small")
    assert ran.code == 1
    assert "actoin" in ran.stdout


def test_5_5_nobody_closes_or_confirms_ahead_of_time(shop):
    shop.demand("validation: PT4H")
    assert shop.stands("--at", "+3h") == ["WB5501", "WB5504"]
    shop.demand("verified: true")
    later = f"{datetime.now(UTC) + timedelta(hours=2):%Y-%m-%dT%H:%M:%SZ}"
    said = {"kind": "confirmation", "who": "user:ana", "of": "restoration"}
    shop.say({**said, "at": later})
    assert "WB5301" in shop.stands()


def test_5_5_a_fix_holds_from_the_last_one_on(shop):
    shop.demand("validation: PT1H")
    assert shop.stands() == []
    shop.say({"kind": "action", "text": "Enlarged it again", "at": ago(minutes=30)})
    assert shop.stands() == ["WB5501"]


def test_5_3_what_broke_again_is_not_restored(shop):
    shop.demand("verified: true")
    shop.say({"kind": "verification", "check": "pay", "result": "passed", "at": ago(hours=1)})
    assert shop.stands() == []
    broken = {"kind": "impact", "component": "checkout", "state": "major_outage"}
    shop.say({**broken, "at": ago(minutes=30)})
    assert shop.stands() == ["WB5301"]


def test_5_3_a_confirmation_of_something_else_is_none(shop):
    shop.demand("verified: true")
    said = {"kind": "confirmation", "who": "user:ana", "of": "lunch", "at": ago(minutes=30)}
    shop.say(said)
    assert shop.stands() == ["WB5301"]


def test_5_1_a_reopened_incident_says_how_it_ended_this_time(shop):
    assert shop.close("--summary", "The pool was too small", "--no-changes").code == 0
    shop.wakebook("log", "-i", shop.id, "--reopened", "again", cwd=shop.repository)
    shop.wakebook("log", "-i", shop.id, "--tool", "curl", "Warmed it", cwd=shop.repository)
    shop.wakebook("log", "-i", shop.id, "--resolved", cwd=shop.repository)
    refused = shop.close()
    assert refused.code == 1
    assert "its notes tell of the time before; say --summary anew" in refused.stdout
    assert shop.close("--summary", "The cache was cold").code == 0
    header = (shop.repository.root / shop.folder / "incident.yaml").read_text()
    assert "summary: The cache was cold" in header
    assert "what: Warmed it" in header


def test_5_6_a_policy_that_cannot_be_read_closes_nothing(shop):
    shop.demand("notes: [actoins]")
    assert shop.stands() == ["WB5604"]


def test_a_waiver_of_what_a_closure_takes_waits_for_it(shop):
    shop.demand("verified: true")
    path = f"{shop.folder}/incident.yaml"
    raw = (shop.repository.root / path).read_text()
    waiver = "waivers:\n  - {rule: WB5301, reason: A drill, by: user:ana}\n"
    shop.repository.write(path, raw + waiver)
    assert shop.wakebook("check", shop.id, cwd=shop.repository).code == 0
    assert shop.stands() == []


def test_changes_and_no_changes_are_not_both_meant(shop):
    ran = shop.close("--no-changes", "--change", "quota 1G", "--ref", "x")
    assert (ran.code, "say the opposite" in ran.stderr) == (2, True)
