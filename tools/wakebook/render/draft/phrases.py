"""Times, lengths and words of records as text that cannot change a document's structure."""

import re
from collections.abc import Sequence
from datetime import UTC, tzinfo

from wakebook.model.moment import Moment, Span
from wakebook.render.words import date, when
from wakebook.render.words import seconds as length_of
from wakebook.render.words import span as span_of

_TAG_LIKE = re.compile(r"<(?=[!/?A-Za-z])")
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z0-9\"'(`])")
_DAYS = re.compile(r"\b([0-9]+) d\b")
_COMMIT = re.compile(r"\b[0-9a-f]{40}\b")
_ADDRESS = re.compile(r"https?://[^\s<>`\\]+")
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


def signed(text: str, who: str) -> str:
    """A sentence with whose part it was, if that is known."""
    return f"{text.removesuffix('.')} ({inline(who)})." if who else text


def clock(moment: Moment, zone: tzinfo) -> str:
    """The time of day with its precision, in the repository's zone, with UTC where they differ.

    Seconds are told where they are not zero.
    """
    if moment.earliest is None:
        return "day and time unknown"
    if not when(moment).clock:
        return "time unknown"
    at, utc = moment.earliest.astimezone(zone), moment.earliest.astimezone(UTC)
    form = "%H:%M:%S" if at.second else "%H:%M"
    about = "about " if moment.about else ""
    if at.utcoffset() == utc.utcoffset():
        return f"{about}{at:{form}} UTC"
    return f"{about}{at:{form}} ({utc:{form}} UTC)"


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
        return f"{'about ' if at.about else ''}{day(at, zone)}"
    return f"{day(at, zone)}, {clock(at, zone)}"


def on(at: Moment, zone: tzinfo) -> str:
    """``moment`` behind its preposition."""
    if not at.known:
        return f"at {moment(at, zone)}"
    if at.precision in ("month", "year"):
        return f"in {moment(at, zone)}"
    return moment(at, zone) if at.about and not when(at).clock else f"on {moment(at, zone)}"


def later(since: Moment, at: Moment, zone: tzinfo) -> str:
    """``moment``, without the day where that is the one of an earlier moment."""
    same = since.known and when(at).clock and day(since, zone) == day(at, zone)
    return clock(at, zone) if same else moment(at, zone)


def length(span: Span | None) -> str:
    """A length of time with its precision; "not known" for None."""
    return "not known" if span is None else _days(span_of(span))


def after(span: Span, what: str) -> str:
    """How long after something it was, or in its minute."""
    if not span.exact or round(span.nominal) > 0:
        return f"{length(span)} after {what}"
    return f"at about the time of {what}" if span.about else f"in the minute of {what}"


def _days(text: str) -> str:
    """Days written out, as a text has them: ``1 d 2 h`` is ``1 day 2 h``."""
    return _DAYS.sub(lambda m: f"{m[1]} day{'' if m[1] == '1' else 's'}", text)


def listed(words: Sequence[str]) -> str:
    """Several names in one phrase: ``A, B and C``."""
    return " and ".join(part for part in (", ".join(words[:-1]), *words[-1:]) if part)


def reference(text: str) -> str:
    """What a record names, as code; of a commit the first twelve digits."""
    return f"`{inline(_COMMIT.sub(lambda m: m[0][:12], text)).replace('`', '')}`"


def address(url: str) -> str:
    """An address as a link that shows itself; anything that is none stays the words it is."""
    return f"<{url}>" if _ADDRESS.fullmatch(url) else inline(url)


def duration(text: str) -> str:
    """A figure of a source: an ISO 8601 duration in words, anything else as it is."""
    from wakebook.model.base import seconds

    try:
        return _days(length_of(seconds(text)))
    except ValueError:
        return inline(text)


def comment(text: str) -> str:
    """A prompt for the writer: an HTML comment that ends where it should."""
    line = " ".join(text.split()).replace("--", "- -").replace(">", "")
    return f"<!-- {line} -->"
