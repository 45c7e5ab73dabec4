"""Steps that somebody without anybody's approval may try on a record, and what must never come."""

from dataclasses import replace

from wakebook.model.base import AUDIENCES, Waiver
from wakebook.model.header import Closed, Header, PublicFace
from wakebook.model.incident import Incident
from wakebook.model.log import KINDS
from wakebook.model.log.logged import Logged, recorded_time

RANKS = {"SEV1": 0, "SEV2": 1, "SEV3": 2}
ORIGIN = {"system": "statuspage", "id": "k3x9"}
QUIET = ("observation", "update", "mitigated", "resolved", "identified", "declared", "raise")
LOUD = (
    *("closed", "canceled", "merged", "dismissed", "stood_down", "major_declared", "reopened"),
    *("severity", "impact", "role", "correction", "correction", "correction"),
)


def header(**said):
    """A header that is valid."""
    given = {"title": "It is slow", "kind": "incident", "audience": "staff", "components": ["pay"]}
    return Header.model_validate({**given, **said})


def line(kind, minute, **fields):
    """An entry's words."""
    hour, rest = divmod(minute, 60)
    return {"kind": kind, "at": f"2026-11-23T{hour:02}:{rest:02}Z", "by": "user:ana", **fields}


def incident(lines, stem="20261123T{:02}{:02}00Z-0000", **said):
    """An incident with one file a line, recorded ten minutes apart."""
    made = Incident("2026-11-23-slow", header(**said))
    for number, one in enumerate(lines):
        made = made.plus(stem.format(*divmod(10 * number, 60)), [one])
    return made


OPENING = (
    line("declared", 1),
    line("severity", 2, level="SEV2"),
    line("role", 3, role="commander", **{"from": "none"}, to="user:ana"),
    line("impact", 4, component="mail", state="degraded"),
    line("observation", 5, text="Errors.", audience="restricted"),
)
MAJOR = line("major_declared", 10, criterion="many")
DOWN = line("stood_down", 20)
BEGINNINGS = (
    incident(OPENING),
    incident([*OPENING, MAJOR]),
    incident([*OPENING, MAJOR, DOWN, line("major_declared", 30, criterion="again")]),
    incident([*OPENING, line("severity", 20, level="SEV1"), line("severity", 30, level="SEV2")]),
    incident([*OPENING, line("closed", 20), line("reopened", 30)]),
    incident([*OPENING, line("resolved", 20), line("closed", 30)]),
    incident([*OPENING, line("canceled", 30)], waivers=[]),
    incident(OPENING, audience="restricted", audiences={"title": "restricted"}),
    incident(OPENING, public={"title": "Slow"}),
)


def step(random, now):
    """What the record could say next."""
    deed = random.choice(("append",) * 6 + ("header", "header", "rewrite", "evidence"))
    if deed == "append":
        kinds = QUIET if random.random() < 0.4 else (*QUIET, *LOUD)
        some = [entry(random, random.choice(kinds), now) for _ in range(random.randint(1, 3))]
        return appended(now, random.randint(0, 600), some)
    if deed == "header":
        return replace(now, header=other_header(random, now.header))
    if deed == "evidence":
        return replace(now, evidence={"evidence/a.txt": random.choice("xy")})
    place = random.randrange(len(now.log))
    log = list(now.log)
    if random.random() < 0.5:
        del log[place]
    else:
        text = {"text": "Rewritten."}
        log[place] = log[place]._replace(entry=log[place].entry.model_copy(update=text))
    return replace(now, log=tuple(log))


def appended(now, minute, lines):
    """The incident with one more file that was recorded at a minute of the day."""
    taken = {one.id.partition("#")[0] for one in now.log}
    stems = (f"20261123T{minute // 60:02}{minute % 60:02}00Z-{n:04x}" for n in range(999))
    stem = next(s for s in stems if s not in taken)
    entries = (KINDS[one["kind"]].model_validate(one) for one in lines)
    new = [Logged(f"{stem}#{n}", recorded_time(stem), one) for n, one in enumerate(entries, 1)]
    return replace(now, log=tuple(sorted((*now.log, *new), key=lambda x: x.id)))


