"""The words of a command line put in order before argparse sees them; mistyped ones are found.

A command that takes free text gets everything that is no option as text, wherever it stands and
whatever it begins with. A value may begin with a hyphen, as in ``--at -10m``.
"""

import argparse
import difflib
import re
import shlex
from collections.abc import Sequence
from typing import NamedTuple, NoReturn

from wakebook.cli._exits import UsageError
from wakebook.cli._parsers import of_command, verbs_of

_OPTION = re.compile(r"--?[A-Za-z][A-Za-z-]*(?:=.*)?", re.DOTALL)
_STEERS = frozenset(
    {"audience", "by", "commit", "format", "help", "incident", "open", "push", "restricted", "undo"}
)
"""Arguments that decide where a line goes and who reads it: nobody guesses at these."""


_NO_NOUNS = frozenset({"--by", "--sort", "--dates"})
"""Options whose names do not say what their values are."""


class Strange(NamedTuple):
    """A word that means nothing; ``instead`` is the nearest one that does."""

    at: int
    sentence: str
    instead: str | None = None
    steers: bool = False


class Arranged(NamedTuple):
    """Words as argparse understands them, and what is wrong with those that were given."""

    words: list[str]
    strange: list[Strange]


def understood(
    parser: argparse.ArgumentParser, before: Sequence[str], words: Sequence[str]
) -> list[str]:
    """The words behind a command; what is mistyped is mended if the person says so.

    ``before`` are the words up to the command. A command for text keeps there what nobody
    understands; anything else raises UsageError, with the mended line.
    """
    own = of_command(parser, before[-1])
    verbs = verbs_of(own)
    verb = verbs.get(words[0]) if words else None
    if verb is not None:
        return [words[0], *_mended(verb, [*before, words[0]], words[1:])]
    choices = list(verbs) or _choices(own)
    if choices and words and words[0][:1] != "-" and words[0] not in choices:
        _no_verb(own, before, words, choices)
    return _mended(own, before, words)


def _choices(own: argparse.ArgumentParser) -> list[str]:
    """The words of which the first one behind a command has to be one; empty if it is free."""
    first = next((a for a in own._actions if not a.option_strings), None)  # noqa: SLF001 - the same
    return [] if first is None else [str(choice) for choice in first.choices or ()]


def _no_verb(
    own: argparse.ArgumentParser, before: Sequence[str], words: Sequence[str], verbs: Sequence[str]
) -> NoReturn:
    """Raise UsageError for a first word that there is not, with the line that was meant."""
    near = difflib.get_close_matches(words[0].casefold(), verbs, n=1)
    said = f"`{own.prog}` has no {words[0]}"
    if not near:
        known = ", ".join(verbs)
        raise UsageError(f"{said}; there is {known}, and `{own.prog} --help` tells of each")
    line = shlex.join(["wakebook", *before, near[0], *words[1:]])
    raise UsageError(f"{said}; did you mean {near[0]}?\ntry: {line}")


def _mended(own: argparse.ArgumentParser, before: Sequence[str], words: Sequence[str]) -> list[str]:
    found = arranged(own, words)
    if not found.strange:
        return found.words
    from wakebook.cli._terminal import asked, say

    mended = [*words]
    for each in found.strange:
        mended[each.at] = each.instead or mended[each.at]
    told = [each.sentence for each in found.strange]
    again = arranged(own, mended)
    line = shlex.join(["wakebook", *before, *mended])
    if not again.strange:
        answer = asked("\n".join([*told, line, "Is this what you mean? [Y/n]"]))
        if answer is not None and answer.casefold() in ("", "y", "yes"):
            return again.words
    steered = any(each.steers for each in found.strange)
    if steered or not _takes(own, "text"):
        help_ = f"`{own.prog} --help` shows what there is"
        raise UsageError("\n".join([*told, help_ if again.strange else f"try: {line}"]))
    for sentence in told:
        say(f"kept in the text: {sentence}")
    if not again.strange:
        say(f"to say it again: wakebook log --undo && {line}")
    return found.words


