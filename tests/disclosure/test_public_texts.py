"""Texts for the public tell nothing of internal hosts, people and open vulnerabilities (3.5)."""

import pytest
from tests.disclosure.conftest import BEGIN, FOLDER, HEADER, ID

HOSTS = (
    "10.20.0.7",
    "172.31.255.1",
    "192.168.1.1:8080",
    "http://100.64.3.2/metrics",
    "169.254.169.254",
    "fd12:3456:789a::1",
    "fe80::1",
    "::ffff:10.0.0.1",
    "db7.shop.internal",
    "https://db7.eu.corp/health",
    "DB7.LAN",
    "api.svc.cluster.local",
)
OPEN = (
    "1.1.1.1",
    "8.8.8.8",
    "2606:4700::1111",
    "192.0.2.7",
    "172.32.0.1",
    "10.20.0",
    "version 10.20.0.7.1",
    "at 14:03:22 until 15:00:00",
    "shop.example and www.example.com",
    "/etc/rc.local",
    "internal errors, a local network",
    "internal.example.com",
    "999.10.10.10",
)


def test_3_5_an_internal_host_is_no_public_text(shop):
    texts = [f"Orders fail at {host}, we look into it." for host in HOSTS]
    assert shop.found("WB3503", texts) == texts
    assert shop.found("WB3503", texts, "staff") == []


def test_3_5_what_everybody_may_know_is_accepted(shop):
    assert shop.found("WB3503", [f"Orders fail, {text}" for text in OPEN]) == []


PEOPLE = ("Ana", "@ana", "user:ana", "@ana-shop", "ana-shop", "ana@shop.example", "x@y.example")
NOBODY = ("Anabel", "ana", "analysis", "the web team", "ana-shopping", "Anas", "a@b")


def test_3_5_a_person_is_not_named_to_the_public(shop):
    texts = [f"It is {name} who looks into it" for name in PEOPLE]
    assert shop.found("WB3504", texts) == texts
    assert shop.found("WB3504", texts, "staff") == []


def test_3_5_a_word_is_no_person(shop):
    assert shop.found("WB3504", [f"It is {name} who looks into it" for name in NOBODY]) == []


def test_3_5_a_listed_address_is_for_all(shop):
    shop.policy("  - {from: 2026-01-01, emails: [help@shop.example, '@support.example']}\n")
    shop.say("Write to help@shop.example or eu@support.example")
    assert "WB3504" not in shop.codes()
    shop.say("Write to ana@shop.example")
    assert "WB3504" in shop.codes()


HOLE = "CVE-2026-12345"
RESOLVED = "- {kind: resolved, at: 2026-11-27T09:30Z, by: 'user:ana'}\n"


@pytest.mark.parametrize("hole", [HOLE, "cve-2026-1234567", "CWE-79", "GHSA-jfh8-c2jp-5v3q"])
def test_3_5_an_open_vulnerability_is_no_public_text(shop, hole):
    shop.say(f"It is {hole}")
    ran = shop.run("check", cwd=shop.repository)
    assert "WB3505" in ran.stdout
    assert hole not in ran.stdout
    shop.repository.write(f"{FOLDER}/timeline/20261127T093000Z-0001.yaml", RESOLVED)
    assert "WB3505" not in shop.codes()


def test_3_5_policy_says_how_long_a_vulnerability_is_kept_back(shop):
    shop.say(f"It is {HOLE}")
    shop.repository.write(f"{FOLDER}/timeline/20261127T093000Z-0001.yaml", RESOLVED)
    for word, found in (("resolved", False), ("closed", True), ("never", True)):
        shop.policy(f"  - {{from: 2026-01-01, vulnerabilities: {word}}}\n")
        assert ("WB3505" in shop.codes()) == found, word


def test_3_5_policy_lists_words_that_tell_of_one(shop):
    shop.say("It is a zero-day")
    assert "WB3505" not in shop.codes()
    shop.policy("  - {from: 2026-01-01, words: [Zero-Day]}\n")
    assert "WB3505" in shop.codes()


def test_3_5_what_was_recorded_before_a_policy_is_not_judged_by_it(shop):
    shop.policy("  - from: 2026-11-28\n")
    shop.say("Orders fail at db7.lan")
    assert "WB3503" not in shop.codes()
    shop.policy("  - from: 2026-11-27\n")
    assert "WB3503" in shop.codes()


def test_3_5_the_public_face_is_judged_and_the_internal_title_is_not(shop):
    shop.write(header=HEADER.replace("at one host", "at db7.lan"))
    assert "WB3503" not in shop.codes()
    shop.write(header=HEADER.replace("Orders cannot be paid", "db7.lan is down"))
    assert "WB3503" in shop.codes()


