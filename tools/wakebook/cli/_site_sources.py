"""What a site is made of: where its sources lie, and whether they may be published."""

from collections.abc import Iterator
from pathlib import Path

from wakebook.model.library import Library
from wakebook.model.policy.status import StatusPolicy
from wakebook.records.tree import SETTINGS
from wakebook.render.site_error import SiteError

_PACKAGE = Path(__file__).parent.parent
_INSTALLED = (_PACKAGE / "shared", _PACKAGE.parent.parent)


def source_of(root: Path) -> Path:
    """The folder with ``site/`` and ``mkdocs.yml``: the repository, else what is installed.

    Raises FileNotFoundError where neither has them.
    """
    for folder in (root, *_INSTALLED):
        if (folder / "mkdocs.yml").is_file() and (folder / "site" / "templates").is_dir():
            return folder
    raise FileNotFoundError("there is no site/ with mkdocs.yml; `wakebook init` writes them")


def installed_site() -> Path:
    """The folder with the site that comes with the toolkit, whatever the repository has."""
    return source_of(_INSTALLED[0])


def demand_wording(library: Library) -> None:
    """Raise SiteError where nobody can tell which words the public may read."""
    if library.wording is None:
        raise _unread("policies/wording.yaml")


def demand_settings(*, is_set: bool) -> None:
    """Raise SiteError where settings cannot be read: nobody chose the plain ones."""
    if not is_set:
        raise _unread(SETTINGS)


def demand_status(library: Library) -> StatusPolicy | None:
    """The policy of the status page, if there is one; raises SiteError where it cannot be read."""
    policy = library.policies.get("status")
    if isinstance(policy, StatusPolicy):
        return policy
    if "status" in library.policies:
        raise _unread("policies/status.yaml")
    return None


def _unread(path: str) -> SiteError:
    return SiteError(f"{path} cannot be read, so nothing is published: wakebook check {path}")


def demand_ordinary(source: Path) -> None:
    """Raise OSError where a site is made of links: they could publish anything on this machine."""
    for path in (source / "mkdocs.yml", source / "site", *(source / "site").rglob("*")):
        if path.is_symlink():
            name = path.relative_to(source).as_posix()
            raise OSError(f"{name} is a symbolic link; a site is made of ordinary files")


def texts(folder: Path) -> Iterator[tuple[str, str]]:
    """The files below a folder by their path in it, as text; raises SiteError for what is none."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            try:
                text = path.read_text(encoding="utf-8")
            except UnicodeDecodeError as error:
                raise SiteError(f"{path} is no UTF-8: {error.reason}") from None
            yield path.relative_to(folder).as_posix(), text
