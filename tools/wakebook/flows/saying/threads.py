"""Decisions and tasks: what is opened under a name and goes on under it."""

from collections.abc import Iterable, Iterator

from wakebook.flows.saying.people import who_is
from wakebook.flows.saying.said import Said, Scene
from wakebook.flows.saying.spoken_time import spoken_time
from wakebook.flows.saying.terms import Unclear, likely, nearest
from wakebook.flows.saying.words import Line, line, slug
from wakebook.model.moment import Moment
from wakebook.render.facts import pending


def decision(said: Said, scene: Scene, warnings: list[str]) -> Iterator[Line]:
    """A decision: opened with options and a time box, or chosen."""
    details = (said.options, said.chosen, said.decide_by, said.default)
    if said.decision is None and not any(details):
        return
    ref = _ref("decision", said.decision, said, scene, ends=bool(said.chosen))
    speaker = scene.behind(_opened(scene, "decision").get(ref), warnings)
    until, as_written = None, speaker.as_written
    if said.decide_by is not None:
        until = spoken_time(said.decide_by, scene.now, scene.library.settings.tzinfo, "ahead")
        if until is not None and until.latest is not None and until.latest <= scene.now:
            warnings.append(f"{said.decide_by} is over; say until when, such as --decide-by 20m")
            until, as_written = None, f"decide by {said.decide_by}"
        elif until is None:
            warnings.append(f"{said.decide_by} is no time; say --decide-by 20m or 14:30")
            told = f"decide by {said.decide_by}"
            as_written = f"{as_written}; {told}" if as_written else told
    yield line(
        "decision",
        speaker,
        ref=ref,
        options=_parts(said.options),
        decide_by=None if until is None else str(until),
        default=said.default,
        chosen=_chosen(said, scene, ref, warnings),
        as_written=as_written,
        text=said.text or _name("decision", said.decision, ref, scene),
    )


def task(said: Said, scene: Scene, warnings: list[str]) -> Iterator[Line]:
    """A task: given to somebody, or done."""
    if said.task is None and not (said.owner or said.done):
        return
    ref = _ref("task", said.task, said, scene, ends=said.done)
    owner = None if said.owner is None else who_is(said.owner, scene, warnings)
    text = said.text or _name("task", said.task, ref, scene)
    speaker = scene.behind(_opened(scene, "task").get(ref), warnings)
    yield line("task", speaker, ref=ref, owner=owner, done=said.done or None, text=text)


def _ref(kind: str, word: str | None, said: Said, scene: Scene, *, ends: bool) -> str:
    """The name that the entry goes on under, or a new one.

    Without a word it is the only open one. Raises Unclear where what is to end was never opened,
    or where a word that opens nothing is near to one that did.
    """
    opened = _opened(scene, kind)
    ref = slug(word or "")
    if ref in opened:
        return ref
    if word is None and (ends or not said.text):
        running = _running(scene, kind)
        if len(running) == 1:
            return running[0]
        if scene.incident is not None:
            advice = f"say which one: --{kind} {' or '.join(running[:4]) or 'NAME'}"
            raise Unclear(f"{len(running) or 'no'} {kind}s are open; {advice}")
    meant = likely(ref, opened)
    if scene.incident is not None and word is not None and (ends or (meant and not said.text)):
        raise Unclear(f"no {kind} {word} was opened; {nearest(ref, opened)}")
    return ref or slug(said.text, 30) or kind


def _name(kind: str, word: str | None, ref: str, scene: Scene) -> str | None:
    """What something new is called that nobody described."""
    return None if ref in _opened(scene, kind) else word


def _opened(scene: Scene, kind: str) -> dict[str, Moment]:
    """The names that go on, and since when."""
    lines = scene.incident.by_kind.get(kind, ()) if scene.incident else ()
    named = [e.entry for e in lines if e.entry.ref and e.entry.text]
    return {entry.ref: entry.at for entry in reversed(named) if entry.ref}


def _running(scene: Scene, kind: str) -> list[str]:
    opened = _opened(scene, kind)
    left = pending(scene.incident, kind) if scene.incident else ()
    return [each["ref"] for each in left if each.get("ref") in opened]


def _chosen(said: Said, scene: Scene, ref: str, warnings: list[str]) -> str | None:
    """What was chosen, in the words of the options where it is one of them."""
    word = said.chosen
    options = _parts(said.options) or list(_options(scene, ref))
    if word is None or not options:
        return word
    folded = {option.casefold(): option for option in options}
    if word.casefold() not in folded:
        advice = nearest(word, options)
        warnings.append(f"chosen all the same: {word} is none of the options; {advice}")
    return folded.get(word.casefold(), word)


def _options(scene: Scene, ref: str) -> Iterable[str]:
    left = pending(scene.incident, "decision") if scene.incident else ()
    return next((each.get("options", ()) for each in left if each.get("ref") == ref), ())


def _parts(words: str | None) -> list[str]:
    return [part.strip() for part in (words or "").split(",") if part.strip()]
