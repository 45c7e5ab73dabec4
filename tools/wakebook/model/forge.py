"""Issues of a forge as the follow-up sees them, whichever forge it is."""

from typing import NamedTuple

from wakebook.model.gate.facts import Account


class Issue(NamedTuple):
    """An issue of ours; ``due`` is the day of its milestone, ``planned`` is whether it was meant.

    ``body`` is Markdown; people may have written below our part of it.
    """

    number: int
    title: str
    body: str
    is_open: bool
    planned: bool
    labels: frozenset[str]
    assignees: tuple[Account, ...]
    due: str | None


class Deed(NamedTuple):
    """Something that was done, as it is remembered: ``key`` stands for it for ever."""

    key: str
    what: str
    subject: str
    number: int | None
    at: str


class Memory(NamedTuple):
    """What earlier runs did; ``issues`` are the numbers of issues by their subject.

    ``broken`` are the paths of files that tell nothing that can be read.
    """

    done: frozenset[str] = frozenset()
    issues: dict[str, int] = {}  # noqa: RUF012 - a value that nobody changes
    broken: tuple[str, ...] = ()
