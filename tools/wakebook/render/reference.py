"""The reference pages: commands, record formats and rules, written from the code itself."""

import argparse
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from wakebook.model.base import Value
from wakebook.model.tables import Table

NOTE = "<!-- Written from the code by `make docs`; do not edit. -->\n\n"

_PATTERNS = {
    "user|group|vendor|system": "who",
    "^[0-9]{4}-[0-9]{2}-[0-9]{2}-": "incident id",
    "^https?://": "address",
    "^[0-9a-f]{64}$": "SHA-256 digest",
    "^WB": "rule code",
    "stranger|bot": "who",
    "unknown": "moment",
    "^[a-z0-9-]+(?:/": "category",
}


def commands(parser: argparse.ArgumentParser) -> str:
    """Every command with its usage, arguments and examples."""
    parts = [f"{NOTE}# Commands\n", _fenced(_usage(parser))]
    for name, sub in subcommands(parser).items():
        parts += _command(f"wakebook {name}", sub, "##")
    return "\n".join(parts)


def subcommands(parser: argparse.ArgumentParser) -> Mapping[str, argparse.ArgumentParser]:
    """The parsers of the commands by name; a command can have commands of its own."""
    actions = (a.choices for a in parser._actions if a.choices and a.nargs == argparse.PARSER)  # noqa: SLF001 - argparse has no public way to list its subparsers
    return dict(next(actions, {}))


def _command(name: str, parser: argparse.ArgumentParser, heading: str) -> Iterator[str]:
    yield f"{heading} {name}\n"
    yield f"{parser.description}\n"
    yield _fenced(_usage(parser))
    yield _table(("argument", "meaning"), _arguments(parser))
    if parser.epilog:
        yield _fenced(parser.epilog.rstrip())
    for verb, sub in subcommands(parser).items():
        yield from _command(f"{name} {verb}", sub, f"{heading}#")


def _usage(parser: argparse.ArgumentParser) -> str:
    return " ".join(parser.format_usage().split()).removeprefix("usage: ")


def _arguments(parser: argparse.ArgumentParser) -> Iterator[tuple[str, str]]:
    for action in parser._actions:  # noqa: SLF001 - see subcommands
        if action.dest == "help" or action.help == argparse.SUPPRESS:
            continue
        shown = action.metavar or action.dest
        options = ", ".join(f"`{option}`" for option in action.option_strings)
        words = f" (one of {', '.join(map(str, action.choices))})" if action.choices else ""
        yield options or f"`{shown}`", f"{action.help or ''}{words}"


def formats(models: Mapping[str, tuple[str, type[Value]]]) -> str:
    """The tables of keys for each file; ``models`` gives a heading's file and model."""
    parts = [f"{NOTE}# Record formats\n", "Keys in **bold** are required.\n"]
    inner: dict[str, Any] = {}
    for title, (meaning, model) in models.items():
        schema = model.model_json_schema(by_alias=True)
        inner |= schema.get("$defs", {})
        parts += [f"## {title}\n", f"{meaning}\n", _table(_HEAD, _keys(schema))]
    parts.append("## Parts\n")
    for name in sorted(inner):
        if "properties" in inner[name]:
            parts += [f"### {name}\n", _sentence(inner[name]), _table(_HEAD, _keys(inner[name]))]
    return "\n".join(parts)


_HEAD = ("key", "value", "meaning")


def _sentence(schema: Mapping[str, Any]) -> str:
    return f"{schema.get('description', '').partition(chr(10))[0]}\n"


def _keys(schema: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    required = schema.get("required", ())
    for key, value in schema["properties"].items():
        shown = f"**`{key}`**" if key in required else f"`{key}`"
        yield shown, _type(value), value.get("description", "")


def _type(schema: Mapping[str, Any]) -> str:
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "anyOf" in schema:
        kinds = [_type(part) for part in schema["anyOf"] if part.get("type") != "null"]
        return "moment" if "moment" in kinds else " or ".join(dict.fromkeys(kinds))
    if "const" in schema:
        return f"`{str(schema['const']).lower()}`"
    if "enum" in schema:
        return ", ".join(f"`{word}`" for word in schema["enum"])
    return _plain(schema)


def _plain(schema: Mapping[str, Any]) -> str:
    for part, name in _PATTERNS.items():
        if part in schema.get("pattern", ""):
            return name
    match schema.get("type"):
        case "array":
            return f"list of {_type(schema.get('items', {}))}"
        case "object":
            return "mapping"
        case "integer":
            return "whole number"
        case "boolean":
            return "`true` or `false`"
        case "number":
            return "number"
        case "string":
            return "text"
        case _:
            return "anything"


def rules(listed: Iterable[tuple[str, str, str, str]]) -> str:
    """The table of rules: code, level, statement, and the path of its file."""
    rows = (
        (f"[{code}](../../{path})", level, statement) for code, level, statement, path in listed
    )
    head = ("code", "level", "what must hold")
    intro = "`wakebook explain CODE` shows a rule with its reason and examples.\n"
    return "\n".join([f"{NOTE}# Rules\n", intro, _table(head, rows)])


def tables(listed: Iterable[Table]) -> str:
    """The tables that records can be asked by: each column with its type and what it tells."""
    parts = [f"{NOTE}# Tables\n", _TABLES]
    for table in listed:
        rows = (
            (f"**`{c.name}`**" if c.name in table.keys else f"`{c.name}`", c.kind, c.meaning)
            for c in table.columns
        )
        head = ("column", "type", "meaning")
        parts += [f"## {table.name}\n", f"{table.meaning}.\n", _table(head, rows)]
    return "\n".join(parts)


_TABLES = """\
`wakebook query` asks these tables, and `wakebook export csv`, `json`, `sqlite` and `parquet` write
them; see [how to ask the records](../how-to/ask-the-records.md). The schema is stable: columns are
added, none is renamed or removed.

The columns in **bold** tell a row from all others. An `instant` is a second of UTC: a `TIMESTAMP`
in queries and Parquet, in other files a text such as `2026-11-23T14:03:22Z`, which sorts by time. A
time is as wide as it is known, from `earliest` to before `latest`; both are NULL where the point
was reached and nobody knows when, and what was not reached has no row. Lengths are whole seconds.
What is not known is NULL and never an empty text. A `boolean` is 0 or 1 in SQLite.
"""


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [_row(head), _row(tuple("---" for _ in head)), *map(_row, rows)]
    return "\n".join(lines) + "\n" if len(lines) > 2 else ""


def _row(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _fenced(text: str) -> str:
    return f"```text\n{text}\n```\n"
