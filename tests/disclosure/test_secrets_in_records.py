"""A secret that was pasted into a record is found, and no output repeats it (3.5, threat D10)."""

import hashlib

import pytest
from benchmarks.planted import HARMLESS, planted
from tests.disclosure.conftest import FOLDER, ID

SECRETS = planted(7)
FORMATS = ("text", "json", "sarif", "junit", "github")


def parts(secret):
    """Pieces of a secret, any of which would tell of it."""
    words = [word for line in secret.split("\n") for word in line.split(" ")]
    return [word.strip('"') for word in words if len(word) > 15 and "KEY-----" not in word]


def test_3_5_a_secret_in_a_timeline_is_refused_and_never_repeated(shop):
    texts = [
        f"We called it with\n    {s.replace(chr(10), chr(10) + '    ')}" for s in SECRETS.values()
    ]
    assert shop.found("WB3502", texts, "restricted") == texts
    for form in FORMATS:
        ran = shop.run("check", "--format", form, cwd=shop.repository)
        assert ran.code == 1, form
        assert f"{FOLDER}/timeline/20261127T090200Z-0001.yaml" in ran.stdout
        assert ran.stdout.count("WB3502") >= len(SECRETS)
        for secret in SECRETS.values():
            for part in parts(secret):
                assert part not in ran.stdout + ran.stderr, form


def test_3_5_what_is_no_secret_is_accepted(shop):
    assert shop.found("WB3502", HARMLESS, "staff") == []


PLACES = {
    "title": (f"{FOLDER}/incident.yaml", "title: Key %s\nkind: incident\naudience: staff\n"),
    "postmortem": (
        f"postmortems/2026/{ID}/postmortem.md",
        f"---\nincidents: [{ID}]\naudience: restricted\n---\n## Summary\n\nIt was %s then.\n",
    ),
    "action": (
        f"postmortems/2026/{ID}/actions/limit.yaml",
        "title: Change %s\nkind: prevent\nowner: user:ana\ndue: 2026-12-24\n",
    ),
    "runbook": (
        "runbooks/secret.md",
        "---\ntitle: Log in\nowner: user:ana\n---\n## Log in\n\nWith %s.\n",
    ),
    "problem": (
        "problems/old-key.yaml",
        "title: Old key\nstate: open\nowner: user:ana\ndescription: It is %s\n",
    ),
    "correction": (
        f"{FOLDER}/timeline/20261127T090300Z-0001.yaml",
        (
            "- kind: correction\n  at: 2026-11-27T09:03Z\n  by: user:ana\n"
            "  corrects: 20261127T090200Z-0001#1\n  set: {text: It was %s}\n"
        ),
    ),
}


@pytest.mark.parametrize("place", PLACES)
def test_3_5_a_secret_is_found_wherever_text_stands(shop, place):
    path, text = PLACES[place]
    shop.say("We look into it.")
    assert "WB3502" not in shop.codes()
    shop.repository.write(path, text % SECRETS["gitlab"])
    assert "WB3502" in shop.codes()


def test_3_5_what_was_put_right_later_is_still_a_secret(shop):
    shop.say(f"It was {SECRETS['gitlab']}")
    entry = "20261127T090200Z-0001#1"
    shop.repository.write(
        f"{FOLDER}/timeline/20261127T090300Z-0001.yaml",
        "- kind: correction\n  at: 2026-11-27T09:03Z\n  by: user:ana\n"
        f"  corrects: {entry}\n  retract: true\n",
    )
    assert "WB3502" in shop.codes()


def test_3_5_a_digest_allows_one_value_and_no_other(shop):
    secret = SECRETS["gitlab"]
    digest = hashlib.sha256(secret.encode()).hexdigest()
    shop.policy("  - from: 2026-01-01\n", f"allowed: [{digest}]\n")
    shop.say(f"It was {secret}", audience="staff")
    assert "WB3502" not in shop.codes()
    shop.say(f"It was {secret[:-1]}!", audience="staff")
    assert shop.codes().count("WB3502") == (len(secret) - 1 >= len("glpat-") + 20)
    shop.say(f"It was {secret}A", audience="staff")
    assert "WB3502" in shop.codes()


def test_3_5_a_line_of_several_is_named(shop):
    shop.say(f"first\nsecond\n{SECRETS['github']}")
    ran = shop.run("check", cwd=shop.repository)
    assert "line 3 of the text holds a token of GitHub" in ran.stdout


@pytest.mark.parametrize(
    "words",
    [
        ["log", "It was %s"],
        ["log", "--update", "--public", "It was %s"],
        [
            "log",
            "--incident",
            "orders",
            "--task",
            "turn",
            "--owner",
            "ana",
            "--source",
            "It was %s",
        ],
        ["log", "--undo", "It was %s"],
        ["log", "--open", "It was %s"],
        ["new", "It was %s"],
        ["actions", "add", "orders", "Turn %s", "--owner", "me", "--due", "14d", "--slug", "turn"],
    ],
    ids=" ".join,
)
def test_3_5_what_is_typed_with_a_secret_is_not_written(shop, words):
    """The message names the kind and the way on, and never the value."""
    shop.say("We look into it.")
    assert shop.run("log", "--incident", "orders", "We look.", cwd=shop.repository).code == 0
    head = shop.repository.commit("Change")
    secret = SECRETS["github"]
    ran = shop.run(*(word.replace("%s", secret) for word in words), cwd=shop.repository)
    assert ran.code == 1
    assert "a token of GitHub" in ran.stderr
    assert "nothing was written" in ran.stderr
    assert secret not in ran.stdout + ran.stderr
    assert shop.repository.git("rev-parse", "HEAD").strip() == head
    assert shop.repository.git("status", "--porcelain") == ""


def test_3_5_a_value_that_is_allowed_may_be_typed(shop):
    secret = SECRETS["gitlab"]
    shop.say("We look into it.")
    shop.policy(
        "  - from: 2026-01-01\n", f"allowed: [{hashlib.sha256(secret.encode()).hexdigest()}]\n"
    )
    assert shop.run("log", f"It was {secret}", cwd=shop.repository).code == 0
