"""Repairs that cannot be wrong: each changes a few bytes and leaves less to complain about."""

import re
from collections.abc import Iterator
from datetime import tzinfo
from typing import Any, NamedTuple

from wakebook.model.base import Value
from wakebook.model.header import Header
from wakebook.model.log import KINDS
from wakebook.model.moment import Moment, MomentError, likely
from wakebook.model.policy import SCHEMAS
from wakebook.model.postmortem import ActionItem, PostmortemHeader
from wakebook.model.problem import ProblemHeader
from wakebook.model.runbook import RunbookHeader
from wakebook.model.settings import Settings
from wakebook.model.shape import NO_MOMENT, UNKNOWN_KEY, WANTS_QUOTES, Misfit, fit
from wakebook.records.bytes import DOCUMENT, decode
from wakebook.records.fmt import fmt
from wakebook.records.frontmatter import split
from wakebook.records.nodes import Node, compose, walk
from wakebook.records.refusal import Refused
from wakebook.records.yaml import read_any

_MODELS: tuple[tuple[str, type[Value]], ...] = (
    (r"wakebook\.yaml", Settings),
    (r"incidents/[^/]+/[^/]+/incident\.yaml", Header),
    (r"postmortems/[^/]+/[^/]+/postmortem\.md", PostmortemHeader),
    (r"postmortems/[^/]+/[^/]+/actions/[^/]+\.yaml", ActionItem),
    (r"runbooks/[^/]+\.md", RunbookHeader),
    (r"problems/[^/]+\.yaml", ProblemHeader),
    *((rf"policies/{name}\.yaml", model) for name, model in SCHEMAS.items()),
)
_LOG = re.compile(r"incidents/[^/]+/[^/]+/timeline/[^/]+\.yaml")
_MOST = 200
"""A file with more mistakes than this wants a person, not a repair."""


class Repaired(NamedTuple):
    """A file as it should be, and what was done to it, in a few words each."""

    raw: bytes
    done: tuple[str, ...]


class _Edit(NamedTuple):
    start: int
    end: int
    text: str
    told: str


def repaired(path: str, raw: bytes, zone: tzinfo) -> Repaired:
    """The file with everything put right whose meaning is certain; the rest stays as it is."""
    tidy = fmt(raw)
    done = ["white space, line ends"] if tidy != raw else []
    for _ in range(_MOST):
        better = _step(path, tidy, zone)
        if better is None:
            break
        tidy, told = better
        done.append(told)
    return Repaired(tidy, tuple(done))


def _step(path: str, raw: bytes, zone: tzinfo) -> tuple[bytes, str] | None:
    text = decode(raw, path, DOCUMENT)
    if isinstance(text, Refused):
        return None
    offset, yaml = _yaml(path, text)
    misfits = _misfits(path, yaml, zone)
    if not misfits:
        return None
    root = compose(yaml)[0]
    for edit in filter(
        None, (_edit(root, misfit) for misfit in misfits if _alone(misfit, misfits))
    ):
        changed = yaml[: edit.start] + edit.text + yaml[edit.end :]
        left = _misfits(path, changed, zone)
        if left is not None and len(left) < len(misfits):
            whole = text[:offset] + changed + text[offset + len(yaml) :]
            return whole.encode(), edit.told
    return None


def _yaml(path: str, text: str) -> tuple[int, str]:
    if not path.endswith(".md"):
        return 0, text
    parts = split(text, path)
    return (0, "") if isinstance(parts, Refused) else (parts.front_offset, parts.front)


def _misfits(path: str, yaml: str, zone: tzinfo) -> list[Misfit] | None:
    """What is wrong with the shape of a file; None where it cannot be read at all."""
    documents = read_any(yaml)
    if isinstance(documents, Refused) or len(documents) != 1:
        return None
    return list(_of_value(path, documents[0], zone))


def _of_value(path: str, value: Any, zone: tzinfo) -> Iterator[Misfit]:
    if _LOG.fullmatch(path):
        for number, entry in enumerate(value if isinstance(value, list) else ()):
            kind = entry.get("kind") if isinstance(entry, dict) else None
            if kind in KINDS:
                yield from _unfit(KINDS[kind], entry, zone, (number,))
        return
    for pattern, model in _MODELS:
        if re.fullmatch(pattern, path):
            yield from _unfit(model, value, zone, ())


def _unfit(
    model: type[Value], value: Any, zone: tzinfo, route: tuple[int, ...]
) -> Iterator[Misfit]:
    fitted = fit(model, value, zone=zone, route=route)
    yield from fitted if isinstance(fitted, list) else ()


def _alone(misfit: Misfit, misfits: list[Misfit]) -> bool:
    """Whether no other misspelt key beside it can have been meant as the same one."""
    beside = (m for m in misfits if m.claim.route[:-1] == misfit.claim.route[:-1])
    return misfit.better is None or sum(m.better == misfit.better for m in beside) == 1


def _edit(root: Node, misfit: Misfit) -> _Edit | None:
    """The change that a complaint calls for, if only one will do."""
    trail = walk(root, misfit.claim.route)
    if len(trail) <= len(misfit.claim.route):
        return None
    key, value = trail[-1]
    match misfit.code:
        case code if code == UNKNOWN_KEY and key is not None and misfit.better:
            if trail[-2][1].part(misfit.better) is not None:
                return None
            told = f"key {key.text} is {misfit.better}"
            return _Edit(key.start.offset, key.end.offset, misfit.better, told)
        case code if code == WANTS_QUOTES and not value.style and value.text:
            quoted = f'"{value.text}"'
            return _Edit(value.start.offset, value.end.offset, quoted, f"quotes around {quoted}")
        case code if code == NO_MOMENT and value.style in ("", "'", '"'):
            return _moment(value)
        case _:
            return None


def _moment(value: Node) -> _Edit | None:
    meant = likely(value.text)
    try:
        Moment.parse(meant or "")
    except MomentError:
        return None
    told = f"{value.text} is {meant}"
    return _Edit(value.start.offset, value.end.offset, str(meant), told)
