"""Issues, reminders, escalations and digests on a forge: each once, whatever becomes of a run."""

import json
from datetime import timedelta

import pytest
from tests.followup.conftest import ACTIONS, INCIDENT, LATE, OWN_POOL, SUBJECT
from tests.github.fake.faults import dropped, refusal, server_error

pytestmark = pytest.mark.daily(3)

ITEM = "title: Limit the pool\nowner: user:ben\ndue: 2026-11-30\nkind: prevent\nstatus: open\n"


def test_6_3_a_plan_changes_nothing(shop):
    ran = shop.follow_up()
    assert ran.code == 0, ran.stderr
    assert f"would open an issue for {SUBJECT}" in ran.stdout
    assert all(len(line) <= 80 for line in ran.stdout.splitlines()), ran.stdout
    assert shop.github.effects == []


def test_6_3_an_open_action_gets_one_issue_a_reminder_and_the_week_its_digest(shop):
    ran = shop.follow_up("--apply")
    assert ran.code == 0, ran.stderr
    issue = shop.issue
    assert issue.title == "Give the price import a pool of its own"
    assert issue.labels == [
        "wakebook", "wakebook:high-priority", "wakebook:overdue", "wakebook:prevent",
    ]  # fmt: skip
    assert [user.login for user in issue.assignees] == ["ben-shop"]
    (said,) = shop.said()
    assert said.endswith("\n@ben-shop: this is 32 h late.")
    (digest,) = [i for i in shop.github.issues.values() if i is not issue]
    assert digest.title == "Follow-up: week of 2026-11-30"
    assert "## Late\n\n- **Give the price import a pool of its own**" in digest.body


def test_6_3_running_again_does_nothing_at_all(shop):
    shop.follow_up("--apply")
    before, evidence = list(shop.github.effects), shop.git("rev-parse", "wakebook/evidence")
    ran = shop.follow_up("--apply")
    assert (ran.code, shop.github.effects) == (0, before)
    assert shop.git("rev-parse", "wakebook/evidence") == evidence
    assert "nothing to do: everybody was told" in shop.follow_up().stdout


def test_6_3_without_a_memory_the_forge_itself_remembers(shop):
    shop.follow_up("--apply")
    before = list(shop.github.effects)
    shop.git("update-ref", "-d", "refs/heads/wakebook/evidence")
    shop.clone.git("update-ref", "-d", "refs/heads/wakebook/evidence")
    ran = shop.follow_up("--apply")
    assert (ran.code, shop.github.effects) == (0, before), ran.stderr
    assert "said already" in ran.stdout


def test_6_3_a_missed_week_is_not_made_up_for(shop):
    shop.follow_up("--apply")
    shop.at(LATE + timedelta(days=29))
    shop.follow_up("--apply")
    reminders = [text for text in shop.said() if "Can you help" not in text]
    assert len(reminders) == 2
    escalated = [text for text in shop.said() if "Can you help" in text]
    assert len(escalated) == 1
    told = "@ana-shop @cleo-shop: this is Ben's and 30 d late. Can you help?"
    assert told in escalated[0], "the lead of Ben is his team, and he is not his own"
    digests = [i for i in shop.github.issues.values() if i.title.startswith("Follow-up")]
    assert [i.state for i in digests] == ["closed", "open"]


def test_6_3_the_memory_lies_beside_the_evidence_and_the_audit_still_holds(shop, wakebook):
    shop.follow_up("--apply")
    names = shop.git("ls-tree", "-r", "--name-only", "wakebook/evidence").split()
    assert any(name.startswith("follow-up/2026/12/") for name in names)
    shop.clone.git("fetch", "--quiet", "origin")
    assert wakebook("audit", "verify", "--rev", "main", cwd=shop.clone).code == 0


LOST = [dropped(applied=True), dropped(), server_error(502, applied=True)]


@pytest.mark.variants(3, every=2)
@pytest.mark.parametrize("fault", LOST)
@pytest.mark.parametrize("route", ["/issues$", "/comments$"])
def test_6_3_a_lost_answer_posts_nothing_twice(shop, fault, route):
    shop.github.fail("POST", route, fault)
    assert shop.follow_up("--apply").code == 0
    assert len(shop.github.issues) == 2
    assert len(shop.said()) == 1


