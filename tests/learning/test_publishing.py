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


def test_6_5_what_cannot_be_read_is_not_published(shop, incident, wakebook):
    incident()
    shop.write(PATH, "---\nincidents: [\n")
    ran = wakebook("postmortem", "publish", ID, cwd=shop)
    assert ran.code == 1
    assert f"{PATH} cannot be read" in ran.stderr
