"""People as they are named in a hurry: who holds a role from now on, who does a task."""

from collections.abc import Iterator

from wakebook.flows.saying.said import Said, Scene
from wakebook.flows.saying.speaker import named, unlisted
from wakebook.flows.saying.terms import Unclear
from wakebook.flows.saying.words import Line, line, slug
from wakebook.model.fold import ENDED

_NOBODY = ("none", "nobody", "")


def roles(said: Said, scene: Scene, warnings: list[str]) -> Iterator[Line]:
    """Hand-overs, each naming the holder until now."""
    for role, word in said.roles:
        try:
            yield from _handover(slug(role), word, said, scene, warnings)
        except Unclear as unclear:
            yield scene.misheard(f"{role} {word}".strip(), said.text, unclear, warnings)


def _handover(
    role: str, word: str, said: Said, scene: Scene, warnings: list[str]
) -> Iterator[Line]:
    tenures = scene.incident.holders(role) if scene.incident else ()
    holder = tenures[-1].who if tenures and tenures[-1].until is None else "none"
    to = "none" if word.casefold() in _NOBODY else who_is(word, scene, warnings)
    if not role or not word:
        raise Unclear("a role needs a name and a holder; say --role scribe=ana")
    if to == "none" and role == "commander" and _goes_on(said, scene):
        raise Unclear("while it is open somebody commands; name the next one")
    if to == holder:
        what = f"nobody is {role}" if to == "none" else f"{to} is {role}"
        warnings.append(f"{what} already")
    else:
        last = tenures[-1].until or tenures[-1].since if tenures else None
        yield line("role", scene.behind(last, warnings), role=role, from_=holder, to=to)


def _goes_on(said: Said, scene: Scene) -> bool:
    running = scene.incident is None or scene.incident.is_open
    return running and not ENDED & {*said.marks}


def who_is(word: str, scene: Scene, warnings: list[str]) -> str:
    """Somebody as records name them; who is not in the catalog is external, with a warning."""
    if word.casefold() == "me":
        return scene.speaker.reported_by or scene.speaker.by
    catalog = scene.library.catalog
    found = named(catalog, word)
    if not found.known:
        warnings.append(unlisted(catalog, word, found))
    return found.who
