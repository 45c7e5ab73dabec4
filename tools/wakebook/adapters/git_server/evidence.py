"""What a server states of a push before it takes it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from wakebook.adapters.git_server.push import Server
from wakebook.flows.audit.stating import beginning
from wakebook.model.gate.statement import Statement
from wakebook.records.evidence import UnbegunError, append

_QUARANTINE = (
    "GIT_QUARANTINE_PATH",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
)


def state(server: Server, statement: Statement) -> None:
    """Write a statement on the server's branch of evidence, which begins with the first one.

    If git does not take the push after all, the statement proves nothing and does no harm. Raises
    GitError where it cannot be written; then the push must not be taken.
    """
    with _outside_of_the_push():
        try:
            append(server.git, statement)
        except UnbegunError:
            append(
                server.git,
                beginning(server.git, server.git.commit(server.branch), datetime.now(UTC)),
            )
            append(server.git, statement)


@contextmanager
def _outside_of_the_push() -> Iterator[None]:
    """Git lets a hook change no ref while a push is in quarantine: this is another matter.

    Source: git-receive-pack(1), "Quarantine Environment".
    """
    kept = {name: os.environ.pop(name) for name in _QUARANTINE if name in os.environ}
    try:
        yield
    finally:
        os.environ.update(kept)
