"""What is accepted stands on both sides, once, and can be taken back."""

import json
import re

import pytest
from tests.links.conftest import FOLDER, INCIDENT, before, event

from wakebook.records.write import WriteError

PROBLEM = "problems/pool-too-small.yaml"


def _entries(shop, kind="link"):
    shown = shop._wakebook("show", "checkout-errors", "--format", "json", cwd=shop.records)
    return [entry for entry in json.loads(shown.stdout)["timeline"] if entry["kind"] == kind]


def _number(shop, to):
    return str(next(p["number"] for p in shop.proposals() if to in p["to"]))


def _findings(shop):
    ran = shop._wakebook("check", "--profile", "pedantic", "--no-cache", cwd=shop.records)
    return re.findall(r"WB[0-9]{4}", ran.stdout)


def test_5_4_an_accepted_change_is_a_link_with_its_score(shop):
    commit = shop.source("checkout").commit("Limit the pool", before(minutes=12), a="1")
    ran = shop.run("--accept", _number(shop, commit))

    assert ran.code == 0
    assert "the change behind it: Limit the pool" in ran.stderr
    (entry,) = _entries(shop)
    assert entry["rel"] == "caused_by_change"
    assert entry["to"] == f"git:checkout@{commit}"
    assert (entry["by"], entry["text"]) == ("user:ana", "Limit the pool")
    assert 0 < entry["score"] < 1
    assert shop.records.git("status", "--porcelain") == ""


def test_5_4_an_accepted_problem_stands_in_the_log_and_in_the_problem_in_one_commit(shop):
    old = (shop.records.root / PROBLEM).read_text()
    noted = old.replace("incidents:\n", "incidents:  # the worst ones\n") + "tags: [sale]  # x\n"
    shop.records.write(PROBLEM, noted)
    shop.records.commit("Note")
    assert shop.run("--accept", "pool-too-small").code == 0

    new = (shop.records.root / PROBLEM).read_text()
    assert new.replace(f"  - {INCIDENT}\n", "") == noted
    changed = shop.records.git("show", "--name-only", "--format=").split()
    assert len(changed) == 2
    assert PROBLEM in changed
    assert "WB8301" not in _findings(shop)


@pytest.mark.parametrize(
    ("written", "accepted", "retracted"),
    [
        ("incidents: []\n", f"incidents:\n  - {INCIDENT}\n", "incidents: []\n"),
        ("", f"incidents:\n  - {INCIDENT}\n", "incidents: []\n"),
        (
            "incidents: [2026-10-05-payments-latency]  # one\n",
            f'incidents: [2026-10-05-payments-latency, "{INCIDENT}"]  # one\n',
            "incidents: [2026-10-05-payments-latency]  # one\n",
        ),
        (
            "incidents:\r\n  - 2026-10-05-payments-latency\r\n",
            f"incidents:\r\n  - 2026-10-05-payments-latency\r\n  - {INCIDENT}\r\n",
            "incidents:\r\n  - 2026-10-05-payments-latency\r\n",
        ),
        (
            "incidents:\n  - 2026-10-05-payments-latency",
            f"incidents:\n  - 2026-10-05-payments-latency\n  - {INCIDENT}",
            "incidents:\n  - 2026-10-05-payments-latency",
        ),
    ],
)
def test_5_4_the_list_of_a_problem_keeps_its_form(shop, written, accepted, retracted):
    head = "title: Something else\nstate: open\n"
    file = shop.records.write("problems/other.yaml", f"{head}{written}")
    shop.records.commit("Add")
    assert shop.run("--accept", "other").code == 0
    assert file.read_bytes().decode() == head + accepted

    assert shop.run("--retract", "other").code == 0
    assert file.read_bytes().decode() == head + retracted


def test_5_4_a_number_means_what_the_last_list_said(shop):
    checkout = shop.source("checkout")
    first = checkout.commit("Limit the pool", before(minutes=50), a="1")
    number = _number(shop, first)
    checkout.commit("Newer and nearer", before(minutes=1), a="2")
    assert shop.run("--accept", number).code == 0

    assert _entries(shop)[0]["to"].endswith(first)


