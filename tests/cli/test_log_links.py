"""``wakebook log --link``: two incidents that belong together, in both logs."""

import json
import re

import pytest

from wakebook.cli.completion import words


@pytest.fixture
def two(small, wakebook):
    """Two open incidents, of mail and of the queue."""
    wakebook("new", "Mail is late", "--component", "payments", cwd=small)
    wakebook("new", "Queue is full", "--component", "payments", cwd=small)
    return small


def _shown(wakebook, repository, piece):
    return json.loads(wakebook("show", piece, "--format", "json", cwd=repository).stdout)


def _links(wakebook, repository, piece):
    timeline = _shown(wakebook, repository, piece)["timeline"]
    return [(e["rel"], e["to"][11:]) for e in timeline if e["kind"] == "link"]


def _refused(wakebook, repository):
    ran = wakebook("check", "--profile", "pedantic", "--no-cache", cwd=repository)
    return re.findall(r"WB54[0-9]{2}", ran.stdout)


@pytest.mark.parametrize(
    ("word", "here", "there"),
    [
        ("child=queue", "child", "parent"),
        ("parent=queue", "parent", "child"),
        ("Blocked-By=queue-is", "blocked_by", "blocks"),
        ("follow up of=queue", "follow_up_of", "followed_by"),
        ("duplicate_of=queue", "duplicate_of", "duplicated_by"),
    ],
)
def test_5_4_a_link_stands_in_both_logs_in_one_commit(two, wakebook, word, here, there):
    ran = wakebook("log", "--incident", "mail", "--link", word, "They wait", cwd=two)
    assert ran.code == 0, ran.stderr
    assert f"-queue-is-full says {there} " in ran.stderr
    assert _links(wakebook, two, "mail") == [(here, "queue-is-full")]
    assert _links(wakebook, two, "queue") == [(there, "mail-is-late")]
    assert len(two.git("show", "--name-only", "--format=").split()) == 2
    assert two.git("status", "--porcelain") == ""
    assert _refused(wakebook, two) == []


def test_5_4_an_undo_takes_back_both_sides_and_all_that_was_said(two, wakebook):
    said = ("--link", "child=queue", "--link", "blocks=queue", "--mitigated", "Enough")
    for _ in range(5):
        wakebook("log", "--incident", "mail", *said, cwd=two)
        assert len(_links(wakebook, two, "queue")) == 2
        ran = wakebook("log", "--undo", cwd=two)
        assert ran.code == 0
        assert "says so no longer" in ran.stderr
        assert _links(wakebook, two, "mail") == _links(wakebook, two, "queue") == []
        assert _shown(wakebook, two, "mail")["status"] == "investigating"
        assert _refused(wakebook, two) == []


@pytest.mark.parametrize("other", ["mail", "queue"])
def test_5_4_an_undo_finds_a_link_behind_what_was_said_and_undone_since(two, wakebook, other):
    said = ("--link", "child=queue", "--mitigated", "Enough")
    wakebook("log", "--incident", "mail", *said, cwd=two)
    wakebook("log", "--incident", other, "Looking into it", cwd=two)
    first = wakebook("log", "--undo", cwd=two)
    assert first.stderr.count("takes back") == 1
    assert len(_links(wakebook, two, "queue")) == 1
    assert wakebook("log", "--undo", cwd=two).code == 0
    assert _links(wakebook, two, "mail") == _links(wakebook, two, "queue") == []
    assert _shown(wakebook, two, "mail")["status"] == "investigating"


def test_5_4_a_link_that_stands_is_not_written_again(two, wakebook):
    wakebook("log", "--incident", "mail", "--link", "child=queue", cwd=two)
    ran = wakebook("log", "--incident", "mail", "--link", "child=queue", cwd=two)
    assert (ran.code, "stands in the log already" in ran.stderr) == (1, True)
    wakebook("log", "--incident", "queue", "--link", "parent=mail", cwd=two)
    assert _links(wakebook, two, "queue") == [("parent", "mail-is-late")]


