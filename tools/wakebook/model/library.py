"""The library: everything that one tree of a repository holds."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace

from wakebook.model.audience import narrowed, seen, sees
from wakebook.model.base import AUDIENCES, Audience
from wakebook.model.catalog import Catalog
from wakebook.model.gate.case import PolicyCases
from wakebook.model.incident import Incident
from wakebook.model.policy import (
    ApprovalsPolicy,
    ClosurePolicy,
    FollowupPolicy,
    Policy,
    PostmortemPolicy,
    SeverityPolicy,
    TaxonomyPolicy,
)
from wakebook.model.postmortem import Action, Postmortem
from wakebook.model.problem import Problem
from wakebook.model.runbook import Runbook
from wakebook.model.settings import Settings


@dataclass(frozen=True)
class Library:
    """Settings, policies, catalog and records of one tree.

    The mappings are by id and may read a record only when it is asked for. ``actions`` holds the
    action items of an incident by the incident's id.
    """

    settings: Settings
    catalog: Catalog = field(default_factory=Catalog)
    policies: Mapping[str, Policy] = field(default_factory=dict)
    policy_tests: Mapping[str, PolicyCases] = field(default_factory=dict)
    incidents: Mapping[str, Incident] = field(default_factory=dict)
    postmortems: Mapping[str, Postmortem] = field(default_factory=dict)
    actions: Mapping[str, tuple[Action, ...]] = field(default_factory=dict)
    runbooks: Mapping[str, Runbook] = field(default_factory=dict)
    problems: Mapping[str, Problem] = field(default_factory=dict)

    @property
    def severity(self) -> SeverityPolicy | None:
        """The severity policy, if the repository has one that can be read."""
        policy = self.policies.get("severity")
        return policy if isinstance(policy, SeverityPolicy) else None

    @property
    def ranks(self) -> dict[str, int]:
        """Each severity level's place, 0 for the most severe; nothing without a policy."""
        return self.severity.ranks if self.severity else {}

    @property
    def taxonomy(self) -> TaxonomyPolicy | None:
        """The taxonomy, if the repository has one that can be read."""
        policy = self.policies.get("taxonomy")
        return policy if isinstance(policy, TaxonomyPolicy) else None

    @property
    def approvals(self) -> ApprovalsPolicy | None:
        """The approvals policy, if the repository has one that can be read."""
        policy = self.policies.get("approvals")
        return policy if isinstance(policy, ApprovalsPolicy) else None

    @property
    def closure(self) -> ClosurePolicy | None:
        """The closure policy, if the repository has one that can be read."""
        policy = self.policies.get("closure")
        return policy if isinstance(policy, ClosurePolicy) else None

    @property
    def followup(self) -> FollowupPolicy | None:
        """The policy of reminders, if the repository has one that can be read."""
        policy = self.policies.get("followup")
        return policy if isinstance(policy, FollowupPolicy) else None

    @property
    def review(self) -> PostmortemPolicy | None:
        """The post-mortem policy, if the repository has one that can be read."""
        policy = self.policies.get("postmortem")
        return policy if isinstance(policy, PostmortemPolicy) else None

    @property
    def named_beside_incidents(self) -> set[str]:
        """The components that runbooks and problems name."""
        by_runbooks = {n for runbook in self.runbooks.values() for n in runbook.header.components}
        return by_runbooks | {n for p in self.problems.values() for n in p.header.components}

    def seen_by(self, audience: Audience, beside: AbstractSet[str] = frozenset()) -> "Library":
        """The library as one audience may see it: the only door to anything that is published.

        ``beside`` are incidents that the audience may see and that are not in this library; a
        record may point at them.
        """
        rank = AUDIENCES.index(audience)

        def visible(level: Audience | None) -> bool:
            return AUDIENCES.index(level or "staff") <= rank

        problems = {i for i, p in self.problems.items() if visible(p.header.audience)}
        known = {i for i, record in self.incidents.items() if sees(audience, record)} | beside
        incidents = {
            i: shown
            for i, record in self.incidents.items()
            if (shown := seen(record, audience, known | problems)) is not None
        }
        shown_library = replace(
            self,
            incidents=incidents,
            postmortems={
                i: replace(p, header=header)
                for i, p in self.postmortems.items()
                if visible(p.header.audience)
                and set(p.header.incidents) <= known
                and (header := narrowed(p.header, p.header.audiences, rank)) is not None
            },
            actions={
                i: kept
                for i, items in self.actions.items()
                if i in known
                and (kept := tuple(a for a in items if visible(a.item.audience or self._level(i))))
            },
            runbooks={i: r for i, r in self.runbooks.items() if visible(r.header.audience)},
            problems={
                i: _without_hidden(p, known) for i, p in self.problems.items() if i in problems
            },
        )
        return shown_library if audience != "public" else _of_what_is_named(shown_library)

    def _level(self, incident: str) -> Audience:
        """The audience of an incident's action items that name none of their own."""
        record = self.incidents[incident]
        return record.header.audience


def _of_what_is_named(library: Library) -> Library:
    """The library with those catalog entities alone that its visible records name.

    The catalog belongs to the staff; the public reads of a component when a record speaks of it.
    Who of us approves what is the staff's business too.
    """
    policies = {name: p for name, p in library.policies.items() if name != "approvals"}
    named = {name for incident in library.incidents.values() for name in incident.components}
    catalog = library.catalog.only(named | library.named_beside_incidents)
    return replace(library, catalog=catalog, policies=policies)


def _without_hidden(problem: Problem, known: set[str]) -> Problem:
    shown = tuple(i for i in problem.header.incidents if i in known)
    return replace(problem, header=problem.header.model_copy(update={"incidents": shown}))