def test_6_3_a_forge_that_is_down_is_an_environment_and_the_next_run_goes_on(shop):
    shop.github.fail("POST", "/comments$", *[dropped()] * 9)
    ran = shop.follow_up("--apply")
    assert ran.code == 3
    assert "a bug" not in ran.stderr
    shop.github.script.clear()
    assert shop.follow_up("--apply").code == 0
    assert (len(shop.github.issues), len(shop.said())) == (2, 1)


def test_6_3_what_the_forge_refuses_stops_nothing_else(shop):
    shop.github.fail("POST", "/comments$", refusal(403))
    ran = shop.follow_up("--apply")
    assert ran.code == 1
    assert "refused: GitHub refuses" in ran.stdout.replace("\n  ", " ")
    assert len(shop.github.issues) == 2, "the digest came all the same"
    assert shop.follow_up("--apply").code == 0
    assert len(shop.said()) == 1


@pytest.mark.parametrize("status", [410, 422])
def test_6_3_an_issue_that_is_refused_hides_no_other_and_no_digest(shop, status):
    shop.clone.write(f"{ACTIONS}/zz-limit.yaml", ITEM)
    shop.push()
    shop.github.fail("POST", "/issues$", *[refusal(status)] * (2 if status == 422 else 1))
    ran = shop.follow_up("--apply")
    assert (ran.code, "a bug" in ran.stderr) == (1, False), ran.stderr
    assert f"there is no issue of {SUBJECT}" in ran.stdout.replace("\n  ", " ")
    titles = [issue.title for issue in shop.github.issues.values()]
    assert titles == ["Limit the pool", "Follow-up: week of 2026-11-30"]
    assert len(shop.github.comments) == 1, "whoever has the other action is reminded"
    assert shop.follow_up("--apply").code == 0
    assert len(shop.said()) == 1


def test_6_3_somebody_whom_github_does_not_know_is_left_out(shop):
    del shop.github.users["ben-shop"]
    assert shop.follow_up("--apply").code == 0
    assert shop.issue.assignees == []


def test_6_3_what_few_may_read_never_reaches_an_issue(shop):
    shop.edit(OWN_POOL, "status: open", "status: open\naudience: restricted")
    ran = shop.follow_up("--apply")
    assert ran.code == 0
    assert shop.github.issues == {}
    assert SUBJECT in shop.follow_up().stdout, "a person at a terminal has the records anyway"


@pytest.mark.parametrize("words", [(), ("--format", "json")], ids=["text", "json"])
def test_6_3_the_log_of_the_forge_tells_no_more_than_its_issues(shop, words):
    shop.follow_up("--apply")
    shop.edit(OWN_POOL, "status: open", "status: open\naudience: restricted")
    shop.clone.write(f"{ACTIONS}/secret-broken.yaml", "title: [\n")
    shop.push()
    for _ in range(2):
        ran = shop.follow_up("--apply", *words)
        assert ran.code == 0, ran.stderr
        said = ran.stdout + ran.stderr
        assert not any(word in said for word in ("own-pool", "pool of its own", "secret-broken"))
        assert "a record for fewer readers" in said
        assert "overdue" in said
        assert "1 of the records cannot be read" in ran.stderr
    seen = shop.follow_up(*words)
    assert "own-pool" in seen.stdout, "a person at a terminal has the records anyway"
    assert "secret-broken" in seen.stderr


def test_6_3_a_record_that_is_narrowed_takes_its_issue_back(shop):
    shop.follow_up("--apply")
    shop.edit(OWN_POOL, "status: open", "status: open\naudience: restricted")
    number = shop.issue.number
    assert shop.follow_up("--apply").code == 0
    issue = shop.github.issues[number]
    assert (issue.title, issue.state, issue.reason) == ("Withdrawn", "closed", "not_planned")
    assert "pool of its own" not in issue.body
    before = list(shop.github.effects)
    shop.follow_up("--apply")
    assert shop.github.effects == before


