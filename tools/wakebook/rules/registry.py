"""Finding the rules: every file ``wb<4 digits>_<statement>.py`` of this folder is one."""

import re
from collections.abc import Callable, Iterator
from functools import cache, cached_property
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any, get_args

from wakebook.model.finding import Claim, Level
from wakebook.rules.context import Context

_NAME = re.compile(r"wb([0-9]{4})_([a-z0-9_]+)\.py")

FIRST_JUDGED = "WB0400"
"""What stands below is kept by the reader; its modules are docs and are not imported to judge."""

Check = Callable[[Any, Context], Iterator[Claim]]


class Rule:
    """One rule; its module is imported when something of it is asked for.

    A rule without a ``check`` is kept by the reader, before there is a record to look at, by the
    gate, which judges changes, or by the audit of what the gate left; the reader's have the codes
    below ``FIRST_JUDGED``.
    """

    def __init__(self, code: str, name: str) -> None:
        self.code = code
        self.name = name

    @cached_property
    def module(self) -> ModuleType:
        """The rule's module."""
        return import_module(f"wakebook.rules.{self.code.lower()}_{self.name}")

    @property
    def title(self) -> str:
        """The rule as a statement that holds."""
        return (self.module.__doc__ or "").partition("\n")[0]

    @property
    def docs(self) -> str:
        """Why it holds, with a bad and a good example, in Markdown."""
        return (self.module.__doc__ or "").partition("\n")[2].strip() + "\n"

    @cached_property
    def level(self) -> Level:
        """How bad a breach is, unless a claim says otherwise."""
        return Level(getattr(self.module, "LEVEL", Level.ERROR))

    @cached_property
    def conduct(self) -> bool:
        """Whether it is about conduct; records of what we did not run (``origin``) skip it."""
        return bool(getattr(self.module, "CONDUCT", False))

    @cached_property
    def closing(self) -> bool:
        """Whether it is about the end of an incident; an open record may hold a waiver of it."""
        return bool(getattr(self.module, "CLOSING", False))

    @cached_property
    def gate(self) -> bool:
        """Whether the gate keeps it: it is about a change and its reviews, not about a record."""
        return bool(getattr(self.module, "GATE", False))

    @cached_property
    def audit(self) -> bool:
        """Whether the audit keeps it: it is about history and what tells of it."""
        return bool(getattr(self.module, "AUDIT", False))

    @cached_property
    def check(self) -> Check | None:
        """The function that yields claims about one subject."""
        return getattr(self.module, "check", None)

    @cached_property
    def subjects(self) -> tuple[str, ...]:
        """The names of the classes that it is about: its check's first annotation, or its parts."""
        if self.code < FIRST_JUDGED or self.check is None:
            return ()
        first: Any = next(iter(self.check.__annotations__.values()))
        return tuple(cls.__name__ for cls in get_args(first) or (first,))


@cache
def rules() -> dict[str, Rule]:
    """Every rule by its code, ascending."""
    found = (_NAME.fullmatch(path.name) for path in Path(__file__).parent.iterdir())
    named = sorted((f"WB{match[1]}", match[2]) for match in found if match)
    return {code: Rule(code, name) for code, name in named}


@cache
def rules_about(subject: str) -> tuple[Rule, ...]:
    """The rules whose checks take a subject of this class."""
    return tuple(rule for rule in rules().values() if subject in rule.subjects)
