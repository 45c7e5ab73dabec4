"""How a commit that others are to agree to gets before them."""

from wakebook.cli._desk import Desk
from wakebook.cli._exits import UsageError
from wakebook.cli._repository import base_of, spoken


def proposing(desk: Desk, name: str) -> tuple[str, ...]:
    """The commands that bring the last commit before the gate, on a branch of this name."""
    git, arguments = desk.git, desk.arguments
    branch, remote = git.branch(), git.remote()
    review = "`wakebook review` says whom it waits for"
    if not arguments.commit or branch is None or branch != _gated(desk):
        return (f"propose it on a branch: {review}",)
    if remote is None:
        would = "`wakebook review --base HEAD~1` says whom it would wait for"
        return (f"without a remote there is no gate here yet; {would}",)
    if arguments.push:
        return ()
    aside = f"git switch --create close-{name} && git branch --force {branch} HEAD~1"
    return (f"it is on {branch}; to propose it on a branch: {aside}", f"then {review}")


def _gated(desk: Desk) -> str | None:
    """The branch that is gated, as it is called here; None where nobody knows which it is."""
    try:
        base = spoken(base_of(desk.git, None))
    except UsageError:
        return None
    return base.removeprefix(f"{desk.git.remote()}/")
