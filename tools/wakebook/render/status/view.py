"""How a status page speaks: words, dates, lengths and shares in one language."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from functools import cache, cached_property
from typing import TYPE_CHECKING, NamedTuple

from wakebook.model.moment import Moment
from wakebook.render.site_error import SiteError
from wakebook.render.status.vocabulary import Word

if TYPE_CHECKING:
    from babel import Locale

_UNITS = ((86_400, "duration-day"), (3_600, "duration-hour"), (60, "duration-minute"))
_BARE = {"year": "y", "month": "yMMMM", "day": "yMMMd"}


class Stamp(NamedTuple):
    """A time for a page; ``iso`` is empty unless it is known to the minute at least."""

    iso: str
    text: str


class View:
    """One language of a site: ``home`` is its folder, "" for the main one or such as ``de/``.

    ``words`` are those of the language; of a key that it lacks the main language's are taken.
    ``url`` is where the site is published, with a slash, or empty.
    """

    def __init__(self, language: str, words: Mapping[str, Word], site: str, home: str) -> None:
        self.language, self.site, self.home = language, site, home
        self._words = words
        self.fresh = 0
        self.mark = "operational"
        self.url = ""

    @cached_property
    def _locale(self) -> "Locale":
        from babel import Locale, UnknownLocaleError

        try:
            return Locale.parse(self.language, sep="-")
        except UnknownLocaleError:
            told = f"the language {self.language} is not known; see policies/status.yaml"
            raise SiteError(told) from None

    def names_of_time(self) -> Iterator[str]:
        """The names of months and days."""
        for width in ("wide", "abbreviated"):
            for form in ("format", "stand-alone"):
                yield from self._locale.months[form][width].values()
                yield from self._locale.days[form][width].values()

    def t(self, key: str, /, **values: object) -> str:
        """The words of a key, with values in their places; raises SiteError where it has none."""
        word = self._words.get(key)
        if word is None:
            raise SiteError(f"site/status/words/{self.language}.toml has no words for {key}")
        return word.filled(values)

    def many(self, key: str, count: int, **values: object) -> str:
        """Words that hang on a number, by the language's plural forms."""
        form = self._locale.plural_form(count)
        found = f"{key}.{form}" if f"{key}.{form}" in self._words else f"{key}.other"
        return self.t(found, count=count, **values)

    def stamp(self, at: float | None) -> Stamp:
        """An instant, in seconds since 1970-01-01T00:00Z."""
        if at is None:
            return Stamp("", self.t("when.unknown"))
        instant = datetime.fromtimestamp(at, UTC)
        return Stamp(Moment.at(instant).text, f"{self.day(instant)}, {instant:%H:%M} UTC")

    def moment(self, at: Moment) -> Stamp:
        """A moment with no more precision than it has."""
        if at.earliest is None:
            return Stamp("", self.t("when.unknown"))
        form = _BARE.get(at.precision)
        if form is None:
            return self.stamp(at.earliest.timestamp())
        year, month, day = ([*map(int, at.text.lstrip("~").split("-")), 1, 1])[:3]
        return Stamp("", self._skeleton(form, datetime(year, month, day, tzinfo=UTC)))

    def day(self, at: date) -> str:
        """A short date."""
        return self._days(at.toordinal())

    @cached_property
    def _days(self) -> Callable[[int], str]:
        """Short dates by the number of the day; a site names each of its days many times."""
        return cache(lambda number: self._skeleton("yMMMd", date.fromordinal(number)))

    def long_day(self, at: date) -> str:
        """A date with its weekday."""
        from babel.dates import format_date

        return format_date(at, "full", locale=self._locale)

    def month(self, month: str) -> str:
        """A month such as ``2026-11`` in words."""
        return self._skeleton("yMMMM", datetime.fromisoformat(f"{month}-01"))

    def _skeleton(self, form: str, at: date) -> str:
        from babel.dates import format_skeleton

        moment = at if isinstance(at, datetime) else datetime(at.year, at.month, at.day)  # noqa: DTZ001 - a day
        return format_skeleton(form, moment, tzinfo=UTC, locale=self._locale)

    def length(self, seconds: float) -> str:
        """A length of time in its two largest units; less than a minute counts as one."""
        from babel.units import format_unit

        rest, told = max(60, round(seconds / 60) * 60), []
        for size, unit in _UNITS:
            amount, rest = divmod(rest, size)
            if amount:
                told.append(format_unit(amount, unit, "short", locale=self._locale))
        return " ".join(told[:2])

    def share(self, share: float) -> str:
        """A share as a percentage, never rounded up to the whole."""
        from babel.numbers import format_percent

        floored = int(share * 10_000) / 10_000
        return format_percent(floored, "0.00%", locale=self._locale)

    def listed(self, names: Iterable[str]) -> str:
        """Names one after another."""
        return ", ".join(names)
