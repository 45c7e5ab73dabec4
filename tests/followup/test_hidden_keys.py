"""What only looks like a key hides nothing, and what is a key is found however it is written."""

import json

import pytest
from tests.followup.conftest import ACTIONS, OWN_POOL
from tests.followup.test_owed_by_policies import CLOSURE, FOLDER, ID, shop

__all__ = ["shop"]

HEADER = "title: Mail is late\nkind: incident\naudience: staff\ncomponents: [checkout]\n"
LOOKS_ENDED = {
    "quoted": 'summary: "All is down\nclosed: soon"\n',
    "block": 'summary: "All is down\nclosed: {status: closed}\n"\n',
    "origin": "summary: 'All is down\norigin: {system: x, id: y}\n'\n",
    "brackets": 'tags: ["\'", "]", \'a\nclosed: {status: closed, b\', "\'", "[", c]\n',
    "folded": 'summary: "All is down\n\n  since noon"\n',
}


@pytest.mark.parametrize("more", LOOKS_ENDED.values(), ids=LOOKS_ENDED)
def test_3_2_an_incident_that_is_open_stays_open_whatever_its_header_looks_like(
    small, wakebook, more
):
    wakebook("log", "--open", "--severity", "SEV1", "All is down", "--on", "checkout", cwd=small)
    before = json.loads(wakebook("list", "--open", "--format", "json", cwd=small).stdout)
    (found,) = before["incidents"]
    path = small.root / f"incidents/{found['id'][:4]}/{found['id']}/incident.yaml"
    path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")
    after = json.loads(wakebook("list", "--open", "--format", "json", cwd=small).stdout)
    assert [each["id"] for each in after["incidents"]] == [found["id"]]
    said = wakebook("log", "Half of it works again", cwd=small)
    assert said.code == 0, said.stderr
    assert "Half of it works" in wakebook("show", found["id"], cwd=small).stdout


@pytest.mark.parametrize("more", LOOKS_ENDED.values(), ids=LOOKS_ENDED)
def test_6_3_what_an_open_incident_owes_stays_owed(shop, wakebook, more):
    def owed():
        ran = wakebook("follow-up", "--format", "json", "--at", "2026-12-10", cwd=shop)
        return [o for o in json.loads(ran.stdout)["obligations"] if ID in o["subject"]]

    demand = CLOSURE.replace("        calendar: CALENDAR\n", "")
    shop.write("policies/closure.yaml", demand)
    shop.commit("Demand")
    before = owed()
    assert before
    shop.write(f"{FOLDER}/incident.yaml", f"{HEADER}{more}")
    shop.commit("Say more")
    assert owed() == before


LEAKING = (
    " title: Leaked key\n kind: incident\n audience: restricted\n"
    ' tags: ["\'", "]", \'a\ntitle: Some words that all may read\naudience: public\n'
    'closed: b\', "\'", "[", c]\n'
)


@pytest.mark.parametrize("indent", [" ", ""])
def test_6_3_an_audience_inside_of_a_quoted_text_is_none(clone, wakebook, tmp_path, indent):
    text = LEAKING.replace("\n ", f"\n{indent}").removeprefix(" ")
    clone.write(f"{FOLDER}/incident.yaml", indent + text)
    action = "title: Rotate the leaked key\nowner: user:ana\ndue: 2026-11-01\nkind: train\n"
    clone.write(f"{FOLDER.replace('incidents', 'postmortems')}/actions/key.yaml", action)
    clone.commit("More")
    words = ("follow-up", "--at", "2026-12-02", "--digest", str(tmp_path))
    assert wakebook(*words, cwd=clone).code == 0
    told = {
        level: "".join(file.read_text(encoding="utf-8") for file in (tmp_path / level).iterdir())
        for level in ("public", "staff", "restricted")
    }
    assert ["Rotate the leaked" in text for text in told.values()] == [False, False, True]


@pytest.mark.parametrize("key", ["waivers", '"waivers"', "'waivers'", '"waive\\x72s"'])
def test_7_a_waiver_of_a_post_mortem_is_found_however_its_key_is_written(clone, wakebook, key):
    path = clone.root / OWN_POOL.replace(f"{ACTIONS.rpartition('/')[2]}/own-pool.yaml", "")
    report = path / "postmortem.md"
    waiver = "[{rule: WB6401, reason: Soon, by: 'user:ben', until: 2026-12-10}]"
    text = report.read_text(encoding="utf-8").replace("\n---\n", f"\n{key}: {waiver}\n---\n", 1)
    report.write_text(text, encoding="utf-8")
    clone.commit("Waive")
    ran = wakebook("follow-up", "--format", "json", "--at", "2026-12-11T12:00Z", cwd=clone)
    owed = json.loads(ran.stdout)["obligations"]
    assert [o["state"] for o in owed if o["kind"] == "waiver"] == ["overdue"]
