"""What is owed, by records and a clock: each kind of obligation, on the command line."""

import json
import xml.etree.ElementTree as ET
from datetime import UTC, datetime

import pytest
from tests.followup.conftest import ACTIONS, OWN_POOL
from tests.review.conftest import HEADER, OPEN, OPENED

LOG = f"{OPEN}/timeline/20261127T150000Z-0001.yaml"
LATER = OPENED.replace("2026-11-23T", "2026-11-27T")
PLACE = OPEN.replace("2026-11-23", "2026-11-27")


@pytest.fixture
def owed(clone, wakebook):
    """State by kind and subject at a time; what is committed counts."""

    def at(when, *kinds):
        clone.commit("Change")
        ran = wakebook("follow-up", "--at", when, "--format", "json", cwd=clone)
        assert ran.code == 0, ran.stderr
        rows = json.loads(ran.stdout)["obligations"]
        return {(r["kind"], r["subject"]): r["state"] for r in rows if r["kind"] in kinds}

    return at


@pytest.fixture
def incident(clone):
    """An open SEV2 incident of the day on which the policy came into force."""
    place = f"{PLACE}/timeline/20261127T140322Z-7f3a.yaml"
    clone.write(f"{PLACE}/incident.yaml", HEADER)
    clone.write(place, LATER)
    return PLACE.rpartition("/")[2]


def _log(clone, text, stem="20261127T150000Z-0001"):
    clone.write(f"{PLACE}/timeline/{stem}.yaml", text)


@pytest.mark.parametrize(
    ("when", "state"),
    [
        ("2026-11-26T12:00Z", None),
        ("2026-11-28T01:00Z", "soon"),
        ("2026-11-30T23:00Z", "soon"),
        ("2026-12-01T00:00Z", "overdue"),
        ("2026-12-30T00:00Z", "overdue"),
        ("2026-12-31T00:00Z", "stale"),
    ],
)
def test_6_3_an_action_is_late_when_its_whole_day_is_over(owed, when, state):
    found = owed(when, "action")
    assert found == ({("action", "2026-10-05-payments-latency/own-pool"): state} if state else {})


def test_6_3_a_day_is_one_of_the_repositorys_zone(clone, owed):
    text = (clone.root / "wakebook.yaml").read_text(encoding="utf-8")
    assert "zone: UTC" in text
    clone.write("wakebook.yaml", text.replace("zone: UTC", "zone: Asia/Tokyo"))
    assert list(owed("2026-11-30T15:00Z", "action").values()) == ["overdue"]
    assert list(owed("2026-11-30T14:59Z", "action").values()) == ["soon"]


def test_6_3_what_nobody_owns_or_dated_is_told_too(clone, owed):
    clone.write(f"{ACTIONS}/a.yaml", "title: A\ndue: 2099-01-01\nkind: train\n")
    clone.write(f"{ACTIONS}/b.yaml", "title: B\nowner: user:ana\nkind: train\n")
    clone.write(f"{ACTIONS}/c.yaml", "title: C\nkind: train\nlegacy: true\n")
    found = {subject[-1]: state for (_, subject), state in owed("2026-11-26", "action").items()}
    assert found == {"a": "unowned"}, "what has an owner and no date is the check's to refuse"


def test_5_5_an_open_incident_owes_updates_and_each_one_begins_anew(clone, owed, incident):
    key = ("update", incident)
    assert owed("2026-11-27T16:00Z", "update") == {key: "soon"}
    assert owed("2026-11-27T16:04Z", "update") == {key: "overdue"}
    _log(clone, "- {kind: update, at: 2026-11-27T16:05Z, by: 'user:ana', text: Going on.}\n")
    assert owed("2026-11-27T18:05Z", "update") == {key: "soon"}
    assert owed("2026-11-27T18:06Z", "update") == {key: "overdue"}
    _log(clone, "- {kind: resolved, at: 2026-11-27T19:00Z, by: 'user:ana'}\n", "20261127T190000Z-2")
    assert owed("2026-11-28", "update") == {}


def test_5_5_a_drill_owes_no_updates(clone, owed, incident):
    clone.write(f"{PLACE}/incident.yaml", HEADER.replace("kind: incident", "kind: drill"))
    assert owed("2026-11-27T16:04Z", "update") == {}
    assert incident


def test_6_3_an_entry_of_the_feed_says_how_it_stood_at_its_own_time(clone, wakebook, tmp_path):
    clone.commit("Change")
    told = {}
    for when in ("2026-11-30T00:00Z", "2026-12-01T09:00Z", "2026-12-20T09:00Z"):
        ran = wakebook("follow-up", "--at", when, "--digest", str(tmp_path / when), cwd=clone)
        assert ran.code == 0, ran.stderr
        space = "{http://www.w3.org/2005/Atom}"
        feed = ET.parse(tmp_path / when / "restricted/follow-up.atom").getroot()
        for entry in feed.iter(f"{space}entry"):
            if "own-pool" in entry.findtext(f"{space}summary"):
                said = entry.findtext(f"{space}summary").partition(": ")[2].partition(" (")[0]
                same = told.setdefault(entry.findtext(f"{space}id"), said)
                assert same == said, "an entry that is out does not change"
    assert list(told.values())[:2] == ["due in 3 d", "due now"]
    assert "7 d late" in told.values()


