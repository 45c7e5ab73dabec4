"""The library: everything that one tree of a repository holds."""

from collections.abc import Collection, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from functools import cached_property

from wakebook.model.audience import narrowed, seen, sees, without_small_counts
from wakebook.model.base import AUDIENCES, Audience
from wakebook.model.catalog import Catalog
from wakebook.model.gate.case import PolicyCases
from wakebook.model.incident import Incident
from wakebook.model.nameless import nameless, of_nobody
from wakebook.model.policy import (
    ApprovalsPolicy,
    ClosurePolicy,
    DisclosurePolicy,
    FollowupPolicy,
    MeasuresPolicy,
    Policy,
    PostmortemPolicy,
    SeverityPolicy,
    StatusPolicy,
    TaxonomyPolicy,
    VerificationPolicy,
    WordingPolicy,
)
from wakebook.model.policy.disclosure import PLAIN
from wakebook.model.policy.status import Shown
from wakebook.model.postmortem import Action, Postmortem
from wakebook.model.problem import Problem
from wakebook.model.runbook import Runbook
from wakebook.model.settings import Settings
from wakebook.model.wording.reading import as_approved
from wakebook.model.wording.template import Template
from wakebook.model.wording.words import Wording


@dataclass(frozen=True)
class Library:
    """Settings, policies, catalog and records of one tree.

    The mappings are by id and may read a record only when it is asked for. ``actions`` holds the
    action items of an incident by the incident's id. ``months`` holds the incidents by the month
    that their ids begin with, such as ``2026-11``; without it they are searched for.
    ``absent`` names repositories that belong beside it and are not here: what is not found may lie
    there.
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
    templates: Mapping[str, Template] = field(default_factory=dict)
    months: Mapping[str, tuple[Incident, ...]] | None = None
    absent: tuple[str, ...] = ()

    def opened_in(self, month: str) -> tuple[Incident, ...]:
        """The incidents whose ids begin with a month, newest first."""
        if self.months is not None:
            return self.months.get(month, ())
        ids = sorted((i for i in self.incidents if i.startswith(f"{month}-")), reverse=True)
        return tuple(self.incidents[i] for i in ids)

    def known_errors(self, components: Collection[str]) -> tuple[Problem, ...]:
        """Problems of some components whose workaround is known, by their ids."""
        return tuple(
            self.problems[name]
            for name in sorted(self.problems)
            if self.problems[name].header.state == "known_error"
            and not set(components).isdisjoint(self.problems[name].header.components)
        )

    def months_between(self, first: str, last: str) -> list[str]:
        """The months of which there are incidents, from the last one back to the first one.

        A policy may ask for a window of ten thousand years, so its empty months are not counted.
        """
        months = (i[:7] for i in self.incidents) if self.months is None else self.months
        return sorted({month for month in months if first <= month <= last}, reverse=True)

    def postmortems_of(self, incident: Incident) -> Iterator[Postmortem]:
        """Those that name an incident: its own, and those of the incidents that it is linked to.

        A post-mortem about several incidents lies in the folder of one of them.
        """
        linked = (target for _, _, target in incident.links)
        for name in dict.fromkeys((incident.id, *linked)):
            found = self.postmortems.get(name)
            if found is not None and incident.id in found.header.incidents:
                yield found

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
    def disclosure(self) -> DisclosurePolicy | None:
        """The policy of what the public may not read, if the repository has one."""
        policy = self.policies.get("disclosure")
        return policy if isinstance(policy, DisclosurePolicy) else None

    @property
    def followup(self) -> FollowupPolicy | None:
        """The policy of reminders, if the repository has one that can be read."""
        policy = self.policies.get("followup")
        return policy if isinstance(policy, FollowupPolicy) else None

    @property
    def measures(self) -> MeasuresPolicy | None:
        """The definitions of figures, if the repository has some that can be read."""
        policy = self.policies.get("measures")
        return policy if isinstance(policy, MeasuresPolicy) else None

    @property
    def review(self) -> PostmortemPolicy | None:
        """The post-mortem policy, if the repository has one that can be read."""
        policy = self.policies.get("postmortem")
        return policy if isinstance(policy, PostmortemPolicy) else None

    @property
    def verification(self) -> VerificationPolicy | None:
        """The verification policy, if the repository has one that can be read."""
        policy = self.policies.get("verification")
        return policy if isinstance(policy, VerificationPolicy) else None

    @cached_property
    def wording(self) -> Wording | None:
        """Which words are approved; None where the policy is there and cannot be read."""
        policy = self.policies.get("wording") if "wording" in self.policies else None
        if not isinstance(policy, WordingPolicy) and "wording" in self.policies:
            return None
        known = policy if isinstance(policy, WordingPolicy) else None
        regions = {region for shown in self._on_status_page for region in shown.regions}
        titles = self._titles_of_components
        return Wording(known, self.templates, titles, self.ranks.keys(), regions)

    @property
    def _titles_of_components(self) -> dict[str, str]:
        """Components by name with their titles, by the catalog and by the status page."""
        found = {name: entity.title for name, entity in self.catalog.components.items()}
        for shown in self._on_status_page:
            found[shown.name] = shown.title or found.get(shown.name, shown.name)
        return found

    @property
    def _on_status_page(self) -> Iterator[Shown]:
        """All components that the status page ever showed."""
        policy = self.policies.get("status")
        for rule in policy.rules if isinstance(policy, StatusPolicy) else ():
            for group in rule.groups:
                yield from group.components

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
            if (shown := self.shown(record, audience, known | problems)) is not None
        }
        shown_library = replace(
            self,
            incidents=incidents,
            months=None,
            postmortems={
                i: replace(p, header=header)
                for i, p in self.postmortems.items()
                if visible(p.header.audience)
                and set(p.header.incidents) <= known
                and self._may_learn(i, audience)
                and (header := narrowed(p.header, p.header.audiences, rank)) is not None
            },
            actions={
                i: kept
                for i, items in self.actions.items()
                if i in known
                and self._may_learn(i, audience)
                and (kept := tuple(a for a in items if visible(a.item.audience or self._level(i))))
            },
            runbooks={i: r for i, r in self.runbooks.items() if visible(r.header.audience)},
            problems={
                i: _without_hidden(p, known) for i, p in self.problems.items() if i in problems
            },
        )
        return shown_library if audience != "public" else _for_everybody(shown_library)

    def shown(
        self, record: Incident, audience: Audience, known: AbstractSet[str] | None = None
    ) -> Incident | None:
        """One incident as an audience may read it: of what is public without words that wait.

        Where nobody can tell which words wait, the public reads nothing.
        """
        found = seen(record, audience, known)
        if found is None or audience != "public":
            return found
        if self.wording is None:
            return None
        told = without_small_counts(found, self.least_count)
        return as_approved(told, record, self.wording)

    @property
    def least_count(self) -> int:
        """Counts of who was hit are left out for the public below it."""
        rule = self.disclosure.on(None) if self.disclosure else None
        return (rule or PLAIN).least_count

    def _may_learn(self, incident: str, audience: Audience) -> bool:
        """Whether an audience may read what is learned from an incident, if it may read that."""
        record = self.incidents.get(incident)
        if audience != "public" or record is None:
            return True
        return self.wording is not None and not self.wording.learns_in_private(record)

    def _level(self, incident: str) -> Audience:
        """The audience of an incident's action items that name none of their own."""
        record = self.incidents[incident]
        return record.header.audience


_FOR_ALL = frozenset({"severity", "taxonomy", "postmortem", "measures"})
"""Policies that say what records mean, and nothing of people."""


def _for_everybody(library: Library) -> Library:
    """The library with those catalog entities alone that its visible records name, and nobody.

    The catalog belongs to the staff; the public reads of a component when a record speaks of it.
    Of policies it reads those that explain its records: who of us has to do what is our business.
    """
    policies = {name: p for name, p in library.policies.items() if name in _FOR_ALL}
    named = {name for incident in library.incidents.values() for name in incident.components}
    catalog = library.catalog.only(named | library.named_beside_incidents)
    return replace(
        library,
        catalog=catalog,
        policies=policies,
        postmortems={i: of_nobody(p) for i, p in library.postmortems.items()},
        actions={
            i: tuple(replace(a, item=nameless(a.item) or a.item) for a in items)
            for i, items in library.actions.items()
        },
        problems={i: of_nobody(p) for i, p in library.problems.items()},
    )


def _without_hidden(problem: Problem, known: set[str]) -> Problem:
    shown = tuple(i for i in problem.header.incidents if i in known)
    return replace(problem, header=problem.header.model_copy(update={"incidents": shown}))
