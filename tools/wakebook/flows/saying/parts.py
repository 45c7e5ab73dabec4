"""The parts of what was said, each as the entries of a log that it means.

Every part takes the words, the scene and a list for warnings. It raises Unclear where the words
mean nothing in this repository.
"""

from collections.abc import Iterator
from typing import Any

from wakebook.flows.saying.said import Said, Scene
from wakebook.flows.saying.speaker import Speaker, named
from wakebook.flows.saying.spoken_time import spoken_time
from wakebook.flows.saying.terms import Unclear, component, nearest, rating, state
from wakebook.flows.saying.words import Line, line, slug
from wakebook.model.incident import Incident
from wakebook.model.log import KINDS
from wakebook.model.moment import Moment


def update(said: Said, scene: Scene, warnings: list[str]) -> Iterator[Line]:
    """What people are told; for staff unless the words say otherwise."""
    if not said.update:
        return
    audience = said.audience or "staff"
    header = scene.incident.header if scene.incident else None
    if audience == "public" and header and header.audience != "public" and header.public is None:
        warnings.append("nobody outside sees it until incident.yaml has a `public` block")
    if said.text:
        yield line("update", scene.speaker, audience=audience, text=said.text)
    else:
        warnings.append("an update needs a text; nothing was said to anybody")


def decision(said: Said, scene: Scene, warnings: list[str]) -> Iterator[Line]:
    """A decision: opened with options and a time box, or chosen."""
    if said.decision is None and not (said.options or said.chosen or said.decide_by):
        return
    until = None
    if said.decide_by is not None:
        until = spoken_time(said.decide_by, scene.now, scene.library.settings.tzinfo, "ahead")
        if until is None:
            warnings.append(f"{said.decide_by} is no time; say --decide-by 20m or 14:30")
    options = [option.strip() for option in (said.options or "").split(",") if option.strip()]
    yield line(
        "decision",
        scene.speaker,
        ref=_ref(said.decision, said.text, "decision"),
        options=options,
        decide_by=None if until is None else str(until),
        default=said.default,
        chosen=said.chosen,
        text=said.text or (said.decide_by if until is None else None),
    )


def task(said: Said, scene: Scene, warnings: list[str]) -> Iterator[Line]:
    """A task: given to somebody, or done."""
    if said.task is None and not (said.owner or said.done):
        return
    owner = None if said.owner is None else _who(said.owner, scene, warnings)
    ref = _ref(said.task, said.text, "task")
    done = True if said.done else None
    yield line("task", scene.speaker, ref=ref, owner=owner, done=done, text=said.text)


def _ref(word: str | None, text: str, otherwise: str) -> str:
    return slug(word or "") or slug(text, 30) or otherwise


def marks(said: Said, scene: Scene, warnings: list[str]) -> Iterator[Line]:
    """Milestones; a start or detection that stands in the log already is corrected."""
    for mark in said.marks:
        earlier = _first(scene.incident, mark)
        if mark == "reopened" and scene.incident is not None and scene.incident.is_open:
            warnings.append("it is open already, so nothing is reopened; kept as an observation")
            yield line("observation", scene.speaker, text=said.text or "It goes on.")
            continue
        if mark in ("started", "detected") and earlier is not None:
            warnings.append(f"{mark} stood in the log; this corrects it")
            right: dict[str, Any] = {"at": str(scene.speaker.at)}
            yield line("correction", _now(scene), corrects=earlier, set_=right)
        else:
            source = said.source if mark == "detected" else None
            yield line(mark, scene.speaker, source=source)


def _now(scene: Scene) -> Speaker:
    return scene.speaker._replace(at=Moment.at(scene.now))


def _first(incident: Incident | None, kind: str) -> str | None:
    lines = incident.by_kind.get(kind, ()) if incident else ()
    return lines[0].id if lines else None


def roles(said: Said, scene: Scene, warnings: list[str]) -> Iterator[Line]:
    """Hand-overs, each naming the holder until now."""
    for role, word in said.roles:
        tenures = scene.incident.holders(role) if scene.incident else ()
        holder = tenures[-1].who if tenures and tenures[-1].until is None else "none"
        to = "none" if word.casefold() in ("none", "nobody") else _who(word, scene, warnings)
        if to == holder:
            what = f"nobody is {role}" if to == "none" else f"{to} is {role}"
            warnings.append(f"{what} already")
        else:
            yield line("role", scene.speaker, role=slug(role), from_=holder, to=to)


def _who(word: str, scene: Scene, warnings: list[str]) -> str:
    if word.casefold() == "me":
        return scene.speaker.reported_by or scene.speaker.by
    found = named(scene.library.catalog, word)
    if not found.known:
        warnings.append(f"{found.who} is not in the catalog; add them before closing")
    return found.who


def severity(said: Said, scene: Scene, warnings: list[str]) -> Iterator[Line]:
    """How severe it is, said or from the matrix."""
    del warnings
    factors = [word for word in said.impacts if "=" not in word]
    factor = factors[0] if factors else None
    day = scene.now.date()
    if said.severity is None and factor is not None and said.urgency is None:
        raise Unclear(f"--impact {factor} names no state; say --impact COMPONENT=degraded")
    found = rating(scene.library, day, said.severity, factor, said.urgency)
    if found is not None:
        yield line("severity", scene.speaker, **found._asdict())


def impacts(said: Said, scene: Scene, warnings: list[str]) -> Iterator[Line]:
    """What components can still do; one that is not understood does not hinder the others."""
    for word in said.impacts:
        if "=" not in word:
            continue
        try:
            yield _impact(word, scene, warnings)
        except Unclear as unclear:
            warnings.append(f"{unclear}; kept as an observation")
            text = f"impact {word}: {said.text}" if said.text else f"impact {word}"
            yield line("observation", scene.speaker, text=text)


def _impact(word: str, scene: Scene, warnings: list[str]) -> Line:
    place, _, condition = word.partition("=")
    name, _, region = place.strip().partition("@")
    known, warning = component(scene.library, name)
    if warning:
        warnings.append(warning)
    now = state(condition.strip())
    return line("impact", scene.speaker, component=known, region=region or None, state=now)


def kind(said: Said, scene: Scene, warnings: list[str]) -> Iterator[Line]:
    """Any other kind of entry by its name."""
    del warnings
    if said.kind is None:
        return
    kind = said.kind.casefold().replace("-", "_")
    if kind not in KINDS:
        raise Unclear(f"{said.kind} is no kind of entry; {nearest(kind, KINDS)}")
    yield line(kind, scene.speaker, source=said.source, text=said.text)
