"""Who brought a pull request's commits to GitHub, from the activity of its head's branch."""

from collections.abc import Collection, Iterable

from wakebook.adapters.github.rows import ActivityRow
from wakebook.model.gate.facts import Account

_NOTHING = "0" * 40


def pushers(
    pushes: Iterable[ActivityRow], head: str, commits: Collection[str]
) -> tuple[Account, ...] | None:
    """Everybody who pushed what is to be merged; None if the pushes do not tell.

    ``pushes`` are the activities of the one branch, the newest first, and are read no further than
    needed: from the push that made the head back to the one that found none of the commits there.
    A forced push may keep commits that others pushed before, so from there on all of them count,
    back to where the branch was made; and a branch that was deleted may have been restored.
    """
    found: list[Account] = []
    wanted, forced = head, False
    for push in pushes:
        if push.after != wanted:
            if wanted == head and not found:
                continue
            break
        if push.activity_type == "branch_deletion" and push.before not in commits:
            break
        wanted = push.before
        if push.activity_type == "branch_deletion":
            continue
        if push.actor is None:
            return None
        if push.actor.account not in found:
            found.append(push.actor.account)
        forced = forced or push.activity_type == "force_push"
        if not forced and wanted not in commits and wanted != _NOTHING:
            return tuple(found)
    return tuple(found) if wanted == _NOTHING else None
