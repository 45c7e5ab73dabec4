"""What a source's words for severity mean here, where they change under way.

A format adds ``rating(...)`` lines to an item's log; here each becomes a severity entry, or stays
in the source's words.
"""

import re
from datetime import datetime

from wakebook.flows.importing.house import House
from wakebook.flows.importing.item import Item, Line, kept, mapped
from wakebook.flows.importing.when import When
from wakebook.model.policy.severity import Factor, SeverityRule

_FIGURE = re.compile(r"[0-9]{1,2} ?- ?")
_KIND = "severity"


def rating(when: When | None, field: str, word: str, impact: str, urgency: str) -> Line:
    """A severity in the words of a source, "" for those that it does not say."""
    at = "unknown" if when is None else when.text
    words = [when.as_written] if when and when.as_written else []
    told = {field: word, "impact": impact, "urgency": urgency}
    words += [f"{name}: {said}" for name, said in told.items() if said]
    return {
        "kind": _KIND,
        "at": at,
        "word": word,
        "factors": [impact, urgency],
        "as_written": "; ".join(words),
    }


def rate_each(item: Item, house: House, on: datetime | None) -> None:
    """Put severity entries, or the source's words, in the place of the ratings of a log."""
    outcomes = set()
    for number, line in enumerate(item.log):
        if "word" in line:
            item.log[number] = rated = _rated(item, house, line, on)
            outcomes.add(rated["kind"])
    fate = mapped("log: severity, level")
    if _KIND not in outcomes:
        fate = kept("log: classification, as_written")
    elif len(outcomes) > 1:
        fate = kept("log: severity, or classification, as_written")
    for name in (item.severity_field, "impact", "urgency"):
        item.fates[name] = fate


def _rated(item: Item, house: House, line: Line, on: datetime | None) -> Line:
    word = str(line["word"])
    impact, urgency = map(str, line["factors"])  # type: ignore[arg-type]
    plain: Line = {key: line[key] for key in ("at", "by") if key in line}
    words = {"as_written": line["as_written"]}
    rule = house.library.severity.on(on.date() if on else None) if house.library.severity else None
    said = rule and _said(house, rule, word)
    if said:
        reason = f"What {word} means here, by whoever imported it."
        return {"kind": _KIND, **plain, "level": said, "reason": reason, **words}
    row = rule and _factor(impact, rule.impacts)
    column = rule and _factor(urgency, rule.urgencies)
    level = rule.level(row, column) if rule and row and column else None
    if rule is None or level is None:
        house.tally.unrated[item.severity_field, word] += 1
        return {"kind": "classification", **plain, **words}
    titled = next((lv.id for lv in rule.levels if plain_word(lv.title) == plain_word(word)), level)
    if titled != level:
        house.tally.otherwise[item.severity_field, word, level, titled] += 1
    reason = "The source's impact and urgency in the matrix here."
    return {"kind": _KIND, **plain, "level": level, "reason": reason, **words}


def _said(house: House, rule: SeverityRule, word: str) -> str | None:
    """The level that a word was said to mean."""
    for name in (word.lower(), plain_word(word)):
        for meaning in house.meanings.get(name, ()):
            if meaning in rule.ranks:
                return meaning
    return None


def _factor(word: str, known: tuple[Factor, ...]) -> str | None:
    """A row or column of the matrix by its name or title; ``1 - High`` is high."""
    plain = plain_word(word)
    return next((f.id for f in known if plain in (f.id, plain_word(f.title))), None)


def plain_word(word: str) -> str:
    """A word in lower case without a figure before it: ``1 - High`` is high."""
    return _FIGURE.sub("", word.strip().lower(), count=1)
