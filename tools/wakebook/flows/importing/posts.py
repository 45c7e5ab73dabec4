"""The updates in a cState post's body, in the habits that such posts have.

Source of the forms: cState's example site (``*Monitoring* - text {{< track "date" >}}``) and the
habits of its users (``Update: text``, headings with a time).
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

_TRACK = re.compile(
    r"\{\{[<%]\s*+track\s++[\"'`]?+"
    r"((?:[^\"'`>%{\s/]++|[^\S\n]++(?!\s|/?[>%])|/(?![>%]))*+)"
    r"[\"'`]?+\s*+/?+[>%]\}\}"
)
_SHORTCODE = re.compile(r"\{\{[<%][^{]*?[>%]\}\}")
_LABEL = re.compile(
    r"(?P<mark>\*{1,3}|_{1,3})(?P<word>[A-Za-z][A-Za-z -]{3,30}?(?: ?#[0-9]+)?):?(?P=mark)"
    r"\s*(?:[-–—:]+\s*|$)"  # noqa: RUF001 - authors do write these dashes
)
_PLAIN_LABEL = re.compile(r"(?P<word>update(?: ?#[0-9]+)?)\s*:\s*", re.IGNORECASE)
_HEADING = re.compile(r"#{1,6}[ \t]+(?P<words>[^\n]*)\n?")
_TIME = re.compile(
    r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt ]+)[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?"
    r"[ \t]*(?:Z\b|UTC|GMT|[+-][0-9]{2}:?[0-9]{2})?"
)
_BLANK = re.compile(r"\n[ \t]*\n|(?<=\}\})[ \t]*\n(?=[^\n{]*\{\{[<%]\s*track)")
_FENCE = re.compile(r"^(?:```|~~~)", re.MULTILINE)
_WORDS = ("investigating", "identified", "monitoring", "resolved", "postmortem", "update")


class Said(NamedTuple):
    """One update: its text, its line in the body (0-based), and what stands before it.

    ``word`` is the status in lower case, ``label`` the author's own words, ``time`` as written.
    """

    text: str
    line: int
    word: str | None = None
    label: str | None = None
    time: str | None = None


def updates(body: str) -> list[Said]:
    """The updates of a body in their order; what stands before the first is one of them."""
    drafts: list[tuple[Said, list[str]]] = []
    for text, line in _paragraphs(body):
        begun = _begun(text, line)
        if begun is not None:
            drafts.append((begun, [begun.text]))
        elif not drafts or (_TRACK.search(text) and any(map(_TRACK.search, drafts[-1][1]))):
            # A second time: whoever wrote it begins another update without a label.
            drafts.append((Said(text, line), [text]))
        else:
            drafts[-1][1].append(text)
    found = [said._replace(text="\n\n".join(parts).strip("\n")) for said, parts in drafts]
    told = [said for said in map(_tracked, found) if said.text or said.time]
    # Labels without times before the text itself: nothing tells where the last of them ends.
    if told and told[0].label and not any(said.time for said in told):
        return [Said(body.strip("\n").rstrip(), told[0].line)]
    return told


def shortcodes(text: str) -> list[str]:
    """Hugo's own commands that are left in a text."""
    return _SHORTCODE.findall(text)


def _paragraphs(body: str) -> Iterator[tuple[str, int]]:
    """Paragraphs with their lines; a fenced block of code stays whole."""
    line, counted = 0, 0
    for start, end in _extents(body):
        text = body[start:end]
        if text.strip():
            first = start + len(text) - len(text.lstrip("\n"))
            line += body.count("\n", counted, first)
            counted = first
            yield text.strip("\n").rstrip(), line


def _extents(body: str) -> Iterator[tuple[int, int]]:
    start, position, fences = 0, 0, 0
    while (blank := _BLANK.search(body, position)) is not None:
        fences += len(_FENCE.findall(body, position, blank.start()))
        position = blank.end() - 1 if blank[0].count("\n") > 1 else blank.end()
        if fences % 2 == 0:
            yield start, blank.start()
            start, fences = position, 0
    yield start, len(body)


def _begun(text: str, line: int) -> Said | None:
    """The update that a paragraph begins, if it begins one."""
    heading = _HEADING.match(text)
    if heading is not None:
        return _under(heading, text, line)
    label = _LABEL.match(text) or _PLAIN_LABEL.match(text)
    word = _word(label["word"]) if label else None
    if label is None or word is None:
        return None
    return Said(text[label.end() :], line, word, label["word"])


def _under(heading: re.Match[str], text: str, line: int) -> Said | None:
    words = heading["words"].rstrip("# \t")
    time = _TIME.search(words)
    word = _word(words)
    if time is None and word is None:
        return None
    rest = text[heading.end() :]
    return Said(rest, line, word, words, time[0].strip() if time else None)


def _word(label: str) -> str | None:
    """The status that a label begins with."""
    plain = re.sub(r"[^a-z]", "", label.lower())
    return next((word for word in _WORDS if plain.startswith(word)), None)


def _tracked(said: Said) -> Said:
    """The update with the time of its ``track`` command; inside of a sentence that is text, too."""
    track = _TRACK.search(said.text)
    if track is None:
        return said._replace(text=_trimmed(said.text))
    before, behind = said.text[: track.start()], said.text[track.end() :]
    words = track[1] if behind.partition("\n")[0].strip() and before.strip() else ""
    text = before + words + _TRACK.sub(r"\1", behind)
    return said._replace(text=_trimmed(text), time=track[1].strip())


def _trimmed(text: str) -> str:
    return "\n".join(line.rstrip(" \t") for line in text.split("\n")).strip("\n").rstrip()
