"""The draft of a post-mortem: sections in the policy's order, filled from the record alone."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from wakebook.model.policy.postmortem import RequiredSection
from wakebook.render.draft.about import about
from wakebook.render.draft.causes import causes
from wakebook.render.draft.communication import communication
from wakebook.render.draft.decisions import decisions
from wakebook.render.draft.detection import detection
from wakebook.render.draft.ending import ending
from wakebook.render.draft.items import items
from wakebook.render.draft.phrases import comment
from wakebook.render.draft.source import Source
from wakebook.render.draft.summary import impact, summary
from wakebook.render.draft.timeline import timeline
from wakebook.render.draft.verdict import badly, well

Write = Callable[[Source], Iterator[str]]


class Part(NamedTuple):
    """A section of the draft; ``name`` is that of its block, ``text`` what is known, or empty."""

    name: str
    title: str
    text: str
    prompt: str


class _Known(NamedTuple):
    """A section that the record can fill, with the headings that mean it."""

    name: str
    titles: tuple[str, ...]
    write: Write


_KNOWN = (
    _Known("summary", ("Summary",), summary),
    _Known("impact", ("Impact",), impact),
    _Known("timeline", ("Timeline",), timeline),
    _Known("detection", ("Detection", "Detection gaps"), detection),
    _Known("decisions", ("Decision points", "Decisions"), decisions),
    _Known("communication", ("Communication", "Communication breakdowns"), communication),
    _Known("factors", ("Contributing factors", "Root cause", "Root causes", "Causes"), causes),
    _Known("resolution", ("Resolution",), ending),
    _Known("well", ("What went well",), well),
    _Known("badly", ("What went badly",), badly),
    _Known("actions", ("Action items", "Actions"), items),
)
"""In the order in which a reader wants them."""

NAMES = ("about", *(known.name for known in _KNOWN))
"""The name of every block that a draft can have."""


def parts(source: Source, wanted: Sequence[RequiredSection]) -> list[Part]:
    """The sections that the policy requires in its order, and those of ours that it leaves out.

    Two headings that mean the same are filled once.
    """
    found: list[Part] = []
    for section in wanted:
        known = next((k for k in _KNOWN if any(section.matches(t) for t in k.titles)), None)
        if known is None or any(part.name == known.name for part in found):
            found.append(Part("", section.title, "", comment(section.purpose)))
        else:
            text = "\n\n".join(known.write(source))
            found.append(Part(known.name, section.title, text, comment(section.purpose)))
    at = 0
    for known in _KNOWN:
        names = [part.name for part in found]
        if known.name not in names and (text := "\n\n".join(known.write(source))):
            found.insert(at, Part(known.name, known.titles[0], text, ""))
            names = [part.name for part in found]
        at = names.index(known.name) + 1 if known.name in names else at
    return [Part("about", "", "\n\n".join(about(source)), ""), *found]
