"""What commands that count share: the incidents as figures see them, of a commit or the folder."""

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from wakebook.cli._clock import now, time_of
from wakebook.cli._exits import UsageError
from wakebook.cli._processes import spread
from wakebook.model.base import Audience
from wakebook.model.kept import demand, texts
from wakebook.model.library import Library
from wakebook.model.measured import Broken, Measured
from wakebook.model.policy.measures import MeasuresRule
from wakebook.records.cache import Cache
from wakebook.records.git import Git
from wakebook.records.installed import plain_measures
from wakebook.records.library import Opened
from wakebook.records.measured import Measures, measures_here
from wakebook.records.tree import WorkTree

_REPORTS = 50
"""Reports that are kept: those that a scraper or a page asks for again and again."""


class Report(NamedTuple):
    """A report as it is printed, and the files that could not be read for it."""

    text: str
    broken: tuple[str, ...]


class Counted:
    """The incidents of a revision, or of the folder as it lies, and what they are counted by."""

    def __init__(self, root: Path, revision: str | None, audience: Audience) -> None:
        self.root, self.audience = root, audience
        self.commit = Git(root).commit(revision) if revision is not None else ""

    @cached_property
    def _past(self) -> Measures:
        return Measures(self.root, self.commit, self.audience, spread)

    @cached_property
    def library(self) -> Library:
        """Settings, policies and catalog; of incidents none."""
        if self.commit:
            return self._past.library
        return Opened(WorkTree(self.root), scope=[], keys=False).library

    @cached_property
    def _all(self) -> Sequence[Measured | Broken]:
        with _unsearched():
            if self.commit:
                return self._past.all()
            return tuple(measures_here(self.root, self.audience, spread))

    @cached_property
    def rows(self) -> tuple[Measured, ...]:
        """What can be read and is for the audience, by id."""
        found = (row for row in self._all if isinstance(row, Measured))
        return tuple(sorted(found, key=lambda row: row.id))

    @property
    def broken(self) -> list[str]:
        """The files that cannot be read."""
        return [path for row in self._all if isinstance(row, Broken) for path in row.paths]

    @cached_property
    def now(self) -> datetime:
        """The instant of the report: the commit's, so that an old report comes out again."""
        if not self.commit:
            return now()
        return time_of(Git(self.root), self.commit)

    @cached_property
    def rule(self) -> MeasuresRule:
        """The definitions in force at that instant; those of the toolkit where there are none."""
        library = self.library
        if library.measures is None and "measures" in library.policies:
            advice = "wakebook check policies/measures.yaml tells why"
            raise UsageError(f"policies/measures.yaml cannot be read; {advice}")
        return (library.measures or plain_measures()).on(self.now.date())

    def report(self, words: Sequence[str], made: Callable[[], str]) -> Report:
        """What ``made`` tells; of a commit it is kept by the words that it hangs on."""
        if not self.commit:
            return Report(made(), tuple(self.broken))
        cache = Cache(Git(self.root).directory() / "wakebook" / "reports.sqlite")
        facts = (cache.tool, self.commit, Git(self.root).prefix(), self.audience, *words)
        whole = "\0".join((*facts, self.rule.model_dump_json()))
        key = sha256(whole.encode("utf-8", "surrogateescape")).hexdigest()
        kept = cache.run(key, _taken)
        if kept is None:
            with _unsearched():
                kept = Report(made(), tuple(self.broken))
            cache.keep_run(key, kept, _REPORTS)
        return kept


def _taken(kept: Any) -> Report:
    demand(isinstance(kept, list) and len(kept) == 2 and isinstance(kept[1], list))
    (text,) = texts(kept[:1])
    return Report(text, texts(kept[1]))


@contextmanager
def _unsearched() -> Iterator[None]:
    """What is made meanwhile stays to the end: nothing of it is searched for cycles.

    Of twenty-five thousand incidents the searches would take as long as reading them.
    """
    searched = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if searched:
            gc.enable()
