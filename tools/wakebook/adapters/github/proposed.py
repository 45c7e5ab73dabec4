"""Opening a pull request of a branch, unless one is open already."""

from typing import NamedTuple

from wakebook.adapters.github.rows import ListedPullRow, RepositoryRow
from wakebook.adapters.github.wire import Wire


class Proposed(NamedTuple):
    """A branch of the repository that asks to be merged into its default branch."""

    branch: str
    title: str
    body: str


def opened(wire: Wire, repository: str, asked: Proposed) -> int:
    """The number of the branch's open pull request, looked for before one is opened.

    Raises HostError.
    """
    home = f"repos/{repository}/pulls"
    base = wire.get(f"repos/{repository}").read(RepositoryRow).default_branch
    owner = repository.partition("/")[0]

    def once() -> int:
        query = {"state": "open", "base": base, "head": f"{owner}:{asked.branch}"}
        for row in wire.everything(home, ListedPullRow, **query):
            if row.head.ref == asked.branch:
                return row.number
        body = {"head": asked.branch, "base": base, "title": asked.title, "body": asked.body}
        return wire.write("POST", home, body).read(ListedPullRow).number

    return wire.settled(once)
