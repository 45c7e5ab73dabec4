"""A post-mortem is published once nothing is missing in it (requirement 6.5)."""

import re

ID = "2026-11-23-checkout-errors"
PATH = f"postmortems/2026/{ID}/postmortem.md"


def test_6_5_it_is_refused_while_empty_and_published_once_written(shop, incident, wakebook):
    incident(level="SEV1")
    nothing = wakebook("postmortem", "publish", ID, cwd=shop)
    assert nothing.code == 1
    assert f"wakebook postmortem draft {ID}" in nothing.stderr
    assert wakebook("postmortem", "draft", ID, cwd=shop).code == 0
    file = shop.root / PATH
    begun = file.read_text()
    listed = wakebook("postmortem", "need", ID, cwd=shop).stdout
    assert f"next: write it, then: wakebook postmortem publish {ID}" in listed
    empty = wakebook("postmortem", "publish", ID, cwd=shop)
    assert empty.code == 1
    assert re.search(rf"{PATH}:\d+: the section 'Lessons' says nothing.*WB6203", empty.stderr)
    assert file.read_text() == begun
    written = re.sub(r"^(<!-- [A-Z].* -->)$", r"\1\n\nA sentence.", begun, flags=re.MULTILINE)
    file.write_text(written)
    shop.commit("Write")
    for words in ("noon-ish", "2999-01-01T00:00Z", "2020-01-01T00:00Z"):
        refused = wakebook("postmortem", "publish", ID, "--at", words, cwd=shop)
        assert refused.code == 2
        assert f"--at {words}" in refused.stderr
    ran = wakebook("postmortem", "publish", ID, "--at", "2026-11-25T10:00Z", cwd=shop)
    assert ran.code == 0, ran.stderr
    line = "published: 2026-11-25T10:00Z\n"
    assert file.read_text() == written.replace("audience: staff\n", f"audience: staff\n{line}", 1)
    assert shop.git("status", "--porcelain") == ""
    assert "published" in wakebook("postmortem", "need", ID, cwd=shop).stdout
    again = wakebook("postmortem", "publish", ID, cwd=shop)
    assert again.code == 1
    assert "published already: 2026-11-25T10:00Z" in again.stderr
    stays = wakebook("postmortem", "draft", ID, cwd=shop)
    assert (stays.code, "is published, so it stays as it is" in stays.stderr) == (1, True)
    assert shop.git("status", "--porcelain") == ""


def test_6_2_open_questions_hinder_nobody_until_it_is_published_or_closed(shop, incident, wakebook):
    """A draft can be committed; what is published, or belongs to a closed incident, is whole."""
    incident(level="SEV1", closed=False)
    assert wakebook("postmortem", "draft", ID, cwd=shop).code == 0
    draft = wakebook("check", cwd=shop)
    assert (draft.code, "warning WB6203" in draft.stdout) == (0, True)
    assert "error WB6203" not in draft.stdout
    refused = wakebook("close", ID, "--check", cwd=shop)
    assert (refused.code, "WB6203" in refused.stdout) == (1, True)
    file = shop.root / PATH
    begun = file.read_text()
    file.write_text(begun.replace("audience:", "published: 2026-11-25T10:00Z\naudience:", 1))
    published = wakebook("check", cwd=shop)
    assert (published.code, "error WB6203" in published.stdout) == (1, True)


def test_6_5_what_cannot_be_read_is_not_published(shop, incident, wakebook):
    incident()
    shop.write(PATH, "---\nincidents: [\n")
    ran = wakebook("postmortem", "publish", ID, cwd=shop)
    assert ran.code == 1
    assert f"{PATH} cannot be read" in ran.stderr


def begun(wakebook, shop):
    """Begins the post-mortem, and writes a sentence wherever the draft asks for one."""
    assert wakebook("postmortem", "draft", ID, cwd=shop).code == 0
    file = shop.root / PATH
    answered = r"\1\n\nA sentence."
    text = re.sub(r"^(<!-- [A-Z].* -->)$", answered, file.read_text(), flags=re.MULTILINE)
    file.write_text(text)
    shop.commit("Write")
    return file


def test_6_2_links_and_category_alone_are_no_contributing_factors(shop, incident, wakebook):
    incident("2026-11-23-network-down")
    link = "- {kind: link, at: 2026-11-23T15:00Z, by: 'user:ana', rel: parent, to: %s}\n"
    incident(level="SEV1", log=link % "2026-11-23-network-down")
    first = wakebook("postmortem", "draft", ID, cwd=shop)
    assert "only you can write: Contributing factors, Lessons" in first.stdout
    file = shop.root / PATH
    assert "- Part of: " in file.read_text()
    asked = re.sub(r"(## Lessons\n)", r"\1\nLocks end.\n", file.read_text())
    file.write_text(asked)
    refused = wakebook("postmortem", "publish", ID, cwd=shop)
    assert refused.code == 1
    said = "the section 'Contributing factors' says only what the draft knew; write a sentence"
    assert said in refused.stderr
    file.write_text(asked.replace("- Part of: ", "- A lock had no end. Part of: "))
    ran = wakebook("postmortem", "publish", ID, cwd=shop)
    assert "Contributing" not in ran.stderr, "words inside of the block count as well"


def test_6_5_a_stale_draft_and_blame_are_remarks_and_refuse_nothing(shop, incident, wakebook):
    folder = incident(level="SEV1")
    file = begun(wakebook, shop)
    more = (
        "- {kind: link, at: 2026-11-24T09:00Z, by: 'user:ana', rel: problem, to: pool-too-small}\n"
    )
    shop.write(f"{folder}/timeline/20261124T090000Z-0001.yaml", more)
    file.write_text(file.read_text() + "\nIt came down to human error.\n")
    ran = wakebook("postmortem", "publish", ID, cwd=shop)
    assert ran.code == 0, ran.stderr
    assert "the record has changed since this was drafted: factors\n" in ran.stderr
    assert f"front matter, then: wakebook postmortem draft {ID}" in ran.stderr.replace("\n  ", " ")
    assert f"1 warning about its text (WB6101); see: wakebook check {PATH}" in ran.stderr
    assert f"{PATH} had other edits; they go along" in ran.stderr
    assert "WB6101" in wakebook("check", PATH, cwd=shop).stdout
    file.write_text(re.sub(r"published: .*\n", "", file.read_text()))
    assert "renewed: factors" in wakebook("postmortem", "draft", ID, cwd=shop).stdout


def test_6_5_where_nothing_is_odd_nothing_is_remarked(shop, incident, wakebook):
    incident(level="SEV1")
    begun(wakebook, shop)
    assert wakebook("postmortem", "publish", ID, cwd=shop).stderr == ""
