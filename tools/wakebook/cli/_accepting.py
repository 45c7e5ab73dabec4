"""Linking what was accepted, and taking links back."""

from collections.abc import Iterator, Sequence

from wakebook.cli._both_sides import listed
from wakebook.cli._desk import Desk
from wakebook.cli._exits import UsageError
from wakebook.cli._last_list import Chosen, LastList
from wakebook.cli._logging import Writer
from wakebook.cli._open import speaker_of
from wakebook.flows.linking.behind import names
from wakebook.flows.saying.speaker import Speaker, Timed
from wakebook.flows.saying.undo import retractions
from wakebook.flows.saying.words import Line, line, readable
from wakebook.model.log import Link
from wakebook.model.log.logged import Logged
from wakebook.model.moment import Moment
from wakebook.model.source import names_change, reference_of
from wakebook.rules.nearest import did_you_mean

_MOST = 500
"""Characters of a reference."""
_WAYS = (
    "say a number of the list, or a whole reference: github:acme/shop@3f2a91c04d, "
    "git:shop@3f2a91c04d, cdevents:..., servicenow:CHG0030012 or https://..."
)


class Accepting:
    """Writes link entries for one incident."""

    def __init__(self, desk: Desk, incident: str) -> None:
        self.desk = desk
        self.incident = incident
        record = desk.incident(incident)
        assert record is not None, "the incident was read before"  # noqa: S101 - an invariant
        self.record = record
        self.writer = Writer(desk)
        self._rows: list[Chosen] | None = None

    def run(self, accepted: Sequence[str], retracted: Sequence[str]) -> int:
        """One new file and one commit for everything; 0 also where all of it stood there."""
        wanted = list(dict.fromkeys(self._meant(word) for word in accepted))
        gone = list({each.id: each for word in retracted for each in self._links(word)}.values())
        speaker = speaker_of(self.desk, Timed(Moment.at(self.desk.now)))
        entries = list(self._entries(wanted, speaker))
        entries += retractions(self.record, gone, speaker, "")
        self.writer.remarks += [f"takes back the link to {_target(each)}" for each in gone]
        mended = self._mend([c.to for c in wanted if c.relation == "problem"], entries)
        if entries:
            return self.writer.keep(self.incident, entries)
        return self._nothing(mended)

    def _entries(self, wanted: Sequence[Chosen], speaker: Speaker) -> Iterator[Line]:
        """A line for everything that is not linked yet."""
        linked = {(relation, to) for _, relation, to in self.record.links}
        for chosen in wanted:
            if (chosen.relation, chosen.to) in linked:
                self.writer.remarks.append(f"it is linked to {chosen.to} already")
                continue
            self.writer.remarks.append(f"{_NOUNS[chosen.relation]}: {chosen.title or chosen.to}")
            yield line(
                "link",
                speaker,
                audience=self._audience(chosen),
                rel=chosen.relation,
                to=chosen.to,
                score=chosen.score,
                text=readable(chosen.title) or None,
            )

    def _nothing(self, mended: list[str]) -> int:
        """No line to write; perhaps the other side was missing."""
        from wakebook.cli._terminal import say, tell_json

        for remark in self.writer.remarks:
            say(remark)
        if self.desk.arguments.format == "json":
            remarks = self.writer.remarks
            tell_json({"id": self.incident, "path": None, "entries": [], "remarks": remarks})
        if not mended:
            return 0
        return 0 if self.desk.keep(mended, f"Link problems of {self.incident}") else 3

    def _mend(self, problems: Sequence[str], entries: Sequence[Line]) -> list[str]:
        """Where a link stood in the log alone, write the other side; the paths."""
        new = {entry.get("to") for entry in entries}
        done = listed(self.desk, self.incident, [name for name in problems if name not in new])
        self.writer.remarks += done.remarks
        return done.paths

    def _audience(self, chosen: Chosen) -> str | None:
        """A link to what only a few may read is for them alone: an id tells something."""
        problem = self.desk.library.problems.get(chosen.to)
        hidden = problem is not None and problem.header.audience == "restricted"
        return "restricted" if hidden and chosen.relation == "problem" else None

    def _meant(self, word: str) -> Chosen:
        """A number of the last list, a problem's id, or a change; raises UsageError."""
        if _is_number(word):
            return self._numbered(int(word))
        given = reference_of(word.strip())
        known = [row for row in self._list() if names(given, row.to)]
        if len(known) == 1:
            return known[0]
        problems = self.desk.library.problems
        if given in problems and problems.get(given) is not None:
            return Chosen("problem", given, None, problems[given].header.title)
        if len(given) <= _MOST and readable(given) == given and names_change(given):
            return Chosen("caused_by_change", given, None, "")
        advice = did_you_mean(word, problems, _WAYS)
        raise UsageError(f"{word[:80]} is no proposal and no problem; {advice}")

    def _numbered(self, number: int) -> Chosen:
        listed_rows = self._list()
        if not 1 <= number <= len(listed_rows):
            shown = f"it ends with {len(listed_rows)}" if listed_rows else "it is empty"
            again = f"see: wakebook links {self.incident[11:]}"
            raise UsageError(f"there is no {number} in the list, {shown}; {again}")
        return listed_rows[number - 1]

    def _list(self) -> list[Chosen]:
        """What was shown last; where nothing was, what would be shown now."""
        if self._rows is None:
            self._rows = LastList(self.desk).of(self.incident)
        if self._rows is None:
            from wakebook.cli._gathering import gathered
            from wakebook.flows.linking.listing import rows

            found = rows(gathered(self.desk, self.incident)[0], self.desk.arguments.most)
            self._rows = [Chosen(row.relation, row.to, row.score, row.title) for row in found]
        return self._rows

    def _links(self, word: str) -> list[Logged]:
        """The entries of the log that link to something; raises UsageError where none does."""
        given = reference_of(word.strip())
        if _is_number(word):
            given = self._numbered(int(word)).to
        found = [
            each for each in self.record.by_kind.get("link", ()) if names(given, _target(each))
        ]
        if not found:
            linked = [to for _, _, to in self.record.links]
            advice = did_you_mean(word, linked, f"it has {', '.join(linked) or 'no link'}")
            meant = word[:80] if given == word else f"{given} ({word[:80]})"
            raise UsageError(f"{self.incident} has no link to {meant}; {advice}")
        return found


_NOUNS = {"problem": "the problem behind it", "caused_by_change": "the change behind it"}


def _is_number(word: str) -> bool:
    """Whether a word is a place in a list; a longer one begins a commit's id."""
    return word.isdecimal() and word.isascii() and len(word) < 4


def _target(logged: Logged) -> str:
    return logged.entry.to if isinstance(logged.entry, Link) else ""
