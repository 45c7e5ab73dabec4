"""Where the source of a component lies, and what changed there.

Source of the annotation: Backstage, well-known annotations, ``backstage.io/source-location``.
"""

import re
from datetime import datetime
from typing import Literal, NamedTuple
from urllib.parse import unquote, urlsplit

ANNOTATION = "backstage.io/source-location"
_HOSTS = {"github.com": "github", "gitlab.com": "gitlab", "bitbucket.org": "bitbucket"}
_TREES = re.compile(r"(?P<path>.+?)/(?:-/)?(?:tree|blob|src)/(?P<rest>.+)", re.DOTALL)
_SSH = re.compile(r"(?:ssh://)?[\w.-]+@(?P<host>[A-Za-z0-9.-]+)[:/](?P<path>[\w./-]+)")
_STRANGE = re.compile(r"[^\w./-]+", re.ASCII)
_COMMIT = re.compile(r"(?P<name>[\w.-]+(?:/[\w.-]+)+)@(?P<id>[0-9a-f]{7,64})", re.ASCII)


class Location(NamedTuple):
    """A folder of a git repository.

    ``place`` is where the repository lies: an address, or a path from the root of the records.
    ``rest`` are the steps behind ``tree/``: a branch, which may have slashes, then the folder.
    ``identity`` names the repository in a reference; it never holds a path of this machine.
    """

    place: str
    rest: tuple[str, ...]
    identity: str

    @property
    def remote(self) -> bool:
        """Whether the repository has to be fetched before it can be read."""
        return self.place.startswith(("https://", "ssh://", "file://")) or bool(
            _SSH.fullmatch(self.place)
        )


class Touched(NamedTuple):
    """One path that a commit changed; an id of zeros stands for no file."""

    path: str
    before: str
    after: str


class SourceCommit(NamedTuple):
    """A commit of a component's repository, with what it did to its first parent.

    ``at`` is the committer's clock, UTC; None where no clock was set, or for no time of a calendar.
    ``files`` counts all paths; ``touched`` holds no more than a reader can use.
    """

    id: str
    at: datetime | None
    message: str
    touched: tuple[Touched, ...] = ()
    files: int = 0


class SourceChange(NamedTuple):
    """Something that may have caused an incident: a commit, or a deployment.

    ``components`` are those of the catalog that it changed. ``at`` is None where nobody knows
    when it happened. ``shipped`` is a deployment's own word for what it brought.
    """

    ref: str
    kind: Literal["commit", "deployment", "rollback"]
    components: tuple[str, ...]
    at: datetime | None
    title: str
    text: str = ""
    touched: tuple[Touched, ...] = ()
    files: int = 0
    shipped: str = ""
    deployed: bool | None = None
    """Whether a commit reached production before the start; None where no record tells."""


def located(annotation: str) -> Location | None:
    """What the annotation of an entity means; None where it is no git repository.

    A path is taken only as a relative one: a catalog never points at a folder of one machine.
    Whether the path stays inside of the repository is asked of the folders that are there.
    """
    kind, _, target = annotation.partition(":")
    path = target.removeprefix("file:")
    if kind != "url" or not path or path.startswith("/"):
        return None
    try:
        found = of_place(path)
        fits = urlsplit(target).scheme == "https" if path == target else _is_path(found)
    except ValueError:
        return None
    return found if fits else None


def _is_path(location: Location) -> bool:
    """Whether a place has neither another way of asking in it nor a user's folder."""
    return not location.remote and ":" not in location.place and not location.place.startswith("~")


def of_place(given: str) -> Location:
    """The location that an address or a path means; ``#`` is followed by a folder.

    Raises ValueError for an address that is none.
    """
    place, _, folder = given.partition("#")
    steps = _steps(folder)
    ssh = _SSH.fullmatch(place)
    if ssh is not None:
        return Location(
            place, ("HEAD", *steps) if steps else (), _identity(ssh["host"], ssh["path"])
        )
    address = urlsplit(place)
    host = address.hostname if address.scheme in ("https", "ssh") else None
    if host is None:
        name = place.rstrip("/").removesuffix("/.git").rpartition("/")[2].removesuffix(".git")
        return Location(place, ("HEAD", *steps) if steps else (), f"git:{_plain(name)}")
    path = unquote(address.path).strip("/")
    tree = _TREES.fullmatch(path)
    path, rest = (tree["path"], _steps(tree["rest"])) if tree else (path, ())
    port = f":{address.port}" if address.port else ""
    clone = f"{address.scheme}://{host}{port}/{path.removesuffix('.git')}"
    return Location(clone, rest or (("HEAD", *steps) if steps else ()), _identity(host, path))


def _identity(host: str, path: str) -> str:
    name = _plain(path.strip("/").removesuffix(".git"))
    known = _HOSTS.get(host.lower())
    return f"{known}:{name}" if known else f"git:{_plain(host.lower())}/{name}"


def _plain(name: str) -> str:
    """A name without anything that a reference could be misread by."""
    return _STRANGE.sub("-", name).strip("-/")[:120] or "source"


def _steps(path: str) -> tuple[str, ...]:
    return tuple(step for step in path.split("/") if step not in ("", "."))


_REFERENCES = (
    re.compile(r"git:[\w.-]+(?:/[\w.-]+)*@[0-9a-f]{7,64}", re.ASCII),
    re.compile(r"(?:github|gitlab|bitbucket):[\w.-]+(?:/[\w.-]+)+@[0-9a-f]{7,64}", re.ASCII),
    re.compile(r"(?:github|gitlab|bitbucket):[\w.-]+(?:/[\w.-]+)+[#!][0-9]{1,12}", re.ASCII),
    re.compile(r"cdevents:\S+"),
    re.compile(
        r"[a-z][a-z0-9_-]*:[A-Z][A-Z0-9]*+(?:[-_][0-9]++|(?<=[0-9]))", re.ASCII
    ),  # servicenow:CHG0030012
    re.compile(r"https://[A-Za-z0-9][A-Za-z0-9.-]*(?::[0-9]{1,5})?(?:[/?#]\S*)?", re.ASCII),
)
"""A commit, a pull or merge request, a deployment, a ticket of a change, a page on the web."""


def names_change(reference: str) -> bool:
    """Whether a reference has one of the forms that the reference of a change may have."""
    return any(form.fullmatch(reference) for form in _REFERENCES)


_PAGES = (
    ("github:", "https://github.com/", "/commit/"),
    ("gitlab:", "https://gitlab.com/", "/-/commit/"),
    ("bitbucket:", "https://bitbucket.org/", "/commits/"),
)


def page_of(reference: str) -> str:
    """The page of a commit at its host; empty where the reference names none."""
    for start, host, middle in _PAGES:
        named = _COMMIT.fullmatch(reference.removeprefix(start))
        if reference.startswith(start) and named is not None:
            return f"{host}{named['name']}{middle}{named['id']}"
    return ""


def reference_of(page: str) -> str:
    """The reference for the page of a commit; anything else stays as it is."""
    for start, host, middle in _PAGES:
        name, found, commit = page.removeprefix(host).partition(middle)
        if page.startswith(host) and found:
            return f"{start}{name}@{commit.rstrip('/').lower()}"
    return page
