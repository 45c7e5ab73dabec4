"""The hook of a server before it takes a push: who pushes, what each ref may do, the verdict."""

import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from wakebook.adapters.git_server.evidence import state
from wakebook.adapters.git_server.facts import facts_of
from wakebook.adapters.git_server.push import Server, Update, updates
from wakebook.adapters.git_server.refs import refusal
from wakebook.cli._exits import UsageError
from wakebook.cli._terminal import say
from wakebook.flows.audit.stating import statement_of
from wakebook.flows.review.judge import judge
from wakebook.flows.review.proposal import proposed_by
from wakebook.render.verdicts import render

_TWICE = "a push names it twice, and only one of both would be judged; push it once"


def pre_receive(root: Path, told: str, identity_from: str) -> int:
    """Judge a push; git takes all of it on 0 and nothing of it on anything else."""
    try:
        push = updates(told)
    except ValueError as error:
        raise UsageError(
            f"{error} is no line 'old new ref' as git gives it to a hook; "
            "`wakebook hook install` lets git call it"
        ) from None
    server = Server.at(root)
    refused = [(ref, _TWICE) for ref, count in Counter(u.ref for u in push).items() if count > 1]
    refused += [(u.ref, why) for u in push if (why := refusal(server, u)) is not None]
    for ref, why in refused:
        say(f"{ref} was not changed: {why}")
    if refused:
        return 1
    merge = next((update for update in push if update.ref == server.branch), None)
    return 0 if merge is None or _passes(server, merge, push, identity_from) else 1


def _passes(server: Server, update: Update, push: Sequence[Update], identity_from: str) -> bool:
    """Whether the gated branch may be moved; what stands before it is told."""
    for why in _unready(server, update, identity_from):
        say(f"{update.ref} was not changed: {why}")
        return False
    proposal = proposed_by(server.root, update.old, update.new)
    incoming = {each.ref: each.new for each in push}
    known = facts_of(server, proposal, update.new, os.environ[identity_from], incoming)
    now = datetime.now(UTC)
    verdict = judge(proposal.proposed, known.facts, proposal.policy, proposal.roster, now)
    if verdict.passes:
        state(server, statement_of(proposal, known.facts, verdict, now))
        return True
    say(f"{update.ref} was not changed, since the review of {proposal.head[:12]} is not over:")
    sys.stderr.write(render("text", verdict))
    for ignored in known.ignored:
        say(str(ignored))
    return False


def _unready(server: Server, update: Update, identity_from: str) -> Iterator[str]:
    """What keeps a push from being judged at all."""
    if update.creates or server.tip is None:
        yield "it has no commit yet that could judge; the administrator puts the first one there"
    if update.old != server.tip:
        yield "somebody else pushed meanwhile; fetch and try again"
    if not os.environ.get(identity_from):
        yield (
            f"the server does not say who pushes ({identity_from} is empty); its administrator "
            "lets people in by name, or names the right variable in --identity-from"
        )
