"""What an import tells once, over all items: of words for severity, of times, of people."""

import shlex
from collections.abc import Iterator

from wakebook.flows.importing.house import House
from wakebook.flows.importing.item import Item
from wakebook.flows.importing.people import tell_strangers
from wakebook.flows.importing.ratings import plain_word
from wakebook.flows.importing.tally import Tally
from wakebook.render.words import counted

_MOST_WORDS = 12
_RANKED = (
    "{} as it is. Until they are merged you can remove them and import again; a merged record that"
    " is closed takes a severity only once it is reopened"
)
_REREAD = (
    "read otherwise than when it was imported, though the source says the same: {} in {}; is --zone"
    " (or --dates, or the mapping) as it was? They stay as they are; if the first import was wrong,"
    " remove its records before they are merged and import again"
)


def told_once(house: House, many: int) -> Iterator[str]:
    """Sentences about all of ``many`` items."""
    yield from _unrated(house.tally)
    yield from _unsaid(house) if many else ()
    yield from _ranked(house.tally)
    yield from _reread(house.tally)
    yield from tell_strangers(house)


def words_of(item: Item) -> dict[str, str]:
    """An item's words for severity, in lower case, as the source writes them."""
    told = [word for word, _ in item.rated_before]
    told += [str(line["word"]) for line in item.log if line.get("word")]
    written = item.severity_word or item.severity
    return {word.lower(): word for word in [*told, *([written] if written else [])]}


def _unrated(tally: Tally) -> Iterator[str]:
    """The words for severity that this repository has no single level for."""
    for (field, word), count in sorted(tally.unrated.items()):
        shown = tally.words.get(word, word)
        yield (
            f"{field} {shown[:40]!r} ({counted(count, 'item')}) is no single level here and stays"
            f" in words; say what it means with --as {_pair(shown)} or =STATE"
        )
    for (field, word, level, titled), count in sorted(tally.otherwise.items()):
        yield (
            f"{field} {word[:40]!r} ({count} entries) is {level} by impact and urgency, though"
            f" {titled} has that name here; say what it means with --as {_pair(word)}"
        )


def _pair(word: str) -> str:
    """How a word for severity is given a meaning on the command line."""
    return shlex.quote(f"{word[:40]}=LEVEL")


def _unsaid(house: House) -> Iterator[str]:
    """What was said of words that the source does not have."""
    words = house.tally.words
    for pair in house.given:
        word = pair.partition("=")[0].strip()
        if word.lower() not in {*words, *map(plain_word, words)}:
            named = ", ".join(each[:40] for each in sorted(words.values())[:_MOST_WORDS])
            more = ", ..." if len(words) > _MOST_WORDS else ""
            said = f"its words are {named}{more}" if words else "it has none"
            yield f"--as {pair[:80]}: the source says {word[:40]!r} of no severity; {said}"


def _ranked(tally: Tally) -> Iterator[str]:
    """Records that were imported before a word had its meaning."""
    for pair, count in sorted(tally.ranked.items()):
        keep = "record that was imported before keeps its severity"
        if count > 1:
            keep = "records that were imported before keep their severity"
        yield f"--as {pair[:80]}: {_RANKED.format(f'{count} {keep}')}"


def _reread(tally: Tally) -> Iterator[str]:
    if tally.reread:
        times = counted(tally.reread.total(), "time")
        yield _REREAD.format(times, counted(len(tally.reread), "record"))
