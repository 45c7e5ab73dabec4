"""A git server of one's own: its hook, and what git itself refuses there."""

from collections.abc import Iterator
from dataclasses import dataclass

from wakebook.model.gate.reading import Reading, Setting


@dataclass(frozen=True)
class ServerSettings:
    """A bare repository: ``hook`` is what stands in the way of its hook, or empty.

    ``another`` is whether the hook is somebody else's that names ours, ``tip`` whether the branch
    that HEAD names has a commit.
    """

    branch: str
    tip: bool
    hook: str
    another: bool
    keeps_branches: bool
    keeps_history: bool
    checks_objects: bool


HOOK = Setting("hook pre-receive", "Wakebook's", "`wakebook hook install` in the bare repository")
BRANCH = Setting("branch of HEAD", "one with commits, which judge", "`git symbolic-ref HEAD`")
KEEPS = Setting(
    "receive.denyDeletes, receive.denyNonFastForwards",
    "true where the hook is not Wakebook's",
    "`git config NAME true` in the bare repository",
)
OBJECTS = Setting(
    "transfer.fsckObjects", "true", "`git config transfer.fsckObjects true` in the bare repository"
)


def server(settings: ServerSettings) -> Iterator[Reading]:
    """Whether each push is judged, and damaged objects are kept out."""
    ours = not settings.hook and not settings.another
    if settings.another:
        yield HOOK.unknown("somebody else's, which names Wakebook's; look whether it heeds it")
    elif settings.hook:
        yield HOOK.broken(settings.hook)
    else:
        yield HOOK.good("it judges each push")
    if settings.tip:
        yield BRANCH.good(settings.branch)
    else:
        yield BRANCH.broken(f"{settings.branch} has no commit yet, so that every push is refused")
    if ours or (settings.keeps_branches and settings.keeps_history):
        yield KEEPS.good("true" if not ours else "the hook keeps the gated branch and the evidence")
    else:
        yield KEEPS.weaker("not set, so that records can be deleted and rewritten")
    checked = settings.checks_objects
    yield OBJECTS.good("true") if checked else OBJECTS.weaker("objects are not checked")
