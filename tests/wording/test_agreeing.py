"""Agreeing to words: by command, and as the gate judges it."""

import json
from typing import Any

import pytest
from tests.gate.conftest import Shop, shop
from tests.review.conftest import OPEN
from tests.status.conftest import Site
from tests.wording.conftest import (
    APPROVED,
    DIGEST,
    NAME,
    PEOPLE,
    PLACE,
    POLICY,
    SAID,
    TEMPLATE,
    everything,
    release,
)

pytestmark = pytest.mark.daily(2)

__all__ = ["shop"]


@pytest.fixture
def agree(held: Site, wakebook: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Runs ``wakebook release`` for the outage as somebody."""

    def run(who: str, *words: str) -> Any:
        monkeypatch.setenv("WAKEBOOK_USER", f"user:{who}")
        return wakebook("release", "checkout", *words, cwd=held.repository)

    return run


def test_3_2_a_release_shows_the_text_and_sets_it_free(held: Site, agree: Any) -> None:
    """Legal and PR agree one after the other; nothing else is needed."""
    shown = agree("ben")
    assert SAID in shown.stdout
    assert "waits for legal (ben); pr (cleo)" in shown.stdout
    first = agree("ben", "20261123T150000Z-0001#1")
    assert first.code == 0, first.stderr
    assert "once pr (cleo) agrees too" in first.stderr
    assert agree("cleo", "20261123T150000Z-0001#1").code == 0
    held.publish()
    assert "lost your orders" in everything(held.folder)
    assert "vanish" not in everything(held.folder)
    for who in ("ben", "cleo"):
        assert agree(who, "public").code == 0
    assert "waits" not in held.publish().stderr
    assert "Orders vanish" in held.text("feed.atom")
    assert "no text" in agree("ben").stderr


def test_3_2_the_wrong_people_release_nothing(held: Site, agree: Any) -> None:
    """Neither whoever wrote it nor whoever has no part, nor a part that is not theirs."""
    before = sorted(held.repository.root.rglob("*.yaml"))
    entry = "20261123T150000Z-0001#1"
    for ran, why in (
        (agree("ana", entry), "ana said this"),
        (agree("ana", "public"), "ana is none of those"),
        (agree("ben", entry, "--as", "pr"), "ben is none of those"),
        (
            agree("ben", entry, "--as", "law"),
            "policies/wording.yaml has no part law; there is legal, pr",
        ),
        (agree("ben", "20261123T140000Z-0000#1"), "no text waits in"),
    ):
        assert ran.code in (1, 2)
        assert why in ran.stderr
    assert sorted(held.repository.root.rglob("*.yaml")) == before


def test_3_2_whoever_says_it_is_told_that_somebody_else_agrees(agree: Any, say: Any) -> None:
    """And which policy to change where nobody else can."""
    told = say("--update", "--public", "We are sorry.").stderr
    assert "waits for legal, pr; to agree: wakebook release checkout" in told
    told = say("--update", "--public", "We are very sorry.", by="ben").stderr
    assert "waits for legal, pr; for somebody else to agree: wakebook release checkout" in told
    way = "policies/wording.yaml names nobody else as legal; name another team or person there"
    assert way in told
    entry = told.split("wakebook release checkout-errors ")[1].split()[0]
    refused = agree("ben", entry)
    assert (
        "ben said this, so somebody else agrees to it: legal (nobody); pr (cleo)" in refused.stderr
    )
    assert way in refused.stderr
    listed = agree("cleo", "--as", "press")
    assert (listed.code, "has no part press; there is legal, pr" in listed.stderr) == (2, True)


def test_3_2_a_template_is_approved_by_command_at_its_content(
    held: Site, say: Any, wakebook: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The policy keeps its form and comments; a change of the template asks anew."""
    held.repository.write("policies/wording.yaml", f"# ours\n{POLICY}")
    held.repository.commit("Change")
    listed = wakebook("wording", cwd=held.repository)
    assert f"{NAME}  waits for legal, pr" in listed.stdout
    for who, part in (("ana", "legal"), ("ben", "pr")):
        monkeypatch.setenv("WAKEBOOK_USER", f"user:{who}")
        assert wakebook(
            "wording", "approve", "investigating", "--as", part, cwd=held.repository
        ).code
    for who, part in (("ben", "legal"), ("cleo", "pr")):
        monkeypatch.setenv("WAKEBOOK_USER", f"user:{who}")
        ran = wakebook("wording", "approve", "investigating", "--as", part, cwd=held.repository)
        assert ran.code == 0, ran.stderr
    kept = (held.repository.root / "policies/wording.yaml").read_text()
    assert kept.startswith(f"# ours\n{POLICY}")
    assert kept.count(DIGEST) == 1
    assert wakebook("check", cwd=held.repository).code == 0
    assert f"{NAME}  approved" in wakebook("wording", cwd=held.repository).stdout
    say("--template", "investigating", "--slot", "next=30", "--slot", "trouble=slow", "--public")
    held.publish()
    assert "More within 30" in everything(held.folder)
    held.repository.write(PLACE, f"{TEMPLATE}\nMore.\n")
    rows = json.loads(wakebook("wording", "--format", "json", cwd=held.repository).stdout)
    assert rows[0]["waits_for"] == ["legal", "pr"]
    assert "WB3203" in wakebook("check", cwd=held.repository).stdout


UPDATE = f"""- kind: update
  at: 2026-11-23T14:10Z
  by: user:ana
  audience: public
  text: {SAID}
"""
SAYING = f"{OPEN}/timeline/20261123T151000Z-0001.yaml"
RELEASING = f"{OPEN}/timeline/20261123T152000Z-0002.yaml"
ENTRY = "entry: 20261123T151000Z-0001#1"


@pytest.fixture
def strict(shop: Shop) -> Shop:
    """The shop on GitHub with a policy about words, and a text that waits."""
    shop.clone.write("catalog/voices.yaml", PEOPLE)
    shop.clone.write("policies/wording.yaml", POLICY + APPROVED)
    shop.clone.write(PLACE, TEMPLATE)
    shop.clone.write(SAYING, UPDATE)
    shop.clone.commit("Hold words back")
    shop.github.push_from(shop.clone.root, "main", by=shop.person("ana"))
    return shop


def judged(shop: Shop, pull: Any) -> tuple[str, str]:
    """The status that the gate gives a pull request, and what it says there."""
    ran = shop.gate("judge", "--pull", str(pull.number))
    assert ran.code == 0, ran.stderr
    told = [comment.body for comment in shop.github.comments]
    return shop.status.state, "\n".join(told[-1:])


def test_3_2_a_release_counts_with_the_account_of_whoever_gives_it(strict: Shop) -> None:
    """Ben brings his own; for Cleo it waits until she approves the change."""
    mine = strict.propose({RELEASING: release("legal", "ben", SAID, ENTRY)}, by="ben")
    code, told = judged(strict, mine)
    assert code == "success", told
    hers = release("pr", "cleo", SAID, ENTRY).replace("  entry", "  reported_by: user:ben\n  entry")
    other = strict.propose({RELEASING: hers}, by="ben", branch="other")
    code, told = judged(strict, other)
    assert code == "pending"
    assert "cleo approves the change" in told
    strict.github.review(other, strict.person("cleo"))
    assert judged(strict, other)[0] == "success"


@pytest.mark.parametrize(
    ("part", "who", "by", "why"),
    [
        ("pr", "ben", "ben", "ben has no part in pr"),
        ("legal", "ana", "ana", "ana has no part in legal"),
        ("law", "ben", "ben", "has no part 'law'"),
        ("legal", "ben", "ana", "ben approves the change"),
    ],
)
def test_3_2_a_release_by_the_wrong_person_is_refused(
    strict: Shop, part: str, who: str, by: str, why: str
) -> None:
    """By the policy and the catalog of the target branch."""
    pull = strict.propose({RELEASING: release(part, who, SAID, ENTRY)}, by=by)
    code, told = judged(strict, pull)
    assert code in ("failure", "pending")
    assert why in told


def test_3_2_an_approval_of_a_template_needs_whoever_gave_it(strict: Shop) -> None:
    """The owner of the policy alone cannot approve words in the name of legal and PR."""
    strict.clone.write("policies/wording.yaml", POLICY)
    strict.clone.commit("No approvals")
    strict.github.push_from(strict.clone.root, "main", by=strict.person("ana"))
    pull = strict.propose({"policies/wording.yaml": POLICY + APPROVED}, by="ana")
    strict.github.review(pull, strict.person("ben"))
    code, told = judged(strict, pull)
    assert code == "pending"
    assert "cleo approves the change" in told
    strict.github.review(pull, strict.person("cleo"))
    code, told = judged(strict, pull)
    assert code == "success", told
