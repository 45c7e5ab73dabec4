"""Whether a published file says what its readers may not see.

Of every text that is hidden from an audience the *pieces* are looked for: runs of eight words of a
line, and what is left of it. A piece has sixteen letters and spaces at least; shorter words such as
"Outage" are everybody's, and a hidden text that is as short is not looked for. The id of a hidden
incident always is, whoever names it.

A piece that a text which the audience may read holds as well is no leak; a whole run of what is
restricted has been copied then, one way or the other, and is told. Nor is a piece one that is made
of a few words of the site itself, of components that the audience may know, and of times:
"Checkout: major outage, Jun 23, 14:00 UTC".
"""

import hashlib
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cached_property
from html import unescape
from itertools import pairwise
from typing import Any, NamedTuple

from wakebook.model.base import AUDIENCES, Audience
from wakebook.model.library import Library
from wakebook.model.texts import (
    Said,
    of_action,
    of_incident,
    of_postmortem,
    of_shared,
    reach,
    strings,
)
from wakebook.render.readable import words
from wakebook.rules.secrets import secrets

SHORTEST = 16
"""Letters and spaces of a piece; whatever is shorter is common language."""
CREDENTIAL = "WB3502"
_RUN = 8
_FEW = 5
"""So many words of the site in a row tell nothing but what it says anyway."""
_TIME = re.compile(r"\d+(?:[tz]\d*|st|nd|rd|th|d|h|m|s|min)?")
_LINK = re.compile(r"\]\((?P<to>[^()\s]*+)[^()]*+\)")


class LeakError(Exception):
    """Something would have been published that its readers may not see; the message has no text."""


class Told(NamedTuple):
    """What an incident with all that belongs to it tells one audience, and what it does not.

    ``hidden`` are pieces, one a line, and ``rare`` those of them that nobody says by chance.
    ``shown`` are the words that may be read, ``unfit`` the places in them of what no public text
    may hold, each behind the code of the rule.
    """

    hidden: str
    rare: str
    shown: str
    unfit: tuple[str, ...] = ()


def told_of(value: Any) -> Told:
    """What was kept as JSON; raises ValueError for what has another shape."""
    match value:
        case [str(hidden), str(rare), str(shown), list(found)]:
            if all(isinstance(each, str) for each in found):
                return Told(hidden, rare, shown, tuple(found))
    raise ValueError("this was never kept")


def texts(library: Library, incident: str) -> Iterator[Said]:
    """Every text of an incident's files, its id first."""
    record = library.incidents.get(incident)
    known = _Known(library)
    level: Audience = "restricted" if record is None else reach(record)
    # Of a record that cannot be read nobody knows who may know of it.
    yield Said(("id",), incident, level, common=record is None)
    if record is not None:
        yield from of_incident(record, known)
        for path in record.evidence:
            yield Said(("evidence", path), path, _of_evidence(record.id, path, library))
    postmortem = library.postmortems.get(incident)
    if postmortem is not None:
        yield from of_postmortem(postmortem, known)
    for action in library.actions.get(incident, ()):
        for said in of_action(action, record):
            yield said._replace(route=("actions", action.id.rpartition("/")[2], *said.route))


def _of_evidence(incident: str, path: str, library: Library) -> Audience:
    """A file that no entry names is nobody's to read."""
    record = library.incidents[incident]
    named = [line.entry for line in record.log if path in {e.path for e in line.entry.evidence}]
    levels = [record.audience_of(entry) for entry in named]
    return max(levels, key=AUDIENCES.index, default="restricted")


class _Known(dict[str, Audience]):
    """The reach of the incidents of a library, and the audiences of its problems."""

    def __init__(self, library: Library) -> None:
        super().__init__()
        self._library = library

    def get(self, name: str, default: Any = None) -> Any:
        """What is known of a record; ``default`` for what is no record here."""
        incident = self._library.incidents.get(name)
        if incident is not None:
            return reach(incident)
        problem = self._library.problems.get(name)
        return problem.header.audience if problem is not None else default


def told(said: Iterable[Said], audience: Audience, allowed: Collection[str] = ()) -> Told:
    """What the texts tell an audience; secrets are looked for in what the public reads."""
    rank = AUDIENCES.index(audience)
    listed = list(said)
    may = [each for each in listed if AUDIENCES.index(each.audience) <= rank]
    shown = "\n".join(filter(None, (words(unescape(_without_links(each.text))) for each in may)))
    read = f" {' / '.join(shown.split(chr(10)))} "
    hidden: dict[str, bool] = {}
    for each in listed:
        if AUDIENCES.index(each.audience) > rank:
            for piece in pieces(each.text, least=1 if each.route == ("id",) else SHORTEST):
                if f" {piece} " not in read:
                    hidden[piece] = hidden.get(piece, False) or _is_rare(each, piece)
    found = (e.route for e in may if audience == "public" and any(secrets(e.text, allowed)))
    rare = "\n".join(piece for piece, alone in hidden.items() if alone)
    return Told("\n".join(hidden), rare, shown, tuple(f"{CREDENTIAL} {place(r)}" for r in found))


