"""Whoever agrees to words has the part that they agree as, and says so themselves."""

from collections.abc import Iterable, Iterator

from wakebook.flows.review.demand import people
from wakebook.flows.review.standing import Standing
from wakebook.model.gate.consent import Consent
from wakebook.model.gate.verdict import Outcome, Verdict

CODE = "WB3208"


def consenting(consents: Iterable[Consent], standing: Standing) -> Iterator[Verdict]:
    """A verdict on every consent; one that is met is told too, since it sets words free."""
    for consent in dict.fromkeys(consents):
        outcome, sentence = _judged(consent, standing)
        yield Verdict(outcome, f"Words agreed to as {consent.part or 'no part'}", sentence, CODE)


def _judged(consent: Consent, standing: Standing) -> tuple[Outcome, str]:
    name = consent.who.partition(":")[2] or consent.who
    if not standing.roster.members(consent.who) or consent.who.startswith("group:"):
        return Outcome.REFUSED, f"{consent.what}: {name} is no person of the catalog"
    if consent.teams is not None and not consent.teams:
        known = "policies/wording.yaml of the target branch"
        return Outcome.REFUSED, f"{consent.what}: {known} has no part {consent.part!r}"
    if consent.teams is not None:
        able = standing.members(consent.teams, None)
        if consent.who not in able:
            others = f"; {people(able, 'or')} can agree" if able else ""
            return Outcome.REFUSED, f"{consent.what}: {name} has no part in {consent.part}{others}"
    if consent.who in standing.speaking:
        return Outcome.MET, f"{name} agreed to {consent.what}"
    return Outcome.WAITING, f"{name} is said to agree to {consent.what}; {name} approves the change"