def entry(random, kind, now):
    """One line, at any minute of the day."""
    fields = {
        "raise": {"kind": "severity", "level": "SEV1"},
        "severity": {"level": random.choice(list(RANKS))},
        "observation": {"text": "Seen.", "audience": random.choice(AUDIENCES)},
        "update": {"text": "We look.", "audience": random.choice(AUDIENCES)},
        "merged": {"into": "2026-11-22-other"},
        "major_declared": {"criterion": "many"},
        "impact": {"component": random.choice(("pay", "mail")), "state": "degraded"},
        "role": {
            "role": "commander",
            "from": "user:ana",
            "to": random.choice(("none", "user:ben")),
        },
    }
    if kind == "correction":
        corrects = random.choice(now.log).id
        return line(kind, random.randint(0, 600), corrects=corrects, **correction(random))
    said = line(kind, random.randint(10 if kind == "raise" else 0, 600))
    return {**said, **fields.get(kind, {})}


def correction(random):
    """What a correction says: void, or other fields, some of which fit no entry."""
    if random.random() < 0.4:
        return {"retract": True}
    minute = random.randint(0, 600)
    fields = random.choice(
        (
            {"level": random.choice(list(RANKS))},
            {"at": f"2026-11-23T{minute // 60:02}:{minute % 60:02}Z"},
            {"audience": random.choice(AUDIENCES)},
            {"component": "pay"},
            {"kind": "closed"},
            {"text": "Otherwise."},
            {"audiences": {"text": "restricted"}},
        )
    )
    return {"set": fields}


def other_header(random, now):
    """The header with one thing that is different."""
    waiver = Waiver.model_validate({"rule": "WB5301", "reason": "Why not", "by": "user:ana"})
    update = random.choice(
        (
            {"audience": random.choice(AUDIENCES)},
            {"kind": random.choice(("incident", "drill", "maintenance"))},
            {"components": random.choice(((), ("pay",), ("pay", "mail")))},
            {"waivers": random.choice(((), (waiver,)))},
            {"public": random.choice((None, PublicFace(title="Slow"), PublicFace(title="Fine")))},
            {"title": random.choice(("It is slow", "It is fast"))},
            {"audiences": random.choice((None, {"title": "restricted"}))},
            {"closed": random.choice((None, Closed(status="closed")))},
            {"origin": random.choice((None, header(origin=ORIGIN).origin))},
            {"entries_audience": random.choice((None, "public"))},
        )
    )
    return now.model_copy(update=update)


def breaches(before, after):
    """What became of a record, in the words of the transitions that a policy can ask about.

    Said apart from the engine: from what the two records say when they are read, never from the
    entries that came.
    """
    if after.is_closed and after.status != before.status:
        yield after.status
    if before.is_closed and not after.is_closed:
        yield "reopened"
    levels = [(before.severity, after.severity)]
    levels.append((before.peak_severity(RANKS), after.peak_severity(RANKS)))
    if any(was and RANKS[was] < RANKS.get(now, 9) for was, now in levels):
        yield "severity_lowered"
    if is_major(before) and not is_major(after):
        yield "stood_down"
    if set(before.components) - set(after.components) or before.header.kind != after.header.kind:
        yield "scope_reduced"
    if set(after.header.waivers) - set(before.header.waivers):
        yield "waived"
    if any(AUDIENCES.index(now) < AUDIENCES.index(was) for was, now in seen(before, after)):
        yield "audience_widened"
    if before.is_closed and kept(before) != kept(after, before):
        yield "edited_after_closure"


def is_major(record):
    """Whether the last word on it is that it is major."""
    said = [
        x.entry.kind for x in record.timeline if x.entry.kind in ("major_declared", "stood_down")
    ]
    return said[-1:] == ["major_declared"]


def seen(before, after):
    """Who may read each thing, before and after."""
    yield before.header.audience, after.header.audience
    was, now = ({x.id: x.entry for x in record.timeline} for record in (before, after))
    for name in was.keys() & now.keys():
        yield before.audience_of(was[name]), after.audience_of(now[name])
        for field, level in (was[name].audiences or {}).items():
            yield level, (now[name].audiences or {}).get(field, after.audience_of(now[name]))
    for field, level in (before.header.audiences or {}).items():
        yield level, (after.header.audiences or {}).get(field, after.header.audience)


def kept(record, of=None):
    """What may not change behind a closure: the header but for its waivers, entries, evidence."""
    of = of or record
    said = record.header.model_dump(exclude={"closed", "waivers", "audience", "audiences"})
    log = {one.id: one.entry for one in record.log}
    names = [one.id for one in of.log]
    return said, [log.get(name) for name in names], [record.evidence.get(p) for p in of.evidence]
