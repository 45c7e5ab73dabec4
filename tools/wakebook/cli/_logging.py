"""What ``wakebook log`` does once it knows what was said."""

import secrets
from datetime import UTC, datetime

from wakebook.cli._choosing import chosen
from wakebook.cli._desk import Desk
from wakebook.cli._keeping import keep_lines, summary
from wakebook.cli._open import opened_for, speaker_of, time_of
from wakebook.cli._secretless import demand_no_secret
from wakebook.cli._templated import templated
from wakebook.cli._terminal import asked, say, tell, tell_json
from wakebook.flows.saying.begin import Beginning, incident_id, title_of
from wakebook.flows.saying.choose import STILL_WARM, Choice
from wakebook.flows.saying.heard import Heard, heard
from wakebook.flows.saying.planned import is_scheduled
from wakebook.flows.saying.said import Said, Scene
from wakebook.flows.saying.speaker import Speaker
from wakebook.flows.saying.undo import last_of, opens, retractions
from wakebook.flows.saying.words import Line, line
from wakebook.model.incident import Incident
from wakebook.model.log.logged import Logged
from wakebook.model.log.milestones import PLANNED
from wakebook.model.moment import Moment
from wakebook.records.unended import last_recorded

_WORDS = (
    "kind",
    "severity",
    "urgency",
    "decision",
    "options",
    "decide_by",
    "default",
    "chosen",
    "task",
    "owner",
    "source",
    "tool",
    "runbook",
    "confirm",
    "template",
    "from_",
    "until",
)
_ENDS = frozenset({"closed", "canceled"})
_LOOK_BACK = 50
"""How many of the most recently written incidents ``--undo`` looks through."""


