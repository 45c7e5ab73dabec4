"""A section that holds a placeholder is empty for publishing and for closing (6.1, 6.2)."""

import json

import pytest

ID = "2026-11-23-checkout-errors"
PATH = f"postmortems/2026/{ID}/postmortem.md"
TITLES = ("Summary", "Impact", "Contributing factors", "Lessons", "Action items")
EMPTY = (
    "x", "-", "…", "7", "TODO", "**TBD**", "- [ ] todo\n- [ ] tbd", "> n/a", "N.A.",
    "Not applicable.", "To be determined", "(to be filled in later)",
    "TODO: write this section", "xxx", "lorem ipsum", "&nbsp;", "WIP", "| x | x |",
    "<!-- not yet -->", "<!-- never ended", "Noch offen.", "k. A.", "wird nachgetragen",
    "Entfällt", "nicht zutreffend", "À compléter", "sans objet", "s.o.", "à venir",
    "Pendiente", "no aplica", "por definir", "Não se aplica", "a preencher",
    "Da definire", "non applicabile", "n.v.t.", "nog te doen", "niet van toepassing",
    "nie dotyczy", "do uzupełnienia", "н/д", "дописать позже", "未定", "該当なし", "待补充",
    "不适用", "미정", "추후 작성",
)  # fmt: skip
TELLING = (
    "None.", "Nobody noticed.", "Nothing.", "Keine.", "Ninguno.", "5 orders", "Luck.",
    "A sentence.", "没有人注意到", "Ничего не потеряно.", "誰も気づかなかった",
    "`kubectl rollout undo`", "TODO of last year would have helped.",
    "See the timeline.", "No se perdió nada.",
)  # fmt: skip


@pytest.fixture
def drafted(shop, incident):
    """Writes each of these texts into a section of its own, and tells which had room."""
    incident(level="SEV1")

    def written(texts):
        said = [*texts, *["A sentence."] * len(TITLES)]
        body = "".join(f"\n## {title}\n\n{x}\n" for title, x in zip(TITLES, said, strict=False))
        shop.write(PATH, f"---\nincidents: [{ID}]\n---\n{body}")
        return texts[: len(TITLES)]

    return written


def test_6_2_placeholders_in_many_languages_are_no_text(shop, drafted, wakebook):
    rest = list(EMPTY)
    while rest:
        tried = drafted(rest)
        ran = wakebook("check", "--format", "json", ID, cwd=shop)
        found = [f for f in json.loads(ran.stdout)["findings"] if f["code"] == "WB6203"]
        assert len(found) == len(tried), (tried, [f["message"] for f in found])
        assert ran.code == 1
        rest = rest[len(tried) :]


def test_6_2_a_short_answer_is_an_answer(shop, drafted, wakebook):
    rest = list(TELLING)
    while rest:
        tried = drafted(rest)
        ran = wakebook("check", "--format", "json", ID, cwd=shop)
        assert [f for f in json.loads(ran.stdout)["findings"] if f["code"] == "WB6203"] == []
        rest = rest[len(tried) :]


@pytest.mark.parametrize("text", ["x", "n/a", "noch offen"])
def test_6_1_what_holds_a_placeholder_is_not_published(shop, drafted, wakebook, text):
    drafted([text])
    shop.commit("Write")
    ran = wakebook("postmortem", "publish", ID, cwd=shop)
    assert ran.code == 1
    assert "says nothing" in ran.stderr
    assert "published:" not in (shop.root / PATH).read_text()
