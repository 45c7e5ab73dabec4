"""What the staff reads beside words that wait, and beside words that replace a template's."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.status.conftest import OUTAGE, Site
from tests.wording.conftest import NAME, everything

from wakebook.render.overridden import difference, marked

_SLOTS = ("--slot", "next=30", "--slot", "trouble=slow", "--public")


def test_2_5_an_override_is_kept_as_a_difference_from_the_template(
    held: Site, say: Any, wakebook: Any
) -> None:
    """The author's text is told, waits, and stands beside what the template said."""
    mine = "Till in eu: slow.\n\nMore within 30 minutes, we hope."
    ran = say("--template", "investigating", *_SLOTS, mine)
    assert ran.code == 0, ran.stderr
    shown = wakebook("show", "checkout", cwd=held.repository).stdout
    assert f"template {NAME}" in shown
    assert "[-minutes.-]{+minutes, we hope.+}" in shown.replace("\n", " ").replace("  ", "")
    assert "waits for legal, pr" in shown
    assert "public title and summary wait for legal, pr" in shown
    told = wakebook("show", "checkout", "--format", "json", cwd=held.repository).stdout
    assert json.loads(told)["waits_for"]["public"] == ["legal", "pr"]
    assert wakebook("check", cwd=held.repository).code == 0
    held.publish()
    assert "we hope" not in everything(held.folder)


def test_2_5_the_templates_own_words_have_no_difference(
    held: Site, say: Any, wakebook: Any
) -> None:
    """What nobody changed is not shown twice."""
    say("--template", "investigating", *_SLOTS)
    shown = wakebook("show", "checkout", cwd=held.repository).stdout
    assert "More within 30 minutes." in shown
    assert "template said" not in shown


def test_3_2_the_public_is_shown_approved_words_in_a_terminal(
    held: Site, say: Any, wakebook: Any
) -> None:
    """Which template it was is kept back; the words are there."""
    say("--template", "investigating", *_SLOTS)
    ran = wakebook("show", "checkout", "--audience", "public", cwd=held.repository)
    assert ran.code == 0, ran.stderr
    assert "More within 30 minutes." in ran.stdout
    assert "template" not in ran.stdout


def test_3_2_the_staffs_page_says_what_waits(
    held: Site, say: Any, wakebook: Any, tmp_path: Path
) -> None:
    """And no longer once it is released; the page is made again when the policy changes."""
    say("--template", "investigating", *_SLOTS, "Another <b>text</b>.")
    held.repository.commit("Change")
    to = tmp_path / "staff"
    page = to / f"site/incidents/2026/11/{OUTAGE}/index.html"

    def published() -> str:
        ran = wakebook("publish", "--to", str(to), cwd=held.repository)
        assert ran.code == 0, ran.stderr
        found = [p for p in (to / "site").rglob("index.html") if OUTAGE in str(p)]
        return found[0].read_text("utf-8")

    del page
    told = published()
    assert told.count("Not public yet: waits for legal, pr.") == 2
    assert "The public title and summary wait for legal, pr." in told
    assert "<ins>" in told
    assert "<b>text" not in told
    policy = held.repository.root / "policies/wording.yaml"
    held.repository.write("policies/wording.yaml", policy.read_text().replace("SEV1, SEV2", "SEV3"))
    assert "waits for" not in published()


@pytest.mark.parametrize(
    ("said", "text", "shown"),
    [
        ("One two three.", "One two three.", ""),
        ("One two three.", "One four three.", "One [-two-]{+four+} three."),
        ("One two.", "One.", "[-One two.-]{+One.+}"),
        ("One.\n\nTwo.", "One.\n\nTwo. Three.", "One.\n\nTwo.{+ Three.+}"),
    ],
)
def test_2_5_differences_are_told_by_words(said: str, text: str, shown: str) -> None:
    """Both texts can be put together again from them."""
    found = difference(said, text)
    assert marked(found) == shown
    if found:
        assert "".join(p.text for p in found if p.kind != "instead") == said
        assert "".join(p.text for p in found if p.kind != "said") == text
