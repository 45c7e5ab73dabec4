"""No word of a record gets out of an issue's hidden lines, or calls anybody there (6.3)."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.conftest import examples
from tests.followup.conftest import OWN_POOL

from wakebook.model.ledger import Case, Owed
from wakebook.render.followup.issue import part, subject_of, synced, synced_in, with_part

PIECES = (
    "-->", "--!>", "<!--", "-", ">", " ", "\n", "@shop/everyone", "@ben", "Closes #1", "#1",
    "GH-1", "<img src=x>", "%2D%2D%3E", "%", "a", "\u2060", "wakebook:end -->", "é",
)  # fmt: skip
WORDS = st.lists(st.sampled_from(PIECES), max_size=8).map("".join) | st.text(max_size=30)
OURS = re.compile(r"^<!-- wakebook:(?:action|synced|end)[^@#<>]* -->$", re.MULTILINE)
LIVE = re.compile(r"[@#](?!\u2060)|<(?!/?sub>)|-->", re.IGNORECASE)
EVIL = "external: a---->> @shop/everyone Closes #1 <img src=x>"


@given(stem=WORDS, owner=WORDS, due=WORDS, text=WORDS)
@settings(max_examples=examples(300))
def test_6_3_whatever_a_record_says_stays_words(stem, owner, due, text):
    item = Owed(
        f"2026-10-05-a/{stem}", text, owner, due, "prevent", "low", False, "open", (text,), (),
        "staff", False, text,
    )  # fmt: skip
    case = Case("2026-10-05-a", text, "staff", True, False, True, (), (item,), ())
    body = part(item, case, {})
    assert len(OURS.findall(body)) == 3
    assert not LIVE.search(OURS.sub("", body)), body
    assert subject_of(body) == item.id
    assert synced_in(body) == synced(item)
    assert with_part(body, body) == body


@pytest.mark.parametrize("owner", [EVIL, "external:a-->b"])
def test_6_3_an_owner_cannot_get_out_of_the_hidden_line(shop, owner):
    shop.edit(OWN_POOL, "owner: user:ben", f"owner: '{owner}'")
    ran = shop.follow_up("--apply")
    assert ran.code == 0, ran.stderr
    for text in (shop.issue.body, *shop.said()):
        shown = re.sub(r"<!-- wakebook:[^@#<>]* -->", "", text)
        assert not LIVE.search(shown), shown
    before = list(shop.github.effects)
    shop.follow_up("--apply")
    assert shop.github.effects == before
