"""The kinds of log entries: a discriminated union on ``kind``, one module a theme."""

from wakebook.model.log.base import Entry
from wakebook.model.log.communication import (
    Acknowledgement,
    Delivery,
    Release,
    Report,
    Update,
)
from wakebook.model.log.milestones import (
    Candidate,
    Detected,
    MajorDeclared,
    Merged,
    Milestone,
    Scheduled,
    StoodDown,
    Triaged,
)
from wakebook.model.log.proof import Confirmation, Correction, Feedback, Link, Verification
from wakebook.model.log.state import Classification, Impact, RoleChange, Severity
from wakebook.model.log.work import Action, Decision, Observation, Task, Vendor

CLASSES: tuple[type[Entry], ...] = (
    Milestone,
    Detected,
    Triaged,
    Merged,
    Candidate,
    MajorDeclared,
    StoodDown,
    Scheduled,
    Severity,
    Impact,
    RoleChange,
    Classification,
    Observation,
    Action,
    Decision,
    Task,
    Vendor,
    Update,
    Release,
    Delivery,
    Acknowledgement,
    Report,
    Verification,
    Confirmation,
    Link,
    Feedback,
    Correction,
)

KINDS: dict[str, type[Entry]] = {kind: cls for cls in CLASSES for kind in cls.kinds()}
"""Every kind of entry and the class of its fields."""

__all__ = [
    "CLASSES",
    "KINDS",
    "Acknowledgement",
    "Action",
    "Candidate",
    "Classification",
    "Confirmation",
    "Correction",
    "Decision",
    "Delivery",
    "Detected",
    "Entry",
    "Feedback",
    "Impact",
    "Link",
    "MajorDeclared",
    "Merged",
    "Milestone",
    "Observation",
    "Release",
    "Report",
    "RoleChange",
    "Scheduled",
    "Severity",
    "StoodDown",
    "Task",
    "Triaged",
    "Update",
    "Vendor",
    "Verification",
]
