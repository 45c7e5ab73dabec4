"""``wakebook completion``: what a shell needs to complete commands, options, ids and codes."""

import argparse
import sys
from collections.abc import Iterable, Sequence

HELP = "print a completion script for a shell"
EXAMPLES = """examples:
  source <(wakebook completion bash)                            in ~/.bashrc
  source <(wakebook completion zsh)                             in ~/.zshrc, after compinit
  wakebook completion fish > ~/.config/fish/completions/wakebook.fish
"""
SCRIPTS = {
    "bash": """_wakebook() {
  local IFS=$'\\n'
  COMPREPLY=($(wakebook completion words -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
}
complete -o default -F _wakebook wakebook
""",
    "zsh": """#compdef wakebook
_wakebook() {
  local -a found
  found=("${(@f)$(wakebook completion words -- "${(@)words[2,CURRENT]}" 2>/dev/null)}")
  found=(${found:#})
  (( ${#found} )) && compadd -U -a found || _files
}
compdef _wakebook wakebook
""",
    "fish": """function __wakebook
  set -l given (commandline -opc) (commandline -ct)
  wakebook completion words -- $given[2..-1] 2>/dev/null
end
complete -c wakebook -a '(__wakebook)'
""",
}
_IDS = {"show": "piece", "log": "incident", "check": "paths"}
"""The argument of a command that takes an incident's id."""

_TERMS = frozenset({"severity", "component", "impact", "category", "commander", "owner", "by"})


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    shells = [*SCRIPTS, "words"]
    parser.add_argument("shell", choices=shells, help="the shell; words is what the scripts call")
    parser.add_argument("line", nargs=argparse.REMAINDER, help=argparse.SUPPRESS)


def run(arguments: argparse.Namespace) -> int:
    """Print the script, or the words that can stand at the end of a line."""
    if arguments.shell != "words":
        sys.stdout.write(SCRIPTS[arguments.shell])
        return 0
    from wakebook.render.safe import safe

    line = arguments.line[1:] if arguments.line[:1] == ["--"] else arguments.line
    sys.stdout.write("".join(f"{safe(word)}\n" for word in words(line)))
    return 0


def words(line: Sequence[str]) -> list[str]:
    """What can stand where the last word of a command line is being typed."""
    from wakebook.cli._parsers import build_parser, command_names, of_command, verbs_of

    *before, started = line or [""]
    directory = "."
    while before[:1] == ["-C"] and len(before) > 1:
        directory, before = before[1], before[2:]
    if not before:
        found: Iterable[str] = [*command_names(), "-C", "--help", "--version"]
    elif before[0] in command_names():
        parser = of_command(build_parser([before[0]]), before[0])
        if len(before) > 1 and before[1] in verbs_of(parser):
            parser, before = verbs_of(parser)[before[1]], before[1:]
        found = _candidates(parser, before, started, directory)
    else:
        found = []
    return [word for word in found if word.startswith(started) or _has(word, started)]


def _has(word: str, piece: str) -> bool:
    """Whether a word is an id with this piece in it, which is all that commands want of an id.

    Before an id both may have the same ``child=``.
    """
    from wakebook.records.shelf import ID

    before, equals, rest = piece.rpartition("=")
    name = word.removeprefix(before + equals)
    return rest.casefold() in name and ID.fullmatch(name) is not None


def _candidates(
    parser: argparse.ArgumentParser, before: Sequence[str], started: str, directory: str
) -> Iterable[str]:
    actions = parser._actions  # noqa: SLF001 - argparse has no public list
    command, last = before[0], before[-1]
    if "--link" in before[-3:] and (last == "=" or (last == "--link" and "=" in started)):
        start = started[: started.find("=") + 1]  # bash takes the sign for a word of its own
        return (f"{start}{incident}" for incident in _ids(directory))
    option = next((a for a in actions if last in a.option_strings and a.nargs != 0), None)
    if option is not None:
        return _values(option, command, directory)
    if started.startswith("-"):
        return (name for action in actions for name in action.option_strings)
    if len(before) > 1 and command != "check":
        return ()
    places = (a for a in actions if not a.option_strings)
    return (value for place in places for value in _values(place, command, directory))


def _values(action: argparse.Action, command: str, directory: str) -> Iterable[str]:
    """What an argument can be, as far as that can be listed."""
    if action.choices is not None:
        return map(str, action.choices)
    if _IDS.get(command) == action.dest:
        return _ids(directory)
    if (command, action.dest) == ("schema", "name"):
        from wakebook.render.schemas import names

        return names()
    if (command, action.dest) == ("explain", "code"):
        from wakebook.rules.registry import rules

        return rules()
    if (command, action.dest) == ("log", "link"):
        from wakebook.flows.saying.relations import LINKED

        return (f"{relation}=" for relation in LINKED)
    return _terms(action.dest, directory)


def _terms(name: str, directory: str) -> Iterable[str]:
    """The words of the repository that an option takes."""
    from pathlib import Path

    from wakebook.records.library import Opened
    from wakebook.records.tree import WorkTree, find_root

    root = find_root(Path(directory)) if name in _TERMS else None
    if root is None:
        return ()
    library = Opened(WorkTree(root), scope=()).library
    people = [who.removeprefix("user:") for who in library.catalog.people]
    terms: dict[str, Iterable[str]] = {
        "severity": library.ranks,
        "component": library.catalog.components,
        "impact": (f"{component}=" for component in library.catalog.components),
        "category": library.taxonomy.by_id if library.taxonomy else (),
    }
    return terms.get(name, people)


def _ids(directory: str) -> list[str]:
    """The incidents of the repository, newest first, by the names of their folders alone."""
    from pathlib import Path

    from wakebook.records.shelf import ID
    from wakebook.records.tree import find_root

    root = find_root(Path(directory))
    names = [] if root is None else [path.name for path in root.glob("incidents/*/*")]
    return sorted((name for name in names if ID.fullmatch(name)), reverse=True)
