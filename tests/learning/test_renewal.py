"""A later run renews what nobody has changed, and never what a person wrote (requirement 6.2)."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.conftest import examples

from wakebook.model.blocks import block, is_begun, ledger, renewed

ID = "2026-11-23-checkout-errors"
PATH = f"postmortems/2026/{ID}/postmortem.md"
_HOMES = {"summary": "Summary", "impact": "Impact", "well": "What went well"}
_OLD = {"summary": "It failed.\n\n- one\n- two", "impact": "Nobody could pay.", "well": ""}
_NEW = {"summary": "It failed twice.", "impact": "", "well": "- It was quick."}
_TEXT = f"""---
incidents: [{ID}]
---

<!-- A word for the writer. -->
{ledger(["summary", "impact"])}

## Summary

{block("summary", _OLD["summary"])}

<!-- Tell it. -->

## Impact

{block("impact", _OLD["impact"])}

## What went well

<!-- Keep it. -->
"""
_MARK = "\N{BLACK STAR}"


@st.composite
def edits(draw):
    """A draft that a person has changed in a few places, and every word that this person wrote."""
    text, words = _TEXT, []
    for number in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        length = draw(st.integers(0, 60))
        letters = draw(st.text("ab \n#-<!>:0x", max_size=12))
        word = f"{_MARK}{letters}{number}{_MARK}"
        text = text[:start] + word + text[start + length :]
        words.append(word)
    return text, [word for word in words if word in text]


@settings(max_examples=examples(2_000))
@given(edits(), st.integers(1, 3))
def test_6_2_whatever_a_person_writes_survives_every_later_run(edit, runs):
    text, words = edit
    now = text
    for number in range(runs):
        if not is_begun(now):
            return
        now = renewed(now, _NEW if number % 2 == 0 else _OLD, _HOMES).text
        for word in words:
            assert word in now, (text, now)
    assert renewed(now, _NEW if runs % 2 else _OLD, _HOMES).text == now, "twice is once"


@settings(max_examples=examples(2_000))
@given(edits())
def test_6_2_outside_of_untouched_blocks_no_byte_changes(edit):
    text, _ = edit
    if not is_begun(text):
        return
    wanted = {name: words for name, words in _NEW.items() if name != "well"}
    result = renewed(text, wanted, _HOMES)
    again, rest = result.text, text
    for name in result.renewed:
        old, new = block(name, _OLD[name]), block(name, _NEW[name])
        assert rest.count(old) == again.count(new) == 1
        rest, again = rest.replace(old, ""), again.replace(new, "")
    assert rest == again


def test_6_2_a_text_that_was_taken_out_does_not_come_back():
    gone = _TEXT.replace(block("impact", _OLD["impact"]), "")
    result = renewed(gone, _OLD, _HOMES)
    assert result.text == gone
    assert result.left == ("impact",)


def test_6_2_without_its_marks_a_text_is_the_writers():
    mine = _TEXT.replace(block("summary", _OLD["summary"]), _OLD["summary"])
    result = renewed(mine, _NEW, _HOMES)
    assert _OLD["summary"] in result.text
    assert _NEW["summary"] not in result.text
    assert result.left == ("summary",)


def test_6_2_a_copied_block_is_nobodys_to_renew():
    twice = _TEXT + "\n" + block("summary", _OLD["summary"]) + "\n"
    assert renewed(twice, {"summary": "New."}, _HOMES).text == twice


def test_6_2_what_is_new_goes_below_its_heading_and_is_listed():
    result = renewed(_TEXT, _NEW, _HOMES)
    assert result.added == ("well",)
    added = f"## What went well\n\n{block('well', _NEW['well'])}\n\n<!-- Keep it. -->"
    assert added in result.text
    assert ledger(["summary", "impact", "well"]) in result.text


def test_6_2_what_is_new_and_has_no_section_is_said():
    text = _TEXT.replace("## What went well", "## Good things")
    result = renewed(text, _NEW, _HOMES)
    assert result.homeless == ("well",)
    assert "It was quick" not in result.text


def test_6_2_the_command_keeps_what_was_edited_and_renews_the_rest(shop, incident, wakebook):
    folder = incident(closed=False)
    assert wakebook("postmortem", "draft", ID, cwd=shop).code == 0
    file = shop.root / PATH
    before = file.read_text()
    mine = before.replace("**Checkout answers with errors**", "**Checkout was down, as we were**")
    mine = mine.replace("<!-- What is known now. -->", "We know more now.")
    file.write_text(mine)
    shop.commit("Write")
    more = "- {kind: action, at: 2026-11-23T14:20Z, by: 'user:ben', text: Took the release back.}\n"
    shop.write(f"{folder}/timeline/20261123T190000Z-0001.yaml", more)
    ran = wakebook("postmortem", "draft", ID, cwd=shop)
    assert ran.code == 0, ran.stderr
    now = file.read_text()
    assert "**Checkout was down, as we were**" in now
    assert "We know more now." in now
    assert "Took the release back (" in now
    assert "renewed: timeline" in ran.stdout
    assert "left as you wrote it: summary" in ran.stderr
    assert shop.git("log", "-1", "--format=%s").strip() == f"Renew the post-mortem of {ID}"
    again = wakebook("postmortem", "draft", ID, cwd=shop)
    assert file.read_text() == now
    assert "nothing new" in again.stdout


def test_6_2_an_edited_text_whose_facts_have_changed_is_named(shop, incident, wakebook):
    task = "{kind: task, at: 2026-11-23T14:10Z, by: 'user:ben', ref: dump, owner: 'user:ben'"
    folder = incident(log=f"- {task}}}\n", closed=False)
    assert wakebook("postmortem", "draft", ID, cwd=shop).code == 0
    file = shop.root / PATH
    said = "- The task dump is not logged as done."
    mine = file.read_text().replace(said, f"{said}\n- Nobody slept.")
    mine = mine.replace("**Checkout answers with errors**", "**Checkout was down**")
    file.write_text(mine)
    unchanged = wakebook("postmortem", "draft", ID, cwd=shop)
    assert "left as you wrote it: summary, badly" in unchanged.stderr
    assert "has changed" not in unchanged.stderr
    shop.write(f"{folder}/timeline/20261123T190000Z-0001.yaml", f"- {task}, done: true}}\n")
    ran = wakebook("postmortem", "draft", ID, cwd=shop)
    assert "left as you wrote it: summary, badly" in ran.stderr
    assert "the record has changed since you wrote: badly;" in ran.stderr
    assert file.read_text() == mine
    told = json.loads(wakebook("postmortem", "draft", ID, "--format", "json", cwd=shop).stdout)
    assert (told["left"], told["stale"]) == (["summary", "badly"], ["badly"])


def test_6_2_what_cannot_be_read_is_not_touched(shop, incident, wakebook):
    incident()
    assert wakebook("postmortem", "draft", ID, cwd=shop).code == 0
    file = shop.root / PATH
    for broken in (
        b"\xff\xfe",
        b"",
        b"---\nincidents: [",
        file.read_bytes().replace(b"---", b"+++"),
    ):
        file.write_bytes(broken)
        ran = wakebook("postmortem", "draft", ID, cwd=shop)
        assert ran.code == 1
        assert "cannot be read" in ran.stderr
        assert file.read_bytes() == broken


def test_6_2_a_link_in_its_place_is_never_followed(shop, incident, wakebook, tmp_path):
    incident()
    outside = tmp_path / "outside.md"
    outside.write_text("mine")
    (shop.root / PATH).parent.mkdir(parents=True)
    (shop.root / PATH).symlink_to(outside)
    ran = wakebook("postmortem", "draft", ID, cwd=shop)
    assert ran.code == 1
    assert outside.read_text() == "mine"


def test_6_2_line_ends_of_another_system_are_named_and_mended(shop, incident, wakebook):
    folder = incident(closed=False)
    assert wakebook("postmortem", "draft", ID, cwd=shop).code == 0
    file = shop.root / PATH
    plain = file.read_bytes()
    foreign = plain.replace(b"\n", b"\r\n")
    file.write_bytes(foreign)
    shop.write(f"{folder}/timeline/20261123T190000Z-0001.yaml", _ACTION)
    ran = wakebook("postmortem", "draft", ID, cwd=shop)
    assert ran.code == 1
    assert "has line ends of another system (CRLF)" in ran.stderr
    assert f"wakebook fmt {PATH}" in ran.stderr
    assert "not begun" not in ran.stderr
    assert file.read_bytes() == foreign
    assert wakebook("fmt", PATH, cwd=shop).code == 0
    assert file.read_bytes() == plain
    assert wakebook("postmortem", "draft", ID, cwd=shop).code == 0
    assert "Took the release back" in file.read_text()


def test_6_2_words_that_no_commit_has_yet_are_said_to_go_along(shop, incident, wakebook):
    folder = incident(closed=False)
    assert wakebook("postmortem", "draft", ID, cwd=shop).code == 0
    file = shop.root / PATH
    remark = f"{PATH} had other edits; they go along"
    shop.write(f"{folder}/timeline/20261123T190000Z-0001.yaml", _ACTION)
    assert remark not in wakebook("postmortem", "draft", ID, cwd=shop).stderr
    file.write_text(file.read_text().replace("## Lessons\n", "## Lessons\n\nRoll back first.\n"))
    assert remark not in wakebook("postmortem", "draft", ID, cwd=shop).stderr, "nothing to commit"
    shop.write(f"{folder}/timeline/20261123T191000Z-0002.yaml", _ACTION.replace("14:20", "14:22"))
    kept = wakebook("postmortem", "draft", ID, "--no-commit", cwd=shop)
    assert remark not in kept.stderr
    shop.write(f"{folder}/timeline/20261123T192000Z-0003.yaml", _ACTION.replace("14:20", "14:24"))
    assert remark in wakebook("postmortem", "draft", ID, cwd=shop).stderr
    assert "Roll back first." in shop.git("show", f"HEAD:{PATH}")


_ACTION = "- {kind: action, at: 2026-11-23T14:20Z, by: 'user:ben', text: Took the release back.}\n"
