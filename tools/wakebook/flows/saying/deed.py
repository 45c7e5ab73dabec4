"""What was done, and with which tool or by which runbook."""

from collections.abc import Iterator

from wakebook.flows.saying.said import Said, Scene
from wakebook.flows.saying.terms import likely
from wakebook.flows.saying.words import Line, line
from wakebook.model.runbook import path_of


def deed(said: Said, scene: Scene, warnings: list[str]) -> Iterator[Line]:
    """An action; a runbook is a tool too, named by its path."""
    if said.runbook is not None:
        tool, title = _runbook(said.runbook, scene, warnings)
        yield line("action", scene.speaker, tool=tool, text=said.text or f"Followed {title!r}")
    if said.tool is not None:
        yield line("action", scene.speaker, tool=said.tool, text=said.text or f"Used {said.tool}")


def _runbook(word: str, scene: Scene, warnings: list[str]) -> tuple[str, str]:
    """The path and the title of the runbook that is meant; as it was said where none is."""
    known = scene.library.runbooks
    name = word.removeprefix("runbooks/").removesuffix(".md")
    meant = name if name in known else likely(name, list(known))
    record = known.get(meant) if meant else None
    if meant is None or record is None:
        warnings.append(f"there is no runbook {word}; kept as you said it")
        return word, word
    if meant != name:
        warnings.append(f"{word} is taken for the runbook {meant}")
    return path_of(meant), record.header.title
