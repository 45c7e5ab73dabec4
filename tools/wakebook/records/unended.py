"""Which incidents may still be open, told without reading them as records."""

import re
from collections.abc import Iterator

from wakebook.records.git import GitError
from wakebook.records.library import Opened

CLOSED = re.compile(rb"^(?:closed|origin):", re.MULTILINE)


def perhaps_open(opened: Opened) -> Iterator[str]:
    """Ids whose header has no ``closed`` block and no ``origin``; a broken header counts as open.

    ``closed`` must equal the log, so a thousand closed incidents cost a look at one file each.
    """
    for case in list(opened.shelf.cases.values()):
        if case.header is None:
            if case.log:
                yield case.id
            continue
        try:
            raw = opened.tree.read(case.header.path)
        except (OSError, GitError):
            yield case.id
            continue
        if not CLOSED.search(raw):
            yield case.id


def says_closed(header: bytes) -> bool:
    """Whether a header has a ``closed`` block, told without reading it as a record."""
    return any(line.startswith(b"closed:") for line in header.splitlines())


def last_recorded(opened: Opened, incident: str) -> str:
    """The stem of an incident's latest log file; empty without one."""
    files = opened.files(incident)
    names = (file.path.rpartition("/")[2] for file in (files.log if files else ()))
    return max(names, default="").removesuffix(".yaml")
