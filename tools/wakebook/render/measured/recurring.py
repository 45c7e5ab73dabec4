"""What comes again, for a terminal and for programs: each cluster with all its reasons."""

import json
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from wakebook.model.figure import percents
from wakebook.model.recurring import Belonging, Chance, Cluster, Member, Ranked, Together
from wakebook.render.words import counted, label, seconds

_INDENT = " " * 4
_MOST_FACTS = 7
_MOST_MEMBERS = 12


class Told(NamedTuple):
    """Clusters of a commit (empty: of the folder as it lies); ``clusters`` counts all of them.

    ``asked`` are the options by which another command means the same incidents.
    """

    commit: str
    at: str
    incidents: int
    clusters: int
    confidence: float
    ranked: Sequence[Ranked]
    asked: str = ""


def document(told: Told) -> str:
    """One JSON document: lengths in seconds, chances from 0 to 1, instants in UTC."""
    facts = {
        "commit": told.commit or None,
        "at": told.at,
        "incidents": told.incidents,
        "clusters": told.clusters,
        "confidence": told.confidence,
        "ranking": [_ranked(each) for each in told.ranked],
    }
    return json.dumps(facts, ensure_ascii=True, indent=1) + "\n"


def lines(told: Told, most: int) -> Iterator[str]:
    """The first of the ranking in words, and how to see the others."""
    sure = sum(each.cluster.chance.significant for each in told.ranked)
    where = f"commit {told.commit[:12]} of {told.at}" if told.commit else f"as it lies, {told.at}"
    yield (
        f"{counted(told.incidents, 'incident')} ({where}): {counted(told.clusters, 'cluster')} of "
        f"similar ones, {sure} beyond chance ({percents(told.confidence)[0]} sure)"
    )
    for each in told.ranked[:most]:
        yield ""
        yield from _words(each, told.asked)
    if len(told.ranked) > most:
        yield ""
        yield _more(told, most, " --all" if sure < len(told.ranked) else "")
    if len(told.ranked) < told.clusters:
        yield ""
        yield f"the rest may be chance; wakebook problems --all{told.asked} shows them"


def _more(told: Told, most: int, every: str) -> str:
    """How many are not shown, and the command that shows them."""
    number = len(told.ranked)
    command = f"wakebook problems{every} --most {number}{told.asked}"
    return (
        f"shown: the dearest, {most} of {number}; to see the other {number - most}, too: {command}"
    )


def _words(each: Ranked, asked: str) -> Iterator[str]:
    cluster = each.cluster
    yield f"{each.place:>3} {title(cluster)}  [{cluster.key}]"
    yield f"{_INDENT}{_cost(cluster)}"
    shared = [
        f"{f.kind} {f.name} ({f.members} of {len(cluster.members)}, {f.overall} in all)"
        for f in cluster.facts[:_MOST_FACTS]
    ]
    yield f"{_INDENT}they share: {'; '.join(shared)}"
    for sentence in by_chance(cluster.chance):
        yield f"{_INDENT}{sentence}"
    yield f"{_INDENT}{_problem(each, asked)}"
    for member in cluster.members[:_MOST_MEMBERS]:
        yield f"{_INDENT}  {_member(member, cluster)}"
    if len(cluster.members) > _MOST_MEMBERS:
        more = len(cluster.members) - _MOST_MEMBERS
        yield f"{_INDENT}  and {more} more; --format json has them all"


def title(cluster: Cluster) -> str:
    """The title of the member that is most like the others."""
    return next(m.title for m in cluster.members if m.incident == cluster.typical)


def _cost(cluster: Cluster) -> str:
    first, last = cluster.members[0].day, cluster.members[-1].day
    cost = lost(cluster.seconds, cluster.unknown, len(cluster.members))
    people = f"; people were at it for {seconds(cluster.worked)}" if cluster.worked else ""
    return f"{len(cluster.members)} incidents from {first} to {last}; {cost}{people}"


def lost(time: float, unknown: int, number: int) -> str:
    """The seconds that so many incidents lost; of some of them, or of all, nobody may know."""
    if unknown == number:
        return "nobody knows the time lost"
    return f"{seconds(time)} lost" + (f", not known for {unknown}" if unknown else "")


def by_chance(chance: Chance) -> Iterator[str]:
    """What chance would seldom have done, in plain words; what speaks for nothing is no reason."""
    time, number = chance.in_time, chance.in_number
    if time is not None and time.probability <= chance.limit:
        yield f"in time: as close together by chance in {time.met} of {time.shuffles:,} shuffles"
    if number is not None and number.probability <= chance.limit:
        yield _together(number)
    if not chance.significant:
        yield f"this may be chance: of clusters as sure as this one about {chance.rate:.0%} are"


def _together(number: Together) -> str:
    """How often two facts come together, beside what chance would do."""
    chance = f"{number.probability:.2g}" if number.probability >= 1e-6 else "below 0.000001"
    return (
        f"in number: {number.one} and {number.other} come together {number.seen} times, where "
        f"{number.expected:.2g} are to be expected (chance {chance})"
    )


def _problem(each: Ranked, asked: str) -> str:
    others = f"; some belong to {', '.join(each.others[:3])}" if each.others else ""
    command = f"wakebook problems propose {each.place}{asked}"
    if each.feeds is None:
        return f"no problem record yet{others}; to write one: {command}"
    return f"{_feeds(each.feeds, len(each.cluster.members), command)}{others}"


def _feeds(feeds: Belonging, members: int, command: str) -> str:
    state = label(feeds.state).lower()
    back = ", so it is back" if feeds.state in ("resolved", "closed") else ""
    told = f"problem {feeds.problem} ({state}{back}) has {len(feeds.has)} of {members}"
    if not feeds.lacks:
        return f"{told}: all of them"
    return f"{told} and lacks {', '.join(feeds.lacks[:3])}{_and_more(feeds.lacks)}; add: {command}"


def _and_more(names: Sequence[str]) -> str:
    return f" and {len(names) - 3} more" if len(names) > 3 else ""


def _member(member: Member, cluster: Cluster) -> str:
    lost = member.cost.seconds
    told = seconds(lost) if lost is not None else f"length unknown: {member.cost.how}"
    why = ", ".join(member.shares[:_MOST_FACTS]) or "what only some of the others have"
    shares = "all of it" if len(member.shares) == len(cluster.facts) else why
    return f"{member.incident}  {told}; {member.likeness:.2f} alike: shares {shares}"


def _ranked(each: Ranked) -> dict[str, Any]:
    cluster, chance = each.cluster, each.cluster.chance
    return {
        "place": each.place,
        "key": cluster.key,
        "title": title(cluster),
        "number": len(cluster.members),
        "lost_seconds": cluster.seconds,
        "lost_unknown": cluster.unknown,
        "worked_seconds": cluster.worked,
        "facts": [fact._asdict() for fact in cluster.facts],
        "chance": {
            "in_time": chance.in_time._asdict() if chance.in_time else None,
            "in_number": chance.in_number._asdict() if chance.in_number else None,
            "probability": chance.probability,
            "rate": chance.rate,
            "significant": chance.significant,
            "words": [*by_chance(chance)],
        },
        "problem": each.feeds._asdict() if each.feeds else None,
        "other_problems": [*each.others],
        "members": [{**m._asdict(), "cost": m.cost._asdict()} for m in cluster.members],
    }