def test_3_5_without_a_face_nothing_is_public(shop):
    shop.say("Orders fail at db7.lan")
    shop.repository.write(f"{FOLDER}/incident.yaml", HEADER.partition("public:")[0])
    assert "WB3503" not in shop.codes()


def test_3_5_a_field_that_is_narrowed_is_not_public(shop):
    entry = "- {kind: update, at: 2026-11-27T09:02Z, by: 'user:ana', audience: public, ref: told,"
    shop.write(f"{entry} source: db7.lan, text: We look}}\n")
    assert "WB3503" in shop.codes()
    shop.write(f"{entry} source: db7.lan, text: We look, audiences: {{source: staff}}}}\n")
    assert "WB3503" not in shop.codes()


def test_3_5_a_narrower_correction_counts_and_a_wider_one_too(shop):
    fix = (
        "- {{kind: correction, at: 2026-11-27T09:05Z, by: 'user:ana', "
        "corrects: 20261127T090200Z-0001#1, set: {{audience: {}}}}}\n"
    )
    path = f"{FOLDER}/timeline/20261127T090500Z-0001.yaml"
    shop.say("Orders fail at db7.lan")
    shop.repository.write(path, fix.format("staff"))
    assert "WB3503" not in shop.codes()
    shop.say("Orders fail at db7.lan", audience="staff")
    shop.repository.write(path, fix.format("public"))
    assert "WB3503" in shop.codes()


@pytest.mark.parametrize("audience", ["public", "staff"])
def test_3_5_postmortems_problems_runbooks_and_actions_are_judged(shop, audience):
    shop.say("We look into it")
    found = audience == "public"
    repository = shop.repository
    header = "title: Limit retries\nkind: prevent\nowner: user:ana\ndue: 2026-12-24\n"
    texts = {
        f"postmortems/2026/{ID}/postmortem.md": f"---\nincidents: [{ID}]\naudience: {audience}\n"
        "---\n## Summary\n\nIt was db7.lan.\n",
        f"postmortems/2026/{ID}/actions/limit.yaml": f"{header}audience: {audience}\n"
        "text: At db7.lan\n",
        "runbooks/db7.md": f"---\ntitle: Restart\nowner: user:ana\naudience: {audience}\n---\n"
        "## Restart\n\nLog in to db7.lan.\n",
        "problems/db7.yaml": f"title: Old\nstate: open\naudience: {audience}\n"
        "description: It is db7.lan\n",
    }
    for path, text in texts.items():
        before = shop.codes().count("WB3503")
        repository.write(path, text)
        assert (shop.codes().count("WB3503") > before) == found, path


def test_3_5_a_record_of_something_that_we_did_not_run_may_name_its_people(shop):
    origin = "origin: {system: cstate, id: '1'}\nclosed: {status: canceled}\n"
    shop.write(
        BEGIN.replace("declared", "canceled").replace("}", ", text: Ana at db7.lan}"),
        header=HEADER + origin,
    )
    assert not {"WB3503", "WB3504"} & set(shop.codes())


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("WB3503", "Orders fail at 10.20.0.7"),
        ("WB3504", "Ask ops@elsewhere.example"),
        ("WB3505", "We look into CVE-2026-12345"),
    ],
)
def test_3_5_undo_is_a_way_out_of_words_that_the_public_may_not_read(shop, code, text):
    """`log` says at once what is wrong and which command helps, and it does help."""
    shop.say("We look into it.")
    shop.repository.commit("Change")
    ran = shop.run("log", "--update", "--public", text, cwd=shop.repository)
    assert code in ran.stderr
    assert (
        "take it back with wakebook log -i orders-fail --undo, and say it otherwise" in ran.stderr
    )
    assert code in shop.codes()
    assert shop.run("log", "-i", "orders-fail", "--undo", cwd=shop.repository).code == 0
    assert code not in shop.codes()


def test_3_5_only_what_stands_is_judged_once_it_was_put_right(shop):
    """The correction's own words are what the public reads then."""
    fix = (
        "- {{kind: correction, at: 2026-11-27T09:05Z, by: 'user:ana', "
        "corrects: 20261127T090200Z-0001#1, set: {{text: Orders fail{}}}}}\n"
    )
    path = f"{FOLDER}/timeline/20261127T090500Z-0001.yaml"
    shop.say("Orders fail at 10.20.0.7")
    shop.repository.write(path, fix.format(""))
    assert "WB3503" not in shop.codes()
    shop.repository.write(path, fix.format(" at 10.20.0.9"))
    assert "WB3503" in shop.codes()
