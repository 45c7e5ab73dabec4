"""Communication: what each audience heard and when, the silences, and what did not arrive."""

from collections.abc import Iterator

from wakebook.model.telling import Sending, Told, sendings, told
from wakebook.render.draft.phrases import inline, length, moment, on
from wakebook.render.draft.source import Source

_READERS = {"public": "The public", "staff": "The staff", "restricted": "The few who may read all"}


def communication(source: Source) -> Iterator[str]:
    """Facts without a norm: how long is too long is for the writer to say."""
    heard = list(told(source.incident))
    if not heard:
        yield "No `update` is logged: the record tells of nobody who was told."
    for each in heard:
        yield "\n".join(_told(source, each))
    if troubles := [words for sending in sendings(source.incident) for words in _sent(sending)]:
        yield "What did not arrive, or is not known to have arrived:\n\n" + "\n".join(troubles)


def _told(source: Source, heard: Told) -> Iterator[str]:
    zone = source.zone
    count = "1 update" if heard.updates == 1 else f"{heard.updates} updates"
    if not heard.arrived:
        yield (
            f"Written for {_READERS[heard.audience].lower()}, and not published: {count}; "
            "`incident.yaml` has no `public` block, so that nobody outside can see it."
        )
        return
    yield f"{_READERS[heard.audience]}: {count}\n"
    late = f", {length(heard.late)} after the declaration" if heard.late else ""
    yield f"- First {on(heard.first, zone)}{late}"
    gap = heard.longest
    if gap is not None:
        span = f"{moment(gap.since, zone)} to {moment(gap.until, zone)}"
        yield f"- Longest time without one between two: {length(gap.length)}, from {span}"
    if heard.last is not None:
        yield f"- From the last one to the resolution: {length(heard.last.length)}"


def _sent(sending: Sending) -> Iterator[str]:
    name = f"- Update `{sending.ref}`"
    if not sending.deliveries:
        yield f"{name}: no `delivery` is logged"
    for each in sending.failed:
        yield f"{name} to {inline(each.to)} by {inline(each.channel)}: {inline(each.outcome)}"
    if sending.deliveries and not sending.acknowledged:
        yield f"{name}: nobody's receipt or confirmation is logged"
