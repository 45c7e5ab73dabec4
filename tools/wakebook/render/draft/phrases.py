"""Times, lengths and words of records as text that cannot change a document's structure."""

import re
from datetime import UTC, tzinfo

from wakebook.model.moment import Moment, Span
from wakebook.render.words import date, when
from wakebook.render.words import seconds as length_of
from wakebook.render.words import span as span_of

_TAG_LIKE = re.compile(r"<(?=[!/?A-Za-z])")
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z0-9\"'(`])")
_LONG = 420


def inline(text: str) -> str:
    """Words of a record on one line: Markdown of a sentence stays, HTML and images become text.

    It never begins a line of its own, so that no mark of it can be a heading, a list or a fence.
    """
    line = " ".join(text.split())
    line = _TAG_LIKE.sub("&lt;", line).replace("![", r"!\[")
    trailing = len(line) - len(line.rstrip("\\"))
    return line + "\\" * (trailing % 2)


def paragraph(text: str) -> str:
    """Words of a record as a paragraph of its own; what would begin a block there is escaped."""
    line = inline(text)
    return re.sub(r"^([-+*#>=|~`\[_]|[0-9]+[.)])", _escaped, line)


def _escaped(match: re.Match[str]) -> str:
    mark = match[1]
    return mark[:-1] + "\\" + mark[-1]


def short(text: str) -> str:
    """The first sentences of a long text, with a mark where something was left out."""
    line = " ".join(text.split())
    if len(line) <= _LONG:
        return inline(line)
    kept = ""
    for sentence in _SENTENCE.split(line):
        if kept and len(kept) + len(sentence) > _LONG:
            break
        kept = f"{kept} {sentence}".strip()
    if len(kept) > 2 * _LONG:
        kept = kept[:_LONG].rpartition(" ")[0] or kept[:_LONG]
    return inline(kept) + " [...]"


def sentence(text: str) -> str:
    """``short`` with a full stop at its end where it has none."""
    line = short(text)
    return line if line.endswith((".", "!", "?", "]", ":", "…")) else f"{line}."


def clock(moment: Moment, zone: tzinfo) -> str:
    """The time of day with its precision, in the repository's zone, with UTC where they differ."""
    if not moment.known or moment.earliest is None:
        return "time unknown"
    shown = when(moment)
    if not shown.clock:
        return f"{'about ' if moment.about else ''}{shown.day}, time unknown"
    at = moment.earliest.astimezone(zone)
    seconds = "" if moment.precision == "minute" else f":{at:%S}"
    about = "about " if moment.about else ""
    local = f"{at:%H:%M}{seconds}"
    if at.utcoffset() == moment.earliest.astimezone(UTC).utcoffset():
        return f"{about}{local} UTC"
    return f"{about}{local} ({shown.clock} UTC)"


def day(moment: Moment, zone: tzinfo) -> str:
    """The day, in the repository's zone; a month or a year where no more is known."""
    if not moment.known or moment.earliest is None:
        return ""
    shown = when(moment)
    return date(moment.earliest.astimezone(zone)) if shown.clock else shown.day


def moment(at: Moment, zone: tzinfo) -> str:
    """Day and time in one phrase."""
    if not at.known:
        return "an unknown time"
    if not when(at).clock:
        return f"{'about ' if at.about else ''}{day(at, zone)} (time unknown)"
    return f"{day(at, zone)}, {clock(at, zone)}"


def on(at: Moment, zone: tzinfo) -> str:
    """``moment`` behind its preposition."""
    return f"{'on' if at.known else 'at'} {moment(at, zone)}"


def length(span: Span | None) -> str:
    """A length of time with its precision; "an unknown time" for None."""
    return "an unknown time" if span is None else span_of(span)


def duration(text: str) -> str:
    """A figure of a source: an ISO 8601 duration in words, anything else as it is."""
    from wakebook.model.base import seconds

    try:
        return length_of(seconds(text))
    except ValueError:
        return inline(text)


def comment(text: str) -> str:
    """A prompt for the writer: an HTML comment that ends where it should."""
    line = " ".join(text.split()).replace("--", "- -").replace(">", "")
    return f"<!-- {line} -->"
