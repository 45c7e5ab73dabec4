"""What a draft is written from: one incident as the readers of the draft may see it."""

from dataclasses import dataclass
from datetime import tzinfo

from wakebook.model.base import Audience
from wakebook.model.catalog import Catalog
from wakebook.model.fold import Tenure
from wakebook.model.incident import Incident
from wakebook.model.learning import Need
from wakebook.model.library import Library
from wakebook.model.moment import Moment
from wakebook.model.postmortem import Action


@dataclass(frozen=True)
class Source:
    """The incident and its action items, seen by ``audience``.

    ``hidden`` tells that the record holds more than these readers may see. ``titles`` are those
    of the incidents and problems that it is linked to. Policies and catalog of the library are
    asked, never its records.
    """

    incident: Incident
    actions: tuple[Action, ...]
    titles: dict[str, str]
    library: Library
    need: Need
    audience: Audience
    hidden: bool

    @property
    def catalog(self) -> Catalog:
        """The catalog, for titles of components, teams and vendors."""
        return self.library.catalog

    @property
    def zone(self) -> tzinfo:
        """The zone of the repository, in which times are told."""
        return self.library.settings.tzinfo

    @property
    def ranks(self) -> dict[str, int]:
        """Each severity level's place, 0 for the most severe."""
        return self.library.ranks

    def component(self, name: str) -> str:
        """A component's title, with its name where that is another."""
        entity = self.catalog.components.get(name)
        return entity.title if entity is not None else name

    def category(self, name: str) -> str:
        """A category's title with those above it."""
        known = self.library.taxonomy.by_id if self.library.taxonomy else {}
        steps = name.split("/")
        paths = ["/".join(steps[: n + 1]) for n in range(len(steps))]
        return " / ".join(known[p].title if p in known else p.rpartition("/")[2] for p in paths)

    def part(self, who: str | None, at: Moment) -> str:
        """The part that somebody had: a role at that time, else a team; never a person's name.

        A post-mortem asks what made something possible, and a name answers another question.
        """
        if who is None:
            return ""
        for tenure in self.incident.tenures:
            if tenure.who == who and _held(tenure, at):
                return tenure.role.replace("-", " ").replace("_", " ")
        return self.team(who)

    def team(self, who: str) -> str:
        """The team of a person; a team, a vendor and a machine by their own names."""
        kind, _, name = who.partition(":")
        entity = self.catalog.people.get(who)
        match kind:
            case "user":
                teams = entity.names("memberOf") if entity else ()
                listed = [self.catalog.people.get(f"group:{team}") for team in teams]
                titles = [team.title for team in listed if team is not None]
                return titles[0] if titles else "one of us"
            case "external":
                return "somebody from outside"
        return entity.title if entity is not None else name


def _held(tenure: Tenure, at: Moment) -> bool:
    """Whether a role was certainly held at a moment; of a day alone nobody knows."""
    since, until = tenure.since.earliest, tenure.until
    if at.earliest is None or since is None or since > at.earliest:
        return False
    return until is None or (until.earliest is not None and at.earliest <= until.earliest)