class Writer:
    """Turns what was said into one new file."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.remarks: list[str] = []

    def write(self, said: Said) -> int:
        """Find the incident, write the entries, say where they went."""
        arguments = self.desk.arguments
        demand_no_secret(self.desk, tuple(said))
        self.remarks += self.desk.concerns()
        choice = chosen(self.desk, arguments.incident, fresh=arguments.open)
        speaker = self._speaker()
        if choice.id is None:
            return self._nowhere(said, speaker)
        if choice.doubt is not None:
            return self._in_doubt(said, speaker, choice)
        record = self.desk.incident(choice.id)
        if said.marks and self.desk.opened.case(choice.id).locked:
            say(f"{choice.id} is sealed, and no key here opens it: without one, only add words")
            return 1
        filled = templated(self.desk, record, said) if said.template is not None else None
        found = heard(said, Scene(self.desk.library, record, speaker, self.desk.now, filled))
        self.remarks += found.warnings
        self._advise(record, said)
        return self.keep(choice.id, found.entries)

    def _advise(self, record: Incident | None, said: Said) -> None:
        """Tell where lines go that name no incident, and what follows a resolution."""
        resolved = record is not None and record.status == "resolved"
        if record is not None and resolved and "resolved" in said.marks:
            since = record.milestones.get("resolved")
            self.remarks.append(f"it was resolved already, at {since}; this says so once more")
        implied = self.desk.arguments.incident is None and said.confirm is None
        if resolved and implied and not {*_ENDS, "reopened"} & {*said.marks}:
            self.remarks.append('it is resolved; `wakebook log --open "..."` opens a new one')
        elif "resolved" in said.marks and not _ENDS & {*said.marks}:
            name = record.id[11:] if record is not None else ""
            self.remarks.append(f"when the record is complete: wakebook close {name}")

    def undo(self, why: str) -> int:
        """Retract everything that the caller's last command wrote."""
        recent = self._recent()
        if recent is None:
            return 1
        record, entries = self._last_said(recent)
        who = self.desk.actor.who
        if record is None:
            say(f"{who} has logged nothing in the last day that could be taken back")
            return 1
        if opens(entries):
            say(f"your last lines opened {record.id}; to say that it was none:")
            say(f'wakebook log --incident {record.id[11:]} --canceled "why"')
            return 1
        written = retractions(record, entries, Speaker(Moment.at(self.desk.now), who), why)
        self.remarks += [f"takes back {e.entry.kind} of {e.entry.at}" for e in entries]
        return self.keep(record.id, written)

    def _last_said(self, recent: list[str]) -> tuple[Incident | None, tuple[Logged, ...]]:
        """What the caller's last command wrote, in the log in which it said most.

        A command that links incidents writes a file of one name into several logs.
        """
        said: tuple[Incident | None, tuple[Logged, ...]] = (None, ())
        best = ("", 0)
        for incident in recent:
            if last_recorded(self.desk.opened, incident) < best[0]:
                break
            record = self.desk.incident(incident)
            found = last_of(record, self.desk.actor.who, self._undoable) if record else ()
            rank = (found[0].id.partition("#")[0], len(found)) if found else ("", 0)
            if rank > best:
                best, said = rank, (record, found)
        return said

    @property
    def _undoable(self) -> datetime:
        """How far back an undo reaches: a day, or to the beginning of a named incident."""
        named = self.desk.arguments.incident is not None
        return datetime.min.replace(tzinfo=UTC) if named else self.desk.now - STILL_WARM

    def _recent(self) -> list[str] | None:
        """The incident that was named, or the latest ones; None where the name means none."""
        piece = self.desk.arguments.incident
        if piece is not None:
            found = chosen(self.desk, piece)
            if found.id and found.doubt is None:
                return [found.id]
            say(f"{found.doubt}; say which one, see `wakebook list`")
            return None
        ids = list(self.desk.opened.shelf.cases)
        return sorted(ids, key=lambda i: last_recorded(self.desk.opened, i))[: -_LOOK_BACK - 1 : -1]

    def _speaker(self) -> Speaker:
        words, now = self.desk.arguments.at, Moment.at(self.desk.now)
        return speaker_of(self.desk, time_of(self.desk, words, now, self.remarks.append))

    def _in_doubt(self, said: Said, speaker: Speaker, choice: Choice) -> int:
        """The words are kept where they most likely belong, but they change no state there."""
        others = choice.others
        record = self.desk.incident(choice.id or "")
        if record is not None and record.is_closed:
            return self._all_over(choice)
        sealed = any(c.restricted for c in others) or said.audience == "restricted"
        hidden = "restricted" if sealed else None
        text = _everything(said)
        kept = line("observation", speaker, audience=hidden, text=text)
        self.remarks.append(f"{choice.doubt}; kept as an observation in {choice.id}")
        for candidate in others[:9]:
            self.remarks.append(f"  {candidate.id}  {candidate.status}  {candidate.title}")
        right = self._again("--incident", "PIECE")
        back = f"wakebook log -i {(choice.id or '')[11:]} --undo"
        self.remarks.append(f"to say it where it belongs: {back} && {right}")
        return self.keep(choice.id or "", [kept])

    def _all_over(self, choice: Choice) -> int:
        """Only closed incidents could be meant: nothing goes into one of them by a guess."""
        say(f"{choice.doubt}; nothing was written; say which one:")
        for candidate in choice.others[:9]:
            say(f"  {self._again('--incident', candidate.id)}")
        return 1

    def _nowhere(self, said: Said, speaker: Speaker) -> int:
        """No incident to write to: the words open one, or stay on the screen with the command."""
        if is_scheduled(said) or {*PLANNED} & {*said.marks}:
            say("no maintenance is open; name one, see `wakebook list`, or plan one:")
            say("wakebook new --kind maintenance TITLE --from TIME --until TIME")
            return 1
        ends = [mark for mark in said.marks if mark in (*_ENDS, "reopened")]
        if ends and not self.desk.arguments.open:
            say(f"no incident is open that could be {ends[0]}; name one, see `wakebook list`:")
            say(self._again("--incident", "PIECE"))
            return 1
        if said.template is not None:
            say("no incident is open that a template could speak of; name one, or open one first")
            return 1
        if not said.text:
            say('no incident is open; open one: wakebook new "what happened"')
            return 1
        title = title_of(said.text)
        if not self._may_open(title):
            say(f"nothing was written; to open an incident: {self._again('--open')}")
            return 1
        answer = self._rest(said, speaker)
        self.remarks += answer.warnings
        incident = self._free_id(title)
        opening = speaker._replace(at=Moment.at(self.desk.now), as_written=None)
        beginning = Beginning(title=title, speaker=opening)
        kept = opened_for(self.desk, incident, beginning, answer.entries)
        say(f"no incident was open, so this opened one: {incident}")
        self._report(incident, answer.entries)
        return 0 if kept else 3

    def _again(self, *more: str) -> str:
        """The command that was given, ready to be given again, with more words."""
        import shlex

        words = [w for w in self.desk.arguments.words if not w.startswith("--incident=")]
        return shlex.join(["wakebook", "log", *more, *words])

    def _free_id(self, title: str) -> str:
        mark = secrets.token_hex(2)
        found = incident_id(self.desk.now, title, None, False, mark)
        return f"{found}-{mark}" if self.desk.opened.files(found) is not None else found

    def _rest(self, said: Said, speaker: Speaker) -> Heard:
        """The entries behind the opening ones, which make the speaker commander."""
        roles = tuple(r for r in said.roles if r[0] != "commander")
        scene = Scene(self.desk.library, None, speaker, self.desk.now)
        return heard(said._replace(roles=roles), scene)

    def _may_open(self, title: str) -> bool:
        if self.desk.arguments.open:
            return True
        answer = asked(f"No incident is open. Open one called {title!r}? [Y/n]")
        return answer is None or answer.casefold() in ("", "y", "yes")

    def keep(self, incident: str, entries: list[Line]) -> int:
        """Write the entries as one new file, and what has to agree with them, in one commit."""
        if not entries:
            self._report(incident, entries)
            say("nothing was written")
            return 1
        kept = keep_lines(self.desk, incident, entries)
        self.remarks += kept.remarks
        self._report(incident, entries, kept.path)
        return 0 if kept.safe else 3

    def _report(self, incident: str, entries: list[Line], path: str | None = None) -> None:
        for remark in self.remarks:
            say(remark)
        if self.desk.arguments.format == "json":
            tell_json({"id": incident, "path": path, "entries": entries, "remarks": self.remarks})
            return
        shown = [f"{incident}: {summary(entry)}" for entry in entries]
        tell(shown)


def _everything(said: Said) -> str:
    """All that was said, as one text."""
    links = (f"link {word}" for word in said.links)
    marks = [*said.marks, *said.impacts, *(f"{role} {who}" for role, who in said.roles), *links]
    given = [
        f"{name.replace('_', ' ').strip()} {value}"
        for name in _WORDS
        if (value := getattr(said, name))
    ]
    given += [name for name in ("update", "done") if getattr(said, name)]
    given += [f"slot {word}" for word in said.slots]
    given += said.twice
    told = ", ".join([*marks, *given])
    return f"{told}: {said.text}" if told and said.text else told or said.text
