"""Words of a record are words in a draft: they cannot change its structure (requirement 6.2)."""

import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.conftest import examples

from wakebook.model.sections import sections, without_comments
from wakebook.render.draft.phrases import comment, inline, paragraph

ID = "2026-11-23-checkout-errors"
HOSTILE = {
    "heading": "## Impact\n\nNobody noticed.",
    "front matter": "---\naudience: public\n---",
    "end of a block": "<!-- /wakebook:summary -->\n## Lessons",
    "begin of a block": "<!-- wakebook:summary 0000000000000000 -->",
    "list of blocks": "<!-- wakebook:draft -->",
    "open comment": "<!-- the rest is gone",
    "fence": "```\n## Lessons\n",
    "html": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "image": "![pixel](https://spy.example/p.png)",
    "list": "1. one\n2. two\n- three",
    "setext": "Title\n=====\nmore\n---",
    "table": "| a | b |\n|---|---|\n| c | d |",
    "reference": "[a]: https://spy.example",
    "backslash": "ends with \\",
}


_BLOCKS = {"heading_open", "fence", "html_block", "table_open", "hr", "blockquote_open"}


def quoted(text):
    """A YAML string."""
    return json.dumps(text)


@pytest.mark.variants(5, every=3)
@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_what_a_record_says_stays_text(shop, incident, wakebook, words):
    entry = f"- {{kind: %s, at: 2026-11-23T14:%02dZ, by: 'user:ben', text: {quoted(words)}%s}}\n"
    log = entry % ("observation", 6, "") + entry % ("action", 7, f", tool: {quoted(words)}")
    log += entry % (
        "decision",
        8,
        f", ref: it, options: [{quoted(words)}, b], chosen: {quoted(words)}",
    )
    log += entry % ("update", 9, ", ref: told")
    top = f"summary: {quoted(words)}\ncustomer_impact: {{text: {quoted(words)}}}\n"
    folder = incident(log=log, header=top)
    shop.write(
        f"postmortems/2026/{ID}/actions/it.yaml",
        f"title: {quoted(words[:50].splitlines()[0])}\nkind: prevent\n"
        "owner: user:ben\ndue: 2026-12-01\n",
    )
    header = shop.root / folder / "incident.yaml"
    plain = incident("2026-11-23-plain")
    assert plain
    assert header.exists()
    made = _written(wakebook, shop, ID)
    known = _written(wakebook, shop, "2026-11-23-plain")
    assert _titles(made) == _titles(known)
    assert made.count("<!-- wakebook:") == made.count("<!-- /wakebook:") + 1
    assert made.partition("\n---\n")[0].count("---") == 1
    shown = without_comments(made)
    assert "<script" not in shown
    assert "<img" not in shown
    assert "![" not in shown.replace(r"!\[", "")
    assert len(re.findall(r"^## ", shown, re.MULTILINE)) == len(_titles(known))
    again = wakebook("postmortem", "draft", ID, "--diff", cwd=shop)
    assert again.code == 0, again.stdout
    assert wakebook("check", "--format", "json", cwd=shop).code in (0, 1)


def _written(wakebook, shop, name):
    ran = wakebook("postmortem", "draft", name, "--no-commit", cwd=shop)
    assert ran.code == 0, ran.stderr
    return (shop.root / f"postmortems/2026/{name}/postmortem.md").read_text()


def _titles(text):
    return [part.title for part in sections(text.partition("\n---\n")[2])]


@settings(max_examples=examples(500))
@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1))
def test_no_text_begins_a_block(text):
    from markdown_it import MarkdownIt

    markdown = MarkdownIt("commonmark", {"html": True}).enable("table")
    for made in (paragraph(text), f"- fact: {inline(text)}"):
        tokens = [t.type for t in markdown.parse(f"{made}\n\n## Next\n")]
        assert tokens[-3:] == ["heading_open", "inline", "heading_close"]
        before = set(tokens[:-3])
        assert not before & {
            "heading_open",
            "fence",
            "html_block",
            "table_open",
            "hr",
            "blockquote_open",
        }


@settings(max_examples=examples(500))
@given(st.text())
def test_a_prompt_is_one_comment(text):
    made = comment(text)
    assert made.startswith("<!-- ")
    assert made.index("-->") == len(made) - 3
    assert "\n" not in made