def test_5_4_a_number_without_a_list_means_the_list_of_now(shop):
    commit = shop.source("checkout").commit("Limit the pool", before(minutes=50), a="1")
    number = _number(shop, commit)
    (shop.records.root / ".git/wakebook/links.json").unlink()
    assert shop.run("--accept", number).code == 0

    assert _entries(shop)[0]["to"].endswith(commit)


@pytest.mark.parametrize(
    "damage", ["", "{", "[]", f'{{"{INCIDENT}": {{"rows": [["x", 1]]}}}}', f'{{"{INCIDENT}": 7}}']
)
def test_5_4_a_damaged_list_is_none(shop, damage):
    shop.source("checkout").commit("Limit the pool", before(minutes=50), a="1")
    shop.proposals()
    (shop.records.root / ".git/wakebook/links.json").write_text(damage)
    ran = shop.run("--accept", "1")

    assert ran.code == 0
    assert len(_entries(shop)) == 1


def test_5_4_accepting_twice_does_nothing(shop):
    shop.run("--accept", "pool-too-small")
    head = shop.records.git("rev-parse", "HEAD")
    ran = shop.run("--accept", "pool-too-small", "--accept", "pool-too-small")

    assert ran.code == 0
    assert "already" in ran.stderr
    assert shop.records.git("rev-parse", "HEAD") == head


def test_5_4_accepting_again_mends_the_other_side(shop):
    old = (shop.records.root / PROBLEM).read_text()
    shop.run("--accept", "pool-too-small")
    shop.records.write(PROBLEM, old)
    shop.records.commit("Lose it")
    assert "WB8301" in _findings(shop)
    ran = shop.run("--accept", "pool-too-small")

    assert ran.code == 0
    assert f"{PROBLEM} lists it too" in ran.stderr
    assert len(_entries(shop)) == 1
    assert shop.records.git("status", "--porcelain") == ""
    assert "WB8301" not in _findings(shop)


@pytest.mark.parametrize("how", ["retract", "undo"])
def test_5_4_a_link_is_taken_back_on_both_sides(shop, how):
    old = (shop.records.root / PROBLEM).read_bytes()
    shop.run("--accept", "pool-too-small")
    words = ("log", "--undo", "--incident", "checkout-errors")
    ran = (
        shop.run("--retract", "pool-too-small")
        if how == "retract"
        else shop._wakebook(*words, cwd=shop.records)
    )

    assert ran.code == 0
    assert _entries(shop) == []
    assert (shop.records.root / PROBLEM).read_bytes() == old
    assert "WB8301" not in _findings(shop)
    assert shop.records.git("status", "--porcelain") == ""


@pytest.mark.parametrize("side", ["log", "problem"])
def test_5_4_a_side_that_is_lost_is_found(shop, side):
    shop.run("--accept", "pool-too-small")
    if side == "problem":
        text = (shop.records.root / PROBLEM).read_text()
        shop.records.write(PROBLEM, text.replace(f"  - {INCIDENT}\n", ""))
    else:
        for file in (shop.records.root / FOLDER / "timeline").iterdir():
            if "rel: problem" in file.read_text():
                file.unlink()
    assert "WB8301" in _findings(shop)


def test_5_4_a_closed_incident_takes_links(shop):
    shop.log(
        '- {kind: resolved, at: "2026-11-20T15:00Z", by: user:ana}\n'
        '- {kind: canceled, at: "2026-11-20T15:01Z", by: user:ana}\n'
    )
    header = shop.records.root / FOLDER / "incident.yaml"
    header.write_text(f"{header.read_text()}closed: {{status: canceled, severity: SEV2}}\n")
    shop.records.commit("Close")
    shop.source("checkout").commit("Limit the pool", before(minutes=50), a="1")
    old, wrong = header.read_bytes(), _findings(shop)
    ran = shop.run("--accept", _number(shop, "git:checkout"), "--accept", "pool-too-small")

    assert ran.code == 0
    assert len(_entries(shop)) == 2
    assert header.read_bytes() == old
    assert _findings(shop) == wrong


