"""Which incidents may still be open, told without reading their logs."""

from collections.abc import Iterator

from wakebook.model.header import Header
from wakebook.records.bytes import decode
from wakebook.records.git import GitError
from wakebook.records.glance import has_ended
from wakebook.records.library import Opened
from wakebook.records.refusal import Refused
from wakebook.records.yaml import read_yaml


def perhaps_open(opened: Opened) -> Iterator[str]:
    """Ids whose header has no ``closed`` block and no ``origin``; a broken header counts as open.

    ``closed`` must equal the log, so a thousand closed incidents cost a look at one file each. A
    look tells only that one has ended; where anybody could read it otherwise, the reader decides.
    """
    for case in list(opened.shelf.cases.values()):
        if case.header is None:
            if case.log:
                yield case.id
        elif not _is_over(opened, case.header.path):
            yield case.id


def _is_over(opened: Opened, path: str) -> bool:
    try:
        if has_ended(opened.reader.raw(path)):
            return True
        header = opened.reader.value(path, Header, [])
    except (OSError, GitError):
        return False
    return header is not None and header.settled


def says_closed(header: bytes) -> bool:
    """Whether a header has a ``closed`` block."""
    text = decode(header, "")
    value = text if isinstance(text, Refused) else read_yaml(text, "")
    return not isinstance(value, Refused) and "closed" in value


def last_recorded(opened: Opened, incident: str) -> str:
    """The stem of an incident's latest log file; empty without one."""
    files = opened.files(incident)
    names = (file.path.rpartition("/")[2] for file in (files.log if files else ()))
    return max(names, default="").removesuffix(".yaml")
