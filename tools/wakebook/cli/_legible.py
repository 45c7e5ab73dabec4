"""What a publication asks of a tree's files: a digest, and the errors that keep some unread."""

import hashlib
from collections.abc import Iterable, Iterator

from wakebook.model.finding import Finding, Level
from wakebook.records.library import Opened
from wakebook.records.tree import blob_id


class Legible:
    """The files of one tree, incident by incident."""

    def __init__(self, opened: Opened) -> None:
        self.opened = opened
        shelf = opened.shelf
        self.misplaced = {i: found for i, found in shelf.misplaced.items() if i in shelf.cases}

    def digests(self) -> Iterator[tuple[str, str]]:
        """A digest of each incident's files and of the zone that its bare dates are read in."""
        opened = self.opened
        for incident, case in opened.shelf.cases.items():
            digest = hashlib.blake2b(opened.settings.zone.encode(), digest_size=16)
            digest.update(repr(self.misplaced.get(incident)).encode())
            for path, _, known in sorted(case.files):
                content = known or blob_id(opened.reader.raw(path))
                digest.update(f"{path}\0{content}\0".encode("utf-8", "surrogateescape"))
            yield incident, digest.hexdigest()

    def broken(self, incident: str) -> tuple[Finding, ...]:
        """The errors that keep a file of the incident from being read."""
        errors = _errors(self.opened.case(incident).findings)
        return (*errors, *self.misplaced.get(incident, ()))

    def shared(self) -> Iterator[Finding]:
        """The errors of files that belong to no known incident."""
        library = self.opened.library
        for records in (library.policies, library.runbooks, library.problems):
            len(records)  # a lazy mapping has read its files only then
        known = {finding for found in self.misplaced.values() for finding in found}
        yield from (f for f in _errors(self.opened.findings) if f not in known)


def _errors(findings: Iterable[Finding]) -> Iterator[Finding]:
    return (finding for finding in findings if finding.level is Level.ERROR)