def is_unknown(incident: str, row: Told) -> bool:
    """Whether the audience may not even know that the incident is there, as its record says."""
    return row.rare.partition("\n")[0] == words(incident)


def _is_rare(said: Said, piece: str) -> bool:
    """Whether nobody says this by chance."""
    if said.common:
        return False
    return said.route == ("id",) or (said.audience == "restricted" and len(piece.split()) == _RUN)


def place(route: Iterable[str | int]) -> str:
    """A route as a person reads it."""
    return "/".join(str(step) for step in route)


def _without_links(text: str) -> str:
    """Markdown as it is read: addresses of links stand aside."""
    if "](" not in text:
        return text
    targets = [match["to"] for match in _LINK.finditer(text)]
    return "\n".join([_LINK.sub("]", text), *targets])


def pieces(text: str, least: int = SHORTEST) -> Iterator[str]:
    """Runs of words of each line; a run that is left over is as long as it is."""
    for line in unescape(_without_links(text)).split("\n"):
        listed = words(line).split()
        for start in range(0, len(listed), _RUN):
            run = " ".join(listed[start : start + _RUN])
            if len(run) >= least:
                yield run


class Needles:
    """Pieces that must not be found, one a line, by the record that they are hidden in."""

    def __init__(self, hidden: Mapping[str, str]) -> None:
        self._by_start: dict[tuple[str, ...], list[tuple[str, str]]] = {}
        for owner, listed in hidden.items():
            for piece in listed.splitlines():
                start = tuple(piece.split(" ", 3)[:3])
                self._by_start.setdefault(start, []).append((piece, owner))

    def __len__(self) -> int:
        return len(self._by_start)

    def found(self, text: str) -> Iterator[tuple[str, str]]:
        """The pieces that stand among the words of a text, each with its record."""
        listed = text.split()
        starts: set[tuple[str, ...]] = {(word,) for word in listed}
        starts.update(pairwise(listed))
        starts.update(zip(listed, listed[1:], listed[2:], strict=False))
        within = f" {text} "
        for start in self._by_start.keys() & starts:
            for piece, owner in self._by_start[start]:
                if f" {piece} " in within:
                    yield piece, owner


def allowance(piece: str) -> str:
    """What stands for a piece in a policy's list of values that are no leak."""
    return hashlib.sha256(piece.encode()).hexdigest()


class Explained:
    """Pieces that a text which the audience may read holds as well; read when one is asked for.

    The id of a record of ``ids`` is explained by nothing but a digest that is ``allowed``. ``site``
    are texts that are there whatever is recorded.
    """

    def __init__(
        self,
        shown: Callable[[], Iterable[str]],
        allowed: Collection[str],
        ids: Iterable[str] = (),
        site: Iterable[str] = (),
    ) -> None:
        self._shown, self._allowed, self._site = shown, allowed, tuple(site)
        self._ids = frozenset(map(words, ids))
        self._text: str | None = None
        self._known: dict[str, bool] = {}

    def __contains__(self, piece: object) -> bool:
        if not isinstance(piece, str):
            return False
        if piece not in self._known:
            if self._text is None:
                self._text = " / ".join(self._shown()).replace("\n", " / ")
            if piece in self._ids:
                within = f" {piece} " in f" {self._said_by_the_site} "
            else:
                within = f" {piece} " in f" {self._text} " or self._is_common(piece)
            self._known[piece] = within or allowance(piece) in self._allowed
        return self._known[piece]

    def _is_common(self, piece: str) -> bool:
        said = [word for word in piece.split() if not _TIME.fullmatch(word)]
        return len(said) <= _FEW and self._common.issuperset(said)

    @cached_property
    def _said_by_the_site(self) -> str:
        return " / ".join(map(words, self._site))

    @cached_property
    def _common(self) -> frozenset[str]:
        return frozenset(self._said_by_the_site.split())


def of_shared_files(library: Library, seen: Library) -> Iterator[Said]:
    """Texts of runbooks and problems, of policies that it reads, and of the whole catalog.

    What of the catalog ``seen`` holds is for everybody, all else for the fewest.
    """
    for problem in library.problems.values():
        yield from (s._replace(route=("problems", problem.id)) for s in of_shared(problem))
    for runbook in library.runbooks.values():
        yield from (s._replace(route=("runbooks", runbook.id)) for s in of_shared(runbook))
    for name, policy in seen.policies.items():
        yield from (Said(("policies", name), text, "public") for _, text in strings(policy, ()))
    shown = {(entity.kind, entity.name) for entity in seen.catalog.entities}
    for entity in library.catalog.entities:
        level: Audience = "public" if (entity.kind, entity.name) in shown else "restricted"
        mails = (v for v in entity.metadata.annotations.values() if "@" in v)
        described = entity.metadata.description or ""
        for text in (entity.name, entity.title, described, *mails):
            yield Said(("catalog", entity.name), text, level)
