"""The pages of the status site: now, each incident, each component, each month."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cached_property, partial
from typing import Any, NamedTuple

from wakebook.model.notice import Line, Notice
from wakebook.render.status.board import Board, Place, since
from wakebook.render.status.page import Sheet, StatusPage
from wakebook.render.status.view import View
from wakebook.render.words import slug

_DAYS = 7
"""So many days of the past stand on the first page."""
_LINES = 5
"""So many updates of what goes on stand on the first page, the latest first."""


class Told(NamedTuple):
    """An incident as its page shows it: its updates, oldest first, and its summary."""

    lines: tuple[Line, ...]
    summary: str


class Pages:
    """The pages of a board in one language; ``told`` reads an incident that has to be shown."""

    def __init__(self, board: Board, view: View, told: Callable[[str], Told]) -> None:
        self.board, self.view, self._told = board, view, told

    def all(self) -> Iterator[Sheet]:
        """Every page."""
        yield Sheet("", (), None, self.index)
        yield Sheet("embed/", (), None, self.embed)
        yield Sheet("history/", (), None, self.history)
        for month, notices in self.board.months.items():
            ids = tuple(n.id for n in notices)
            yield Sheet(f"history/{month}/", ids, month, partial(self.month, month))
        for place in self.board.places.values():
            ids = tuple(n.id for n in self.board.touching.get(place.name, ()))
            facts = repr((self._place(place), self._how))
            yield Sheet(place.path, ids, facts, partial(self.component, place))
        for notice in self.board.notices.values():
            yield Sheet(path_of(notice.id), (notice.id,), "", partial(self.notice, notice))

    def index(self) -> StatusPage:
        """What is wrong now."""
        board, t = self.board, self.view.t
        title = t(f"all.{board.state}")
        built = t("page.built", time=self.view.stamp(board.now.timestamp()).text)
        return StatusPage(
            "", "status", self.view.site, title, "index",
            {
                "whole": {"state": board.state, "title": title, "built": built},
                "going": [self._going(n) for n in (*board.active, *board.working)],
                "planned": [self._row(n) for n in board.planned],
                "groups": [
                    {"title": g or t("page.components"), "places": [*map(self._place, p)]}
                    for g, p in board.groups
                ],
                "how": self._how if board.places else "",
                "days": [*self._past_days()],
            },
        )  # fmt: skip

    def embed(self) -> StatusPage:
        """What goes on, small enough to stand in a frame on somebody else's page."""
        board = self.board
        title = self.view.t(f"all.{board.state}")
        going = [self._row(n) for n in (*board.active, *board.working)]
        values = {"whole": {"state": board.state, "title": title}, "going": going}
        return StatusPage("embed/", "embed", self.view.site, title, "embed", values)

    def missing(self) -> StatusPage:
        """What a web server answers where there is no page."""
        title = self.view.t("page.missing")
        return StatusPage("404/", "missing", title, title, "missing", {})

    def history(self) -> StatusPage:
        """The months of the past."""
        title = self.view.t("page.history")
        months = [
            {
                "path": month,
                "title": self.view.month(month),
                "count": self.view.many("history.count", len(notices)),
            }
            for month, notices in self.board.months.items()
        ]
        values = {"months": months, "notices": []}
        return StatusPage("history/", "history", title, title, "history", values)

    def month(self, month: str) -> StatusPage:
        """What began in a month."""
        title = f"{self.view.t('page.history')}: {self.view.month(month)}"
        rows = [self._row(n) for n in self.board.months[month]]
        values = {"months": [], "notices": rows}
        return StatusPage(f"history/{month}/", "history", title, title, "history", values)

    def component(self, place: Place) -> StatusPage:
        """A component, its days and all that happened to it."""
        state = self.view.t(f"state.{place.state}")
        values = {
            "place": self._place(place),
            "how": self._how,
            "notices": [self._row(n) for n in self.board.touching.get(place.name, ())],
        }
        description = f"{place.title}: {state}"
        return StatusPage(place.path, "component", place.title, description, "component", values)

    def notice(self, notice: Notice) -> StatusPage:
        """An incident or a maintenance with all of its updates, the latest first."""
        told = self._told(notice.id)
        values = {
            "notice": {
                **self._row(notice),
                "kind": self.view.t(f"kind.{notice.kind}"),
                **self._times(notice),
                "places": self._places_of(notice),
                "summary": told.summary,
                "lines": [self._line(each) for each in reversed(told.lines)],
            }
        }
        title = self._title(notice)
        description = f"{title}: {self.view.t(f'status.{notice.status}')}"
        return StatusPage(path_of(notice.id), "notice", title, description, "notice", values)

    def _going(self, notice: Notice) -> dict[str, Any]:
        lines = self._told(notice.id).lines
        return {
            **self._row(notice),
            "places": self._places_of(notice),
            "lines": [self._line(each) for each in lines[: -_LINES - 1 : -1]],
        }

    def _row(self, notice: Notice) -> dict[str, Any]:
        return {
            "title": self._title(notice),
            "path": path_of(notice.id),
            "kind": notice.kind,
            "status": self.view.t(f"status.{notice.status}"),
            "worst": notice.worst,
            "when": self._when(notice),
            "planned": self._planned(notice),
        }

    def _title(self, notice: Notice) -> str:
        """Its title, or what it is and of what, while the title waits for approval."""
        return untitled(notice, self.view, self.board.named) if notice.is_unnamed else notice.title

    def _when(self, notice: Notice) -> str:
        if notice.began is None:
            return self._planned(notice) or self.view.t("when.unknown")
        began = self.view.stamp(notice.began).text
        if notice.ended is None:
            return self.view.t("when.goes_on", **{"from": began}) if notice.is_open else began
        until = self.view.stamp(notice.ended).text
        return self.view.t("when.span", **{"from": began, "until": until})

    def _times(self, notice: Notice) -> dict[str, Any]:
        """When it began and ended, and for how long it lasted; work begins when it is begun."""
        if notice.is_maintenance and notice.status in ("scheduled", "canceled"):
            return {"began": None, "ended": None, "lasted": ""}
        return {
            "began": self.view.stamp(notice.began),
            "ended": None if notice.ended is None else self.view.stamp(notice.ended),
            "lasted": self._lasted(notice),
        }

    def _lasted(self, notice: Notice) -> str:
        if notice.began is None or notice.ended is None or notice.ended <= notice.began:
            return ""
        return self.view.length(notice.ended - notice.began)

    def _planned(self, notice: Notice) -> str:
        first, last = notice.planned
        if first is None or last is None:
            return ""
        window = {"from": self.view.stamp(first).text, "until": self.view.stamp(last).text}
        return self.view.t("planned.window", **window)

    def _places_of(self, notice: Notice) -> list[str]:
        return [self.board.named(name) for name in notice.components]

    def _line(self, line: Line) -> dict[str, Any]:
        plan = ""
        if line.planned is not None:
            first, last = (self.view.moment(each).text for each in line.planned)
            plan = self.view.t("planned.window", **{"from": first, "until": last})
        return {
            "anchor": anchor(line.id),
            "status": self.view.t(f"status.{line.status}"),
            "at": self.view.moment(line.at),
            "planned": plan,
            "text": line.text,
            "states": [
                (self.board.named(name, region), state) for name, region, state in line.states
            ],
        }

    def _place(self, place: Place) -> dict[str, Any]:
        share = place.uptime.share
        bad = [(n, d) for n, d in enumerate(place.uptime.days) if d.state != "operational"]
        days = len(place.uptime.days)
        told = self.view.t("uptime.none", days=days)
        if bad:
            told = self.view.many("uptime.some", len(bad), days=days)
        return {
            "title": place.title,
            "text": place.text,
            "path": place.path,
            "state": place.state,
            "regions": place.regions,
            "share": ""
            if share is None
            else self.view.t("uptime.share", share=self.view.share(share)),
            "bars": {"count": days, "told": told, "bad": [self._bar(n, d) for n, d in bad]},
        }

    def _bar(self, number: int, day: Any) -> dict[str, Any]:
        words = {"day": self.view.day(day.day), "state": self.view.t(f"state.{day.state}")}
        spent = sum(seconds for _, seconds in day.spent)
        key = "uptime.bar.for" if spent else "uptime.bar"
        title = self.view.t(key, **words, length=self.view.length(spent) if spent else "")
        return {"x": number, "state": day.state, "title": title}

    @cached_property
    def _how(self) -> str:
        weights, t = self.board.rule.weights, self.view.t
        said = t(
            "uptime.how",
            degraded=self.view.share(weights.degraded),
            partial=self.view.share(weights.partial_outage),
            major=self.view.share(weights.major_outage),
            maintenance=t(f"uptime.{self.board.rule.maintenance}"),
        )
        untimed = sum(n.untimed for n in self.board.notices.values())
        return f"{said} {self.view.many('uptime.untimed', untimed)}" if untimed else said

    def _past_days(self) -> Iterator[dict[str, Any]]:
        """The last days of the zone, today first, with what began or was over in them."""
        today = self.board.now.astimezone(self.board.zone).date()
        for back in range(_DAYS):
            day = today - timedelta(days=back)
            rows = [self._row(n) for n in self._of_day(day)]
            yield {"title": self.view.long_day(day), "notices": rows}

    def _of_day(self, day: date) -> Sequence[Notice]:
        """What began on a day or was over then; a maintenance that is planned did neither."""
        begun = (*self.board.active, *self.board.working, *self.board.past)
        return [n for n in begun if day in self._days_of(n)]

    def _days_of(self, notice: Notice) -> set[date]:
        began, ended = since(notice), notice.ended
        off = notice.is_maintenance and notice.status == "canceled"
        times = [ended] if off and ended is not None else [began, began if ended is None else ended]
        return {datetime.fromtimestamp(at, UTC).astimezone(self.board.zone).date() for at in times}


def path_of(incident: str) -> str:
    """Where the page of an incident stands."""
    return f"incidents/{incident}/"


def anchor(entry: str) -> str:
    """The name of an update on its page."""
    return f"u-{slug(entry)}"


def untitled(notice: Notice, view: View, named: Callable[[str], str]) -> str:
    """What stands for a title that waits for approval; ``named`` gives a component's name."""
    kind = view.t(f"kind.{notice.kind}")
    return f"{kind}: {view.listed(map(named, notice.components))}" if notice.components else kind
