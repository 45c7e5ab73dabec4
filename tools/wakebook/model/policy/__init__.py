"""Policies: how records are judged. Each file names an owner and the day it is to be read again."""

from wakebook.model.policy.approvals import ApprovalsPolicy
from wakebook.model.policy.base import Policy
from wakebook.model.policy.closure import ClosurePolicy
from wakebook.model.policy.disclosure import DisclosurePolicy
from wakebook.model.policy.followup import FollowupPolicy
from wakebook.model.policy.measures import MeasuresPolicy
from wakebook.model.policy.postmortem import PostmortemPolicy
from wakebook.model.policy.sealing import SealingPolicy
from wakebook.model.policy.severity import SeverityPolicy
from wakebook.model.policy.status import StatusPolicy
from wakebook.model.policy.taxonomy import TaxonomyPolicy
from wakebook.model.policy.verification import VerificationPolicy
from wakebook.model.policy.wording import WordingPolicy

SCHEMAS: dict[str, type[Policy]] = {
    "approvals": ApprovalsPolicy,
    "closure": ClosurePolicy,
    "disclosure": DisclosurePolicy,
    "followup": FollowupPolicy,
    "measures": MeasuresPolicy,
    "postmortem": PostmortemPolicy,
    "sealing": SealingPolicy,
    "severity": SeverityPolicy,
    "status": StatusPolicy,
    "taxonomy": TaxonomyPolicy,
    "verification": VerificationPolicy,
    "wording": WordingPolicy,
}
"""Every policy by the word in its ``schema`` key, which is its file's stem too."""

__all__ = [
    "SCHEMAS",
    "ApprovalsPolicy",
    "ClosurePolicy",
    "DisclosurePolicy",
    "FollowupPolicy",
    "MeasuresPolicy",
    "Policy",
    "PostmortemPolicy",
    "SealingPolicy",
    "SeverityPolicy",
    "StatusPolicy",
    "TaxonomyPolicy",
    "VerificationPolicy",
    "WordingPolicy",
]
