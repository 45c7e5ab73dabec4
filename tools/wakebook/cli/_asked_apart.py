"""A question in a process of its own: what it needs too much of, time or memory, ends with it."""

import multiprocessing
import resource
import signal
from collections.abc import Iterable
from multiprocessing.connection import Connection
from pathlib import Path

from wakebook.measures.asking import Answer, AskedError, answer
from wakebook.model.tables import Filled

_MORE = 3 * 2**30
"""Bytes that the process may take beyond what it begins with."""
_GRACE = 2
"""Seconds behind the time that a question has, in which the database may end it by itself."""


def asked(question: str, tables: Iterable[Filled], seconds: float) -> Answer:
    """The answer to a question; raises AskedError where there is none.

    RuntimeError is a bug of ours: the process told nothing and nothing ended it.
    """
    ours, theirs = multiprocessing.Pipe(duplex=False)
    context = multiprocessing.get_context("fork")
    child = context.Process(target=_child, args=(theirs, question, tables, seconds))
    child.start()
    theirs.close()
    try:
        found = ours.recv()
    except EOFError:
        found = None
    child.join()
    if isinstance(found, Answer):
        return found
    if isinstance(found, tuple):
        raise AskedError(*found)
    if child.exitcode == -signal.SIGALRM:
        raise AskedError(f"it took longer than {seconds:g} s; ask for less, or say --seconds")
    if child.exitcode and child.exitcode < 0:
        raise AskedError("it needs too much memory; ask for less")
    raise RuntimeError(f"the process of a question ended with {child.exitcode}")


def _bounded() -> None:
    """Let the process take so much more memory than it has, where the system tells how much."""
    told = Path("/proc/self/statm")
    if not told.exists():
        return
    pages = int(told.read_text(encoding="ascii").split()[0])
    most = pages * resource.getpagesize() + _MORE
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    if hard == resource.RLIM_INFINITY or most < hard:
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))


def _child(back: Connection, question: str, tables: Iterable[Filled], seconds: float) -> None:
    _bounded()

    def begun() -> None:
        """From now on the time counts; a call that nothing interrupts ends with the process."""
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, seconds + _GRACE)

    try:
        back.send(answer(question, tables, seconds, begun))
    except AskedError as error:
        back.send((str(error), error.name))
    except MemoryError:
        back.send(("it needs too much memory; ask for less", ""))
