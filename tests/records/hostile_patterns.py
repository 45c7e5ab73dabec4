"""Asks each pattern of a package for text made to keep it busy; prints those that are.

python hostile_patterns.py PACKAGE CHARACTERS few|all

A process of its own runs it, so that a timer can end each call. Text is made of the pattern's own
pieces, said again and again, and a piece with many blanks or line feeds behind it; what would end
a match never comes. A pattern is asked as its modules ask it, or in every way where none is seen.
"""

import importlib
import inspect
import pkgutil
import re
import signal
import sys
import warnings
from re import _parser

_CALLS = r"\b{}\.(search|match|fullmatch|finditer|findall|sub|subn|split)\b"
_COMMON = ["](", "[", "{", "<", '"', "'", "`", "#", "/", " ", "\n", "a", "1"]
_MORE = [
    "\t",
    "\r\n",
    "\n ",
    " \n",
    "(",
    ".",
    "-",
    "~",
    "|",
    "&",
    "@",
    ":",
    "=",
    "<!--",
    "a ",
    "A1",
]
_CHARACTERS_A_SECOND = 80_000
"""So many at least, on a slow machine; most patterns take a hundred times as many."""
_CLASSES = {"CATEGORY_SPACE": " ", "CATEGORY_DIGIT": "1", "CATEGORY_WORD": "a"}


class TooSlowError(Exception):
    """A call was ended."""


def patterns(package):
    """Each pattern that a module holds, alone or in a row, with its name and how it is asked."""
    found = {}
    root = importlib.import_module(package)
    for each in pkgutil.walk_packages(root.__path__, f"{package}."):
        if each.name.endswith("__main__"):
            continue
        module = importlib.import_module(each.name)
        text = inspect.getsource(module)
        for name, value in vars(module).items():
            row = isinstance(value, list | tuple)
            for one in value if row else [value]:
                if isinstance(one, re.Pattern):
                    _, ways = found.setdefault(one, (f"{each.name}.{name}", set()))
                    called = re.findall(rf"\bfor (\w+) in {name}\b", text) if row else [name]
                    for each_name in called:
                        ways.update(re.findall(_CALLS.format(each_name), text))
    return found


def pieces(pattern):
    """The literal pieces of a pattern, and the beginnings of a text that it matches."""
    found = set()
    whole = _text(_parser.parse(pattern.pattern, pattern.flags), found)
    found |= {whole[:length] for length in range(1, min(len(whole), 24) + 1)}
    return sorted(found - {""})


def _text(parts, found):
    told = run = ""
    for kind, value in parts:
        said = _one(str(kind), value, found)
        literal = str(kind) in ("LITERAL", "IN")
        told, run = told + said, run + said if literal else ""
        found |= {said, run, told}
    return told


def _one(kind, value, found):
    if kind == "LITERAL":
        return chr(value)
    if kind == "IN":
        return _member(value)
    if kind in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        return _text(value[2], found) * min(max(1, value[0]), 64)
    if kind == "SUBPATTERN":
        return _text(value[3], found)
    if kind == "ATOMIC_GROUP":
        return _text(value, found)
    if kind == "BRANCH":
        branches = [_text(branch, found) for branch in value[1]]
        return branches[0]
    if kind in ("ASSERT", "ASSERT_NOT"):
        _text(value[1], found)
    return "x" if kind in ("ANY", "NOT_LITERAL") else ""


def _member(choices):
    for kind, value in choices:
        if str(kind) == "NEGATE":
            return "x"
        if str(kind) == "LITERAL":
            return chr(value)
        if str(kind) == "RANGE":
            return chr(value[0])
        return _CLASSES.get(str(value), "x")
    return ""


def texts(pattern, size, many):
    """Each text to ask for, with words for it."""
    own = pieces(pattern)
    again = {*own, *_COMMON, *(f"{piece}-" for piece in own if len(piece) > 2)}
    behind = [" ", "\n"]
    if many:
        again |= {*_MORE, *(f"{piece} " for piece in own)}
        behind += ["a", "1"]
    for piece in sorted(again):
        yield repr(piece), piece * (size // len(piece) + 1)
    for piece in own if many else own[-8:]:
        for filler in behind:
            yield f"{piece!r} and {filler!r}", piece + filler * size


def slow(pattern, ways, size, many):
    """What keeps a pattern busy, in words; None for nothing that was tried."""
    asked = {"search" if way in ("sub", "subn", "split") else way for way in ways}
    asked |= {"finditer"} if {*ways} & {"sub", "subn", "split", "findall"} else set()
    asked = (asked or {"search", "match", "fullmatch"}) - {"findall"}
    for words, text in texts(pattern, size, many):
        hostile = f"{text}\n\0"
        subject = hostile.encode("utf-8") if isinstance(pattern.pattern, bytes) else hostile
        for way in sorted(asked):
            signal.setitimer(signal.ITIMER_VIRTUAL, size / _CHARACTERS_A_SECOND)
            try:
                for _ in getattr(pattern, way)(subject) if way == "finditer" else ():
                    pass
                if way != "finditer":
                    getattr(pattern, way)(subject)
            except TooSlowError:
                return f"{way} of {words}"
            finally:
                signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return None


def _ring(*_):
    raise TooSlowError


def main(package, size, many):
    """Print the patterns that are too slow and, last, how many were asked."""
    signal.signal(signal.SIGVTALRM, _ring)
    found = patterns(package)
    for pattern, (name, ways) in found.items():
        words = slow(pattern, ways, int(size), many == "all")
        if words:
            sys.stdout.write(f"{name} {words}\n")
    sys.stdout.write(f"{len(found)}\n")


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    main(*sys.argv[1:])