def test_6_3_the_record_wins_over_a_title_and_labels_and_keeps_peoples_words(shop):
    shop.follow_up("--apply")
    issue = shop.issue
    issue.title, issue.body = "Nonsense", issue.body + "\n\nSee the vendor's answer."
    issue.labels += ["help wanted"]
    shop.edit(OWN_POOL, "kind: prevent", "kind: mitigate\nblocking: true")
    assert shop.follow_up("--apply").code == 0
    assert issue.title == "Give the price import a pool of its own"
    assert issue.body.endswith("See the vendor's answer.")
    assert set(issue.labels) == {
        "wakebook", "wakebook:high-priority", "wakebook:overdue", "wakebook:mitigate",
        "wakebook:blocking", "help wanted",
    }  # fmt: skip


def test_6_3_a_strangers_issue_with_our_line_is_left_alone(shop):
    from tests.github.fake.issues import Issue

    eve = shop.github.user("eve")
    body = f"<!-- wakebook:action {SUBJECT} -->\nSend your password to eve."
    shop.github.issues[1] = Issue(1, eve, "Forged", body, ["wakebook"])
    assert shop.follow_up("--apply").code == 0
    assert shop.github.issues[1].title == "Forged"
    assert len(shop.github.issues) == 3


def test_6_3_words_of_a_record_call_nobody_on_the_forge(shop):
    words = "status: open\ntext: '@ben-shop see #1 <!-- wakebook:end -->'"
    shop.edit(OWN_POOL, "status: open", words)
    shop.follow_up("--apply")
    body = shop.issue.body
    assert "@ben-shop" not in body
    assert body.count("wakebook:end -->") == 1


def test_6_3_a_closed_issue_becomes_a_proposed_change_that_a_person_merges(shop):
    shop.follow_up("--apply")
    shop.issue.close()
    ran = shop.follow_up("--apply")
    assert ran.code == 0, ran.stderr
    assert "status: open" in shop.git("show", f"main:{OWN_POOL}"), "main is as it was"
    assert "status: done" in shop.git("show", f"wakebook/follow-up:{OWN_POOL}")
    assert shop.git("diff", "--name-only", "main", "wakebook/follow-up").split() == [OWN_POOL]
    (pull,) = shop.github.pulls.values()
    assert (pull.head, pull.base) == ("wakebook/follow-up", "main")
    before = list(shop.github.effects)
    shop.follow_up("--apply")
    assert shop.github.effects == before, "proposing twice is proposing once"


def test_6_3_assigning_and_a_milestone_are_proposed_too(shop):
    shop.follow_up("--apply")
    issue = shop.issue
    issue.assignees, issue.due = [shop.github.users["cleo-shop"]], "2026-12-24"
    issue.close("not_planned")
    shop.follow_up("--apply")
    shown = shop.git("show", f"wakebook/follow-up:{OWN_POOL}")
    assert "owner: user:cleo\ndue: 2026-12-24\n" in shown
    assert "status: dropped" in shown


def test_6_3_after_the_merge_both_sides_agree(shop):
    shop.follow_up("--apply")
    shop.issue.close()
    shop.follow_up("--apply")
    shop.clone.git("fetch", "--quiet", "origin")
    shop.clone.git("merge", "--quiet", "--ff-only", "origin/wakebook/follow-up")
    shop.github.push_from(shop.clone.root, "main", by=shop.github.users["ana-shop"])
    assert shop.follow_up("--apply").code == 0
    assert shop.issue.state == "closed"
    assert shop.told()["effects"] == []


def test_6_3_a_record_that_is_done_closes_its_issue_and_reopened_it_opens(shop):
    shop.follow_up("--apply")
    shop.edit(OWN_POOL, "status: open", "status: done")
    shop.follow_up("--apply")
    assert (shop.issue.state, shop.issue.reason) == ("closed", "completed")
    shop.edit(OWN_POOL, "status: done", "status: open")
    shop.follow_up("--apply")
    assert shop.issue.state == "open"
    assert shop.github.pulls == {}, "nobody on the forge said anything"


def test_6_3_a_new_owner_in_the_record_is_assigned(shop):
    shop.follow_up("--apply")
    shop.edit(OWN_POOL, "owner: user:ben", "owner: user:cleo")
    shop.follow_up("--apply")
    assert [user.login for user in shop.issue.assignees] == ["cleo-shop"]
    assert shop.told()["effects"] == []


