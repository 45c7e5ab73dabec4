"""What a published file says to whoever looks into it: markup, escapes and packing taken away.

Words alone are compared, in small letters and one space apart, so that it makes no difference how
a text was set: as HTML, XML, JSON, Markdown, in an address or in a calendar.
"""

import gzip
import json
import re
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from html import unescape
from typing import Any
from urllib.parse import unquote

_WORD = re.compile(r"[^\W_]+")
_TAG = re.compile(r"<[^<>]*>")
_CODE = re.compile(r"\\u([0-9a-fA-F]{4})")
_FOLD = re.compile(r"\r?\n[ \t]")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_MARKUP = (".html", ".xml", ".svg", ".atom", ".rss", ".md")
_PACKED = (".pf_fragment", ".pf_meta", ".pf_filter", ".pf_index", ".gz")
_MARK = b"pagefind_dcd"
"""How the packed files of a search index begin."""


def words(text: str) -> str:
    """The words of a text, in small letters, one space apart."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).casefold()
    else:
        text = text.lower()
    return " ".join(_WORD.findall(text))


def readable(path: str, content: bytes) -> Iterator[str]:
    """The words of a file and of its name, in every way in which a reader could meet them."""
    yield words(unquote(path))
    if path.endswith(_PACKED):
        content = gzip.decompress(content).removeprefix(_MARK)
        if not content.startswith(b"{"):
            yield words("\n".join(_packed(content)))
            return
    text = content.decode("utf-8", "replace")
    if content.startswith((b"{", b"[")):
        with suppress(ValueError):
            text = "\n".join(_strings(json.loads(text)))
    if path.endswith(".ics"):
        text = _FOLD.sub("", text).replace("\\n", "\n")
    yield from _views(text, markup=path.endswith(_MARKUP) or "<" in text)


def _views(text: str, *, markup: bool) -> Iterator[str]:
    plain = _unescaped(text)
    yield words(plain)
    if markup:
        # What stands between tags is read without them, and a comment or an attribute with them.
        yield words(_unescaped(_TAG.sub(" ", text)))
        if "<" in plain and "&lt;" in text:
            yield words(_unescaped(_TAG.sub(" ", plain)))
    if "%" in plain:
        yield words(unquote(plain))


def _unescaped(text: str) -> str:
    if "&" in text:
        text = unescape(text)
    if "\\" in text:
        text = _CODE.sub(lambda match: chr(int(match[1], 16)), text)
        text = text.replace("\\n", "\n").replace("\\t", " ")
    return text


def _strings(value: Any) -> Iterator[str]:
    """Every text in a document, names of keys included."""
    match value:
        case str():
            yield value
        case dict():
            for key, each in value.items():
                yield str(key)
                yield from _strings(each)
        case list() | tuple():
            for each in value:
                yield from _strings(each)


def _packed(content: bytes) -> Iterator[str]:
    """Every text in a packed file of a search index."""
    import cbor2

    yield from _strings(cbor2.loads(content))