def test_5_4_a_change_of_another_system_is_linked_by_its_own_name(shop):
    assert shop.run("--accept", "servicenow:CHG0030012").code == 0
    (entry,) = _entries(shop)
    assert (entry["rel"], entry["to"]) == ("caused_by_change", "servicenow:CHG0030012")
    assert "score" not in entry


def test_5_4_the_page_of_a_commit_is_its_reference(shop):
    page = f"https://github.com/acme/checkout/commit/{'a' * 40}"
    assert shop.run("--accept", page).code == 0
    assert _entries(shop)[0]["to"] == f"github:acme/checkout@{'a' * 40}"


_COMMIT = "3f2a91c04d"
_STRANGE = [
    ":", "a:", ":a", "javascript:alert(1)", "javascript:x", "data:text/html,x", "file:///etc/passwd",
    "http://h.example/x", "https:", "https://", "https:///x", "https://u:p@h.example/", "ftp://h/x",
    "git:shop", "git:@" + _COMMIT, "git:shop@", "git:shop@main", "git:shop@../x", "cdevents:",
    f"github:shop@{_COMMIT}", f"github:acme/shop@{_COMMIT} x", "-x:CHG1", "ticket:", "a:b",
]  # fmt: skip


@pytest.mark.parametrize(
    "word",
    [
        f"github:acme/shop@{_COMMIT}",
        f"gitlab:acme/deep/er/shop@{_COMMIT}",
        f"git:git.acme.example/x/y@{'a' * 64}",
        f"git:checkout@{_COMMIT}",
        "github:acme/shop#12",
        "cdevents:/ci/shop#deployed-checkout-135100",
        "servicenow:CHG0030012",
        "jira:OPS-7",
        "https://deploys.acme.example:8443/runs/7?x=1#top",
    ],
)
def test_5_4_a_reference_of_every_known_form_is_linked(shop, word):
    assert shop.run("--accept", word).code == 0
    assert [entry["to"] for entry in _entries(shop)] == [word]


@pytest.mark.variants(10, every=3)
@pytest.mark.parametrize(
    "word", ["99", "0", "pool-to-small", "two words", "x:" + "y" * 600, "a:\x1b[0m", *_STRANGE]
)
def test_5_4_what_is_neither_number_nor_reference_is_a_wrong_call(shop, word):
    ran = shop.run("--accept", word)
    assert ran.code == 2
    assert _entries(shop) == []
    assert "\x1b" not in ran.stderr


def test_5_4_what_is_linked_stays_in_the_list_with_its_number(shop):
    shop.deployed(event())
    number = _number(shop, "cdevents:")
    shop.run("--accept", number)
    again = next(p for p in shop.proposals() if "cdevents:" in p["to"])

    assert again["linked"] is True
    assert str(again["number"]) == number
    assert "(linked)" in shop.run().stdout


def test_5_4_numbers_of_the_list_take_back_as_well(shop):
    shop.source("checkout").commit("Limit the pool", before(minutes=12), a="1")
    number = _number(shop, "git:checkout@")
    shop.run("--accept", number)
    ran = shop.run("--retract", number)
    assert ran.code == 0
    assert _entries(shop) == []

    again = shop.run("--retract", number)
    assert again.code == 2
    assert "has no link to git:checkout@" in again.stderr
    assert f"({number})" in again.stderr


