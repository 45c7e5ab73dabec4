"""The board: what a status page shows at an instant, computed from notices and a policy."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, tzinfo
from functools import cached_property
from typing import NamedTuple

from wakebook.model.catalog import Catalog
from wakebook.model.notice import STATES, Notice, Stretch
from wakebook.model.policy.status import Shown, StatusRule
from wakebook.model.uptime import Uptime, Window, uptime
from wakebook.render.words import distinct

INDICATORS = {
    "operational": "none",
    "degraded": "minor",
    "under_maintenance": "maintenance",
    "partial_outage": "major",
    "major_outage": "critical",
}
"""The impact of the worst component, in the words of Statuspage's API."""
_MISSING = ""


class Place(NamedTuple):
    """A component on the page, with its state now and in the days before.

    ``regions`` are those that the policy names, each with its state now; ``notices`` the ids of
    what goes on there.
    """

    name: str
    title: str
    text: str
    path: str
    group: str
    state: str
    regions: tuple[tuple[str, str], ...]
    uptime: Uptime
    notices: tuple[str, ...]

    @property
    def id(self) -> str:
        """Its name for programs and addresses."""
        return distinct(self.name)


class Board:
    """What there is to show; ``notices`` are all that the audience may see, by id."""

    def __init__(
        self,
        notices: Mapping[str, Notice],
        rule: StatusRule,
        catalog: Catalog,
        now: datetime,
        zone: tzinfo,
    ) -> None:
        self.notices = {i: n for i, n in notices.items() if n.kind != "drill"}
        self.rule, self.now, self.zone = rule, now, zone
        self._catalog = catalog

    @cached_property
    def groups(self) -> tuple[tuple[str, tuple[Place, ...]], ...]:
        """The places by the title of their group, in the order of the policy.

        A policy that names none shows all that any record names, in one group without a title.
        """
        named = [(group.title, group.components) for group in self.rule.groups]
        if not named:
            names = sorted({name for n in self.notices.values() for name in n.components})
            named = [(_MISSING, tuple(Shown(name=name) for name in names))] if names else []
        return tuple(
            (title, tuple(self._place(title, each) for each in shown)) for title, shown in named
        )

    @cached_property
    def places(self) -> dict[str, Place]:
        """All places by the name of their component."""
        return {place.name: place for _, places in self.groups for place in places}

    def named(self, component: str, region: str = "") -> str:
        """What the page calls a component, with its region if there is one."""
        place = self.places.get(component)
        title = place.title if place is not None else component
        return f"{title} ({region})" if region else title

    def _place(self, group: str, shown: Shown) -> Place:
        held = self._stretches.get(shown.name, [])
        lasting = [stretch for stretch, _ in held if stretch.until is None]
        over = Window(self.now, self.rule.days, self.zone)
        return Place(
            name=shown.name,
            title=shown.title or title_of(shown.name, self._catalog),
            text=shown.text or "",
            path=f"components/{distinct(shown.name)}/",
            group=group,
            state=_worst(lasting),
            regions=tuple((r, _worst(_in(r, lasting))) for r in shown.regions),
            uptime=uptime((stretch for stretch, _ in held), over, self._weights),
            notices=tuple(dict.fromkeys(i for s, i in held if s.until is None)),
        )

    @property
    def _weights(self) -> dict[str, float]:
        return self.rule.weights.model_dump()

    @cached_property
    def _stretches(self) -> dict[str, list[tuple[Stretch, str]]]:
        """The stretches of each component, with the id of what tells of them."""
        found: dict[str, list[tuple[Stretch, str]]] = {}
        for notice in self.notices.values():
            for stretch in self._counted(notice):
                found.setdefault(stretch.component, []).append((stretch, notice.id))
        return found

    def _counted(self, notice: Notice) -> Iterator[Stretch]:
        """What is planned is maintenance, whatever it did, unless the policy counts it."""
        aside = notice.is_maintenance and self.rule.maintenance == "excluded"
        for stretch in notice.stretches:
            yield stretch._replace(state="under_maintenance") if aside else stretch

    @cached_property
    def active(self) -> tuple[Notice, ...]:
        """Incidents that go on, the latest first."""
        going = (n for n in self.notices.values() if n.is_active)
        return self._sorted(n for n in going if not n.is_maintenance)

    @cached_property
    def working(self) -> tuple[Notice, ...]:
        """Maintenance that goes on."""
        return self._sorted(n for n in self.notices.values() if n.is_active and n.is_maintenance)

    @cached_property
    def planned(self) -> tuple[Notice, ...]:
        """Maintenance that has yet to begin, the next one first."""
        planned = (n for n in self.notices.values() if n.is_open and not n.is_active)
        return tuple(sorted(planned, key=lambda n: (n.planned[0] or float("inf"), n.id)))

    @cached_property
    def past(self) -> tuple[Notice, ...]:
        """What is over, the latest first."""
        return self._sorted(n for n in self.notices.values() if not n.is_open)

    @cached_property
    def months(self) -> dict[str, tuple[Notice, ...]]:
        """All that has begun by the UTC month of its beginning, the latest month first."""
        found: dict[str, list[Notice]] = {}
        for notice in (*self.active, *self.working, *self.past):
            found.setdefault(month_of(notice), []).append(notice)
        return {month: self._sorted(found[month]) for month in sorted(found, reverse=True)}

    @cached_property
    def touching(self) -> dict[str, tuple[Notice, ...]]:
        """All that has begun and names a component, or tells its state, the latest first."""
        found: dict[str, list[Notice]] = {}
        for notice in (*self.active, *self.working, *self.past):
            for name in dict.fromkeys(
                (*notice.components, *(s.component for s in notice.stretches))
            ):
                found.setdefault(name, []).append(notice)
        return {name: tuple(notices) for name, notices in found.items()}

    @cached_property
    def state(self) -> str:
        """The worst state of any place now."""
        return self.worst_of(self.places.values())

    @staticmethod
    def worst_of(places: Iterable[Place]) -> str:
        """The worst state of some places."""
        return max((place.state for place in places), key=STATES.index, default=STATES[0])

    @cached_property
    def changed(self) -> float:
        """The instant of the last update of anything; 0 where there was none."""
        return max((notice.changed for notice in self.notices.values()), default=0.0)

    @cached_property
    def first(self) -> float:
        """The instant of the first beginning that is known; 0 where there is none."""
        return min((since(notice) for notice in self.notices.values()), default=0.0)

    @property
    def indicator(self) -> str:
        """The state of everything in the words of Statuspage's API."""
        return INDICATORS[self.state]

    @staticmethod
    def _sorted(notices: Iterable[Notice]) -> tuple[Notice, ...]:
        return tuple(sorted(notices, key=lambda n: (since(n), n.id), reverse=True))


def since(notice: Notice) -> float:
    """When it began, else when it is planned, else the day of its id."""
    for at in (notice.began, notice.planned[0]):
        if at is not None:
            return at
    return datetime.fromisoformat(notice.id[:10]).replace(tzinfo=UTC).timestamp()


def month_of(notice: Notice) -> str:
    """The UTC month in which it began, such as ``2026-11``."""
    return datetime.fromtimestamp(since(notice), UTC).date().isoformat()[:7]


def _worst(stretches: Iterable[Stretch]) -> str:
    return max((stretch.state for stretch in stretches), key=STATES.index, default=STATES[0])


def _in(region: str, stretches: Iterable[Stretch]) -> list[Stretch]:
    """Those of a region, and those that are everywhere."""
    return [stretch for stretch in stretches if stretch.region in (region, "")]


def title_of(component: str, catalog: Catalog) -> str:
    """The name of a component for readers, by the catalog."""
    entity = catalog.components.get(component)
    return entity.title if entity else component
