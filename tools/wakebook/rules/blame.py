"""Sentences that blame a person, by small patterns for each language, each with its reason.

Blameless here means what the Google SRE book (chapter 15) and Allspaw's "Blameless PostMortems and
a Just Culture" mean: people acted on what they knew, and the text asks what made that reasonable.
A failing system is no person: patterns that name a failure want a person or a team as its subject.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from wakebook.rules.blame_words import OTHERS, PERSON, Form, english


class Blame(NamedTuple):
    """A place in a text that blames somebody; ``offset`` counts code points from its beginning."""

    offset: int
    words: str
    why: str
    instead: str


_NO = r"(?:no|nobody|kein\w*|niemand|aucune?|ning[úu]n\w*)"
_NOBODY = re.compile(rf"\b{_NO}(?:\s++\w++)?+\s*+$", re.IGNORECASE)
_DENIED = re.compile(
    rf"\b(?:{_NO}|not|never|without|nor|isn't|wasn't|rather than|instead of|nicht|ohne|sans|pas"
    r"|sin)"
    r"\b(?:\s++[\w']++){0,2}+\s*+$",
    re.IGNORECASE,
)
_APOSTROPHE = "\N{RIGHT SINGLE QUOTATION MARK}"
_OPEN = "\N{LEFT DOUBLE QUOTATION MARK}\N{DOUBLE LOW-9 QUOTATION MARK}\xab"
_SHUT = "\N{RIGHT DOUBLE QUOTATION MARK}\N{LEFT DOUBLE QUOTATION MARK}\xbb"
_HIDDEN = re.compile(
    r"<!--.*?(?:-->|\Z)|^(`{3,}|~{3,}).*?(?:^\1[^\n]*$|\Z)|`[^`\n]*`|^ {0,3}(?:#{1,6}\s|>)[^\n]*$"
    rf"|\"[^\"\n]{{0,300}}\"|[{_OPEN}][^\n]{{0,300}}?[{_SHUT}]|\]\((?:[^)\]\n]|\](?!\())*+\)|https?://\S+",
    re.MULTILINE | re.DOTALL,
)
_END = re.compile(r"[.!?:;](?=\s)|\n[ \t]*\n|\n(?=[ \t]*(?:[-*+|]|[0-9]+[.)])\s)|\|")
_LONGEST = 1_500
"""Characters of one sentence that are looked at."""
_SHOWN = 80


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """The sentences of a Markdown text with their offsets.

    Code, quotations, headings, comments and addresses are blanks in them: they are other people's
    words, or none.
    """
    plain = _HIDDEN.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)
    plain = plain.replace(_APOSTROPHE, "'")
    start = 0
    for end in (*(match.end() for match in _END.finditer(plain)), len(plain)):
        part = plain[start:end]
        stripped = part.lstrip(" \t\n-*+|")
        if len(stripped.strip()) > 1:
            yield start + len(part) - len(stripped), stripped.rstrip()[:_LONGEST]
        start = end


def blamed(text: str, names: Iterable[str] = ()) -> Iterator[Blame]:
    """Each sentence that blames somebody, once; ``names`` are those of people in the catalog."""
    known = _forms(tuple(sorted({name for name in names if len(name) > 1})))
    for offset, sentence in sentences(text):
        found = next(_in_sentence(sentence, known), None)
        if found is not None:
            yield found._replace(offset=offset + found.offset)


def _in_sentence(sentence: str, forms: Iterable[tuple[re.Pattern[str], Form]]) -> Iterator[Blame]:
    for pattern, form in forms:
        for match in pattern.finditer(sentence):
            denied = _DENIED if form.deniable else _NOBODY
            if not denied.search(sentence, 0, match.start()):
                yield Blame(match.start(), _short(match[0]), form.why, form.instead)


def _short(words: str) -> str:
    told = " ".join(words.split())
    return told if len(told) <= _SHOWN else f"{told[:_SHOWN].rpartition(' ')[0]} ..."


@lru_cache(maxsize=4)
def _forms(names: tuple[str, ...]) -> tuple[tuple[re.Pattern[str], Form], ...]:
    listed = "".join(f"|{re.escape(name)}" for name in names)
    person = rf"\b(?:{PERSON}{listed})"
    return tuple(
        (re.compile(rf"(?<!\w)(?:{form.pattern})(?!\w)", re.IGNORECASE), form)
        for form in (*english(person), *OTHERS)
    )
