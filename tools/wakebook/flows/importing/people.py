"""People of a source in a record: whom the catalog knows is named, all others stay behind.

A format signs entries with what ``somebody`` gives. Nobody is guessed: a word is somebody's only if
the catalog says so.
"""

from collections.abc import Iterable, Iterator, Mapping

from wakebook.flows.importing.aliases import ALIASES, Person, bare
from wakebook.flows.importing.house import House
from wakebook.flows.importing.item import Item, Line, kept, mapped
from wakebook.flows.importing.roles import handed
from wakebook.records.foreign.node import Scalar

PEOPLE = "people are taken over only where an entry of the log is theirs and the catalog knows them"
"""Why a field with a name, an account or an e-mail address is lost."""

_KNOWN = mapped("log: by or role, of whomever the catalog knows")
_WORDS = kept("log: by or role, as external: text")
_ADVICE = f"list the id, address or name that the source has for each as {ALIASES} of their User"
_BEFORE = "before the import: what is imported keeps the names that it has"


def somebody(item: Item, field: str, shown: Scalar | None, *known_as: Scalar | None) -> str | None:
    """What stands in an item's log for somebody until it is known who that is; None for nobody.

    ``field`` names them, ``shown`` is what readers call them, and ``known_as`` are words that are
    more certain: an id, an account, an address. Beside these a name counts only if it looks like
    one: people choose what they are called, and one word may be somebody else's account.
    """
    name = item.line_of_text(shown) or ""
    certain = [word for word in map(item.line_of_text, known_as) if word]
    words = [*certain, *([name] if name and (not certain or _is_name(name)) else [])]
    if not words:
        return None
    person = item.people.setdefault(words[0], Person())
    person.name = person.name or name
    person.words |= dict.fromkeys(words)
    person.fields.add(field)
    return words[0]


def _is_name(word: str) -> bool:
    return len(bare(word).split()) > 1 and "@" not in word


def sign(item: Item, since: int, who: str | None) -> None:
    """Say of the entries behind the first ``since`` that they are somebody's."""
    for line in item.log[since:]:
        if who is not None:
            line.setdefault("by", who)


def name_people(item: Item, house: House, log: Iterable[Line]) -> list[Line]:
    """The log with people as records name them, and without those who stay behind."""
    named = account_for(item, house)
    return [_signed(line, named) for line in handed(log, named, house)]


def account_for(item: Item, house: House) -> dict[str, str]:
    """Whom an item's words for people name here; what becomes of the fields follows from it."""
    named: dict[str, str] = {}
    for word, person in item.people.items():
        who = house.person(person)
        if who is None:
            continue
        named[word] = who
        for field in person.fields:
            item.fates[field] = _KNOWN if who.startswith("user:") else _WORDS
    return named


def _signed(line: Line, named: Mapping[str, str]) -> Line:
    if "by" not in line:
        return line
    who = named.get(str(line["by"]))
    rest = {key: value for key, value in line.items() if key not in ("kind", "at", "by")}
    return {"kind": line["kind"], "at": line["at"], **({"by": who} if who else {}), **rest}


def tell_strangers(house: House) -> Iterator[str]:
    """Sentences about the people who could not be named, without their names."""
    count = sum(not users for users in house.tally.strangers.values())
    if count:
        many = "1 person is" if count == 1 else f"{count} people, by their ids or names, are"
        left = "only their names are kept, as text" if house.external else "they stay behind"
        yield f"{many} not in the catalog, so {left}; {_ADVICE}, {_BEFORE}"
    for several in sorted({users for users in house.tally.strangers.values() if users}):
        sentence = f"what the source calls somebody fits {' and '.join(several)}"
        why = f"by {ALIASES} or the address of each, so it is neither"
        yield f"{sentence} {why}; leave each word with one user, {_BEFORE}"