def test_5_4_an_accepted_cause_after_the_start_stays_until_it_is_taken_back(shop):
    checkout = shop.source("checkout")
    checkout.commit("Rename a button", before(minutes=40), b="1")
    late = checkout.commit("Limit the pool", before(minutes=5), a="1")
    shop.run("--accept", _number(shop, late))
    started = ("--started", "--at", before(minutes=13).isoformat().replace("+00:00", "Z"))
    shop._wakebook("log", "--incident", "checkout-errors", *started, cwd=shop.records)

    told = shop.told()
    *others, last = told["proposals"]
    assert (others[-1]["title"], last["title"]) == ("Rename a button", "Limit the pool")
    assert (last["linked"], last["facts"]["before_start_s"], told["not_shown"]) == (True, -480.0, 0)
    shown = shop.run().stdout
    assert f"{last['number']}  linked  Limit the pool" in shown
    assert f"after the start: take it back with links --retract {last['number']}" in shown
    assert shop.run("--retract", str(last["number"])).code == 0
    assert shop.titles() == ["Rename a button"]


def test_5_4_what_is_linked_is_shown_however_few_are(shop):
    checkout = shop.source("checkout")
    old = checkout.commit("Limit the pool", before(hours=20), a="1")
    checkout.commit("Rename a button", before(minutes=5), b="1")
    shop.run("--accept", _number(shop, old))
    assert shop.titles("--most", "1") == ["Rename a button", "Limit the pool"]


def test_5_4_nothing_is_written_for_an_incident_that_is_not_meant_for_sure(shop):
    ran = shop._wakebook("links", "payments", "--accept", "1", cwd=shop.records)
    assert ran.code == 1
    assert "wakebook links 2026-10-05-payments-latency" in ran.stderr


def test_5_4_a_link_to_a_restricted_problem_is_for_the_few(shop):
    shop.records.write(
        "problems/secret-key.yaml",
        "title: The key of checkout leaked\nstate: open\naudience: restricted\nincidents: []\n",
    )
    shop.records.commit("Add")
    shop.run("--accept", "secret-key")
    assert _entries(shop)[0]["audience"] == "restricted"


def test_5_4_the_other_side_can_be_asked_which_incidents_a_change_caused(shop):
    commit = shop.source("checkout").commit("Limit the pool", before(minutes=12), a="1")
    shop.run("--accept", _number(shop, commit))

    for word in (f"git:checkout@{commit}", commit[:9], f"git:checkout@{commit[:7]}"):
        ran = shop._wakebook("links", "--change", word, cwd=shop.records)
        assert ran.stdout.startswith(INCIDENT), word
        assert "1 incident" in ran.stdout
    for word in ("git:other@" + commit, "f" * 40, commit[:5], "git:checkout"):
        ran = shop._wakebook("links", "--change", word, cwd=shop.records)
        assert (ran.code, ran.stdout) == (1, "0 incidents, 0 open\n"), word
        assert f"{word} is no reference of any link" in ran.stderr, word


def test_5_4_a_problem_that_cannot_be_written_is_told_of_and_loses_no_line(shop, monkeypatch):
    def refuse(root, path, data, old):
        del root, data, old
        raise WriteError(f"{path} cannot be written: no space is left")

    monkeypatch.setattr("wakebook.records.write.replace", refuse)
    ran = shop.run("--accept", "pool-too-small")

    assert f"{PROBLEM} was left as it is" in ran.stderr
    assert f"add {INCIDENT} there by hand" in ran.stderr
    assert len(_entries(shop)) == 1
    assert "WB8301" in _findings(shop)


def test_5_4_what_was_accepted_by_its_address_stays_in_the_list(shop):
    page = "https://changes.example/CHG0030012"
    assert shop.run("--accept", page).code == 0
    lines = shop.run().stdout.splitlines()
    assert any(line.endswith("  linked") for line in lines)
    assert all(line == line.rstrip() for line in lines)
    (row,) = [each for each in shop.proposals() if each["to"] == page]
    assert (row["relation"], row["linked"]) == ("caused_by_change", True)
    assert shop.told()["not_shown"] == 0
    shop.run()
    assert shop.run("--retract", str(row["number"])).code == 0
    assert page not in [each["to"] for each in shop.proposals()]


def test_5_4_a_mistyped_component_of_a_source_is_no_source(shop):
    ran = shop.run("--source", "paymnts=../payments")
    assert (ran.code, "there is no component paymnts; did you mean payments?" in ran.stderr) == (
        2,
        True,
    )