def test_4_5_a_decision_that_nobody_makes_is_told(clone, owed, incident):
    asked = "- {kind: decision, at: 2026-11-27T14:20Z, by: 'user:ana', ref: back, text: Roll back?,"
    _log(clone, f"{asked} options: [yes it is, not yet], decide_by: 2026-11-27T14:50Z}}\n")
    key = ("decision", f"{incident}#back")
    assert owed("2026-11-27T14:49Z", "decision") == {key: "soon"}
    assert owed("2026-11-27T14:51Z", "decision") == {key: "overdue"}
    made = (
        "- {kind: decision, at: 2026-11-27T15:00Z, by: 'user:ana', ref: back, chosen: yes it is}\n"
    )
    _log(clone, made, "20261127T150500Z-5")
    assert owed("2026-11-28", "decision") == {}


def test_7_policies_and_runbooks_are_read_again(clone, owed):
    path = clone.root / "policies/severity.yaml"
    text = path.read_text(encoding="utf-8")
    year = text.partition("review_by: ")[2][:10]
    path.write_text(text.replace(year, "2026-11-20"), encoding="utf-8")
    found = owed("2026-11-26", "review")
    assert found[("review", "policies/severity.yaml")] == "overdue"
    assert ("review", "runbooks/pool-exhausted.md") not in found
    assert owed("2027-04-02", "review")[("review", "runbooks/pool-exhausted.md")] == "overdue"


def test_7_a_waiver_that_is_over_is_told_to_whoever_asked_for_it(clone, owed):
    waiver = "waivers: [{rule: WB6401, reason: Soon, by: 'user:ben', until: 2026-12-10}]\n"
    clone.write(OWN_POOL, (clone.root / OWN_POOL).read_text(encoding="utf-8") + waiver)
    key = ("waiver", f"{OWN_POOL}#WB6401")
    assert owed("2026-12-01", "waiver") == {}
    assert owed("2026-12-08T12:00Z", "waiver") == {key: "soon"}
    assert owed("2026-12-11T12:00Z", "waiver") == {key: "overdue"}


def test_6_3_a_digest_holds_nothing_that_its_audience_may_not_read(clone, wakebook, tmp_path):
    for level in ("public", "restricted"):
        item = f"title: For {level}\nowner: user:ana\ndue: 2026-11-01\nkind: train\n"
        clone.write(f"{ACTIONS}/{level}.yaml", f"{item}audience: {level}\n")
    clone.commit("More")
    words = ("follow-up", "--at", "2026-12-02", "--digest", str(tmp_path / "digest"))
    ran = wakebook(*words, cwd=clone)
    assert ran.code == 0
    staff = tmp_path / "digest/staff"
    assert f"wrote digest.md and follow-up.atom for staff to {staff}\n" in ran.stderr
    text = {
        level: "".join(
            (tmp_path / "digest" / level / name).read_text(encoding="utf-8")
            for name in ("digest.md", "follow-up.atom")
        )
        for level in ("public", "staff", "restricted")
    }
    assert ["For restricted" in text[level] for level in text] == [False, False, True]
    assert ["pool of its own" in text[level] for level in text] == [False, True, True]
    feed = ET.parse(tmp_path / "digest/restricted/follow-up.atom").getroot()
    space = "{http://www.w3.org/2005/Atom}"
    ids = [entry.findtext(f"{space}id") for entry in feed.iter(f"{space}entry")]
    assert len(ids) == len(set(ids)) > 2


def test_6_3_without_a_policy_all_is_told_and_nothing_is_sent(clone, wakebook):
    (clone.root / "policies/followup.yaml").unlink()
    clone.commit("No policy")
    ran = wakebook("follow-up", "--apply", cwd=clone)
    assert ran.code == 0
    assert "nothing is sent: policies/followup.yaml does not say" in ran.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--at", "soon"], "soon is no time; say --at +3d"),
        (["--at", "unknown"], "unknown is no time"),
        (["--at", "2026-12-01", "--apply"], "--at is a rehearsal"),
        (["--rev", "nowhere"], "there is no revision 'nowhere'"),
    ],
)
def test_6_3_what_cannot_be_meant_says_so(clone, wakebook, words, said):
    ran = wakebook("follow-up", *words, cwd=clone)
    assert ran.code in (2, 3)
    assert said in ran.stderr


def test_6_3_it_works_before_the_first_commit_and_outside_of_git(wakebook, tmp_path):
    assert wakebook("init", "shop", cwd=tmp_path).code == 0
    for command in (["follow-up"], ["actions"]):
        ran = wakebook(*command, cwd=tmp_path / "shop")
        assert (ran.code, "a bug" in ran.stderr) == (0, False), ran.stderr


def test_6_3_before_its_policy_begins_it_says_when(clone, wakebook):
    ran = wakebook("follow-up", "--at", "2026-01-01", cwd=clone)
    assert ran.code == 0
    assert "nothing is sent: policies/followup.yaml begins on 2026-11-27\n" in ran.stderr


@pytest.mark.parametrize(("words", "days"), [("+3d", 3), ("3d", 3), ("tomorrow", 1)])
def test_6_3_a_rehearsal_is_so_far_ahead(clone, wakebook, words, days):
    before = datetime.now(UTC)
    told = json.loads(wakebook("follow-up", "--at", words, "--format", "json", cwd=clone).stdout)
    at = datetime.fromisoformat(told["at"])
    assert abs((at - before).days - days) <= 1
    assert wakebook("follow-up", "--at", "some day", cwd=clone).code == 2


def test_6_3_a_week_without_anything_says_so(small, wakebook, tmp_path):
    folder = tmp_path / "digests"
    ran = wakebook("follow-up", "--digest", str(folder), "--at", "2026-10-06", cwd=small)
    assert ran.code == 0, ran.stderr
    assert (folder / "public/digest.md").read_text().endswith("\n\nNothing is due.\n")
