"""The parts of what was said, each as the entries of a log that it means.

Every part takes the words, the scene and a list for warnings. It raises Unclear where the words
mean nothing in this repository.
"""

from collections.abc import Iterator

from wakebook.flows.saying.planned import of_work
from wakebook.flows.saying.said import Said, Scene
from wakebook.flows.saying.terms import Unclear, component, likely, nearest, rating, state
from wakebook.flows.saying.words import Line, line
from wakebook.model.fold import ENDED
from wakebook.model.incident import Incident
from wakebook.model.log import KINDS
from wakebook.model.log.logged import Logged
from wakebook.model.log.milestones import PLANNED, SOURCES
from wakebook.model.moment import Moment
from wakebook.model.restoration import RESTORATION, is_restoration


def update(said: Said, scene: Scene, warnings: list[str]) -> Iterator[Line]:
    """What people are told; for staff unless the words say otherwise."""
    filled = scene.filled
    if not said.update and filled is None:
        return
    audience = said.audience or "staff"
    header = scene.incident.header if scene.incident else None
    if audience == "public" and header and header.audience != "public" and header.public is None:
        warnings.append("nobody outside sees it until incident.yaml has a `public` block")
    if filled is not None:
        told = {"template": filled.use, "rendered_digest": filled.digest}
        text = said.text or filled.text
        yield line("update", scene.speaker, audience=audience, **told, text=text)
    elif said.text:
        yield line("update", scene.speaker, audience=audience, text=said.text)
    else:
        warnings.append("an update needs a text; nothing was said to anybody")


def marks(said: Said, scene: Scene, warnings: list[str]) -> Iterator[Line]:
    """Milestones; a start or detection that stands in the log already is corrected."""
    for mark in said.marks:
        if mark in PLANNED:
            yield from _of_work(mark, said, scene, warnings)
            continue
        earlier = _first(scene.incident, mark)
        if mark == "reopened" and scene.incident is not None and scene.incident.is_open:
            warnings.append("it is open already, so nothing is reopened; kept as an observation")
            yield line("observation", scene.speaker, text=said.text or "It goes on.")
        elif mark in ("started", "detected") and earlier is not None:
            yield from _corrected(earlier, said, scene, warnings)
        elif mark == "detected":
            yield line(mark, scene.speaker, source=_source(said), text=said.text)
        elif mark == "reopened":
            yield line(mark, scene.behind(_end(scene.incident), warnings))
        else:
            yield line(mark, scene.speaker)


def _of_work(mark: str, said: Said, scene: Scene, warnings: list[str]) -> Iterator[Line]:
    """A milestone of a maintenance; its window is a part of its own."""
    try:
        if mark != "scheduled":
            yield of_work(mark, scene)
    except Unclear as unclear:
        yield scene.misheard(mark, said.text, unclear, warnings)


def _corrected(earlier: Logged, said: Said, scene: Scene, warnings: list[str]) -> Iterator[Line]:
    """What was said of a start or detection that stands in the log; without a time it keeps its."""
    mark = earlier.entry.kind
    speaker = scene.speaker
    before = f"{earlier.entry.text}\n" if earlier.entry.text else ""
    right = {
        "at": "" if speaker.at == Moment.at(scene.now) else str(speaker.at),
        "source": _source(said) if mark == "detected" else None,
        "text": said.text and f"{before}{said.text}",
    }
    advice = "this corrects it" if right["at"] else f"to correct its time: --{mark} --at 14:05"
    warnings.append(f"{mark} stood in the log; {advice}")
    fields = {key: value for key, value in right.items() if value}
    if fields:
        now = speaker._replace(at=Moment.at(scene.now))
        yield line("correction", now, corrects=earlier.id, set_=fields)


def noticed(said: Said, scene: Scene, warnings: list[str]) -> Iterator[Line]:
    """Who noticed first, on a line for staff where the words name none of the known sources."""
    if "detected" in said.marks and said.source and not _source(said):
        warnings.append(f"{said.source} is none of {', '.join(SOURCES)}; kept as an observation")
        yield line("observation", scene.speaker, text=f"source: {said.source}")


def _source(said: Said) -> str | None:
    word = (said.source or "").casefold()
    return word if word in SOURCES else None


def _end(incident: Incident | None) -> Moment | None:
    lines = incident.timeline if incident else ()
    return next((e.entry.at for e in reversed(lines) if e.entry.kind in ENDED), None)


def _first(incident: Incident | None, kind: str) -> Logged | None:
    lines = incident.by_kind.get(kind, ()) if incident else ()
    return lines[0] if lines else None


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
            yield scene.misheard(f"impact {word}", said.text, unclear, warnings)


def _impact(word: str, scene: Scene, warnings: list[str]) -> Line:
    place, _, condition = word.partition("=")
    name, _, region = place.strip().partition("@")
    known, warning = component(scene.library, name)
    if warning:
        warnings.append(warning)
    now = state(condition.strip())
    if now == "operational" and not region and scene.incident is not None:
        for window in scene.incident.windows:
            if window.component == known and window.region and window.until is None:
                where = f"{known}@{window.region}"
                left = f"{where} is still {window.state.replace('_', ' ')}"
                warnings.append(f"{left}; if it is up too: --impact {where}=up")
    return line("impact", scene.speaker, component=known, region=region or None, state=now)


def kind(said: Said, scene: Scene, warnings: list[str]) -> Iterator[Line]:
    """Any other kind of entry by its name."""
    del warnings
    if said.kind is None or said.kind == "scheduled":
        return
    kind = said.kind.casefold().replace("-", "_")
    if kind not in KINDS:
        raise Unclear(f"{said.kind} is no kind of entry; {nearest(kind, KINDS)}")
    yield line(kind, scene.speaker, source=said.source, text=said.text)


def confirmation(said: Said, scene: Scene, warnings: list[str]) -> Iterator[Line]:
    """Whoever speaks confirms something; for closure it counts from their own account."""
    of = " ".join((said.confirm or "").split())
    if said.confirm is None:
        return
    if not of:
        raise Unclear("what is confirmed? say --confirm restoration")
    if not is_restoration(of):
        near = likely(of, [RESTORATION])
        advice = f"did you mean {near}?" if near else f"for that, say --confirm {RESTORATION}"
        warnings.append(f"{of} is kept as you said it and proves no {RESTORATION}; {advice}")
    if scene.speaker.by.startswith("external:"):
        warnings.append(f"it is by {scene.speaker.by}: what outsiders confirm counts with evidence")
    elif scene.speaker.reported_by is not None:
        warnings.append(f"it counts once {scene.speaker.by} approves it from their own account")
    yield line("confirmation", scene.speaker, who=scene.speaker.by, of=of)


def twice(said: Said, scene: Scene, warnings: list[str]) -> Iterator[Line]:
    """What an option said before it was given again."""
    for told in said.twice:
        warnings.append(f"{told}: only the last one counts; kept as an observation")
        yield line("observation", scene.speaker, text=told)
