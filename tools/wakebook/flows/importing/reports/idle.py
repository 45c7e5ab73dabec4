"""Rules of a mapping that fit nothing in any report: most are slips, so each is told once."""

import difflib
from collections import Counter
from collections.abc import Iterable, Sequence
from fnmatch import fnmatchcase
from functools import lru_cache

from wakebook.flows.importing.reports.fitting import KEYS, LABELS, PARTS, Rule, rules
from wakebook.flows.importing.reports.places import fits
from wakebook.flows.importing.reports.reported import Reported
from wakebook.model.finding import Claim, Route, quoted
from wakebook.model.mapping.markdown import MarkdownMapping

_MOST_TOLD, _MOST_NAMES, _SHOWN, _LONGEST_NAME = 20, 300, 5, 60
_LIKELY, _SURE = 0.6, 0.8
"""How much alike names have to be where something is wrong, and where it may well be nothing."""
_MORE = "{} more rules of the mapping fit nothing; see to those above first"


class Idle:
    """The rules that have fitted nothing in the reports met so far."""

    def __init__(self, mapping: MarkdownMapping) -> None:
        self.mapping = mapping
        self.left = dict(rules(mapping))
        self.near: set[Route] = set()
        self.names = {among: Counter[str]() for among in (PARTS, KEYS, LABELS)}
        self.reports = 0

    def meet(self, source: Reported) -> None:
        """See which rules fit a report that was read, and how its own parts are called."""
        self.reports += 1
        left = self.left.items()
        self.left = {at: rule for at, rule in left if not self._fits(at, rule, source)}
        pieces = source.root.walk()
        self._call(PARTS, (piece.name for piece in pieces if piece.kind in ("heading", "label")))
        self._call(KEYS, source.report.front)
        self._call(LABELS, (row.label for row in source.account.rows))

    def _fits(self, route: Route, rule: Rule, source: Reported) -> bool:
        if rule.nearly is not None:
            if not rule.nearly(source):
                return False  # nothing of the name is there that could fit
            self.near.add(route)
        return rule.fits(source)

    def _call(self, among: str, names: Iterable[str]) -> None:
        known = self.names[among]
        for name in dict.fromkeys(name[:_LONGEST_NAME] for name in names if name):
            if name in known or len(known) < _MOST_NAMES:
                known[name] += 1

    def hints(self, files: Sequence[str]) -> tuple[Claim, ...]:
        """A sentence about each rule that fits nothing; ``files`` are all names in the folder."""
        if not self.reports:
            return ()
        # What tells the kinds of rows says nothing where there are no rows.
        left = [route for route in self.left if len(route) <= 2 or route[:2] not in self.left]
        rest = [*self._files(files), *self._slips(left)]
        claims = [self._hint(route) for route in rest[:_MOST_TOLD]]
        if len(rest) > _MOST_TOLD:
            claims.append(Claim(rest[_MOST_TOLD], _MORE.format(len(rest) - _MOST_TOLD)))
        return tuple(claims)

    def _slips(self, left: list[Route]) -> list[Route]:
        """Of several names for a part those that are misspelt; others are of reports to come."""
        several = [route for route in left if self.left[route].beside]
        slips = {route for route in several[:_MOST_NAMES] if self._meant(self.left[route], _SURE)}
        return [route for route in left if route in slips or not self.left[route].beside]

    def _files(self, files: Sequence[str]) -> list[Route]:
        patterns = enumerate(self.mapping.files)
        return [("files", n) for n, p in patterns if not any(fnmatchcase(f, p) for f in files)]

    def _hint(self, route: Route) -> Claim:
        rule = self.left.get(route)
        block = ".".join(step for step in route[:3] if isinstance(step, str))
        where = f"any of the {self.reports} reports" if self.reports > 1 else "the report"
        if rule is None:
            where, advice = "the folder", "look at its spelling"
        else:
            advice = rule.narrow if route in self.near else rule.advice or self._spelling(rule)
        what = "name" if rule and rule.beside else "rule"
        sentence = f"this {what} of `{block}` fits nothing in {where}; remove it, or {advice}"
        return Claim(route, sentence, on_key="labels" in route)

    def _spelling(self, rule: Rule) -> str:
        """The name that was probably meant, or what there is instead."""
        known = self.names[rule.among]
        meant = self._meant(rule, _LIKELY)
        if meant is not None:
            return f"look at its spelling: did you mean {quoted(meant)}?"
        if not known:
            return f"look at its spelling: these reports have no {rule.among}"
        most = ", ".join(quoted(name) for name, _ in known.most_common(_SHOWN))
        rest = ", ..." if len(known) > _SHOWN else ""
        return f"look at its spelling: {rule.among} in these reports are called {most}{rest}"

    def _meant(self, rule: Rule, alike: float) -> str | None:
        """What there is with nearly the name that a rule looks for, from 0 to 1 ``alike``."""
        known = _free(tuple(self.names[rule.among]), rule.beside)
        for word in rule.words[:_SHOWN]:
            short = word.casefold()[:_LONGEST_NAME]
            near = difflib.get_close_matches(short, known, n=1, cutoff=alike)
            if near:
                return known[near[0]]
        return None


@lru_cache(maxsize=1)
def _free(known: tuple[str, ...], names: tuple[str, ...]) -> dict[str, str]:
    """What is known and none of some names fits, by lower case; many rules ask for the same."""
    free = (each for each in known if not any(fits(name, each) for name in names))
    return {each.casefold(): each for each in free}
