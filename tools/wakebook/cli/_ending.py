"""What ``wakebook close`` does once it knows which incident is meant."""

import sys
from collections.abc import Mapping

from wakebook.cli._desk import Desk
from wakebook.cli._exits import UsageError
from wakebook.cli._noted import OF_NOTES, OF_TEXTS, again, completed, given
from wakebook.cli._open import speaker_of, time_of
from wakebook.cli._proposed import proposing
from wakebook.cli._repository import wants_color
from wakebook.cli._terminal import columns, say, tell_json
from wakebook.flows.closing.judged import asks, judged, together
from wakebook.flows.closing.notes import SAID_LATER, Notes, from_log, with_notes
from wakebook.flows.saying.words import Line, line
from wakebook.model.closing import demands, to_close_by
from wakebook.model.gate.tickets import tickets
from wakebook.model.gate.verdict import Verdict
from wakebook.model.incident import Incident
from wakebook.model.moment import Moment
from wakebook.model.roster import Roster
from wakebook.records.closing import with_closed
from wakebook.records.emit import emit_document
from wakebook.records.sealer import read_clear
from wakebook.records.write import TakenError, create, replace
from wakebook.render.closing import Outlook, in_json, in_text


class Ending:
    """The closure of one incident, as it would be and as it is made."""

    def __init__(self, desk: Desk, incident: Incident) -> None:
        self.desk, self.incident = desk, incident
        folder = f"incidents/{incident.id[:4]}/{incident.id}"
        self.stem = desk.stem(incident.id)
        self.header, self.log = f"{folder}/incident.yaml", f"{folder}/timeline/{self.stem}.yaml"

    def close(self) -> int:
        """Close it; 1 where something stands before that, which is told instead."""
        if self.incident.is_closed:
            say(f"{self.incident.id} is {self.incident.status} already")
            return 1
        old = read_clear(self.desk.root, self.header)
        entry = self._entry()
        files = self._files(old, entry, given(self.desk.arguments))
        verdict = judged(self.desk.opened, self.incident, files)
        if not self.desk.arguments.check and {leaf.code for leaf in verdict.unmet} <= OF_NOTES:
            files, verdict = self._with_answers(old, entry)
        elif self.desk.arguments.check:
            verdict = self._foreseen(verdict, old, entry)
        closes = verdict.passes and not self.desk.arguments.check
        kept = self._write(files, old) if closes else True
        way = proposing(self.desk, self.incident.id[11:]) if closes and kept else ()
        self._report(verdict, self.incident.plus(self.stem, [entry]), way, closes=closes)
        return (0 if kept else 3) if verdict.passes else 1

    def _with_answers(self, old: bytes, entry: Line) -> tuple[Mapping[str, bytes], Verdict]:
        """With what is answered at a terminal; answers that do not do are given back."""
        notes = completed(self.desk.arguments, self.incident)
        files = self._files(old, entry, notes)
        verdict = judged(self.desk.opened, self.incident, files)
        if not verdict.passes and notes != given(self.desk.arguments):
            say(f"what you said, to be said again: {again(self.incident.id[11:], notes)}")
        return files, verdict

    def _foreseen(self, verdict: Verdict, old: bytes, entry: Line) -> Verdict:
        """With what is wrong in the actions that notes would take over from the log."""
        notes = given(self.desk.arguments)
        if notes.summary is not None or self.incident.header.resolution is not None:
            return verdict
        files = self._files(old, entry, notes._replace(summary=SAID_LATER))
        later = judged(self.desk.opened, self.incident, files)
        of_texts = [leaf for leaf in later.unmet if leaf.code in OF_TEXTS]
        return together(self.incident, [*verdict.parts, *of_texts])

    def _entry(self) -> Line:
        now = Moment.at(self.desk.now)
        time = time_of(self.desk, self.desk.arguments.at, now, say)
        if time.as_written is not None:
            raise UsageError("nothing was written, since the time of a closure decides about it")
        return line("closed", speaker_of(self.desk, time))

    def _files(self, old: bytes, entry: Line, notes: Notes) -> Mapping[str, bytes]:
        """The header and the new log file as they would be."""
        closed = self.incident.plus(self.stem, [entry]).closure
        header = with_closed(with_notes(old, self.incident, notes), self.incident.header, closed)
        return {self.header: header, self.log: emit_document([entry]).encode()}

    def _write(self, files: Mapping[str, bytes], old: bytes) -> bool:
        """Both files, the log first: from it `wakebook fix` can tell what the header has to say."""
        try:
            create(self.desk.root, self.log, files[self.log])
        except TakenError:
            raise OSError(f"{self.log} was taken just now; try again") from None
        replace(self.desk.root, self.header, files[self.header], old)
        return self.desk.keep([self.header, self.log], f"Close {self.incident.id}")

    def _report(
        self, verdict: Verdict, after: Incident, way: tuple[str, ...], *, closes: bool
    ) -> None:
        library, now = self.desk.library, self.desk.now
        wanted = demands(self.incident, library, roster := Roster(library.catalog), now.date())
        limit = to_close_by(self.incident, wanted, library, roster)
        asked = asks(after, library, now)
        outlook = Outlook(self.incident.id, verdict, asked, closes, limit, now, tickets(after))
        logged = [*from_log(self.incident)]
        tooled = bool(logged) and all("tool" in each for each in logged)
        outlook = outlook._replace(has_actions=tooled, way=way)
        if self.desk.arguments.format == "json":
            tell_json(in_json(outlook))
        else:
            sys.stdout.write(in_text(outlook, color=wants_color(), width=columns()))