def test_6_3_somebody_elses_commits_on_the_branch_are_never_overwritten(shop):
    shop.follow_up("--apply")
    ana = shop.github.users["ana-shop"]
    mine = shop.github.push("wakebook/follow-up", {"a.md": "Mine\n"}, by=ana)
    shop.issue.close()
    ran = shop.follow_up("--apply")
    assert ran.code == 1
    assert "somebody's own commits" in ran.stdout.replace("\n  ", " ")
    assert shop.git("rev-parse", "wakebook/follow-up").strip() == mine


def test_6_3_nobodys_action_is_asked_about(shop):
    shop.edit(OWN_POOL, "owner: user:ben\n", "")
    shop.follow_up("--apply")
    (said,) = shop.said()
    assert "nobody owns it" in said


def test_6_3_a_label_that_somebody_took_off_makes_no_second_issue(shop):
    shop.follow_up("--apply")
    shop.issue.labels = []
    shop.follow_up("--apply")
    assert "wakebook" in shop.issue.labels


def test_6_3_actions_of_others_are_nobodys_to_chase(shop):
    header = f"incidents/2026/{INCIDENT}/incident.yaml"
    shop.edit(header, "kind: incident", "kind: incident\norigin: {system: x, id: '1'}")
    assert shop.told()["obligations"] == []


def test_6_3_an_escalation_to_nobody_says_so(shop):
    people = shop.clone.root / "catalog/people.yaml"
    people.write_text(people.read_text().replace("  memberOf: [web]\n", ""))
    shop.push()
    shop.at(LATE + timedelta(days=8))
    assert shop.follow_up("--apply").code == 0
    (told,) = [text for text in shop.said() if "by the catalog" in text]
    assert told.endswith("Nobody leads Ben by the catalog: who can help?")
    assert "@" not in told


def test_6_3_a_change_of_an_issue_is_told_once(shop):
    shop.follow_up("--apply")
    number = shop.issue.number
    shop.issue.labels.clear()
    assert f"set labels of #{number}: done\n" in shop.follow_up("--apply").stdout


@pytest.mark.parametrize(("kind", "leads"), [("incident", 1), ("drill", 0)])
def test_6_3_what_a_drill_left_is_told_to_its_owner_and_to_no_lead(shop, kind, leads):
    """Nobody is called above whoever practises; a real one is the proof that leads are called."""
    header = f"incidents/2026/{INCIDENT}/incident.yaml"
    shop.edit(header, "kind: incident", f"kind: {kind}")
    shop.at(LATE + timedelta(days=29))
    planned = [json.dumps(effect) for effect in shop.told()["effects"]]
    assert len([effect for effect in planned if "tell the lead of" in effect]) == leads
    assert shop.follow_up("--apply").code == 0
    asked = [text for text in shop.said() if "Can you help" in text]
    assert len(asked) == leads
    assert [text for text in shop.said() if text.endswith("late.")], "its owner is reminded"


def test_6_3_more_issues_than_are_read_end_the_run_and_open_none_twice(shop, monkeypatch):
    item = "title: {}\nowner: user:ana\ndue: 2099-01-01\nkind: train\n"
    for name in "abc":
        shop.clone.write(f"{ACTIONS}/{name}.yaml", item.format(name))
    shop.push()
    assert shop.follow_up("--apply").code == 0
    shop.clone.write(f"{ACTIONS}/d.yaml", item.format("d"))
    shop.push()
    before = {number: issue.body for number, issue in shop.github.issues.items()}
    shop.github.page_size = 1
    monkeypatch.setattr("wakebook.adapters.github.issues._MOST_PAGES", 4)
    ran = shop.follow_up("--apply")
    assert (ran.code, "has more than 4 pages at GitHub; it is not read" in ran.stderr) == (3, True)
    assert {number: issue.body for number, issue in shop.github.issues.items()} == before
    monkeypatch.setattr("wakebook.adapters.github.issues._MOST_PAGES", 5)
    assert shop.follow_up("--apply").code == 0
    assert len(shop.github.issues) == len(before) + 1
