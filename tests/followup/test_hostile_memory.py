"""What somebody pushed to the memory of the follow-up stops nothing, and leads nowhere."""

import json

import pytest
from tests.followup.conftest import SUBJECT

GOOD = {"key": "a" * 32, "what": "issue", "subject": SUBJECT, "number": 7, "at": "2026-12-01"}


def _deeds(**other: object) -> str:
    return json.dumps({"deeds": [GOOD | other]})


HOSTILE = {
    "key-list": _deeds(key=["x"]),
    "key-word": _deeds(key="x"),
    "subject-list": _deeds(subject=["s"]),
    "path": _deeds(number="../../../user"),
    "true": _deeds(number=True),
    "negative": _deeds(number=-1),
    "huge": _deeds(number=10**40),
    "deep": "[" * 200_000,
    "deep-deeds": '{"deeds": ' + "[" * 200_000,
    "list": "[]",
    "null": "null",
    "not-utf-8": b"\xff\xfe\x00",
    "empty": "",
    "many": json.dumps({"deeds": [GOOD] * 1_001}),
    "long": " " * 1_000_001 + '{"deeds": []}',
    "nan": '{"deeds": NaN}',
}


def _push(shop, told) -> None:
    shop.clone.git("fetch", "--quiet", "origin")
    shop.clone.git("checkout", "--quiet", "-B", "wakebook/evidence", "origin/wakebook/evidence")
    path = shop.clone.root / "follow-up/x.json"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(told if isinstance(told, bytes) else told.encode())
    shop.clone.git("add", ".")
    shop.clone.git("commit", "--quiet", "--message", "Remember")
    shop.clone.git("push", "--quiet", "origin", "wakebook/evidence")
    shop.clone.git("checkout", "--quiet", "main")


@pytest.mark.variants(6, every=3)
@pytest.mark.parametrize("told", HOSTILE.values(), ids=HOSTILE)
def test_6_3_a_broken_memory_is_named_and_passed_over(shop, told):
    _push(shop, told)
    ran = shop.follow_up("--apply")
    assert ran.code == 0, ran.stderr
    assert "follow-up/x.json of wakebook/evidence cannot be read" in ran.stderr
    assert (len(shop.github.issues), len(shop.said())) == (2, 1)
    assert shop.github.asked("GET", "/user$") == []


def test_6_3_a_memory_that_calls_our_issue_another_changes_nothing(shop):
    shop.follow_up("--apply")
    _push(shop, _deeds(subject="somebody/elses", number=shop.issue.number))
    before = list(shop.github.effects)
    ran = shop.follow_up("--apply")
    assert (ran.code, shop.github.effects) == (0, before), ran.stderr
