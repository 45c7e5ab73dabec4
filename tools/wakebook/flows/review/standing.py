"""Who stands where: who wrote a change, who judged it, and whose word counts for what."""

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from wakebook.model.gate.facts import Account, Commit, Facts, Review
from wakebook.model.gate.matter import Matter
from wakebook.model.policy.approvals import Part
from wakebook.model.roster import Roster

_WORST_LAST = ("commented", "approved", "dismissed", "changes_requested")


@dataclass(frozen=True)
class Standing:
    """The facts of a host, seen as people of the catalog.

    A person is ``user:name``. Two accounts of one person are one person; an account that two
    people claim approves for neither of them, asks for changes for both, and excludes both.
    """

    facts: Facts
    roster: Roster

    @cached_property
    def judgements(self) -> tuple[Review, ...]:
        """The latest judgement of every account that is no bot; a comment judges nothing.

        Of two at one instant the stricter one counts. A dismissed judgement revives no older one.
        """
        found: dict[Account, Review] = {}
        for review in sorted(self.facts.reviews, key=self._order):
            if review.state != "commented" and not review.by.bot:
                found[review.by] = review
        return tuple(found.values())

    def _order(self, review: Review) -> tuple[datetime, int, bool]:
        """By time; at one instant by strictness, and what was about another commit last."""
        return review.at, _WORST_LAST.index(review.state), review.commit != self.facts.head

    @cached_property
    def objections(self) -> tuple[tuple[str, Review], ...]:
        """Who of the catalog asks for changes, whichever commit that was about."""
        return tuple(
            (who, review)
            for review in self.judgements
            if review.state == "changes_requested"
            for who in sorted(self.roster.people(review.by))
        )

    @cached_property
    def approving(self) -> frozenset[str]:
        """Who approves the very commit that would be merged, and asks for no changes elsewhere."""
        people = {
            who
            for review in self.judgements
            if review.state == "approved" and review.commit == self.facts.head
            if (who := self.roster.person(review.by)) is not None
        }
        return frozenset(people - {who for who, _ in self.objections})

    @cached_property
    def _authors(self) -> frozenset[str]:
        return self._people([self.facts.author])

    @cached_property
    def _committers(self) -> frozenset[str]:
        committed = (who for commit in self.facts.commits for who in commit.people)
        by_email = {
            self.roster.by_email(address)
            for commit in self.facts.commits
            for address in commit.emails
        }
        known = {who for who in by_email if who is not None}
        return self._people([*committed, *(self.facts.pushers or ())]) | known

    @property
    def actors(self) -> frozenset[str]:
        """Who made the change: its author, and everybody with a part in its commits."""
        return self._authors | self._committers

    @cached_property
    def speaking(self) -> frozenset[str]:
        """Whose own word the change is: its author's, its pushers', and theirs who approve it.

        Whom a commit names proves nothing: anybody can write it.
        """
        return self._authors | self._people(self.facts.pushers or ()) | self.approving

    def _people(self, accounts: Iterable[Account | None]) -> frozenset[str]:
        known = (account for account in accounts if account is not None)
        return frozenset(who for account in known for who in self.roster.people(account))

    @cached_property
    def strangers(self) -> tuple[str, ...]:
        """A sentence for everybody behind the change whom neither host nor catalog knows."""
        return tuple(self._strangers())

    def _strangers(self) -> Iterator[str]:
        if self.facts.author is None:
            yield "who proposed the change is not known; propose it again under a known account"
        if self.facts.pushers is None:
            yield (
                "who pushed the commits is not known; judge it again in a minute, or push them to "
                "a new branch"
            )
        for commit in self.facts.commits:
            if self._has_stranger(commit):
                words = f" ({commit.words})" if commit.words else ""
                yield (
                    f"who is behind commit {commit.id[:7]} is not known{words}; link the e-mail "
                    "to an account, or commit again under a known one"
                )

    def _has_stranger(self, commit: Commit) -> bool:
        """Whether the catalog knows nobody by the address of somebody unknown to the host."""
        unknown = commit.people.count(None)
        named = [self.roster.by_email(address) for address in commit.emails]
        return unknown > 0 and (len(named) != unknown or None in named)

    def members(self, whom: Iterable[str], matter: Matter | None) -> frozenset[str]:
        """The people that a policy's words stand for, in the matter at hand."""
        teams: set[str] = set()
        for word in whom:
            teams |= self._owners(matter) if word == "component_owners" else {word}
        return frozenset(who for team in teams for who in self.roster.members(team))

    def _owners(self, matter: Matter | None) -> set[str]:
        components = matter.components if matter else ()
        return {owner for name in components if (owner := self.roster.owner(name)) is not None}

    def part(self, who: str, parts: Iterable[Part], matter: Matter | None) -> str | None:
        """The part that excludes a person, in words; None for somebody impartial."""
        asked = set(parts)
        if "author" in asked and who in self._authors:
            return "proposed the change"
        if "committers" in asked and who in self._committers:
            return "has a part in its commits"
        return self._role(who, asked, matter)

    def is_proven(self, who: str, parts: Iterable[Part], matter: Matter | None) -> bool:
        """Whether a part is known from the host, or from their own words on the target branch.

        A change can claim any part for anybody, and so can a line that somebody else wrote.
        """
        asked, was = set(parts), matter.was if matter else None
        if "author" in asked and who in self._authors:
            return True
        if "committers" in asked and who in self._people(self.facts.pushers or ()):
            return True
        return was is not None and who in was.writers and self._role(who, asked, was) is not None

    def _role(self, who: str, asked: AbstractSet[Part], matter: Matter | None) -> str | None:
        """The part in an incident that excludes a person, in words."""
        for name, word in (matter.parts if matter else {}).items():
            wanted = "commander" if name in (matter.commanders if matter else ()) else "responders"
            leads = wanted == "commander" and "commander" in asked
            if who in self.roster.members(name) and (leads or "responders" in asked):
                return word
        return None
