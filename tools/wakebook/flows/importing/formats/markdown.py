"""Post-mortems in Markdown, in any team's dialect: a mapping tells what its words mean."""

import os
from collections.abc import Iterator
from datetime import tzinfo
from fnmatch import fnmatchcase
from importlib.util import find_spec
from pathlib import Path

from wakebook.flows.importing.item import Foreign, Item, Learned
from wakebook.flows.importing.reports.idle import Idle
from wakebook.flows.importing.reports.reading import Reading
from wakebook.model.imported import Fate, Remark
from wakebook.model.mapping.markdown import MarkdownMapping
from wakebook.model.mapping.zones import zone_of
from wakebook.records.foreign.markdown import MOST_REPORT, read_report
from wakebook.records.foreign.node import UnreadableError
from wakebook.records.foreign.source import read_text

HELP = "a folder of post-mortems in Markdown, with a mapping of what their words mean"
SOURCE = "the reports' folder"
FOLDER = True
MAPPING = MarkdownMapping
FIELDS: dict[str, Fate] = {}
_MOST_FILES = 20_000


def read(path: Path, shown: str, zone: tzinfo | None, mapping: MarkdownMapping) -> Foreign:
    """Every report that the mapping names.

    Raises UnreadableError where there is none, OSError without the parser.
    """
    if find_spec("markdown_it") is None:
        raise OSError("Markdown needs the extra `site`; install it: pip install 'wakebook[site]'")
    remarks: list[Remark] = []
    learned: list[Learned] = []
    items: list[Item] = []
    own = zone or zone_of(mapping.times.zone or "", mapping.times.names)
    idle = Idle(mapping)
    names = list(_files(path))
    for name in names:
        if not any(fnmatchcase(name, pattern) for pattern in mapping.files):
            sentence = "has a name that the mapping's `files` do not fit; nothing is imported of it"
            remarks.append(Remark(name, 1, sentence))
            continue
        one = _report(path / name, name, own, idle)
        if isinstance(one, Item):
            items.append(one)
        else:
            learned.append(one)
            items += one.items
    if not items:
        wanted = ", ".join(mapping.files)
        raise UnreadableError(
            1, f"{shown} holds no file that fits `files` of the mapping: {wanted}"
        )
    words = {pair: None for rule in mapping.severity for pair in rule.words.items()}
    meanings = tuple(f"{word}={level}" for word, level in words)
    hints = idle.hints(names)
    return Foreign(items, remarks, learned=tuple(learned), meanings=meanings, hints=hints)


def _files(folder: Path) -> Iterator[str]:
    """The paths of all files below a folder, git's own apart; links are not followed."""
    count = 0
    for at, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name != ".git")
        for name in sorted(names):
            count += 1
            if count > _MOST_FILES:
                raise UnreadableError(1, f"holds more than {_MOST_FILES:,} files; split it")
            yield Path(at, name).relative_to(folder).as_posix()


def _report(path: Path, name: str, zone: tzinfo | None, idle: Idle) -> Learned | Item:
    """A report's incidents; of a file that cannot be read, an item that says why."""
    try:
        report = read_report(read_text(path, MOST_REPORT))
        reading = Reading(idle.mapping, report, name, zone)
        found = reading.read()
        idle.meet(reading.source)
        return found
    except UnreadableError as error:
        line, why = error.line, error.why
    except OSError as error:
        line, why = 1, f"cannot be read: {error.strerror}"
    item = Item(idle.mapping.system, name, line, zone, id=name, title=name)
    item.remark(line, why, bars=True)
    return item
