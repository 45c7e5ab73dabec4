"""What comes in between a verdict and its merge: GitHub lets nobody say what to merge into."""

from typing import Any

import pytest
from tests.gate.conftest import SEEN, Say, Shop
from tests.review.conftest import OPEN

from wakebook.adapters.github.gateway import GitHub


@pytest.fixture
def between(shop: Shop, say: Say, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Lets a comment be answered after the last look at a pull request, just before its merge."""
    issue = shop.propose({f"{OPEN}/timeline/20261123T151500Z-0007.yaml": SEEN}, branch="other")
    issue.draft = True

    def set_up(words: str) -> None:
        merge, said = GitHub.merge, []

        def slow(host: GitHub, *how: Any, **more: Any) -> str:
            if not said:
                said.append(say(issue, words))
            return merge(host, *how, **more)

        monkeypatch.setattr(GitHub, "merge", slow)

    return set_up


def test_what_is_merged_onto_another_tip_is_judged_and_stated_there(
    shop: Shop, between: Any
) -> None:
    shop.log()
    between("/wake log Errors go down")
    ran = shop.gate("merge")
    assert ran.code == 0, ran.stderr
    audit = shop.audit()
    assert audit.code == 0, audit.stdout


def test_what_may_not_stand_on_another_tip_is_told_at_once(shop: Shop, between: Any) -> None:
    same = "- {kind: severity, at: 2026-11-23T16:00Z, by: 'user:ana', level: SEV2}\n"
    shop.propose({f"{OPEN}/timeline/20261123T160000Z-0007.yaml": same})
    between("/wake log --at 2026-11-23T15:30Z --severity SEV1 It got worse")
    ran = shop.gate("merge")
    assert ran.code == 1
    assert "which came in between, and should not have been: " in ran.stderr
    assert "0 of 1 approval" in ran.stderr
    assert shop.audit().code == 1
