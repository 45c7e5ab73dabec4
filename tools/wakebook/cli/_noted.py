"""Resolution notes as somebody gives them: on the command line, and when asked at a terminal."""

import argparse
import shlex
from collections.abc import Sequence

from wakebook.cli._terminal import asked
from wakebook.flows.closing.notes import Notes, Words, from_log
from wakebook.flows.saying.words import readable
from wakebook.model.incident import Incident

_NOTHING = frozenset({"n", "no", "none", "nothing", "nein", "keine"})
_MOST = 20
"""So many actions or changes are asked for; more belong into the file."""


OF_TEXTS = frozenset({"WB5102", "WB5103"})
"""Rules about the words of notes, wherever these come from."""
OF_NOTES = frozenset({"WB5101"}) | OF_TEXTS
"""Conditions that more notes can meet; behind any other nobody is asked for them yet."""


def given(arguments: argparse.Namespace) -> Notes:
    """What was said on the command line."""
    return Notes(
        readable(arguments.summary) if arguments.summary else None,
        _readable(arguments.actions),
        _readable(arguments.changes),
        arguments.no_changes,
    )


def completed(arguments: argparse.Namespace, incident: Incident) -> Notes:
    """The same, with what is asked for at a terminal where the header has no notes yet."""
    said = given(arguments)
    if incident.header.resolution is not None and "reopened" not in incident.by_kind:
        return said
    summary = said.summary or asked("How was it ended, in a sentence?")
    if not summary:
        return said
    actions, changes, unchanged = said.actions, said.changes, said.unchanged
    if not actions and not list(from_log(incident)):
        actions, _ = _listed("What was done?", "With which tool?", "tool")
    if not changes and not unchanged:
        question = "Which configuration is different since?"
        changes, unchanged = _listed(question, "Which commit or address shows it?", "ref")
    return Notes(readable(summary), actions, changes, unchanged)


def _listed(question: str, more: str, key: str) -> tuple[tuple[Words, ...], bool]:
    """Items as they are typed, and whether somebody said at once that there is none."""
    items: list[Words] = []
    for _ in range(_MOST):
        what = asked(f"{question} (Enter: nothing{' more' if items else ''})")
        if not what or what.casefold() in _NOTHING:
            return tuple(items), what is not None and not items
        answer = asked(more)
        items.append({"what": what, **({key: answer} if answer else {})})
    return tuple(items), False


def again(piece: str, notes: Notes) -> str:
    """The command that says these notes again, as a shell reads it."""
    words = ["wakebook", "close", piece]
    words += ["--summary", notes.summary] if notes.summary else []
    for option, more, items in (
        ("action", "tool", notes.actions),
        ("change", "ref", notes.changes),
    ):
        for item in items:
            words += [f"--{option}", item["what"]]
            words += [f"--{more}", item[more]] if more in item else []
    return shlex.join([*words, *(["--no-changes"] if notes.unchanged else [])])


def _readable(items: Sequence[Words]) -> tuple[Words, ...]:
    return tuple({key: readable(word) for key, word in item.items()} for item in items)
