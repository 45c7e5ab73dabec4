"""A repository on the fake GitHub with a pull request, and the gateway to it."""

import pytest

from wakebook.adapters.github import GitHub, connect
from wakebook.adapters.github.wire import Patience

LONG = Patience(read=30, whole=60)
SHORT = Patience(read=1, whole=1.2, tries=2)
"""Time-outs are of real time, unlike every other wait: short where a test is about them."""


@pytest.fixture
def ana(github):
    return github.user("ana", "ana@shop.example", id=11)


@pytest.fixture
def ben(github):
    return github.user("ben", "ben@shop.example", id=12)


@pytest.fixture
def eve(github):
    return github.user("eve", id=13)


@pytest.fixture
def gate(github):
    return github.user("gate", id=99)


@pytest.fixture
def pull(github, ana):
    """One commit of ana's on the branch topic."""
    github.push("main", {"README.md": "Records\n"}, by=ana)
    github.push("topic", {"a.md": "A\n"}, by=ana)
    return github.pull("topic", by=ana)


@pytest.fixture
def connected(github, gate):
    """Connects as the gate's account, or with another token or other patience."""
    opened: list[GitHub] = []

    def open_(token=None, patience=LONG):
        host = connect(
            github.full_name,
            token or github.token(gate),
            github.home,
            clock=github.clock,
            patience=patience,
        )
        opened.append(host)
        return host

    yield open_
    for host in opened:
        host.close()


@pytest.fixture
def host(connected):
    return connected()


@pytest.fixture
def facing(connected):
    """A gateway that gives up on silence after a second, for tests of one fault."""

    def open_(fault):
        return connected(patience=SHORT if fault.deed in ("hold", "drip") else LONG)

    return open_
