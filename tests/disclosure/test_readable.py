"""A hidden text is found however a file sets it, and common words are not (3.5)."""

import gzip
import json
from html import escape
from urllib.parse import quote

import cbor2
import pytest

from wakebook.flows.leaks import Needles, pieces
from wakebook.render.readable import readable

TEXT = 'Müller & Söhne: "the <quagga>" ate 7 cables, all of [them](https://x.example/a).'
PLAIN = 'Müller & Söhne: "the <quagga>" ate 7 cables, all of them.'
SETTINGS = {
    "page.html": f"<p>{escape(PLAIN)}</p>",
    "bold.html": "<p>Müller &amp; <b>Söhne</b>: &quot;the\n&lt;quagga&gt;&#x22; <i>ate</i> 7 "
    "cables, all</p>",
    "comment.html": f"<!-- {escape(PLAIN)} -->",
    "attribute.html": f'<meta content="{escape(PLAIN)}">',
    "twice.xml": f"<content>{escape('<p>' + escape(PLAIN) + '</p>')}</content>",
    "feed.json": json.dumps({"items": [{"content_html": f"<p>{escape(PLAIN)}</p>"}]}),
    "key.json": json.dumps({PLAIN: 1}),
    "script.html": f"<script>x = {json.dumps(PLAIN)}</script>",
    "address.html": f'<a href="?q={quote(PLAIN)}">x</a>',
    "page.md": f"> *{TEXT}*",
    "c.ics": 'DESCRIPTION:Müller & Söhne: "the <qua\r\n gga>" ate 7\\, cables\\nall of them',
    "f.pf_fragment": gzip.compress(b"pagefind_dcd" + json.dumps({"content": PLAIN}).encode()),
    "f.pf_filter": gzip.compress(b"pagefind_dcd" + cbor2.dumps(["tag", [[PLAIN, [1, 2]]]])),
    f"{quote('Müller-Söhne-the-quagga-ate-7-cables-all')}.html": "",
}


@pytest.mark.parametrize("path", SETTINGS)
def test_3_5_a_text_is_found_however_it_is_set(path):
    needles = Needles({"x": "\n".join(pieces(TEXT))})
    content = SETTINGS[path]
    raw = content if isinstance(content, bytes) else content.encode()
    found = [piece for text in readable(path, raw) for piece, _ in needles.found(text)]
    assert "müller söhne the quagga ate 7 cables all" in found


def test_3_5_part_of_a_long_text_is_found():
    told = " ".join(f"word{n}" for n in range(100))
    needles = Needles({"x": "\n".join(pieces(told))})
    assert [*needles.found(" ".join(f"word{n}" for n in range(30, 45)))]


@pytest.mark.parametrize("text", ["Outage", "It works again", "SEV1, 14:03", ""])
def test_3_5_short_words_are_everybodys(text):
    assert [*pieces(text)] == []


def test_3_5_a_longer_word_is_another_one():
    needles = Needles({"x": "\n".join(pieces("the quagga ate cables"))})
    assert not [*needles.found("the quagga ate cablestays")]
    assert [*needles.found("so the quagga ate cables again")]