def arranged(parser: argparse.ArgumentParser, words: Sequence[str]) -> Arranged:
    """Options first, each with its value, then everything else."""
    actions = parser._actions  # noqa: SLF001 - argparse has no public list of its arguments
    if any(action.nargs == argparse.REMAINDER for action in actions):
        return Arranged([*words], [])
    end = words.index("--") if "--" in words else len(words)
    walk = _Walk({name: action for action in actions for name in action.option_strings})
    at = 0
    while at < end:
        at += walk.take(at, words[at:end])
    if {"-h", "--help"} & {*walk.flags}:
        return Arranged(walk.flags, [])
    rest = [*walk.loose, *words[end + 1 :]]
    dashed = any(word[:1] == "-" and word != "-" for word in rest)
    return Arranged([*walk.flags, *(["--"] if dashed else []), *rest], walk.strange)


class _Walk:
    """Sorts words one after another; ``options`` are the actions by their names."""

    def __init__(self, options: dict[str, argparse.Action]) -> None:
        self.options = options
        self.flags: list[str] = []
        self.loose: list[str] = []
        self.strange: list[Strange] = []

    def take(self, at: int, words: Sequence[str]) -> int:
        """Sort the first of the words, which stands at ``at``; how many were taken."""
        word, *behind = words
        name, given, value = word.partition("=")
        action = self.options.get(name)
        if action is None and word[1:2] != "-" and f"-{name}" not in self.options:
            action = self.options.get(word[:2])
        if action is None:
            self.loose.append(word)
            if _OPTION.fullmatch(word):
                self.strange.append(_unknown(self.options, at, word))
        elif action.nargs == 0 or name not in action.option_strings:
            self.flags.append(word)
        elif not given and (not behind or _OPTION.fullmatch(behind[0])):
            self.loose.append(word)
            sentence = f"{word} needs a word behind it"
            self.strange.append(Strange(at, sentence, steers=action.dest in _STEERS))
        else:
            value = value if given else behind[0]
            self.flags.append(f"{action.option_strings[0]}={value}")
            self.strange += _no_choice(action, value, at, name, given)
            return 1 if given else 2
        return 1


def _takes(parser: argparse.ArgumentParser, name: str) -> bool:
    return any(action.dest == name for action in parser._actions)  # noqa: SLF001 - the same


def _no_choice(
    action: argparse.Action, value: str, at: int, name: str, given: str
) -> list[Strange]:
    """What is wrong with a value that is none of those that can stand there."""
    if action.choices is None or value in action.choices:
        return []
    known = [str(choice) for choice in action.choices]
    near = difflib.get_close_matches(value.casefold(), known, n=1)
    advice = f"did you mean {near[0]}?" if near else f"known are {', '.join(known)}"
    instead = (f"{name}={near[0]}" if given else near[0]) if near else None
    said = f"there is no {name} {value}" if name in _NO_NOUNS else f"{value} is no {name[2:]}"
    return [Strange(at if given else at + 1, f"{said}; {advice}", instead, True)]


def _unknown(options: dict[str, argparse.Action], at: int, word: str) -> Strange:
    """An option that there is not."""
    name, given, value = word.partition("=")
    stem = name.lstrip("-").casefold()
    stems = {option.lstrip("-"): option for option in options}
    begun = [each for each in stems if each.startswith(stem) and len(stem) > 1]
    near = begun if len(begun) == 1 else difflib.get_close_matches(stem, stems, n=1, cutoff=0.7)
    if not near:
        return Strange(at, f"there is no {name}")
    meant = stems[near[0]]
    sentence = f"there is no {name}; did you mean {meant}?"
    return Strange(at, sentence, f"{meant}{given}{value}", options[meant].dest in _STEERS)
