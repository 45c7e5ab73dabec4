"""What a person is asked at a terminal."""

from typing import Any

import pytest
from tests.cli.test_log import _typed
from tests.status.conftest import Site
from tests.wording.conftest import SAID, everything

pytestmark = pytest.mark.daily(3)


def test_2_5_what_a_template_still_needs_is_asked_for(
    held: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The record gives components and regions; a person says the rest."""
    held.repository.commit("Change")
    monkeypatch.setenv("WAKEBOOK_USER", "user:ana")
    words = ["log", "-i", "checkout", "--template", "investigating", "--public"]
    shown = _typed(held.repository.root, words, "slow\n45\n", columns=80)
    assert "trouble: choice (slow, unavailable)?" in shown
    assert "next: minutes?" in shown
    assert "components" not in shown
    held.publish()
    assert "More within 45 minutes." in held.text("feed.atom")


def test_3_2_each_text_is_shown_and_asked_about(
    held: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is released but what somebody said yes to, and only by whom it waits for."""
    held.repository.commit("Change")
    for who, part in (("ben", "legal"), ("cleo", "pr")):
        monkeypatch.setenv("WAKEBOOK_USER", f"user:{who}")
        shown = _typed(held.repository.root, ["release", "checkout"], "n\ny\n", columns=80)
        assert shown.count(SAID) == 1
        assert shown.count(f"Let the public read this, as {part}? [y/N]") == 2
    monkeypatch.setenv("WAKEBOOK_USER", "user:ana")
    assert "Let the public" not in _typed(held.repository.root, ["release", "checkout"], "y\n")
    held.publish()
    told = everything(held.folder)
    assert "lost your orders" in told
    assert "vanish" not in told


@pytest.mark.parametrize("keys", ["\x04", "\n", "yes please\n"])
def test_3_2_no_clear_yes_is_no(held: Site, monkeypatch: pytest.MonkeyPatch, keys: str) -> None:
    """The end of the input agrees to nothing."""
    held.repository.commit("Change")
    monkeypatch.setenv("WAKEBOOK_USER", "user:ben")
    _typed(held.repository.root, ["release", "checkout"], keys * 2)
    status: Any = held.repository.git("log", "-1", "--format=%s")
    assert status.strip() == "Change"
