"""What restoration checks may ask, and how often they have to pass, in words."""

from collections.abc import Iterator, Sequence

from wakebook.model.policy.verification import Allowed, VerificationRule
from wakebook.render.asking import Named, either
from wakebook.render.words import duration


def lines(rule: VerificationRule, _: Named) -> Iterator[tuple[str, Sequence[str], Sequence[str]]]:
    """Hosts, networks and numbers."""
    yield "Hosts that may be asked", (), [_host(each) for each in rule.allow] or ["None."]
    networks = [f"{', '.join(rule.networks)}."] if rule.networks else ["None."]
    yield "Networks that are not public and may be reached", (), networks
    times = "once" if rule.passes == 1 else f"{rule.passes} times, all of them"
    yield "A check passes", (), (f"When it passed {times}, over {duration(rule.over)} at least.",)
    yield "One run", (), (f"Takes {duration(rule.timeout)} at most.",)


def _host(allowed: Allowed) -> str:
    by = either([protocol.upper() for protocol in allowed.protocols])
    ports = f", port {either([str(port) for port in allowed.ports])}" if allowed.ports else ""
    return f"{allowed.host} by {by}{ports}."
