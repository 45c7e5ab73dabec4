"""A page as a value: where it stands, what it is called, its template and what fills it."""

import hashlib
from collections.abc import Callable
from typing import Any, NamedTuple


class Facts(NamedTuple):
    """What search knows of a page: the words of its body and what it can be filtered by."""

    kind: str
    body: str = ""
    components: tuple[str, ...] = ()
    severity: str = ""
    year: str = ""
    category: str = ""
    tags: tuple[str, ...] = ()
    note: str = ""
    """A line for the list of results, such as the day and the state."""


class Page(NamedTuple):
    """One page of the knowledge base.

    ``path`` is its address below the root, ``""`` or with a closing slash. ``record`` pages are a
    file of their own, others the index of their folder. ``values`` fill the template and have to
    be plain: text, numbers, tuples and named tuples, so that equal pages have equal digests.
    """

    path: str
    section: str
    title: str
    template: str
    values: dict[str, Any]
    description: str = ""
    facts: Facts | None = None
    record: bool = False

    @property
    def depth(self) -> int:
        """How many folders lie between the page and the root."""
        return self.path.count("/")

    @property
    def root(self) -> str:
        """The relative address of the root, as seen from the page."""
        return "../" * self.depth or "./"

    @property
    def source(self) -> str:
        """The Markdown file's path below the documents' folder."""
        return f"{self.path[:-1]}.md" if self.record else f"{self.path}index.md"

    @property
    def target(self) -> str:
        """The HTML file's path below the site's folder."""
        return f"{self.path}index.html"

    @property
    def digest(self) -> str:
        """A digest of all that the page shows."""
        return hashlib.blake2b(repr(tuple(self)).encode(), digest_size=16).hexdigest()


class Draft(NamedTuple):
    """A page that is made only if it has to be: ``key`` stands for all that it shows.

    ``incident`` is the record that has to be read to make it, if there is one.
    """

    path: str
    key: str
    make: Callable[[], Page]
    incident: str = ""


def draft(page: Page) -> Draft:
    """A page that is there already, as a draft."""
    return Draft(page.path, page.digest, lambda: page)


def key(*parts: object) -> str:
    """A digest of plain values."""
    return hashlib.blake2b(repr(parts).encode(), digest_size=16).hexdigest()