@pytest.mark.parametrize(
    ("ticket", "told"),
    [
        ("acme/checkout#12", ""),
        ("https://github.com/acme/checkout/issues/12", ""),
        ("OPS-12", "no closure waits for OPS-12, whose end nobody can be asked about"),
    ],
)
def test_5_6_a_ticket_is_linked_as_it_is_named(two, wakebook, ticket, told):
    ran = wakebook("log", "-i", "mail", "--link", f"ticket={ticket}", cwd=two)
    assert ran.code == 0
    assert told in ran.stderr
    assert ("no closure waits" in ran.stderr) == bool(told)
    links = [e for e in _shown(wakebook, two, "mail")["timeline"] if e["kind"] == "link"]
    assert [(e["rel"], e["to"]) for e in links] == [("ticket", ticket)]
    again = wakebook("log", "-i", "mail", "--link", f"ticket={ticket}", cwd=two)
    assert "stands in the log already" in again.stderr
    assert wakebook("log", "-i", "mail", "--undo", cwd=two).code == 0
    assert _links(wakebook, two, "mail") == []


@pytest.mark.variants(3, every=3)
@pytest.mark.parametrize(
    ("word", "why"),
    [
        ("chlid=queue", "chlid is no relation; did you mean child?"),
        ("queue", "queue is no relation; known are parent, child"),
        ("child=qeue", "did you mean "),
        ("child=zzzzzz", "no other incident's id has 'zzzzzz' in it; `wakebook list` shows all"),
        ("child=i", "ids; say more of it: "),
        ("child=mail", "mail is this incident itself"),
        ("child=", "which incident? say --link child=PIECE"),
        ("ticket=", "which ticket? say --link ticket=OWNER/NAME#NUMBER"),
        ("problem=pool-too-small", "wakebook links --accept pool-too-small"),
    ],
)
def test_5_4_what_is_no_link_is_kept_in_words(two, wakebook, word, why):
    wakebook("new", "Printing is odd", "--component", "payments", cwd=two)
    ran = wakebook("log", "--incident", "mail", "--link", word, "They wait", cwd=two)
    assert (ran.code, f"kept as an observation: {why}" in ran.stderr or why in ran.stderr) == (
        0, True,
    ), ran.stderr  # fmt: skip
    last = _shown(wakebook, two, "mail")["timeline"][-1]
    assert (last["kind"], last["text"]) == ("observation", f"link {word}: They wait")
    assert _links(wakebook, two, "queue") == []


def test_5_4_the_id_of_a_restricted_incident_is_told_to_the_few(two, wakebook):
    wakebook("new", "Key is lost", "--restricted", "--component", "payments", cwd=two)
    key = _shown(wakebook, two, "key")["id"]
    assert wakebook("log", "-i", "mail", "--public", "--link", f"child={key}", cwd=two).code == 0
    assert wakebook("log", "-i", "key", "--link", "blocks=queue", cwd=two).code == 0
    for piece in ("mail", "queue"):
        timeline = _shown(wakebook, two, piece)["timeline"]
        told = [e.get("audience") for e in timeline if e["kind"] == "link"]
        assert told == ["restricted"], piece


def test_5_4_relations_and_ids_are_completed(two):
    where = ("-C", str(two.root), "log", "--link")
    assert "blocked_by=" in words([*where, "bl"])
    assert [word[:6] + word[17:] for word in words([*where, "child=mail"])] == [
        "child=mail-is-late"
    ]
    assert [word[11:] for word in words([*where, "child", "=", "queue"])] == ["queue-is-full"]


@pytest.mark.parametrize(("word", "place"), [("child=mail", "above"), ("parent=disk", "below")])
def test_5_4_a_circle_of_parents_is_not_written(two, wakebook, word, place):
    wakebook("new", "Disk is slow", "--component", "payments", cwd=two)
    wakebook("log", "-i", "mail", "--link", "child=queue", cwd=two)
    wakebook("log", "-i", "queue", "--link", "child=disk", cwd=two)
    own = "disk" if place == "above" else "mail"
    ran = wakebook("log", "-i", own, "--link", word, cwd=two)
    assert (ran.code, f"is {place} this incident already" in ran.stderr) == (0, True), ran.stderr
    assert _links(wakebook, two, own) == [
        ("parent", "queue-is-full") if own == "disk" else ("child", "queue-is-full")
    ]
    assert _refused(wakebook, two) == []


def test_5_4_who_is_not_in_the_catalog_is_told_once(two, wakebook, monkeypatch):
    monkeypatch.setenv("WAKEBOOK_USER", "eve")
    ran = wakebook("log", "-i", "mail", "--link", "child=queue", cwd=two)
    assert ran.stderr.count("is not in the catalog") == 1
    assert _links(wakebook, two, "queue") == [("parent", "mail-is-late")]
