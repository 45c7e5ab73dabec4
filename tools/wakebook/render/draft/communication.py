"""Communication: what each audience heard and when, the silences, and what did not arrive."""

from collections.abc import Iterator

from wakebook.model.telling import Sending, Told, sendings, told, updates_told
from wakebook.render.draft.phrases import after, inline, later, length, moment, on
from wakebook.render.draft.source import Source
from wakebook.render.words import counted

_READERS = {"public": "the public", "staff": "the staff", "restricted": "the few who may read all"}


def communication(source: Source) -> Iterator[str]:
    """Facts without a norm: how long is too long is for the writer to say."""
    heard = list(told(source.incident))
    if not heard:
        yield "The log holds no update, so it does not say who was told."
    for each in heard:
        yield "\n".join(_told(source, each))
    if troubles := [words for sending in sendings(source.incident) for words in _sent(sending)]:
        yield "What did not arrive, or is not known to have arrived:\n\n" + "\n".join(troubles)


def _told(source: Source, heard: Told) -> Iterator[str]:
    zone = source.zone
    count = counted(heard.updates, "update")
    if not heard.arrived:
        yield (
            f"{count} written for {_READERS[heard.audience]} and not published: "
            "`incident.yaml` has no `public` block, so that nobody outside can see it."
        )
        return
    yield f"{count} for {_READERS[heard.audience]}:\n"
    late = f", {after(heard.late, 'the declaration')}" if heard.late else ""
    yield f"- First {on(heard.first, zone)}{late}"
    known = " of known time" if _is_unclear(source, heard) else ""
    gap = heard.longest
    if gap is not None:
        span = f"{moment(gap.since, zone)} to {later(gap.since, gap.until, zone)}"
        yield f"- Longest silence between two{known}: {length(gap.length)}, from {span}"
    if heard.last is not None:
        end = "resolution" if source.incident.header.kind in ("incident", "drill") else "end"
        yield f"- From the last one{known} to the {end}: {length(heard.last.length)}"


def _is_unclear(source: Source, heard: Told) -> bool:
    """Whether an update of unknown time could lie inside of what looks like a silence."""
    updates = [line.entry for line in updates_told(source.incident)]
    return any(
        not each.at.known and source.incident.audience_of(each) == heard.audience
        for each in updates
    )


def _sent(sending: Sending) -> Iterator[str]:
    name = f"- Update `{sending.ref}`"
    if not sending.deliveries:
        yield f"{name}: no delivery of it is logged"
    for each in sending.failed:
        yield f"{name} to {inline(each.to)} by {inline(each.channel)}: {inline(each.outcome)}"
    if sending.deliveries and not sending.acknowledged:
        yield f"{name}: nobody is logged as having received or confirmed it"
