"""Opening incidents and telling who speaks, for ``new`` and ``log``."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from wakebook.cli._desk import Desk
from wakebook.cli._exits import UsageError
from wakebook.cli._terminal import say
from wakebook.flows.saying.begin import Beginning, first_lines, header
from wakebook.flows.saying.speaker import Named, Speaker, Timed, named, unlisted
from wakebook.flows.saying.spoken_time import remark, spoken_time
from wakebook.flows.saying.words import Line, readable
from wakebook.model.header import Header
from wakebook.model.incident import Incident
from wakebook.model.moment import Moment

if TYPE_CHECKING:
    from collections.abc import Mapping


def speaker_of(desk: Desk, time: Timed) -> Speaker:
    """Who speaks and who writes it down; somebody unknown is warned about, never refused."""
    chosen, found = getattr(desk.arguments, "by", None), _spoken_by(desk)
    if not found.known and chosen is not None:
        say(unlisted(desk.library.catalog, chosen, found))
    elif not found.known:
        say(
            f"{found.who} is not in the catalog; add the user with the annotation "
            "wakebook.dev/git-email, or set WAKEBOOK_USER=user:NAME"
        )
    return speaker(desk, time)


def speaker(desk: Desk, time: Timed) -> Speaker:
    """The same without a word, for what is written beside a line that was said."""
    found = _spoken_by(desk)
    reporter = desk.actor.who if found.who != desk.actor.who else None
    return Speaker(time.at, found.who, reporter, time.as_written)


def _spoken_by(desk: Desk) -> Named:
    chosen = getattr(desk.arguments, "by", None)
    return desk.actor if chosen is None else named(desk.library.catalog, chosen)


def time_of(desk: Desk, words: str | None, otherwise: Moment, tell: Callable[[str], None]) -> Timed:
    """What the words mean now, with a remark where they leave something open."""
    if words is None:
        return Timed(otherwise)
    zone = desk.library.settings.tzinfo
    found = spoken_time(words, desk.now, zone)
    if found is None:
        stead = "now" if otherwise.known else "unknown"
        advice = "say 14:05, -10m, 5 minutes ago or 2026-11-23T14:03Z"
        tell(f"{words} is no time, so it is logged as {stead} beside your words; {advice}")
        return Timed(otherwise, readable(words)[:200] or None)
    told = remark(words, found, desk.now, zone)
    if told:
        tell(told)
    return Timed(found)


def opened_for(desk: Desk, incident: str, beginning: Beginning, more: Sequence[Line] = ()) -> bool:
    """Write a new incident at once and commit it; whether it is as safe as was asked for.

    Raises RefusedError where a text holds a secret.
    """
    from wakebook.cli._sealing import shut_folder
    from wakebook.cli._secretless import demand_no_secret
    from wakebook.records.emit import emit_document
    from wakebook.records.sealer import POLICY
    from wakebook.records.write import TakenError, create_folder

    demand_no_secret(desk, [header(beginning), *first_lines(beginning), *more])
    path = f"incidents/{incident[:4]}/{incident}"
    stem = desk.stem()
    log = f"timeline/{stem}.yaml"
    lines = [*first_lines(beginning), *more]
    top = header(beginning)
    closed = Incident(incident, Header.model_validate(top)).plus(stem, lines).closure
    ended = {"closed": closed.model_dump(exclude_none=True)} if closed else {}
    files: Mapping[str, bytes] = {
        "incident.yaml": emit_document(top | ended).encode(),
        log: emit_document(lines).encode(),
    }
    if beginning.audience == "restricted" and (desk.root / POLICY).is_file():
        record = Incident(incident, Header.model_validate(top)).plus(stem, lines)
        files = shut_folder(desk.root, record, files)
    try:
        create_folder(desk.root, path, files)
    except TakenError:
        raise UsageError(f"{path} was taken just now; try again with --slug") from None
    return desk.keep([f"{path}/{name}" for name in files], f"Open {incident}")
