"""Business calendars: when a team works, and where a stretch of working time ends.

A calendar is an entity of our own kind in the catalog, ``kind: Calendar``; a team has one by the
annotation ``wakebook.dev/calendar``. Where nobody names one, all hours count.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import cached_property
from typing import Annotated, Literal, NamedTuple, Self, get_args
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from wakebook.model.base import Items, Text, Value, parts, seconds
from wakebook.model.moment import Moment
from wakebook.model.settings import Zone

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_HOURS = r"^(?:[01][0-9]|2[0-3]):[0-5][0-9]-(?:(?:[01][0-9]|2[0-3]):[0-5][0-9]|24:00)$"
_DAY = 86_400
_HORIZON = 3_700
"""Days after which a calendar has no more working time: ten years."""


def _opens_before_it_closes(text: str) -> str:
    opens, closes = text.split("-")
    if closes <= opens:
        why = f"{text} ends before it begins; hours across midnight are two entries"
        raise PydanticCustomError("hours", "{why}", {"why": why})
    return text


Hours = Annotated[str, StringConstraints(pattern=_HOURS), AfterValidator(_opens_before_it_closes)]
"""Opening hours of a day, such as ``09:00-17:30``; ``24:00`` is the day's end."""


class Holiday(Value):
    """A day on which nobody works."""

    date: Moment = Field(description="The day")
    name: Text | None = Field(None, description="What it is called")

    @model_validator(mode="after")
    def _is_a_day(self) -> Self:
        if self.date.precision != "day":
            why = f"{self.date.text} is no day, such as 2026-12-25"
            raise PydanticCustomError("holiday", "{why}", {"why": why})
        return self


class CalendarSpec(Value):
    """``spec`` of a ``kind: Calendar``: the hours in which a team works."""

    zone: Zone | None = Field(None, description="IANA name; the repository's zone if absent")
    hours: dict[Weekday, Items[Hours]] = Field(
        min_length=1, description="Opening hours by weekday; a day that is missing is free"
    )
    holidays: Items[Holiday] = Field((), description="Days on which nobody works")

    @model_validator(mode="after")
    def _has_hours(self) -> Self:
        if not any(self.hours.values()):
            why = "nobody ever works; give the hours of one day at least"
            raise PydanticCustomError("calendar", "{why}", {"why": why})
        return self


class Stretch(NamedTuple):
    """Working time without a break, in UTC."""

    opens: datetime
    closes: datetime


@dataclass(frozen=True)
class Calendar:
    """When a team works, in a zone of its own."""

    spec: CalendarSpec
    zone: tzinfo

    @classmethod
    def of(cls, spec: CalendarSpec, zone: tzinfo) -> Self:
        """A calendar in its own zone, or in that of the repository."""
        return cls(spec, ZoneInfo(spec.zone) if spec.zone else zone)

    def after(self, start: datetime, duration: str) -> datetime:
        """Where an ISO 8601 duration ends that begins at ``start``.

        Weeks are those of the wall; days are working days: the same time of day, so many working
        days later. Hours and below are working time. A start outside of the hours counts from the
        next opening; the moment of closing is still in them.
        """
        weeks, days, *time = parts(duration)
        begin = self._days_later(self._opening(start), weeks, min(days, _HORIZON))
        return self._worked(begin, _in_seconds(time))

    def stretches(self, first: datetime, last: datetime) -> Iterator[Stretch]:
        """Working time that ends at ``first`` or later and begins before ``last``, in order."""
        day = first.astimezone(self.zone).date() - timedelta(days=1)
        days = (last.date() - day).days + 2
        return (s for s in self._from(day, days) if s.closes >= first and s.opens < last)

    def _opening(self, start: datetime) -> datetime:
        return next((max(start, s.opens) for s in self._stretches(start)), start)

    def _days_later(self, begin: datetime, weeks: int, days: int) -> datetime:
        if not weeks and not days:
            return begin
        local = begin.astimezone(self.zone)
        day = local.date() + timedelta(weeks=min(weeks, _HORIZON // 7))
        for _ in range(days):
            day = self._next_working_day(day)
        return self._opening(datetime.combine(day, local.time(), self.zone).astimezone(UTC))

    def _next_working_day(self, day: date) -> date:
        later = (day + timedelta(days=n) for n in range(1, _HORIZON))
        return next((each for each in later if self._hours(each)), day + timedelta(days=1))

    def _worked(self, begin: datetime, left: float) -> datetime:
        if not left:
            return begin
        for opens, closes in self._stretches(begin):
            begin = max(begin, opens)
            length = max(0.0, (closes - begin).total_seconds())
            if left <= length:
                break
            left -= length
            begin = max(begin, closes)
        return begin + timedelta(seconds=left)

    def _stretches(self, start: datetime) -> Iterator[Stretch]:
        """Working time that ends at ``start`` or later, in order, as far as the horizon."""
        first = start.astimezone(self.zone).date() - timedelta(days=1)
        return (s for s in self._from(first, _HORIZON) if s.closes >= start)

    def _from(self, first: date, days: int) -> Iterator[Stretch]:
        """The working time of so many days."""
        for number in range(days):
            day = first + timedelta(days=number)
            for hours in self._hours(day):
                opens, closes = (self._instant(day, word) for word in hours.split("-"))
                if closes > opens:
                    yield Stretch(opens, closes)

    def _hours(self, day: date) -> Sequence[str]:
        if day in self._free:
            return ()
        return sorted(self.spec.hours.get(get_args(Weekday)[day.weekday()], ()))

    @cached_property
    def _free(self) -> frozenset[date]:
        return frozenset(
            date.fromisoformat(each.date.text.lstrip("~")) for each in self.spec.holidays
        )

    def _instant(self, day: date, word: str) -> datetime:
        if word == "24:00":
            day, word = day + timedelta(days=1), "00:00"
        return datetime.combine(day, time.fromisoformat(word), self.zone).astimezone(UTC)


def after(calendar: Calendar | None, start: datetime, duration: str) -> datetime:
    """Where a duration ends on a calendar; without one all hours count.

    What would end behind the last day that there is ends then.
    """
    try:
        if calendar is not None:
            return calendar.after(start, duration)
        return start + timedelta(seconds=min(seconds(duration), _HORIZON * _DAY))
    except OverflowError:
        return datetime.max.replace(tzinfo=UTC)


def _in_seconds(time: Sequence[int]) -> int:
    """Hours, minutes and seconds in seconds, at most those of ten years."""
    hours, minutes, rest = time
    return min(hours * 3_600 + minutes * 60 + rest, _HORIZON * _DAY)
